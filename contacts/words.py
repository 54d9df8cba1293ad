"""Text as it is kept: readable by every database, browser and feed reader."""

import re

from django.db.models import CharField

# Characters that no text holds on purpose: controls but tab, line feed and next line; lone surrogates,
# which cannot be stored as UTF-8; Unicode's noncharacters. PostgreSQL refuses NUL, and a feed reader
# refuses a whole feed for one of the others, which XML does not know.
NONCHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
STRAY = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]")


def readable(text):
    """The same text without characters that no text holds on purpose."""
    # Printable characters (str.isprintable) are none of them, and asking is far cheaper than searching.
    return text if text.isprintable() else STRAY.sub("", text)


def clean_text(text):
    """The same text on one line, and readable."""
    return " ".join(readable(text).split())


def clean_lines(row):
    """Makes every one-line field of a model's row one readable line. (A TextField is no CharField.)"""
    for field in row._meta.concrete_fields:
        if isinstance(field, CharField) and isinstance(value := getattr(row, field.attname), str):
            setattr(row, field.attname, clean_text(value))
