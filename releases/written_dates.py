"""Dates and times as a text writes them: "5 May 2026", "le 1er mai", "May 5, 2026, 10 a.m. GMT".

Only what is plain is read. A date that could be two days (03/05/2026) keeps both readings.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP
from django.utils.timezone import get_default_timezone

LANGUAGES = ("en", "fr", "es", "pt")
ORDINAL = r"(?:st|nd|rd|th|er|º|ª|o|\.)?"
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{4})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
CLOCK = re.compile(
    r"(?<![\d.,:])(?:"
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)|\s?h\s?(?P<after>[0-5]\d)|\s?h(?:rs)?\b)(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b)?"
    r"|(?P<plain>1[0-2]|0?[1-9])\s?(?P<only>[ap])\.?m\b"
    r"|(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?(?:h(?:rs|ours)?|GMT|UTC|CES?T)\b)"
    r"|\b(?P<noon>noon|midday|midi|mediodía|meio-dia)\b)",
    re.IGNORECASE,
)
# The end of a day to one, its beginning to another.
MIDNIGHT = re.compile(r"\b(?:midnight|minuit|medianoche|meia-noite)\b", re.IGNORECASE)
# The zones that press offices write, in hours from UTC. "ET" and the like depend on the day.
ZONES = {"UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
ZONES |= {"EAT": 3, "CAT": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7, "JST": 9}
ZONE = re.compile(rf"\b({'|'.join(ZONES)})\b(?:\s?([+-−])\s?(\d{{1,2}})(?::?([0-5]\d))?)?")


@dataclass(frozen=True)
class WrittenDate:
    """`words` as written, at `start` to `end` of the text; each reading is (day, month, year or None)."""

    words: str
    start: int
    end: int
    readings: tuple

    def agrees(self, day):
        return any(
            (day.day, day.month) == reading[:2] and reading[2] in (None, day.year)
            for reading in self.readings
        )

    def day(self):
        """The day it names, or None if that could be several."""
        if len(self.readings) != 1 or self.readings[0][2] is None:
            return None
        day, month, year = self.readings[0]
        return date(year, month, day)


@dataclass(frozen=True)
class WrittenInstant:
    """A date, and a time and zone if the text says them. Without a zone it is office time."""

    date: WrittenDate
    time: time | None
    zone: tzinfo

    def agrees(self, instant):
        there = instant.astimezone(self.zone)
        is_time = self.time is None or there.replace(tzinfo=None).time() == self.time
        return is_time and self.date.agrees(there.date())

    def instant(self):
        """The one instant it names, or None if it leaves the year, the day or the time open."""
        day = self.date.day()
        if day is None or self.time is None:
            return None
        return datetime.combine(day, self.time, self.zone).astimezone(UTC)


def folded(text):
    """The text in small letters, without accents: as one looks a name up."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def dates_in(text):
    """Every date that the text writes, in order."""
    found = []
    for pattern, read in _patterns():
        for match in pattern.finditer(text):
            readings = tuple(dict.fromkeys(one for one in read(match) if _exists(one)))
            if readings and not any(match.start() < one.end and one.start < match.end() for one in found):
                found.append(WrittenDate(match[0], match.start(), match.end(), readings))
    return sorted(found, key=lambda one: one.start)


def instant_in(text):
    """The first date of the text with the time and zone beside it, or None if that is not plain."""
    written = next(iter(dates_in(text)), None)
    if written is None or MIDNIGHT.search(text):
        return None
    # The date's own digits must not be read as a time.
    rest = text[: written.start] + "\n" + text[written.end :]
    found = CLOCK.search(rest)
    return WrittenInstant(written, _time(found) if found else None, _zone(rest))


@cache
def _months():
    """{name, folded: number}, long and short, in every language of `LANGUAGES`, as Django has them."""
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            for table in (MONTHS, MONTHS_3, MONTHS_AP):
                names |= {str(name): number for number, name in table.items()}
    plain = {name.casefold().rstrip("."): number for name, number in names.items()}
    return plain | {folded(name): number for name, number in plain.items()}


@cache
def _patterns():
    months = _months()
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    first = (
        rf"(?<!\d)(\d{{1,2}}){ORDINAL}\s+(?:de\s+|of\s+)?({month})\b\.?(?:,?\s+(?:del?\s+)?(\d{{4}})(?!\d))?"
    )
    second = rf"\b({month})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\s?[ap]\.?m)(?:,?\s+(\d{{4}})(?!\d))?"

    def year(typed):
        return int(typed) if typed else None

    return [
        (ISO, lambda found: [(int(found[3]), int(found[2]), int(found[1]))]),
        (
            NUMERIC,
            lambda found: [
                (int(found[1]), int(found[2]), int(found[3])),
                (int(found[2]), int(found[1]), int(found[3])),
            ],
        ),
        (
            re.compile(first, re.IGNORECASE),
            lambda found: [(int(found[1]), months[found[2].casefold()], year(found[3]))],
        ),
        (
            re.compile(second, re.IGNORECASE),
            lambda found: [(int(found[2]), months[found[1].casefold()], year(found[3]))],
        ),
    ]


def _exists(reading):
    day, month, year = reading
    try:
        date(year or 2024, month, day)  # a leap year, where none is given
    except ValueError:
        return False
    return True


def _time(found):
    if found["noon"]:
        return time(12)
    if found["four"]:
        return time(int(found["four"][:2]), int(found["four"][2:]))
    hour = int(found["hour"] or found["plain"])
    half = (found["half"] or found["only"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    return time(hour, int(found["minute"] or found["after"] or 0))


def _zone(text):
    found = ZONE.search(text)
    if not found:
        return get_default_timezone()
    more = timedelta(hours=int(found[3] or 0), minutes=int(found[4] or 0))
    return timezone(timedelta(hours=ZONES[found[1]]) + (more if found[2] == "+" else -more))
