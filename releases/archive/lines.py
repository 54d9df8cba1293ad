"""A line of an archive to a checked record: JSON Lines, one object a line, UTF-8.

The keys are those of the three files that `load_jsonl` reads; see `ORGANISATION`, `CONTACT` and `RELEASE`.
A key that none of them knows is refused, so that nothing is dropped silently.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from contacts.words import clean_text, readable

LONGEST = 8 * 2**20  # bytes of a line
SLUG = re.compile(r"[-\w]{1,120}")


class BadLine(ValueError):
    """What is wrong with a line, in words for whoever made the file."""


@dataclass(frozen=True)
class Key:
    """How a value is read. `read` gets it and returns what is kept, or raises BadLine."""

    read: object
    required: bool = False
    default: object = None


def read_lines(path):
    """(number, line) of each line that is not empty; None for one longer than `LONGEST` bytes."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LONGEST)
                yield number, None
            elif line.strip():
                yield number, line


def parse(line, keys):
    """The record of a line as {key: value}, every key of `keys` in it. Raises BadLine."""
    if line is None:
        raise BadLine(f"longer than {LONGEST // 2**20} MB")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("not a JSON object in UTF-8") from error
    if not isinstance(data, dict):
        raise BadLine("not a JSON object")
    unknown = sorted(set(data) - set(keys))
    if unknown:
        raise BadLine(f"unknown key {unknown[0]!r}")
    record = {}
    for name, key in keys.items():
        value = data.get(name)
        if value is None or value == "":
            if key.required:
                raise BadLine(f"{name} is missing")
            record[name] = key.default
            continue
        try:
            record[name] = key.read(value)
        except BadLine as error:
            raise BadLine(f"{name}: {error}") from error
    return record


def text(longest):
    def read(value):
        if not isinstance(value, str):
            raise BadLine("not a text")
        value = clean_text(value)
        if len(value) > longest:
            raise BadLine(f"longer than {longest} characters")
        return value

    return read


def paragraphs(value):
    """A list of texts; empty ones are left out."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadLine("not a list of texts")
    return [one for one in (readable(part).strip() for part in value) if one]


def identifier(value):
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadLine("neither a text nor a whole number")
    return value


def identifiers(value):
    if not isinstance(value, list):
        raise BadLine("not a list")
    return list(dict.fromkeys(identifier(one) for one in value))


def slug(value):
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise BadLine("not an address of letters, digits, - and _, at most 120")
    return value


def instant(value):
    """ISO 8601 with its offset from UTC."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadLine("not an instant such as 2024-03-01T09:00:00+00:00") from error
    if found.tzinfo is None:
        raise BadLine("without its offset from UTC")
    return found


def day(value):
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadLine("not a day such as 2024-03-01") from error


def flag(value):
    if not isinstance(value, bool):
        raise BadLine("neither true nor false")
    return value


def rows(*names):
    """A list of objects with these keys, all texts."""

    def read(value):
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise BadLine("not a list of objects")
        for one in value:
            unknown = sorted(set(one) - set(names))
            if unknown:
                raise BadLine(f"unknown key {unknown[0]!r}")
            if not all(isinstance(words, str) for words in one.values()):
                raise BadLine("not a text")
        return [{name: readable(one.get(name, "")) for name in names} for one in value]

    return read


ORGANISATION = {
    "id": Key(identifier, required=True),
    "slug": Key(slug, required=True),
    "name": Key(text(200), required=True),
    "short_name": Key(text(40), default=""),
    "description": Key(text(2000), default=""),
}
CONTACT = {
    "id": Key(identifier, required=True),
    "name": Key(text(150), required=True),
    "slug": Key(slug),
    "role": Key(text(150), default=""),
    "office": Key(text(100), default=""),
    "email": Key(text(254), default=""),
    "phone": Key(text(254), default=""),
    "organisation": Key(identifier, required=True),
}
RELEASE = {
    "id": Key(identifier, required=True),
    "slug": Key(slug, required=True),
    "title": Key(text(300), required=True),
    "published": Key(instant),
    "dated_on": Key(day),
    "date_not_stated": Key(flag, default=False),
    "language": Key(text(12), default="en"),
    "dateline": Key(text(120), default=""),
    "summary": Key(text(1000), default=""),
    "body": Key(paragraphs, default=()),
    "notes_to_editors": Key(paragraphs, default=()),
    "organisations": Key(identifiers, default=()),
    "partners": Key(identifiers, default=()),
    "named": Key(identifiers, default=()),
    "contacts": Key(identifiers, default=()),
    "topics": Key(paragraphs, default=()),
    "countries": Key(identifiers, default=()),
    "quotes": Key(rows("text", "speaker", "role"), default=()),
    "key_figures": Key(rows("qualifier", "figure", "counts", "source"), default=()),
}
