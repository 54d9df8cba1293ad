"""The fixtures of the two source releases are what ingest gives for the source file, field by field.

What the source does not state, an editor decided, and the fixtures hold it. Each such field is named here:

- topics: the newsroom's own list. Where it exists, ingest finds in the text just those the editor chose.
- key figures: which of the numbers matter, and in which of the text's words they are told. Ingest offers
  numbers, none is saved before an editor accepts it.
- "United States" and "US" as names of the Government of the United States: the text uses them so.
- the instant from which the undated release is public: nobody knows it; ingest takes the moment it ran.
- slugs, uuids and when a row was made and saved: they identify the rows of the fixtures.
"""

import hashlib
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from contacts.models import ContactPoint, Organisation, OtherName, PressContact
from releases.models import Intake, KeyFigure, Quote, Release, SourceDocument, Topic
from tests.source_check import SOURCE, read_fixtures

pytestmark = pytest.mark.django_db
UNDATED = "Inter-American Development Bank, IOM Partner to Address Migration Challenges"
SAME = ("title", "summary", "body", "notes_to_editors", "dateline", "date_not_stated", "ended_reason")


@pytest.fixture
def rows():
    """{model: [fields]} of the fixtures."""
    found = {}
    for row in read_fixtures():
        found.setdefault(row["model"].partition(".")[2], []).append(row["fields"])
    return found


@pytest.fixture
def ingested(rows):
    """The newsroom after the source file alone, with the editors' list of topics beforehand."""
    for topic in rows["topic"]:
        Topic.objects.create(name=topic["name"])
    call_command("ingest", str(SOURCE), publish=True, stdout=StringIO(), stderr=StringIO())
    return {release.title: release for release in Release.objects.all()}


@pytest.fixture
def pairs(rows, ingested):
    """[(fixture's fields, release of the ingest)], which are the same two."""
    assert sorted(ingested) == sorted(fields["title"] for fields in rows["release"])
    return [(fields, ingested[fields["title"]]) for fields in rows["release"]]


@pytest.mark.parametrize("name", SAME)
def test_text_of_each_release_is_that_of_the_fixtures(pairs, name):
    for fields, release in pairs:
        assert getattr(release, name) == fields[name]


def test_dates_language_and_state_are_those_of_the_fixtures(pairs):
    for fields, release in pairs:
        assert (release.dated_on and release.dated_on.isoformat()) == fields["dated_on"]
        assert release.language_id == fields["language"]
        assert release.status == fields["status"]
        assert release.ended_at is None
        if release.title != UNDATED:
            assert release.public_from == datetime.fromisoformat(fields["public_from"])
        assert release.is_public(datetime.now(UTC))


def test_countries_and_topics_are_those_of_the_fixtures(pairs):
    for fields, release in pairs:
        assert sorted(release.countries.values_list("pk", flat=True)) == fields["countries"]
        assert sorted([slug] for slug in release.topics.values_list("slug", flat=True)) == fields["topics"]


def test_source_document_is_that_of_the_fixtures(pairs):
    document = SourceDocument.objects.get()
    assert document.sha256 == hashlib.sha256(SOURCE.read_bytes()).hexdigest()
    assert bytes(document.content) == SOURCE.read_bytes()
    for fields, release in pairs:
        assert fields["source"] == [release.source.sha256]


def test_organisations_are_those_of_the_fixtures(rows, ingested):
    editors = {"Government of the United States"}
    assert {
        (one.name, "" if one.name in editors else one.short_name, one.parent_id)
        for one in Organisation.objects.all()
    } == {
        (one["name"], "" if one["name"] in editors else one["short_name"], one["parent"])
        for one in rows["organisation"]
    }
    assert not OtherName.objects.exists()


def test_part_of_each_organisation_is_that_of_the_fixtures(rows, pairs):
    names = {one["slug"]: one["name"] for one in rows["organisation"]}
    for fields, release in pairs:
        links = [one for one in rows["releaseorganisation"] if one["release"] == [fields["uuid"]]]
        assert [
            (one.organisation.name, one.role, one.position) for one in release.organisation_links.all()
        ] == [(names[one["organisation"][0]], one["role"], one["position"]) for one in links]


def test_quotes_are_those_of_the_fixtures(rows, pairs):
    for fields, release in pairs:
        quotes = [one for one in rows["quote"] if one["release"] == [fields["uuid"]]]
        assert list(release.quotes.values_list("position", "text", "speaker", "role")) == [
            (one["position"], one["text"], one["speaker"], one["role"]) for one in quotes
        ]
    assert Quote.objects.count() == len(rows["quote"])


def test_contacts_and_their_numbers_are_those_of_the_fixtures(rows, ingested):
    homes = {one["slug"]: one["name"] for one in rows["organisation"]}
    copied = ("name", "kind", "role", "office", "country_id", "status", "notes")
    assert {
        (one.organisation.name, *(getattr(one, name) for name in copied))
        for one in PressContact.objects.all()
    } == {
        (homes[one["organisation"][0]], *(one[name.removesuffix("_id")] for name in copied))
        for one in rows["presscontact"]
    }
    people = {one["slug"]: one["name"] for one in rows["presscontact"]}
    points = ("position", "kind", "audience", "value", "e164", "extension")
    assert {
        (one.contact.name, *(getattr(one, name) for name in points)) for one in ContactPoint.objects.all()
    } == {(people[one["contact"][0]], *(one[name] for name in points)) for one in rows["contactpoint"]}


def test_contacts_of_each_release_are_those_of_the_fixtures(rows, pairs):
    people = {one["slug"]: one["name"] for one in rows["presscontact"]}
    for fields, release in pairs:
        links = [one for one in rows["releasecontact"] if one["release"] == [fields["uuid"]]]
        assert [(one.contact.name, one.position) for one in release.contact_links.all()] == [
            (people[one["contact"][0]], one["position"]) for one in links
        ]


def test_no_number_is_a_key_figure_before_an_editor_says_so(ingested):
    assert not KeyFigure.objects.exists()


def test_each_value_knows_the_words_it_came_from(ingested):
    text = SOURCE.read_text()
    for intake in Intake.objects.all():
        traces = {one["path"]: one for one in intake.traces}
        quote = intake.release.quotes.first()
        (span,) = traces["quotes.0.speaker"]["spans"]
        assert " ".join(text[slice(*span)].split()) == quote.speaker
        assert " ".join(text[slice(*traces["title"]["spans"][0])].split()) == intake.release.title


def test_fixtures_are_recognised_and_the_source_file_changes_nothing(source_releases):
    before = json.dumps(list(Release.objects.order_by("pk").values()), default=str)
    output = StringIO()
    call_command("ingest", str(SOURCE), publish=True, stdout=output, stderr=StringIO())
    assert json.dumps(list(Release.objects.order_by("pk").values()), default=str) == before
    assert not Intake.objects.exists()
    assert "unchanged" in output.getvalue()
    assert Organisation.objects.count() == 4
