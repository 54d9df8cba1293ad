"""An archive moves in from another system: load_jsonl, and synthesise, which makes one to measure with."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from contacts.models import ContactPoint, Organisation, PressContact
from releases.archive import store
from releases.archive.lines import paragraphs
from releases.archive.store import as_html
from releases.body import sanitise
from releases.models import Quote, Release, ReleaseAddress
from tests.builders import make_organisation, make_release

pytestmark = pytest.mark.django_db

ORGANISATION = {
    "id": "o1",
    "slug": "harbour-board",
    "name": "Harbour Board",
    "description": "Keeps it.",
}
CONTACT = {
    "id": "c1",
    "name": "Contact One",
    "role": "Officer",
    "email": "one@example.org",
    "phone": "+41 22 717 91 11",
    "organisation": "o1",
}
RELEASE = {
    "id": "r1",
    "slug": "a-bridge-opens",
    "title": "A bridge opens",
    "published": "2019-05-06T08:00:00+00:00",
    "dateline": "Nairobi",
    "summary": "It opens.",
    "body": ["It opens.", "“At last,” she said."],
    "organisations": ["o1"],
    "contacts": ["c1"],
}


@pytest.fixture
def archive(tmp_path):
    """Writes the three files with these records, or lines as they are, and loads them."""

    def load(releases=(RELEASE,), organisations=(ORGANISATION,), contacts=(CONTACT,)):
        for name, records in (
            ("organisations", organisations),
            ("contacts", contacts),
            ("releases", releases),
        ):
            lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in records]
            (tmp_path / f"{name}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        call_command("load_jsonl", str(tmp_path), verbosity=0)

    return load


def everything():
    models = (Release, Organisation, PressContact, ContactPoint, Quote)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_an_archived_release_reads_as_it_did(archive, client):
    archive()
    release = Release.objects.get()
    assert (release.title, release.dateline, release.summary) == ("A bridge opens", "Nairobi", "It opens.")
    assert release.body == "<p>It opens.</p>\n<p>“At last,” she said.</p>"
    assert release.public_from.isoformat() == "2019-05-06T08:00:00+00:00"
    assert str(release.dated_on) == "2019-05-06"
    assert [one.name for one in release.issued_by()] == ["Harbour Board"]
    page = client.get("/releases/a-bridge-opens/").content.decode()
    assert "At last" in page
    assert "tel:+41227179111" in page
    assert "Keeps it." in client.get("/organisations/harbour-board/").content.decode()


def test_everything_a_release_can_hold_comes_along(archive):
    more = {
        "dated_on": "2019-05-05",
        "language": "fr",
        "topics": ["Bridges"],
        "countries": ["KE"],
        "notes_to_editors": ["Ask us."],
        "quotes": [{"text": "At last,", "speaker": "Ana Specimen", "role": "Engineer"}],
        "named": ["o2"],
    }
    archive(
        releases=[RELEASE | more],
        organisations=[ORGANISATION, {"id": "o2", "slug": "port", "name": "Port", "short_name": "P"}],
    )
    release = Release.objects.get()
    assert (str(release.dated_on), release.language_id) == ("2019-05-05", "fr")
    assert [str(one) for one in release.subjects()["topic"]] == ["Bridges"]
    assert [one.code for one in release.subjects()["country"]] == ["KE"]
    assert release.notes_to_editors == "<p>Ask us.</p>"
    assert [str(one) for one in release.quotes.all()] == ["Ana Specimen: At last,"]
    assert [one.name for one in release.named()] == ["Port"]


def test_a_second_run_changes_nothing(archive):
    archive()
    before = everything()
    archive()
    assert everything() == before


def test_what_an_editor_changed_since_stays(archive):
    archive()
    Release.objects.get().minor_edit(None, "A typing error.", title="A bridge is open")
    archive()
    assert Release.objects.get().title == "A bridge is open"


def test_a_run_that_was_killed_goes_on_where_it_stopped(archive, monkeypatch):
    monkeypatch.setattr(store.batches, "__defaults__", (2,))
    many = [RELEASE | {"id": n, "slug": f"release-{n}"} for n in range(5)]
    real, calls = store.Archive.add_releases, []

    def die_at_the_second(self, batch):
        calls.append(batch)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(self, batch)

    monkeypatch.setattr(store.Archive, "add_releases", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        archive(releases=many)
    assert Release.objects.count() == 2
    monkeypatch.setattr(store.Archive, "add_releases", real)
    archive(releases=many)
    assert Release.objects.count() == 5
    assert PressContact.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not a JSON object in UTF-8"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not a JSON object in UTF-8"),
        (b"[" * 100000, "not a JSON object in UTF-8"),
        (RELEASE | {"colour": "red"}, "unknown key 'colour'"),
        (RELEASE | {"title": ""}, "title is missing"),
        (RELEASE | {"title": 7}, "title: not a text"),
        (RELEASE | {"title": "x" * 301}, "title: longer than 300 characters"),
        (RELEASE | {"slug": "a b"}, "slug: not an address"),
        (RELEASE | {"published": "yesterday"}, "published: not an instant"),
        (RELEASE | {"published": "2019-05-06T08:00:00"}, "published: without its offset from UTC"),
        (RELEASE | {"body": []}, "body is missing"),
        (RELEASE | {"body": [1]}, "body: not a list of texts"),
        (RELEASE | {"organisations": ["o9"]}, "names 'o9', which the archive does not have"),
        (RELEASE | {"countries": ["XX"]}, "names 'XX'"),
        (RELEASE | {"language": "tlh"}, "no language 'tlh'"),
        (RELEASE | {"dated_on": "2019-05-06", "date_not_stated": True}, "a date, and yet date_not_stated"),
        (RELEASE | {"quotes": [{"text": "Never said."}]}, "quotes: these words do not stand in the body"),
        (RELEASE | {"key_figures": [{"figure": "7"}]}, "key_figures: this does not stand in the body"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_by_its_number_and_the_rest_comes_in(
    archive, capsys, line, reason
):
    with pytest.raises(CommandError, match="1 lines could not be taken"):
        archive(releases=[line, RELEASE | {"slug": "good"}])
    said = capsys.readouterr().err
    assert said.startswith("releases.jsonl line 1: ")
    assert reason in said
    assert [one.slug for one in Release.objects.all()] == ["good"]


def test_a_number_that_cannot_exist_refuses_the_contact_and_what_names_it(archive, capsys):
    with pytest.raises(CommandError, match="2 lines"):
        archive(contacts=[CONTACT | {"phone": "+41 1"}])
    said = capsys.readouterr().err
    assert "contacts.jsonl line 1: phone: " in said
    assert "releases.jsonl line 1: names 'c1'" in said


def test_an_address_that_is_another_releases_is_never_taken_over(archive, capsys):
    mine = make_release(slug="a-bridge-opens", title="Mine")
    other = make_release(slug="x")
    ReleaseAddress.objects.create(slug="was-here", target=other)
    with pytest.raises(CommandError):
        archive(releases=[RELEASE, RELEASE | {"slug": "was-here"}])
    assert capsys.readouterr().err.count("is another release's") == 2
    mine.refresh_from_db()
    assert mine.title == "Mine"
    assert Release.objects.count() == 2


def test_an_organisation_of_the_same_name_elsewhere_is_not_doubled(archive, capsys):
    make_organisation(name="Harbour Board", slug="board")
    with pytest.raises(CommandError):
        archive()
    assert "at another address" in capsys.readouterr().err
    assert Organisation.objects.count() == 1


def test_a_release_without_an_instant_comes_in_as_a_draft(archive, client):
    archive(releases=[RELEASE | {"published": None}])
    assert Release.objects.get().status == "draft"
    assert client.get("/releases/a-bridge-opens/").status_code == 404


@given(st.lists(st.text(max_size=60), max_size=4))
def test_archived_text_is_stored_as_the_sanitiser_would_store_it(parts):
    html = as_html(paragraphs(parts))
    assert sanitise(html) == html


def test_the_same_numbers_give_the_same_archive_and_it_loads_whole(tmp_path):
    for name in ("a", "b"):
        call_command("synthesise", releases=60, seed=7, out=tmp_path / name, verbosity=0)
    files = ("organisations.jsonl", "contacts.jsonl", "releases.jsonl")
    assert [(tmp_path / "a" / one).read_bytes() for one in files] == [
        (tmp_path / "b" / one).read_bytes() for one in files
    ]
    call_command("load_jsonl", str(tmp_path / "a"), verbosity=0)
    assert Release.objects.public().count() == 60
    assert {one.title[:8] for one in Release.objects.all()} == {"Release "}


def test_a_folder_without_an_archive_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="There is none of"):
        call_command("load_jsonl", str(tmp_path))
