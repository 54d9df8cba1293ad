"""The heart of the suite: every state, at every moment, on every door of the public site.

A URL that the table does not name fails the last test, so no exit can be added without deciding
what it may show.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

import pytest
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from contacts.models import Organisation, PressContact
from releases.models import ENDED, Notice, Release
from releases.sitemaps import PART
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user

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
    organisation: Organisation
    contact: PressContact
    other: Release
    answers: dict = field(default_factory=dict)

    def get(self, name, *args, **query):
        """The answer at this moment; asked for once, however many probes look at it."""
        asked = name, args, tuple(query.items())
        if asked not in self.answers:
            self.answers[asked] = self.client.get(reverse(name, args=args), query)
        return self.answers[asked]

    def shows(self, name, *args, **query):
        response = self.get(name, *args, **query)
        return response.status_code == 200 and CANARY in response.content.decode()

    def leads_to_it(self, name, *args):
        """Whether its former address leads to the present one of the same kind."""
        response, present = self.get(name, "canary-former", *args), reverse(name, args=["canary", *args])
        return (response.status_code, response.get("Location")) == (301, present)


def offers(world, text, **query):
    return text in world.get("releases:list", **query).content.decode()


def in_sitemap(world, text, *asked):
    return text in world.get(*asked).content.decode()


# What each door shows of a public release; ALSO says which of them show what was public.
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
        lambda w: w.shows("releases:detail", "canary"),
        lambda w: w.leads_to_it("releases:detail"),
    ],
    "releases:text": [
        lambda w: w.shows("releases:text", "canary"),
        lambda w: w.leads_to_it("releases:text"),
    ],
    "releases:version": [
        lambda w: w.shows("releases:version", "canary", 1),
        lambda w: w.leads_to_it("releases:version", 1),
    ],
    "releases:corrections": [lambda w: w.shows("releases:corrections")],
    "releases:corrections-feed": [lambda w: w.shows("releases:corrections-feed")],
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
    "sitemap-part": [
        lambda w: in_sitemap(w, "/releases/canary/", "sitemap-part", "releases", w.release.pk // PART),
        lambda w: in_sitemap(
            w,
            f"/organisations/{w.organisation.slug}/",
            *("sitemap-part", "organisations", w.organisation.pk // PART),
        ),
    ],
}
REGISTER = {"releases:corrections", "releases:corrections-feed"}
ALSO = {
    "hidden": set(),
    "withdrawn": {"releases:detail", "releases:text", "releases:version", *REGISTER},
    "redirected": REGISTER,
    "removed": set(),
}
SILENT = {
    "contacts:contact-vcard": "a card of a contact, who is listed or not whatever the releases",
    "releases:access": "for named people, each by a link of their own: tests/test_access.py",
    "releases:access-text": "the same",
    "contacts:confirmation": "for one contact, by a link of their own: tests/test_inquiries.py",
    "sitemap": "names the files that name what is public",
    "sitemap-news": "says the title of what is of these days only: tests/test_sitemap.py",
    "robots": "names the sitemap only",
    "health": "says ok",
}
# What answers at an address of a release, and where it leads if the release was redirected.
ADDRESSES = {
    ("releases:detail",): "/releases/the-other/",
    ("releases:text",): "/releases/the-other.txt",
    ("releases:version", 1): "/releases/the-other/",
}
ANSWERS = {"public": (200, 301), "withdrawn": (200, 301), "removed": (410, 410), "redirected": (301, 301)}


@pytest.fixture
def world(client):
    other = make_release(title="The other", slug="the-other", topics=[make_topic(name="Shared")])
    # The contact belongs to a listed organisation; the release's own organisation has nobody, and so
    # is known to the public by this release alone.
    organisation = make_organisation(name="Canary Works", slug="canary-works")
    contact = make_contact(organisation=make_organisation(name="Listed"))
    release = make_release(
        title=CANARY,
        body=f"<p>{CANARY} in the body.</p>",
        slug="canary-former",
        dated_on="2023-02-01",
        topics=[make_topic(name="Canary topic", slug="canary-topic"), *other.topics.all()],
        organisations=[organisation],
        contacts=[contact],
    )
    release.slug = "canary"
    release.save()
    release.correct(make_user("Editors"), f"{CANARY} was wrong.", f"{CANARY} is right.", urgent=True)
    for kind in ENDED:
        Notice.objects.create(release=release, kind=kind, at=PAST, reason="Issued in error.")
    return World(client, release, organisation, contact, other)


def set_state(release, status, under_embargo, public_from, replaced_by):
    values = {"approved_at": PAST} if status == "approved" else {}
    if status in ENDED:
        values = {"ended_at": PAST, "ended_reason": "Issued in error."}
    if status == "redirected":
        values["replaced_by"] = replaced_by
    Release.objects.filter(pk=release.pk).update(
        status=status, under_embargo=under_embargo, public_from=public_from, **values
    )
    release.refresh_from_db()


def moments(world, monkeypatch, status, under_embargo):
    """Puts the world into this state at each offset in turn; yields (offset, what it is to the public)."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    for name, offset in OFFSETS.items():
        set_state(world.release, status, under_embargo, now + offset, world.other)
        world.answers.clear()
        if status == "published":
            yield name, "public" if offset <= timedelta(0) else "hidden"
        else:
            yield name, status if status in ENDED else "hidden"


every_state = pytest.mark.parametrize(
    ("status", "under_embargo"), list(product(Release.Status.values, [False, True]))
)


@every_state
def test_every_door_shows_exactly_what_is_public_at_that_moment(world, monkeypatch, status, under_embargo):
    for offset, standing in moments(world, monkeypatch, status, under_embargo):
        for door, probes in DOORS.items():
            expected = standing == "public" or door in ALSO[standing]
            for number, probe in enumerate(probes):
                assert probe(world) is expected, f"{door}, probe {number}: {status} {offset}"
        if standing in ("hidden", "removed"):
            for (name, _args, query), answer in world.answers.items():
                told = f"{answer.headers} {answer.content.decode()}".lower()
                assert query or "canary" not in told, f"{name}: {status} {offset}"


@every_state
def test_an_address_answers_as_its_release_stands_and_hidden_is_as_never_was(
    world, monkeypatch, status, under_embargo
):
    for offset, standing in moments(world, monkeypatch, status, under_embargo):
        for (name, *rest), successor in ADDRESSES.items():
            present, former, never = (
                world.get(name, slug, *rest) for slug in ("canary", "canary-former", "never-was")
            )
            where = f"{name}: {status} {offset}"
            if standing == "hidden":
                assert present.status_code == former.status_code == never.status_code == 404, where
                assert present.content == former.content == never.content, where
                assert dict(present.headers) == dict(former.headers) == dict(never.headers), where
                continue
            assert (present.status_code, former.status_code) == ANSWERS[standing], where
            if standing == "removed":
                assert present.content == former.content, where
                assert "Issued in error." in present.content.decode(), where
            if standing == "redirected":
                assert present["Location"] == former["Location"] == successor, where


def test_row_and_set_agree_on_what_a_release_is(world, monkeypatch):
    one, releases = world.release, Release.objects.filter(pk=world.release.pk)
    states = {*Release.Status.values, "public", "corrected", "scheduled", "embargoed"} - {"published"}
    for status, under_embargo in product(Release.Status.values, [False, True]):
        for _offset, standing in moments(world, monkeypatch, status, under_embargo):
            now = timezone.now()
            assert one.is_public(now) is releases.public(now).exists() is (standing == "public")
            assert one.keeps_address(now) is releases.answering(now).exists() is (standing != "hidden")
            assert one.is_gone() is releases.gone().exists()
            assert one.is_scheduled(now) is releases.scheduled(now).exists()
            assert one.is_embargoed(now) is releases.embargoed(now).exists()
            assert [state for state in states if releases.in_state(state, now).exists()] == [one.state(now)]


def test_the_list_says_nothing_of_what_waits_in_its_headers(world):
    set_state(world.release, "draft", False, None, None)
    before = world.client.get("/releases/")
    set_state(world.release, "published", True, timezone.now() + timedelta(seconds=30), None)
    after = world.client.get("/releases/")
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
