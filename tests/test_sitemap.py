"""What search engines are told of, in the sitemap and in robots.txt."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.utils import timezone

from releases import sitemaps
from releases.models import Release
from tests.builders import PAST, make_contact, make_organisation, make_release, make_user

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
SITE = "http://testserver"


def parts(client):
    """The addresses that the index names."""
    root = ET.fromstring(client.get("/sitemap.xml").content)
    return [one.text.removeprefix(SITE) for one in root.findall("s:sitemap/s:loc", NAMES)]


def sitemap(client):
    """{address: instant of the last change or None} of all parts."""
    found = {}
    for part in parts(client):
        for url in ET.fromstring(client.get(part).content).findall("s:url", NAMES):
            found[unquote(url.findtext("s:loc", namespaces=NAMES))] = url.findtext("s:lastmod", None, NAMES)
    return found


def test_the_sitemap_names_every_page_that_the_public_may_open(client, source_releases):
    listed = sitemap(client)
    assert len(listed) == 5 + 2 + 4 + 2
    for address in listed:
        assert client.get(address.removeprefix(SITE)).status_code == 200
        assert "noindex" not in client.get(address.removeprefix(SITE)).headers.get("X-Robots-Tag", "")
    assert {f"{SITE}{release.get_absolute_url()}" for release in Release.objects.all()} <= set(listed)


def test_the_sitemap_names_nothing_else(client):
    for values in (
        {"status": "draft", "public_from": None},
        {"public_from": timezone.now() + timedelta(days=1)},
    ):
        make_release(
            slug="hidden-" + str(len(values)),
            organisations=[make_organisation(name="Hidden" + str(values))],
            **values,
        )
    make_release(slug="hidden-gone").withdraw(make_user("Editors"), "Issued in error.")
    make_contact(name="Hidden", organisation=make_organisation(name="Hidden office"), audience="internal")
    make_contact(name="Hidden too", organisation=make_organisation(name="Hidden house"), status="left")
    assert set(sitemap(client)) == {
        f"{SITE}{path}" for path in ("/", "/releases/", "/corrections/", "/organisations/", "/contacts/")
    }


def test_an_address_in_any_script_stands_in_the_sitemap(client):
    release = make_release(title="移民と開発 & ‘Co’")
    assert f"{SITE}{unquote(release.get_absolute_url())}" in sitemap(client)


def test_a_release_changed_last_when_it_was_rewritten_or_went_public(client):
    release = make_release(slug="one")
    for revised, told in (
        (PAST + timedelta(days=3), "2024-03-04T09:00:00+00:00"),
        (None, "2024-03-01T09:00:00+00:00"),
    ):
        Release.objects.filter(pk=release.pk).update(revised_at=revised)
        assert sitemap(client)[f"{SITE}/releases/one/"] == told


def test_robots_are_kept_out_of_the_admin_only_and_shown_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap-news.xml",
    ]


def test_a_file_of_the_sitemap_never_grows_beyond_its_stretch_and_none_is_lost(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 3)
    first = make_release(organisations=[])
    Release.objects.bulk_create(
        Release(
            title="R", slug=f"r{n}", body="<p>B</p>", status=status, public_from=PAST, date_not_stated=True
        )
        for n, status in enumerate(["published"] * 4 + ["draft"] * 7 + ["published"])
    )
    found = [one for one in parts(client) if "releases" in one]
    assert sum(client.get(one).content.count(b"<url>") for one in found) == 6
    assert all(1 <= client.get(one).content.count(b"<url>") <= 3 for one in found)
    hidden = (first.pk + 8) // 3
    assert client.get(f"/sitemap-releases-{hidden}.xml").status_code == 404
    assert len({*sitemap(client)}) == len(sitemap(client)) == 5 + 6


def test_the_index_costs_one_query_and_a_file_another(client, django_assert_num_queries):
    release = make_release()
    with django_assert_num_queries(1):
        client.get("/sitemap.xml")
    with django_assert_num_queries(1):
        client.get(f"/sitemap-releases-{release.pk // sitemaps.PART}.xml")


@pytest.mark.parametrize("name", ["pages-1", "releases-99999999999999999999", "drafts-0", "releases-"])
def test_a_file_that_the_index_does_not_name_is_not_there(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_the_news_sitemap_names_what_went_public_in_the_last_48_hours_and_is_dated_so(client):
    now = timezone.now()
    today = now.date()
    make_release(
        title="Fresh & new",
        slug="fresh",
        language_id="fr",
        public_from=now - timedelta(hours=47),
        dated_on=today,
    )
    make_release(slug="older", public_from=now - timedelta(hours=49), dated_on=today)
    make_release(slug="archive", public_from=now, dated_on=today - timedelta(days=400))
    make_release(slug="undated", public_from=now, date_not_stated=True)
    make_release(slug="coming", public_from=now + timedelta(hours=1), dated_on=today)
    make_release(slug="draft", public_from=None, status="draft", dated_on=today)
    (url,) = ET.fromstring(client.get("/sitemap-news.xml").content).findall("s:url", NAMES)
    assert url.findtext("s:loc", namespaces=NAMES) == f"{SITE}/releases/fresh/"
    assert url.findtext("n:news/n:title", namespaces=NAMES) == "Fresh & new"
    assert url.findtext("n:news/n:publication/n:name", namespaces=NAMES) == settings.SITE_NAME
    assert url.findtext("n:news/n:publication/n:language", namespaces=NAMES) == "fr"
    told = url.findtext("n:news/n:publication_date", namespaces=NAMES)
    assert told == (now - timedelta(hours=47)).isoformat(timespec="seconds")
