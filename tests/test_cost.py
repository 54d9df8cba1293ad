"""What a page costs the database: the same at 2 releases and at 10,000."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import ContactPoint, Organisation, PressContact
from releases.models import (
    EarlierText,
    KeyFigure,
    Notice,
    Quote,
    Release,
    ReleaseContact,
    ReleaseOrganisation,
    Topic,
)
from tests.builders import PAST, make_contact, make_organisation, make_topic, make_user

pytestmark = pytest.mark.django_db

EVERY_FILTER = (
    "organisation=o0&organisation=o1&topic=t0&country=CH&country=EC&language=en&year=2020&from=2020-01-01"
    "&to=2020-12-31&undated=true&q=release&order=newest"
)
LISTS = {
    "the list": "/releases/",
    "the middle of the list": "/releases/?after=2015-01-01",
    "the list from below": "/releases/?before=2015-01-01",
    "undated releases": "/releases/?after=undated",
    "every filter": f"/releases/?{EVERY_FILTER}",
    "every filter, best match on top": f"/releases/?{EVERY_FILTER}".replace("newest", "best"),
    "every filter, further down": f"/releases/?{EVERY_FILTER}&after=2020-06-01",
    "nothing found": f"/releases/?{EVERY_FILTER}&q=nowhere",
    "wrong values": "/releases/?year=x&topic=x&organisation=x&country=x&language=x",
}
DETAILS = {
    "a release": "/releases/r0/",
    "an undated release": "/releases/r1/",
    "a release as text": "/releases/r0.txt",
    "an earlier text": "/releases/r0/versions/1/",
}
OTHERS = {
    "the front page": "/",
    "the corrections": "/corrections/",
    "the middle of the corrections": f"/corrections/?after=1709283600000000.{UUID(int=2**128 - 1)}",
    "the feed of corrections": "/corrections/feed.atom",
    "the organisations": "/organisations/",
    "an organisation": "/organisations/o0/",
    "the contacts": "/contacts/?q=c&country=unknown&organisation=o0",
    "a contact": "/contacts/c0/",
    "a vCard": "/contacts/c0.vcf",
    "Atom": "/releases/feed.atom?organisation=o0",
    "RSS": "/releases/feed.rss",
}


def fill(numbers, organisations, contacts, topics):
    """Releases with everything, each on two organisations, a contact, a topic and a country."""
    releases = Release.objects.bulk_create(
        Release(
            title=f"Release {number}",
            slug=f"r{number}",
            summary="A summary.",
            body=f"<p>Body of release {number}, said someone.</p>",
            status="published",
            dated_on=None if number % 10 == 1 else date(2025, 12, 31) - timedelta(days=number),
            date_not_stated=number % 10 == 1,
            public_from=PAST,
            corrected_at=PAST,
        )
        for number in numbers
    )
    correct(releases)
    pick = list(enumerate(releases, start=numbers[0]))
    links = Release.topics.through, Release.countries.through
    ReleaseOrganisation.objects.bulk_create(
        ReleaseOrganisation(
            release=release, organisation=organisations[(number + more) % len(organisations)], position=more
        )
        for number, release in pick
        for more in (0, 1)
    )
    ReleaseContact.objects.bulk_create(
        ReleaseContact(release=release, contact=contacts[number % len(contacts)]) for number, release in pick
    )
    links[0].objects.bulk_create(
        links[0](release=release, topic=topics[number % len(topics)]) for number, release in pick
    )
    links[1].objects.bulk_create(
        links[1](release=release, country_id=("CH", "EC", "BD")[number % 3]) for number, release in pick
    )
    Quote.objects.bulk_create(Quote(release=release, text="said", speaker="A") for _, release in pick)
    KeyFigure.objects.bulk_create(KeyFigure(release=release, figure="1", counts="x") for _, release in pick)


def correct(releases):
    """Each was corrected once, and every tenth has a redirected twin."""
    earlier = EarlierText.objects.bulk_create(
        EarlierText(release=release, number=1, shown_until=PAST, title=release.title, language_id="en")
        for release in releases
    )
    twins = Release.objects.bulk_create(
        Release(
            title=f"Twin of {release.title}",
            slug=f"twin-{release.slug}",
            body="<p>Twin.</p>",
            status="redirected",
            date_not_stated=True,
            public_from=PAST,
            ended_at=PAST,
            ended_reason="A twin.",
            replaced_by=release,
        )
        for release in releases[::10]
    )
    user = make_user("Editors")
    Notice.objects.bulk_create(
        Notice(
            release=text.release,
            kind="corrected",
            at=PAST,
            wrong="A",
            right="B",
            earlier=text,
            approved_by=user,
        )
        for text in earlier
    )
    Notice.objects.bulk_create(
        Notice(release=twin, kind="redirected", at=PAST + timedelta(days=1), reason="A twin.")
        for twin in twins
    )


def queries(client, address):
    with CaptureQueriesContext(connection) as spent:
        assert client.get(address).status_code == 200, address
    return len(spent)


def test_no_page_costs_more_queries_at_10_000_releases_than_at_2(client):
    organisations = [make_organisation(name=f"O{number}", slug=f"o{number}") for number in range(3)]
    contacts = [
        make_contact(name=f"C{number}", slug=f"c{number}", organisation=organisations[number])
        for number in range(3)
    ]
    topics = [make_topic(name=f"T{number}", slug=f"t{number}") for number in range(3)]
    addresses = LISTS | DETAILS | OTHERS
    fill(range(2), organisations, contacts, topics)
    few = {name: queries(client, address) for name, address in addresses.items()}
    organisations += Organisation.objects.bulk_create(
        Organisation(name=f"O{number}", slug=f"o{number}") for number in range(3, 300)
    )
    contacts += PressContact.objects.bulk_create(
        PressContact(name=f"C{number}", slug=f"c{number}", organisation=organisations[number % 300])
        for number in range(3, 600)
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(contact=contact, value="+41227179111", e164="+41227179111", audience="public")
        for contact in contacts[3:]
    )
    topics += Topic.objects.bulk_create(
        Topic(name=f"T{number}", slug=f"t{number}") for number in range(3, 60)
    )
    fill(range(2, 10_000), organisations, contacts, topics)
    many = {name: queries(client, address) for name, address in addresses.items()}
    # Words cost two more: one to read them in every form, one for what they are found in.
    most = {name: 8 if "q=" in address else 6 for name, address in LISTS.items()}
    assert {name: many[name] for name in LISTS if many[name] > most[name] or few[name] > most[name]} == {}
    assert {name: many[name] for name in DETAILS if many[name] > 8 or few[name] > 8} == {}
    assert {name: (few[name], many[name]) for name in addresses if few[name] < many[name]} == {}
