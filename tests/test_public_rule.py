"""The heart of the suite: every state, at every moment, on every door of the public site.

A URL that the table does not name fails the last test, so no exit can be added without deciding
what it may show.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from releases.models import Release
from tests.builders import make_contact, make_organisation, make_release, make_topic

pytestmark = pytest.mark.django_db

MICROSECOND = timedelta(microseconds=1)
OFFSETS = {
    "long before": timedelta(days=400),
    "a microsecond before": MICROSECOND,
    "at the instant": timedelta(0),
    "a microsecond after": -MICROSECOND,
    "long after": -timedelta(days=400),
}
CANARY = "Canary-Headline-7f3a"


@dataclass
class World:
    """One release under test, alone on its own organisation, contact, topic and country."""

    client: object
    release: Release

    def get(self, name, *args, **query):
        return self.client.get(reverse(name, args=args), query)

    def shows(self, name, *args, **query):
        response = self.get(name, *args, **query)
        return response.status_code == 200 and CANARY in response.content.decode()

    @property
    def organisation(self):
        return self.release.organisation_links.get().organisation

    @property
    def contact(self):
        return self.release.contact_links.get().contact


def offers(world, text, **query):
    return text in world.get("releases:list", **query).content.decode()


# What each door shows of a public release. Those in UNDER_NOTICE show a withdrawn one too.
DOORS = {
    "home": [lambda w: w.shows("home")],
    "releases:list": [
        lambda w: w.shows("releases:list"),
        lambda w: offers(w, "/releases/canary/", q=CANARY),
        lambda w: w.shows("releases:list", year=2023),
        lambda w: w.shows("releases:list", organisation=w.organisation.slug),
        lambda w: offers(w, f'value="{w.organisation.slug}"'),
        lambda w: offers(w, "Canary topic"),
        lambda w: offers(w, '<option value="2023"'),
    ],
    "releases:feed-atom": [
        lambda w: w.shows("releases:feed-atom"),
        lambda w: w.shows("releases:feed-atom", topic="canary-topic"),
    ],
    "releases:feed-rss": [lambda w: w.shows("releases:feed-rss")],
    "releases:detail": [
        lambda w: w.shows("releases:detail", w.release.slug),
        lambda w: w.get("releases:detail", "canary-former").status_code == 301,
    ],
    "releases:text": [
        lambda w: w.shows("releases:text", w.release.slug),
        lambda w: w.get("releases:text", "canary-former").status_code == 301,
    ],
    "beside another": [lambda w: w.shows("releases:detail", "the-other")],
    "contacts:organisation-list": [
        lambda w: w.organisation.name in w.get("contacts:organisation-list").content.decode()
    ],
    "contacts:organisation-detail": [
        lambda w: w.shows("contacts:organisation-detail", w.organisation.slug),
        lambda w: w.get("contacts:organisation-detail", w.organisation.slug).status_code == 200,
    ],
    "contacts:contact-list": [
        lambda w: "Named in" in w.get("contacts:contact-list").content.decode(),
    ],
    "contacts:contact-detail": [lambda w: w.shows("contacts:contact-detail", w.contact.slug)],
    "sitemap": [
        lambda w: f"/releases/{w.release.slug}/" in w.get("sitemap").content.decode(),
        lambda w: f"/organisations/{w.organisation.slug}/" in w.get("sitemap").content.decode(),
    ],
}
UNDER_NOTICE = {"releases:detail", "releases:text"}
SILENT = {
    "contacts:contact-vcard": "a card of a contact, who is listed or not whatever the releases",
    "releases:access": "for named people, each by a link of their own: tests/test_access.py",
    "releases:access-text": "the same",
    "robots": "names the sitemap only",
    "health": "says ok",
}


@pytest.fixture
def world(client):
    other = make_release(title="The other", slug="the-other", topics=[make_topic(name="Shared")])
    # The contact belongs to a listed organisation; the release's own organisation has nobody, and so
    # is known to the public by this release alone.
    release = make_release(
        title=CANARY,
        body=f"<p>{CANARY} in the body.</p>",
        slug="canary-former",
        dated_on="2023-02-01",
        topics=[make_topic(name="Canary topic", slug="canary-topic"), *other.topics.all()],
        organisations=[make_organisation(name="Canary Works", slug="canary-works")],
        contacts=[make_contact(organisation=make_organisation(name="Listed"))],
    )
    release.slug = "canary"
    release.save()
    return World(client, release)


def set_state(release, status, public_from):
    values = {"status": status, "public_from": public_from}
    if status == Release.Status.WITHDRAWN:
        values |= {"ended_at": public_from, "ended_reason": "Issued in error."}
    Release.objects.filter(pk=release.pk).update(**values)
    release.refresh_from_db()


@pytest.mark.parametrize("offset", OFFSETS.values(), ids=OFFSETS)
@pytest.mark.parametrize("status", Release.Status.values)
def test_every_door_shows_exactly_what_is_public_at_that_moment(world, monkeypatch, status, offset):
    now = timezone.now()
    set_state(world.release, status, None if status == "draft" else now + offset)
    monkeypatch.setattr(timezone, "now", lambda: now)
    is_public = status == "published" and offset <= timedelta(0)
    assert world.release.is_public(now) is is_public
    assert Release.objects.public(now).filter(pk=world.release.pk).exists() is is_public
    for door, probes in DOORS.items():
        expected = is_public or (status == "withdrawn" and door in UNDER_NOTICE)
        for number, probe in enumerate(probes):
            assert probe(world) is expected, f"{door}, probe {number}: {status} {offset}"


@pytest.mark.parametrize("status", ["draft", "scheduled"])
@pytest.mark.parametrize("name", ["releases:detail", "releases:text"])
def test_a_hidden_release_answers_like_one_that_never_was(world, status, name):
    set_state(
        world.release,
        "draft" if status == "draft" else "published",
        None if status == "draft" else timezone.now() + timedelta(days=1),
    )
    hidden, former, never = (world.get(name, slug) for slug in ("canary", "canary-former", "never-was"))
    assert hidden.status_code == former.status_code == never.status_code == 404
    assert hidden.content == former.content == never.content
    assert dict(hidden.headers) == dict(former.headers) == dict(never.headers)


@pytest.mark.parametrize("offset", OFFSETS.values(), ids=OFFSETS)
@pytest.mark.parametrize("status", Release.Status.values)
def test_row_and_set_agree_on_what_is_public(status, offset):
    now = timezone.now()
    release = make_release()
    set_state(release, status, None if status == "draft" else now + offset)
    assert release.is_public(now) is Release.objects.public(now).filter(pk=release.pk).exists()
    assert release.is_scheduled(now) is Release.objects.scheduled(now).filter(pk=release.pk).exists()


def test_the_list_says_nothing_of_what_waits_in_its_headers(world):
    set_state(world.release, "draft", None)
    before = world.get("releases:list")
    set_state(world.release, "published", timezone.now() + timedelta(seconds=30))
    after = world.get("releases:list")
    assert before.content == after.content
    assert dict(before.headers) == dict(after.headers)


def names(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace == admin.site.name:
                continue
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield namespace + (entry.name or str(entry.pattern))


def test_every_url_of_the_site_is_a_door_of_this_table():
    assert set(names(get_resolver())) == {door for door in DOORS if door != "beside another"} | set(SILENT)
