"""Files to text: one document after another, whatever they came in, and never two in memory.

What cannot be read comes as `Refused`, with one sentence that names it, and the rest goes on.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .archive import Unreadable, open_archive, read_member, too_large, unexpected
from .formats import MOST_BYTES, read_docx, read_html, read_mail, read_text

TEXT = {".txt": read_text, ".text": read_text, ".htm": read_html, ".html": read_html, ".docx": read_docx}
KINDS = {*TEXT, ".eml", ".zip"}
STDIN = "-"


@dataclass(frozen=True)
class Document:
    """`content` as received, byte for byte, and the text read from it. `name` says where it was found."""

    name: str
    content: bytes
    text: str

    @property
    def stem(self):
        """The last part of the name, without its kind: never a path."""
        return Path(self.name.replace("\\", "/")).stem.lstrip(".") or "text"


@dataclass(frozen=True)
class Refused:
    name: str
    reason: str


@dataclass(frozen=True)
class PassedOver:
    """Something in a folder or an archive that is no text: a picture, a table."""

    name: str


def documents(paths):
    """Document, Refused or PassedOver for every file named, in the order of their names."""
    for path in paths:
        if path == STDIN:
            yield from read_bytes(_("standard input"), sys.stdin.buffer.read(MOST_BYTES + 1))
        else:
            for file, name, is_named in _files(Path(path)):
                yield from _read_file(file, name, is_named)


def how_many(paths):
    """How many files there are, counting those in archives: for a progress bar."""
    total = 0
    for path in paths:
        if path == STDIN:
            total += 1
            continue
        for file, _name, _is_named in _files(Path(path)):
            total += _members(file) if file.suffix.lower() == ".zip" else 1
    return total


def read_upload(name, stream, size):
    """The same of one file that a browser sent."""
    if Path(name).suffix.lower() == ".zip":
        return _read_archive(name, stream, size)
    return read_bytes(name, stream.read(MOST_BYTES + 1))


def _members(file):
    try:
        with file.open("rb") as stream, open_archive(stream, file.stat().st_size, file.name) as archive:
            return sum(1 for member in archive.infolist() if not member.is_dir())
    except (Unreadable, OSError):
        return 1


def _files(path):
    """(file, its name beneath the path, whether it was itself named), hidden ones left out."""
    if not path.is_dir():
        yield path, path.name, True
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not _is_hidden(name):
                file = Path(folder, name)
                yield file, file.relative_to(path).as_posix(), False


def _is_hidden(name):
    return name.startswith((".", "~$"))


def _read_file(file, name, is_named):
    kind = file.suffix.lower()
    try:
        if not file.exists():
            raise Unreadable(_("“%(name)s”: there is no such file.") % {"name": file})
        if kind not in KINDS and not is_named:
            yield PassedOver(name)
            return
        if not file.is_file():
            raise Unreadable(_("“%(name)s” is not a file.") % {"name": name})
        if kind == ".zip":
            with file.open("rb") as stream:
                yield from _read_archive(name, stream, file.stat().st_size)
            return
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except Unreadable as error:
        yield Refused(name, str(error))
    except OSError as error:
        reason = _("“%(name)s” cannot be read: %(error)s.") % {"name": name, "error": error.strerror}
        yield Refused(name, reason)
    else:
        yield from read_bytes(name, data)


def _read_archive(name, stream, size):
    try:
        archive = open_archive(stream, size, name)
    except Unreadable as error:
        yield Refused(name, str(error))
        return
    with archive:
        for member in archive.infolist():
            inside = f"{name}/{member.filename}"
            kind = Path(member.filename).suffix.lower()
            if member.is_dir() or _is_hidden(inside.replace("\\", "/").rpartition("/")[2]):
                continue
            try:
                if kind == ".zip":
                    raise Unreadable(_("“%(name)s” is an archive within an archive.") % {"name": inside})
                if kind not in KINDS:
                    yield PassedOver(inside)
                    continue
                data = read_member(archive, member, MOST_BYTES, inside)
            except Unreadable as error:
                yield Refused(inside, str(error))
            else:
                yield from read_bytes(inside, data)


def read_bytes(name, data):
    """What one file holds, by the kind its name gives or, without one, by how it begins."""
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        kind = _kind_of(data)
    try:
        if len(data) > MOST_BYTES:
            raise Unreadable(too_large(name, MOST_BYTES))
        if not data.strip(b" \t\r\n\0"):
            raise Unreadable(_("“%(name)s” is empty.") % {"name": name})
        if kind == ".eml":
            yield from _read_mail(name, data)
        elif kind == ".zip":
            raise Unreadable(_("“%(name)s” is an archive: give its files one by one.") % {"name": name})
        else:
            yield Document(name, data, _said(TEXT[kind](data, name), name))
    except Unreadable as error:
        yield Refused(name, str(error))
    except Exception as error:
        yield Refused(name, unexpected(name, error))


def _said(text, name):
    if not text.strip():
        raise Unreadable(_("“%(name)s” holds no words.") % {"name": name})
    return text


def _kind_of(data):
    if data.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/" in data[:4096] or b"[Content_Types].xml" in data[:4096] else ".zip"
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ".html" if start.startswith((b"<!doctype html", b"<html")) else ".txt"


def _read_mail(name, data):
    text, attached = read_mail(data, name)
    readable = [(one, content) for one, content in attached if Path(one).suffix.lower() in TEXT]
    if text.strip():
        yield Document(name, data, text)
    elif not readable:
        raise Unreadable(_("“%(name)s” holds no words.") % {"name": name})
    for one, content in readable:
        yield from read_bytes(f"{name}/{Path(one.replace(chr(92), '/')).name}", content)
