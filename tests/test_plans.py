"""How PostgreSQL answers a list: from an index, and never by reading all releases."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Organisation
from releases.models import Release, ReleaseOrganisation
from releases.sitemaps import PART
from tests.builders import PAST, make_topic, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),  # VACUUM runs in no transaction
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL"),
]
SIZE = 20_000  # below some thousands, reading all of a table is rightly the fastest way
CHANGELIST = "/admin/releases/release/"
PUBLIC = [
    "/",
    "/releases/",
    "/releases/?after=1990-01-01",
    "/releases/?before=1990-01-01",
    "/releases/?after=undated",
    "/releases/?organisation=rare",
    "/releases/?organisation=common&after=1990-01-01",
    "/releases/?topic=common",
    "/releases/?topic=rare&country=CH",
    "/releases/?country=CH&after=1990-01-01",
    "/releases/?language=fr",
    "/releases/?year=1999",
    "/releases/?from=1990-01-01&to=1991-06-01&undated=true",
    "/releases/?organisation=rare&topic=common&country=CH&language=en&year=1999",
    "/releases/feed.atom",
    "/releases/feed.rss?topic=common",
    "/organisations/",
    "/organisations/rare/",
    "/organisations/common/",
    "/contacts/",
    "/corrections/",
    "/sitemap.xml",
    "/sitemap-news.xml",
]
ADMIN = ["", "?p=2", "?state=draft", "?state=scheduled", "?year=1999", "?desk=mine"]


@pytest.fixture
def archive():
    """Of 20,000 releases half stand on one organisation and topic, and twenty on another."""
    chance = random.Random(5)
    organisations = [Organisation.objects.create(name=name, slug=name) for name in ("rare", "common")]
    organisations += Organisation.objects.bulk_create(
        Organisation(name=f"O{n}", slug=f"o{n}") for n in range(99)
    )
    topics = [make_topic(name=name, slug=name) for name in ("rare", "common", "other")]
    releases = Release.objects.bulk_create(
        Release(
            title=f"Release {n}",
            slug=f"r{n}",
            body="<p>" + "A paragraph of some length. " * 40 + "</p>",
            status="draft" if n % 500 == 7 else "published",
            dated_on=None if n % 50 == 1 else date(1980, 1, 1) + timedelta(days=chance.randrange(16_000)),
            date_not_stated=n % 50 == 1,
            public_from=PAST - timedelta(minutes=n),
            language_id="fr" if n % 20 == 3 else "en",
        )
        for n in range(SIZE)
    )
    on = [0 if n % 1000 == 0 else 1 if n % 2 else 2 + n % 99 for n in range(SIZE)]
    ReleaseOrganisation.objects.bulk_create(
        ReleaseOrganisation(release=one, organisation=organisations[place])
        for one, place in zip(releases, on, strict=True)
    )
    of_topic, of_country = Release.topics.through, Release.countries.through
    of_topic.objects.bulk_create(
        of_topic(release=one, topic=topics[min(place, 2)]) for one, place in zip(releases, on, strict=True)
    )
    of_country.objects.bulk_create(
        of_country(release=one, country_id=("CH", "BD", "EC")[n % 3]) for n, one in enumerate(releases)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return releases


def scans(client, address):
    """The queries of this page that read all releases."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    found = []
    for sql in (one["sql"] for one in asked if one["sql"].startswith(("SELECT", "WITH"))):
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + sql)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        if "Seq Scan on releases_release " in plan or "Seq Scan on releases_release\n" in plan:
            found.append((address, sql[:300], plan))
    return found


def test_no_list_reads_all_releases(client, archive):
    part = reverse("sitemap-part", args=["releases", archive[-1].pk // PART])
    assert [scan for address in (*PUBLIC, part) for scan in scans(client, address)] == []
    client.force_login(make_user("Editors"))
    assert [scan for query in ADMIN for scan in scans(client, CHANGELIST + query)] == []
