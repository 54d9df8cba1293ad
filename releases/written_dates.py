"""Dates and times as a text writes them: "5 May 2026", "le 1er mai", "May 5, 2026, 10 a.m. GMT".

Only what is plain is read. A date that could be two days (03/05/2026) keeps both readings.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP
from django.utils.timezone import get_default_timezone

LANGUAGES = ("en", "fr", "es", "pt")
ORDINAL = r"(?:st|nd|rd|th|er|º|ª|o|\.)?"
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{4})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
CLOCK = re.compile(
    r"(?<![\d.,:+−])(?<!GMT-)(?<!UTC-)(?:"
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)|\s?h\s?(?P<after>[0-5]\d)|\s?h(?:rs)?\b)(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b)?"
    r"|(?P<plain>1[0-2]|0?[1-9])\s?(?P<only>[ap])\.?m\b"
    r"|(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?(?:h(?:rs|ours)?|GMT|UTC|CES?T)\b)"
    r"|\b(?P<noon>noon|midday|midi|mediodía|meio-dia)\b)",
    re.IGNORECASE,
)
# The end of a day to one, its beginning to another.
MIDNIGHT = re.compile(r"\b(?:midnight|minuit|medianoche|meia-noite)\b", re.IGNORECASE)
# The zones that press offices write, in hours from UTC.
ZONES = {"UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
ZONES |= {"EAT": 3, "CAT": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7, "JST": 9}
ZONE = re.compile(rf"\b({'|'.join(ZONES)})\b(?:\s?([+-−])\s?(\d{{1,2}})(?::?([0-5]\d))?)?")
# Those whose hours depend on the day: of North America, and of a place named as one.
AMERICAN = {"E": "New York", "C": "Chicago", "M": "Denver", "P": "Los Angeles"}
AMERICAN_ZONE = re.compile(
    r"\b(?:([ECMP])T|(Eastern|Central|Mountain|Pacific)(?: Standard| Daylight)? Time)\b"
)
PLACE_TIME = re.compile(
    r"\b(?:([A-Z][\w.]*(?:[ -][A-Z][\w.]*)*)[ -][Tt]ime"
    r"|(?:heure|hora) (?:de |d['’]|del? )?([A-Z]\w+(?: [A-Z]\w+)*))\b"
)
PLACES = {"geneva": "zurich", "geneve": "zurich", "ginebra": "zurich", "genebra": "zurich", "bern": "zurich"}
PLACES |= {"washington": "new york", "nova york": "new york", "nueva york": "new york", "londres": "london"}
PLACES |= {"beijing": "shanghai", "delhi": "kolkata", "new delhi": "kolkata", "bruxelles": "brussels"}
PLACES |= {"greenwich": "london", "greenwich mean": "utc"}
# After a time these letters name a zone that is not known here.
UNKNOWN_ZONE = re.compile(r"\s?\(?(?!AT\b|NOT\b|NEXT\b)(?:[A-Z]{1,4}T|MSK|(?i:local time))\b")
EARLIEST_CLOCK = timezone(timedelta(hours=-12))  # where a day ends last


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
    """A date, and a time and zone if the text says them: `zones` are all that it names. Without one it is
    office time.
    """

    date: WrittenDate
    time: time | None
    zone: tzinfo
    zones: tuple = ()

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
    found = list(CLOCK.finditer(rest))
    zones = _zones(rest)
    if len(found) > 1 or (found and not zones and UNKNOWN_ZONE.match(rest, found[0].end())):
        return None
    clock = _time(found[0]) if found else None
    return WrittenInstant(written, clock, zones[0] if zones else get_default_timezone(), tuple(zones))


def one_instant_in(text):
    """The instant that the text names whoever reads it: one day, a time and a zone; else None."""
    written = instant_in(text)
    if written is None or len(dates_in(text)) > 1:
        return None
    instants = {replace(written, zone=zone).instant() for zone in written.zones}
    return instants.pop() if len(instants) == 1 else None


def latest_in(text):
    """The last instant that the text can mean, whatever it leaves open of day, time and zone; None if
    that may be any.
    """
    instant = one_instant_in(text)
    if instant is not None:
        return instant
    readings = [reading for written in dates_in(text) for reading in written.readings]
    if not readings or any(year is None for _day, _month, year in readings):
        return None
    last = max(date(year, month, day) for day, month, year in readings)
    return (datetime.combine(last, time.min, EARLIEST_CLOCK) + timedelta(days=1)).astimezone(UTC)


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


def _zones(text):
    """The zones that the text names and that are known here."""
    found = []
    for match in ZONE.finditer(text):
        more = timedelta(hours=int(match[3] or 0), minutes=int(match[4] or 0))
        found.append(timezone(timedelta(hours=ZONES[match[1]]) + (more if match[2] == "+" else -more)))
    names = [AMERICAN[match[1] or match[2][0]] for match in AMERICAN_ZONE.finditer(text)]
    names += [match[1] or match[2] for match in PLACE_TIME.finditer(text)]
    keys = [_zones_by_place().get(PLACES.get(name, name)) for name in map(folded, names)]
    return found + [ZoneInfo(key) for key in keys if key]


@cache
def _zones_by_place():
    """{"new york": "America/New_York"}; no place that two zones are named for."""
    found = {}
    for key in sorted(available_timezones()):
        if "/" in key and not key.startswith(("Etc/", "posix", "right", "US/", "SystemV/")):
            found.setdefault(key.rpartition("/")[2].replace("_", " ").casefold(), []).append(key)
    return {place: keys[0] for place, keys in found.items() if len(keys) == 1} | {"utc": "Etc/UTC"}
