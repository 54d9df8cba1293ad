"""Files to text: every kind an office sends, and every way a file can be bad."""

import io
import sys
import tracemalloc
import zipfile

import pytest

from releases.ingest.read import TEXT as TEXT_KINDS
from releases.ingest.read import Document, PassedOver, Refused, documents, how_many, read_bytes
from tests.ingesting import TEXT, mail, word, zipped

FRENCH = "Genève – L’Organisation a dit « oui » à tous. 1 000 €\n"
ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def read(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return list(documents([str(path)]))


def said(found):
    return [" ".join(one.text.split()) for one in found if isinstance(one, Document)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_usual_encoding_keeps_every_letter(tmp_path, encoding):
    (found,) = read(tmp_path, "a.txt", FRENCH.encode(encoding))
    assert found.text == FRENCH
    assert found.content == FRENCH.encode(encoding)


def test_text_keeps_its_line_ends_and_no_break_spaces(tmp_path):
    raw = "Title\r\n\r\nDate:\u00a0\r\n"
    (found,) = read(tmp_path, "a.txt", raw.encode())
    assert found.text == raw


def test_word_page_and_mail_give_their_words(tmp_path):
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>A &amp; B</h1><div>One</div>"
        "<div>Two<br>three</div><script>no()</script></body></html>"
    )
    assert read(tmp_path, "a.html", page.encode())[0].text == "A & B\n\nOne\n\nTwo\nthree\n"
    assert said(read(tmp_path, "a.docx", word("A title", "A &amp; body"))) == ["A title A & body"]
    assert said(read(tmp_path, "a.eml", mail("Plain words", "<p>Other</p>"))) == ["Plain words"]
    assert said(read(tmp_path, "a.eml", mail(html="<p>One</p><p>Two</p>"))) == ["One Two"]


def test_what_is_attached_to_a_mail_is_read_too(tmp_path):
    found = read(
        tmp_path, "a.eml", mail("See the file.", attached=[("r.docx", word("Inside")), ("p.png", b"x")])
    )
    assert [one.name for one in found] == ["a.eml", "a.eml/r.docx"]
    assert said(found) == ["See the file.", "Inside"]


def test_page_says_its_own_encoding(tmp_path):
    page = '<meta charset="iso-8859-1"><p>Genève</p>'
    assert said(read(tmp_path, "a.htm", page.encode("latin-1"))) == ["Genève"]


def test_folder_and_archive_are_read_in_the_order_of_names_and_pictures_passed_over(tmp_path):
    (tmp_path / "b.txt").write_text("Bee")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.txt").write_text("Zed")
    (tmp_path / ".hidden.txt").write_text("Never")
    (tmp_path / "c.zip").write_bytes(zipped(("one.txt", "One"), ("deep/two.txt", "Two"), ("p.jpg", "x")))
    found = list(documents([str(tmp_path)]))
    assert said(found) == ["Bee", "One", "Two", "Zed"]
    assert [one.name for one in found if isinstance(one, PassedOver)] == ["c.zip/p.jpg"]
    assert how_many([str(tmp_path)]) == 5


def test_standard_input_is_read_by_how_it_begins(monkeypatch):
    for content in (b"Some words", word("Some words"), b"<!doctype html><p>Some words</p>"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert said(documents(["-"])) == ["Some words"]


def encrypted():
    data = bytearray(zipped(("a.txt", "secret words")))
    data[6] |= 1  # the local header's flag
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and the directory's
    return bytes(data)


HOSTILE = {
    "empty.txt": b"",
    "blank.txt": " \u00a0\n".encode(),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
    "line.txt": b"x" * 50_000_000,
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "broken.docx": word("x")[:200],
    "notword.docx": zipped(("a.txt", "x")),
    "entities.docx": word("&b;", before=ENTITIES),
    "bomb.docx": zipped(("word/document.xml", b" " * 60_000_000)),
    "bomb.zip": zipped(("a.txt", b"0" * 60_000_000)),
    "broken.zip": b"PK\x03\x04" + bytes(80),
    "encrypted.zip": encrypted(),
    "nested.zip": zipped(("inner.zip", zipped(("a.txt", "x")))),
    "slip.zip": zipped(("../../etc/evil.txt", "x")),
    "absolute.zip": zipped(("/etc/evil.txt", "x")),
    "windows.zip": zipped(("..\\evil.txt", "x")),
    "empty.eml": b"Subject: x\r\n\r\n",
    "empty.html": b"<p></p><script>words()</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bad_file_gets_one_sentence_that_names_it_and_the_rest_goes_on(tmp_path, name):
    (tmp_path / name).write_bytes(HOSTILE[name])
    (tmp_path / "zz.txt").write_text(TEXT)
    tracemalloc.start()
    *refused, good = documents([str(tmp_path)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(good, Document)
    (one,) = refused
    assert isinstance(one, Refused)
    assert name.rpartition(".")[0] in one.reason
    assert one.reason.endswith(".")
    assert "\n" not in one.reason
    assert peak < 45_000_000


def test_archive_that_lies_about_sizes_is_stopped_while_it_unpacks(tmp_path):
    data = bytearray(zipped(("a.txt", b"0" * 20_000_000)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    (one,) = read(tmp_path, "a.zip", bytes(data))
    assert isinstance(one, Refused)


def test_missing_file_and_a_folder_that_cannot_be_read_are_told(tmp_path):
    (one,) = documents([str(tmp_path / "no.txt")])
    assert "no.txt" in one.reason
    (named,) = read(tmp_path, "letter.rtf", b"x\0y\0\xff\xfe\x00\x01\x02" * 9)
    assert isinstance(named, Refused)


def test_name_of_a_document_never_leads_anywhere():
    (found,) = read_bytes("a.zip/x/../..\\evil.txt", b"words")
    assert found.stem == "evil"


def test_archive_is_read_one_member_at_a_time(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(60):
            archive.writestr(f"{number:03}.txt", b"word " * 100_000)
    tracemalloc.start()
    assert sum(1 for _one in documents([str(path)])) == 60
    assert tracemalloc.get_traced_memory()[1] < 6_000_000
    tracemalloc.stop()


def test_fault_of_a_library_refuses_one_file_and_the_rest_goes_on(tmp_path, monkeypatch, caplog):
    def fails(data, name):
        raise RecursionError("too deep")

    monkeypatch.setitem(TEXT_KINDS, ".html", fails)
    (tmp_path / "a.html").write_text("<p>One</p>")
    (tmp_path / "b.txt").write_text("Two")
    refused, good = documents([str(tmp_path)])
    assert refused.reason.startswith("“a.html” could not be taken in: a fault of this program")
    assert good.text == "Two"
    assert "Traceback" in caplog.text
