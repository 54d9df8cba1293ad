"""A link of one's own to a release under embargo: the terms first, and a ledger of who read what."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from releases.models import AccessLink, Opening
from tests.builders import (
    make_accepted,
    make_contact,
    make_embargoed,
    make_link,
    make_organisation,
    make_topic,
    make_user,
)
from tests.reading import elements, page, words

pytestmark = pytest.mark.django_db

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
SAID = ("Kestrel", "Harbour", "Nairobi", "Wren", "Tides", "2031", "kestrel")


def make_told(**values):
    """A release under embargo, each part of which has a word of its own: those of `SAID`."""
    return make_embargoed(
        title="Kestrel",
        slug="kestrel",
        dateline="Nairobi",
        dated_on="2031-04-05",
        organisations=[make_organisation(name="Harbour Board")],
        contacts=[make_contact(name="Wren Specimen")],
        topics=[make_topic(name="Tides")],
        **values,
    )


def text_of(link):
    return link.get_absolute_url().rstrip("/") + ".txt"


# The terms


def test_a_journalist_sees_the_terms_and_nothing_of_the_release_before_accepting_them(client):
    link = make_link(make_told(language_id="ar"), name="Ana Specimen")
    response = client.get(link.get_absolute_url())
    tree, html = page(response), response.content.decode()
    assert words(next(tree.iter("h1"))) == "Under embargo"
    assert "For Ana Specimen only" in words(tree)
    assert not [word for word in SAID if word in html]
    assert next(iter(elements(tree))).get("lang") == "en"
    assert not list(tree.iter("script"))
    assert not Opening.objects.exists()


def test_the_plain_text_leads_to_the_terms_before_they_are_accepted(client):
    link = make_link(make_told())
    response = client.get(text_of(link))
    assert (response.status_code, response.url) == (302, link.get_absolute_url())
    assert response["Cache-Control"] == "private, no-store"
    assert not Opening.objects.exists()


def test_the_terms_are_those_of_the_office(client, settings):
    settings.EMBARGO_TERMS = "Nothing <b>before</b> the hour.\n\nNo calls either."
    html = client.get(make_link().get_absolute_url()).content.decode()
    assert "<p>Nothing &lt;b&gt;before&lt;/b&gt; the hour.</p>\n\n<p>No calls either.</p>" in html


def test_a_journalist_accepts_the_terms_once_and_reads_from_then_on(client):
    link = make_link(make_told())
    answer = client.post(link.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, link.get_absolute_url())
    link.refresh_from_db()
    assert timezone.now() - link.accepted_at < timedelta(minutes=1)
    told = Client().get(link.get_absolute_url()).content.decode()
    assert not [word for word in SAID[:-1] if word not in told]
    assert Client().get(text_of(link)).content.decode().count("Kestrel") == 1


def test_the_terms_of_one_link_are_accepted_for_that_link_alone(client):
    release = make_told()
    one, other = make_link(release), make_link(release)
    client.post(one.get_absolute_url())
    assert "Kestrel" in client.get(one.get_absolute_url()).content.decode()
    assert "Kestrel" not in client.get(other.get_absolute_url()).content.decode()


def test_the_terms_are_not_accepted_by_a_form_of_another_site():
    link, client = make_link(), Client(enforce_csrf_checks=True)
    assert client.post(link.get_absolute_url()).status_code == 403
    token = next(
        one.get("value")
        for one in page(client.get(link.get_absolute_url())).iter("input")
        if one.get("name") == "csrfmiddlewaretoken"
    )
    link.refresh_from_db()
    assert link.accepted_at is None
    assert client.post(link.get_absolute_url(), {"csrfmiddlewaretoken": token}).status_code == 302
    link.refresh_from_db()
    assert link.accepted_at


def test_of_two_acceptances_in_the_same_second_the_first_stands():
    link = make_link()
    first, second = (AccessLink.objects.get(pk=link.pk) for _ in range(2))
    now = timezone.now()
    first.accept(now)
    second.accept(now + MICROSECOND)
    link.refresh_from_db()
    assert link.accepted_at == now


def test_terms_are_not_accepted_on_a_link_revoked_in_the_meantime():
    link = make_link()
    AccessLink.objects.get(pk=link.pk).revoke(make_user("Editors"))
    link.accept(timezone.now())
    link.refresh_from_db()
    assert link.accepted_at is None


def test_of_two_editors_who_revoke_a_link_the_first_one_stands():
    link, ana, ben = make_link(), make_user("Editors"), make_user("Editors")
    one, other = (AccessLink.objects.get(pk=link.pk) for _ in range(2))
    assert one.revoke(ana)
    assert not other.revoke(ben)
    assert other.revoked_by == ana


# The ledger


def test_each_opening_leaves_a_line_with_link_instant_and_version(client):
    release = make_told()
    link = make_accepted(release)
    client.get(link.get_absolute_url())
    earlier = release.changed_at
    release.title = "Kestrel, again"
    release.save()
    client.get(text_of(link))
    now = timezone.now()
    lines = list(Opening.objects.all())
    assert [(line.link, line.text_of) for line in lines] == [(link, release.changed_at), (link, earlier)]
    assert all(timedelta() <= now - line.at < timedelta(minutes=1) for line in lines)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
    ],
    ids=str,
)
def test_a_browser_that_asks_ahead_gets_no_text_and_leaves_no_line(client, headers):
    link = make_accepted(make_told())
    for address in (link.get_absolute_url(), text_of(link)):
        answer = client.get(address, headers=headers)
        assert (answer.status_code, answer.content) == (503, b"")
    assert not Opening.objects.exists()


def test_asking_for_the_headers_leaves_no_line(client):
    link = make_accepted()
    for address in (link.get_absolute_url(), text_of(link)):
        answer = client.head(address)
        assert (answer.status_code, answer.content) == (200, b"")
    assert not Opening.objects.exists()


def test_a_ledger_that_cannot_be_written_keeps_nobody_from_reading_and_is_told_to_the_log(
    client, monkeypatch, caplog
):
    link = make_accepted(make_told())

    def fail(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(Opening, "save", fail)
    assert "Kestrel" in client.get(link.get_absolute_url()).content.decode()
    assert not Opening.objects.exists()
    [record] = [one for one in caplog.records if one.name == "releases.models.access"]
    assert record.levelname == "ERROR"
    assert f"link {link.pk} opened at" in record.getMessage()
    assert link.key.hex not in caplog.text
