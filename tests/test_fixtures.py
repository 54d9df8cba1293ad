"""The two source releases as rows. What each value must say is in `source_check`."""

import hashlib
import json
from copy import deepcopy
from itertools import permutations

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django_countries import countries

from contacts.models import ContactPoint, Organisation, PressContact
from releases.models import Release, SourceDocument
from tests.source_check import SOURCE, faults, read_fixtures

SHA256 = "9fefa8a8bc4e716740bad411aa3f7c422f9764b8846288997bc6c7bc471eb02f"
FIXTURES = ("organisations", "contacts", "releases")
COUNTRIES = dict(countries)


def test_the_source_file_is_as_it_was_received():
    assert hashlib.sha256(SOURCE.read_bytes()).hexdigest() == SHA256


def test_every_value_of_the_fixtures_stands_in_the_source():
    assert list(faults(read_fixtures(), COUNTRIES)) == []


COPIED = {
    "contacts.organisation": ["name", "short_name"],
    "contacts.othername": ["name"],
    "contacts.presscontact": ["name", "office"],
    "contacts.contactpoint": ["value", "e164"],
    "releases.topic": ["name"],
    "releases.release": ["title", "summary", "body", "dateline", "dated_on"],
    "releases.quote": ["text", "speaker", "role"],
    "releases.keyfigure": ["qualifier", "figure", "counts", "source"],
}
VALUES = [
    (number, name)
    for number, row in enumerate(read_fixtures())
    for name in COPIED.get(row["model"], [])
    if row["fields"][name]
]


def slips(value):
    """The same text with a letter too few, at either end or in the middle, or another letter."""
    middle = len(value) // 2
    yield from (value[1:], value[:-1], value[:middle] + value[middle + 1 :])
    yield value[:-1] + chr(ord(value[-1]) + 1)


@pytest.mark.parametrize(("number", "name"), VALUES)
def test_a_wrong_letter_in_a_fixture_is_noticed(number, name):
    for wrong in slips(read_fixtures()[number]["fields"][name]):
        rows = read_fixtures()
        rows[number]["fields"][name] = wrong
        assert list(faults(rows, COUNTRIES)), wrong


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        ("release", {"dated_on": None, "date_not_stated": True}),
        ("release", {"countries": ["BD"]}),
        ("release", {"topics": [["migration-and-development"]]}),
        ("release", {"notes_to_editors": "<p>IOM was founded in 1951.</p>"}),
        ("keyfigure", {"qualifier": ""}),
        ("keyfigure", {"qualifier": "More than", "figure": "28.5 million"}),
        ("presscontact", {"role": "Press officer"}),
        ("contactpoint", {"value": "liz@example.org", "kind": "email"}),
    ],
)
def test_a_made_up_fact_in_a_fixture_is_noticed(model, changes):
    rows = read_fixtures()
    last = [row for row in rows if row["model"].endswith(f".{model}")][-1]
    last["fields"] |= changes
    assert list(faults(rows, COUNTRIES))


def test_a_lost_paragraph_or_a_lost_quote_is_noticed():
    for model in ("releases.quote", "releases.releasecontact", "releases.release"):
        rows = read_fixtures()
        rows.remove([row for row in rows if row["model"] == model][-1])
        assert list(faults(rows, COUNTRIES)), model
    rows = deepcopy(read_fixtures())
    release = [row["fields"] for row in rows if row["model"] == "releases.release"][-1]
    release["body"] = "\n".join(release["body"].split("\n")[:-1])
    assert list(faults(rows, COUNTRIES))


def newsroom():
    """Every row of the newsroom, with its relations, as text."""
    models = [model for app in ("contacts", "releases") for model in apps.get_app_config(app).get_models()]
    return sorted(
        json.dumps(row, default=str, sort_keys=True)
        for model in models
        for row in serializers.serialize("python", model._base_manager.all())
    )


@pytest.mark.django_db
def test_loading_the_fixtures_again_in_any_order_changes_nothing(source_releases):
    first = newsroom()
    assert Release.objects.count() == 2
    for order in permutations(FIXTURES):
        for name in order:
            call_command("loaddata", name, verbosity=0)
        assert newsroom() == first, order


@pytest.mark.django_db
def test_the_source_document_holds_the_file_byte_for_byte(source_releases):
    document = SourceDocument.objects.get()
    assert bytes(document.content) == SOURCE.read_bytes()
    assert document.sha256 == SHA256
    assert set(Release.objects.values_list("source__sha256", flat=True)) == {SHA256}


@pytest.mark.django_db
def test_every_loaded_row_passes_the_checks_an_editor_would_meet(source_releases):
    for app in ("contacts", "releases"):
        for model in apps.get_app_config(app).get_models():
            for row in model._base_manager.all():
                row.full_clean()


@pytest.mark.django_db
def test_each_release_names_who_issues_it_and_whom_to_call(source_releases):
    def told(release):
        parties = [
            (link.organisation.short_name or link.organisation.name, link.role)
            for link in release.organisation_links.all()
        ]
        return parties, [link.contact.name for link in release.contact_links.all()]

    agreement, funds = Release.objects.order_by("title")
    assert told(agreement) == ([("IDB", "lead"), ("IOM", "lead")], ["Liz Lizama", "Isabel Alvarez"])
    assert told(funds) == (
        [("IOM", "lead"), ("United States", "partner"), ("World Health Organization", "named")],
        ["Liz Lizama"],
    )
    assert Release.objects.public().count() == 2
    assert Organisation.objects.count() == 4


@pytest.mark.django_db
def test_the_source_gives_two_public_numbers_and_no_email(source_releases):
    assert [(point.contact.name, point.kind, point.value) for point in ContactPoint.objects.shown()] == [
        ("Liz Lizama", "phone", "+1 202 716 8820"),
        ("Isabel Alvarez", "phone", "+1 202 623-1060"),
    ]
    assert PressContact.objects.listed().count() == ContactPoint.objects.count() == 2
