"""`manage.py ingest`: what it says, what it writes, and that running it again changes nothing."""

import json
from importlib import import_module
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import ContactPoint, Organisation, PressContact
from releases.ingest import batch as batches
from releases.models import Gap, Intake, Release, SourceDocument
from tests.builders import make_organisation
from tests.ingesting import TEXT, mail, release_text, word, zipped
from tests.source_check import SOURCE
from tests.test_ingest_reading import HOSTILE

pytestmark = pytest.mark.django_db
KEYS = ["title", "date_published", "embargo_until", "dateline", "quotes", "organisations", "contacts"]
KEYS += ["boilerplate", "language", "spans"]


def ingest(*paths, **options):
    """(standard output, standard error)."""
    output, errors = StringIO(), StringIO()
    call_command("ingest", *map(str, paths), stdout=output, stderr=errors, **options)
    return output.getvalue(), errors.getvalue()


def everything():
    models = (Release, Intake, Organisation, PressContact, ContactPoint, SourceDocument, Gap)
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(1, 5):
        (texts / f"{number:03}.txt").write_text(release_text(number))
    return texts


def test_dry_run_says_what_is_found_and_saves_nothing(folder):
    output, _errors = ingest(folder, dry_run=True)
    assert "title: Harbour Board Opens Bridge 000003" in output
    assert not SourceDocument.objects.exists()
    assert not Release.objects.exists()


def test_dry_run_writes_one_file_of_labels_for_each_release_text(folder, tmp_path):
    (folder / "two.txt").write_bytes(SOURCE.read_bytes())
    out = tmp_path / "out"
    ingest(folder, dry_run=True, format="json", output=str(out))
    assert sorted(one.name for one in out.iterdir()) == [
        "001.json",
        "002.json",
        "003.json",
        "004.json",
        "two-1.json",
        "two-2.json",
    ]
    labels = json.loads((out / "two-2.json").read_text())
    assert list(labels) == KEYS
    assert labels["date_published"] == "2020-05-26"
    assert labels["spans"]["title"]


def test_files_of_one_name_in_two_folders_are_written_apart(tmp_path):
    for name in ("a", "b"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "x.txt").write_text(release_text())
    ingest(tmp_path / "in", dry_run=True, format="json", output=str(tmp_path / "out"))
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["b-x.json", "x.json"]


def test_dry_run_in_json_without_a_folder_is_one_line_for_each(folder):
    lines = ingest(folder, dry_run=True, format="json")[0].splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["001", "002", "003", "004"]


def test_every_kind_of_file_becomes_drafts(tmp_path):
    page = "".join(f"<p>{part}</p>" for part in release_text(2).split("\n\n"))
    (tmp_path / "a.docx").write_bytes(word(*release_text(1).split("\n\n")))
    (tmp_path / "b.html").write_text(page)
    (tmp_path / "c.eml").write_bytes(mail(release_text(3)))
    (tmp_path / "d.zip").write_bytes(zipped(("x.txt", release_text(4).encode("utf-16"))))
    output, _errors = ingest(tmp_path)
    assert sorted(Release.objects.values_list("title", "status")) == [
        (f"Harbour Board Opens Bridge {number:06}", "draft") for number in (1, 2, 3, 4)
    ]
    assert Organisation.objects.count() == PressContact.objects.count() == 1
    assert set(Release.objects.values_list("dated_on", flat=True).distinct()) == {
        Release.objects.first().dated_on
    }
    assert "saved as drafts" in output


def test_bad_file_is_told_the_rest_is_taken_in_and_the_command_fails(folder):
    (folder / "002.txt").write_bytes(b"")
    with pytest.raises(CommandError, match="1 could not be taken in"):
        ingest(folder)
    assert Release.objects.count() == 3


def test_same_files_again_change_nothing(folder):
    ingest(folder)
    before = everything()
    output, _errors = ingest(folder)
    assert everything() == before
    assert "unchanged" in output


def test_same_words_in_another_file_are_recognised(folder, tmp_path):
    ingest(folder)
    (tmp_path / "again.docx").write_bytes(word(*release_text(1).split("\n\n")))
    ingest(tmp_path / "again.docx")
    assert Release.objects.count() == 4


def test_killed_half_way_and_run_again_the_result_is_the_same(folder, monkeypatch):
    saved = batches.save_releases
    seen = []

    def killed(*values):
        seen.append(1)
        if len(seen) == 3:
            saved(*values)
            raise KeyboardInterrupt
        return saved(*values)

    monkeypatch.setattr(batches, "save_releases", killed)
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        ingest(folder)
    assert Release.objects.count() == 2  # the third was not committed yet
    monkeypatch.setattr(batches, "save_releases", saved)
    ingest(folder)
    interrupted = sorted(Release.objects.values_list("title", "body", "slug"))
    Release.objects.all().delete()
    Intake.objects.all().delete()
    ingest(folder)
    assert sorted(Release.objects.values_list("title", "body", "slug")) == interrupted
    assert PressContact.objects.count() == Organisation.objects.count() == 1


def test_release_that_cannot_be_saved_leaves_nothing_behind(folder, monkeypatch):
    def fails(*values):
        raise batches.ValidationError("No.")

    monkeypatch.setattr("releases.ingest.rows.link_contacts", fails)
    with pytest.raises(CommandError, match="4 could not"):
        ingest(folder)
    assert not Release.objects.exists()
    assert not Organisation.objects.exists()
    assert not SourceDocument.objects.exists()


def test_published_archive_is_public_and_what_is_incomplete_stays_a_draft(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT.replace("Date: 12 May 2021\n\n", "").replace("Old", "New"))
    output, _errors = ingest(tmp_path, publish=True)
    states = dict(Release.objects.values_list("title", "status"))
    assert states == {
        "Harbour Board Opens the Old Bridge": "published",
        "Harbour Board Opens the New Bridge": "draft",
    }
    assert "A date, or a tick that none is stated" in output


def test_ambiguous_date_is_left_open(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT.replace("12 May 2021", "05/06/2021"))
    ingest(tmp_path)
    release = Release.objects.get()
    assert (release.dated_on, release.date_not_stated) == (None, False)


def test_changed_text_waits_for_an_editor_and_the_release_stays(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    ingest(tmp_path)
    before = Release.objects.values().get()
    (tmp_path / "b.txt").write_text(TEXT.replace("ten years", "twenty years"))
    output, _errors = ingest(tmp_path)
    assert Release.objects.values().get() == before
    assert Intake.objects.get(state="waiting").release_id == before["id"]
    assert "new versions, waiting for an editor" in output


def test_impossible_number_is_kept_as_a_gap_and_no_channel(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT.replace("+41 22 717 91 11", "022 717 91 11"))
    ingest(tmp_path)
    assert not ContactPoint.objects.exists()
    gap = Gap.objects.get(kind="number")
    assert (gap.contact.name, gap.words) == ("Ada Sample", "022 717 91 11")
    text = gap.release.source.text
    assert [text[start:end] for start, end in gap.spans] == ["022 717 91 11"]


def test_washington_office_of_an_organisation_on_file_is_no_new_organisation(tmp_path):
    iom = make_organisation(name="International Organization for Migration", short_name="IOM")
    (tmp_path / "a.txt").write_text(TEXT.replace("at Harbour Board, Tel", "at IOM Washington, Tel"))
    ingest(tmp_path)
    contact = PressContact.objects.get()
    assert (contact.organisation, contact.office) == (iom, "Washington")
    assert Organisation.objects.count() == 2


def test_missing_path_fails_with_its_name(tmp_path):
    with pytest.raises(CommandError):
        ingest(tmp_path / "nowhere")
    assert ingest(tmp_path)[0].split() == ["documents", "read", "0"]


# What nobody foresaw


def broken(monkeypatch, name, text="Bridge 000002"):
    """Whatever `name` leads to fails for one text, in a way that nothing in this program expects."""
    module, _dot, function = name.rpartition(".")
    whole = getattr(import_module(module), function)

    def fails(first, *others):
        if text in str(getattr(others[0], "fields", "") if others else first):
            raise RecursionError("too deep")
        return whole(first, *others)

    monkeypatch.setattr(name, fails)


@pytest.mark.parametrize(
    ("place", "options"),
    [
        ("releases.ingest.batch.parse", {}),
        ("releases.ingest.batch.parse", {"dry_run": True}),
        ("releases.ingest.rows.link_organisations", {}),
    ],
)
def test_fault_of_this_program_stops_one_document_and_is_told_in_one_sentence(
    folder, monkeypatch, caplog, place, options
):
    broken(monkeypatch, place)
    errors = StringIO()
    with pytest.raises(CommandError, match="1 could not be taken in"):
        call_command("ingest", str(folder), stdout=StringIO(), stderr=errors, **options)
    (line,) = errors.getvalue().strip().splitlines()
    assert "“002.txt” could not be taken in: a fault of this program (RecursionError)" in line
    assert "Traceback" in caplog.text
    assert Release.objects.count() == (0 if options else 3)


def test_saving_more_releases_at_once_asks_no_more_of_the_database(tmp_path):
    asked = []
    for count in (5, 25):
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_text(release_text(100 * count + number))
        with CaptureQueriesContext(connection) as queries:
            ingest(folder)
        asked.append(len(queries))
    assert asked[1] <= asked[0]


# Whatever an office hands in


def test_folder_of_every_bad_file_is_told_line_by_line_and_the_good_one_is_taken_in(tmp_path):
    for name, content in HOSTILE.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text(TEXT)
    errors = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("ingest", str(tmp_path), stdout=StringIO(), stderr=errors)
    assert failed.value.returncode == 1
    lines = errors.getvalue().strip().splitlines()
    assert len(lines) == len(HOSTILE)
    for name in HOSTILE:
        assert any(name.rpartition(".")[0] in line for line in lines), name
    assert Release.objects.get().title == "Harbour Board Opens the Old Bridge"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace("–", "-").encode("cp1252"),
        word(*TEXT.split("\n\n")),
        f"<!doctype html><p>{TEXT.replace(chr(10) * 2, '</p><p>')}</p>".encode(),
    ],
    ids=["utf-8", "utf-16", "cp1252", "docx", "html"],
)
def test_standard_input_becomes_a_draft_whatever_it_holds(monkeypatch, content):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(content)))
    ingest("-")
    release = Release.objects.get()
    assert (release.title, release.source.name) == ("Harbour Board Opens the Old Bridge", "standard input")
    assert release.quotes.get().speaker == "Maria Specimen"
    assert bytes(release.source.content) == content
