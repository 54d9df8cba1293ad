"""What search engines are told of, in the sitemap and in robots.txt."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from releases.models import Release
from tests.builders import PAST, make_contact, make_organisation, make_release, make_user

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "http://testserver"


def sitemap(client):
    """{address: day of last change or None}"""
    root = ET.fromstring(client.get("/sitemap.xml").content)
    return {
        unquote(url.findtext("s:loc", namespaces=NAMES)): url.findtext("s:lastmod", namespaces=NAMES)
        for url in root.findall("s:url", NAMES)
    }


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
    for revised, told in ((PAST + timedelta(days=3), "2024-03-04"), (None, "2024-03-01")):
        Release.objects.filter(pk=release.pk).update(revised_at=revised)
        assert sitemap(client)[f"{SITE}/releases/one/"] == told


def test_robots_are_kept_out_of_the_admin_only_and_shown_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "%00", ""])
def test_a_sitemap_has_no_other_pages(client, page):
    assert client.get(f"/sitemap.xml?p={page}").status_code in (200, 404)
