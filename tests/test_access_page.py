"""The release as a link of one's own shows it before it is public, on the page and as plain text."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from releases.models import AccessLink
from tests.builders import (
    make_accepted,
    make_contact,
    make_embargoed,
    make_link,
    make_release,
)
from tests.reading import elements, having, page, words
from tests.test_access import make_told, text_of

pytestmark = pytest.mark.django_db

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)


def test_the_embargo_stands_on_top_at_its_instant_in_the_offices_zone_and_three_others(client, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    instant = timezone.now().replace(2099, 5, 26, 22, 30)
    link = make_accepted(make_embargoed(public_from=instant), name="Ana Specimen", expires_at=instant)
    banner = having(page(client.get(link.get_absolute_url())), "ban--embargo")[0]
    assert words(banner).startswith("Under embargo. For Ana Specimen only It becomes public:")
    assert [words(one) for one in banner.iter("li")] == [
        "At 27 May 2099, 00:30 Zurich",
        "At 26 May 2099, 22:30 UTC",
        "At 26 May 2099, 18:30 New York",
        "At 27 May 2099, 07:30 Tokyo",
    ]
    assert {one.get("datetime")[-6:] for one in banner.iter("time")} == {
        "+02:00",
        "+00:00",
        "-04:00",
        "+09:00",
    }
    told = client.get(text_of(link)).content.decode()
    assert told.startswith(
        "UNDER EMBARGO. For Ana Specimen only.\nIt becomes public:\nAt 27 May 2099, 00:30 Zu"
    )


def test_a_zone_that_is_the_offices_own_is_named_once(client, settings):
    settings.TIME_ZONE, settings.EMBARGO_ZONES = "Asia/Tokyo", ["UTC", "Asia/Tokyo", "Africa/Nairobi"]
    banner = having(page(client.get(make_accepted().get_absolute_url())), "ban--embargo")[0]
    assert [words(one) for one in banner.iter("bdi")][1:] == ["Tokyo", "UTC", "Nairobi"]


def test_the_banner_never_says_until_a_day(client):
    for kind in ("press", "preview"):
        link = make_accepted(kind=kind)
        assert "until the day" not in client.get(link.get_absolute_url()).content.decode()


def test_an_arabic_release_is_shown_in_arabic_with_its_banner(client):
    link = make_accepted(make_told(language_id="ar"))
    html = next(iter(elements(page(client.get(link.get_absolute_url())))))
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")


def test_the_text_shown_is_kept_nowhere_indexed_nowhere_and_told_to_no_other_site(client):
    link, waiting, preview = make_accepted(), make_link(), make_link(kind="preview")
    answers = [client.get(one.get_absolute_url()) for one in (link, waiting, preview)]
    answers += [client.get(text_of(one)) for one in (link, waiting, preview)]
    answers += [client.head(link.get_absolute_url()), client.post(link.get_absolute_url())]
    answers += [client.put(link.get_absolute_url()), client.post(text_of(link))]
    answers += [Client(enforce_csrf_checks=True).post(link.get_absolute_url())]
    for answer in answers:
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, noarchive"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not {"ETag", "Last-Modified"} & set(answer.headers)


@pytest.mark.parametrize("kind", ["press", "preview"])
def test_nothing_in_the_page_carries_the_link_elsewhere(client, kind):
    link = make_accepted(make_told(), kind=kind)
    tree = page(client.get(link.get_absolute_url()))
    bearers = [one for one in elements(tree) if any(link.token in value for value in one.attrib.values())]
    assert [one.get("href") for one in bearers] == [text_of(link)]
    assert link.token not in words(tree)
    assert link.token not in client.get(text_of(link)).content.decode()
    head = next(tree.iter("head"))
    assert {one.get("rel") for one in head.iter("link")} == {"stylesheet", "icon"}
    assert {one.get("name") or "charset" for one in head.iter("meta")} == {
        *("charset", "viewport", "color-scheme", "robots", "referrer")
    }
    assert not [one for one in tree.iter("script") if not one.get("src")]
    assert "http" not in "".join(one.get("href") for one in tree.iter("a"))


def test_no_link_of_the_page_leads_nowhere_or_to_a_list_without_the_release(client):
    link = make_accepted(make_told(countries=["KE"]))
    for one in page(client.get(link.get_absolute_url())).iter("a"):
        assert "?" not in one.get("href")
        if not one.get("href").startswith(("#", "tel:")):
            assert client.get(one.get("href")).status_code == 200, one.get("href")


def test_contacts_stand_on_it_as_the_directory_shows_them(client):
    secret, known = "+41 22 917 12 34", "+41 22 717 91 11"
    hidden, left = make_contact(phone=secret, audience="internal"), make_contact(status="left")
    link = make_accepted(make_embargoed(contacts=[hidden, make_contact(phone=known)]))
    for address in (link.get_absolute_url(), text_of(link)):
        told = client.get(address).content.decode()
        assert known in told
        assert secret not in told
    link = make_accepted(make_embargoed(contacts=[left]))
    assert known not in client.get(link.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft", "public_from": None},
        {"status": "review", "public_from": None},
        {"status": "approved", "public_from": None},
        {"public_from": timezone.now() + DAY},
        {"public_from": timezone.now() + DAY, "under_embargo": True},
    ],
    ids=["draft", "review", "approved", "scheduled", "embargoed"],
)
def test_a_preview_shows_the_draft_in_every_state_before_it_is_public(client, values):
    link = make_link(make_release(title="Kestrel", **values), kind="preview", name="The ministry")
    tree = page(client.get(link.get_absolute_url()))
    assert words(next(tree.iter("h1"))) == "Kestrel"
    banner = words(having(tree, "ban--preview")[0])
    assert banner.startswith(
        "Draft for approval. For The ministry only It is not public and may still change."
    )
    assert "This link works until" in banner
    assert ("At " in banner) is bool(values["public_from"])
    assert "signed-in" not in banner
    assert client.get(text_of(link)).content.decode().startswith("DRAFT FOR APPROVAL. For The ministry only.")
    assert client.post(link.get_absolute_url()).status_code == 302
    assert AccessLink.objects.get().accepted_at is None


def test_a_link_opens_its_own_release_and_no_other(client):
    make_embargoed(title="Another")
    told = client.get(make_accepted(make_told()).get_absolute_url()).content.decode()
    assert "Kestrel" in told
    assert "Another" not in told
