"""Dates and times as press offices write them, found by their own patterns and read without guessing.

A number is a date only with a day, a month and a year; where 05/06/2020 can be two days, both are kept.
"""

import datetime
import re
from dataclasses import dataclass

from .parsed import Confidence, Moment
from .rules import EMBARGO_LABEL, MIDDAY_WORD, MIDNIGHT_WORD, MONTH, MONTH_NUMBERS, WEEKDAY, WEEKDAY_NUMBERS

ORDINAL = r"(?:st|nd|rd|th|er|\.?º|\.?ª|°|\.)?"
YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
OF = r"(?:of |de |del |do |d['’])?"
LEAD = rf"(?:\b(?:le|el|on) )?(?:\b{WEEKDAY}\.?(?: the| le)?,? ?)?(?:\b(?:le|el|the|em|on|am|يوم) )?"
FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{LEAD}(?<!\d)(?P<day>\d{{1,2}}){ORDINAL}[ -]?(?:day )?{OF}(?P<month>{MONTH})"
        rf"(?:/{MONTH})?(?!\w)\.?,?[ -]?(?:de |del |do |of )?,?{YEAR}",
        rf"{LEAD}(?<!\w)(?P<month>{MONTH})\.?[ -](?P<day>\d{{1,2}}){ORDINAL},?(?: ?, ?| ){YEAR}",
        rf"(?<![\d/.-]){YEAR} ?[-/.] ?(?P<month>\d{{1,2}}) ?[-/.] ?(?P<day>\d{{1,2}})(?![\d/-])",
        rf"(?:(?P<weekday>{WEEKDAY})\.?,? )?(?<![\d/.-])(?P<first>\d{{1,2}})"
        rf" ?(?P<mark>[/.-]) ?(?P<second>\d{{1,2}}) ?(?P=mark) ?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])",
        rf"{LEAD}(?<!\d)(?P<day>\d{{1,2}}){ORDINAL}[ -]?{OF}(?P<month>{MONTH})(?!\w)\.?",
        rf"{LEAD}(?<!\w)(?P<month>{MONTH})\.? (?P<day>\d{{1,2}}){ORDINAL}(?![\d:]|\w)",
    )
]
WHOLE = FORMS[:4]
LIKELY = re.compile(rf"(?:1[89]|20)\d\d|\d ?[/.-] ?\d\d(?!\d)|(?<!\w){MONTH}(?!\w)", re.IGNORECASE)
TIME = re.compile(
    r"(?<![\d/:.,$€£-])(?:(?P<hour>[01]?\d|2[0-4])(?:(?:[:.]|[ ]?h(?:rs?)?[ ]?|"
    r"[ ]h[ ])(?P<minute>[0-5]\d))?[ ]?"
    r"(?P<half>[ap][. ]?m\b\.?)?(?P<hours>[ ]?(?:hours|hrs?|h|heures?|horas|uhr)\b)?"
    r"|(?P<four>[01]\d[0-5]\d|2[0-3][0-5]\d)[ ]?(?:hours|hrs?|h|gmt|bst|utc|cet|cest)\b"
    rf"|(?P<noon>(?:12[ ])?(?:{MIDDAY_WORD}))|(?P<night>(?:12[ ])?(?:{MIDNIGHT_WORD})))(?![\d/])",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"[ ,]*\(?\b(?P<zone>(?:[A-Z][a-z]+(?: [A-Z][a-z]+)? |local )[Tt]ime|(?:UTC|"
    r"GMT)(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?|[ECMPA][SD]?T|BST|CES?T|"
    r"AES?D?T|ACS?T|AWST|NZS?D?T|HA?[EN][EC]?|IST|JST|SGT|HKT|PACIFIC|EASTERN|CENTRAL|MOUNTAIN|Pacific|"
    r"Eastern|Central|Mountain|"
    r"(?:heure|hora) (?:de |d['’])?[\w]+(?: \w+)?|بتوقيت \w+)\)?"
)


@dataclass(frozen=True)
class Date:
    """A date in `words`; `year` is 0 where only day and month are written, `others` further readings."""

    start: int
    end: int
    year: int
    month: int
    day: int
    others: tuple = ()
    short: bool = False  # the year has two figures

    @property
    def iso(self):
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def find_dates(words, start=0, end=None, whole=True, month_first=False):
    """The dates in a stretch of text, in order. `whole` leaves out those without a year."""
    end = len(words) if end is None else end
    if not LIKELY.search(words, start, end):
        return []
    found = []
    for form in WHOLE if whole else FORMS:
        for match in form.finditer(words, start, end):
            date = _read(match, month_first)
            if date and not any(date.start < other.end and other.start < date.end for other in found):
                found.append(date)
    return sorted(found, key=lambda date: date.start)


def date_at(words, start, end, whole=True, month_first=False):
    """The date that begins exactly here, or None."""
    for form in WHOLE if whole else FORMS:
        match = form.match(words, start, end)
        date = match and _read(match, month_first)
        if date:
            return date
    return None


def _read(match, month_first):
    groups = match.groupdict()
    year = int(groups.get("year") or 0)
    short = bool(groups.get("year")) and len(groups["year"]) == 2
    if short:
        year += 1900 if year > 60 else 2000
    if groups.get("first"):
        day, month = int(groups["first"]), int(groups["second"])
        readings = [(month, day), (day, month)]
        if month_first:
            readings.reverse()
        readings = [pair for pair in readings if _is_day(year, *pair)]
        readings = _on_weekday(readings, year, groups.get("weekday")) or readings
    else:
        month = groups["month"].casefold()
        month = int(month) if month.isdigit() else MONTH_NUMBERS.get(month, 0)
        readings = [(month, int(groups["day"]))] if _is_day(year or 2000, month, int(groups["day"])) else []
    if not readings:
        return None
    month, day = readings[0]
    others = tuple(f"{year:04}-{m:02}-{d:02}" for m, d in readings[1:] if (m, d) != (month, day))
    return Date(match.start(), match.end(), year, month, day, others, short)


def _on_weekday(readings, year, weekday):
    """The readings that fall on the weekday written before the figures."""
    number = WEEKDAY_NUMBERS.get((weekday or "").casefold())
    return [pair for pair in readings if datetime.date(year, *pair).weekday() == number]


def _is_day(year, month, day):
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def moment(wording, date, rule, confidence=Confidence.FOUND):
    """The date as a value; an ambiguous one, or one with a year of two figures, is for an editor to check."""
    if date.others or date.short:
        confidence = Confidence.CHECK
    return wording.value(
        date.start, date.end, rule, confidence, kind=Moment, iso=date.iso, others=date.others
    )


def find_time(words, start, end):
    """(start, end, "HH:MM") of the first time of day that is written as one, or None."""
    for match in TIME.finditer(words, start, end):
        hour, minute = match["hour"], int(match["minute"] or 0)
        if match["noon"] or match["night"]:
            return match.start(), match.end(), "12:00" if match["noon"] else "00:00"
        if match["four"]:
            return match.start(), match.end(), f"{match['four'][:2]}:{match['four'][2:]}"
        if not (match["minute"] or match["half"] or match["hours"]):
            continue
        hour = int(hour)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
        return match.start(), match.end(), f"{hour % 24:02}:{minute:02}"
    return None


def find_embargo(wording, block, dated, month_first=False):
    """(moment, None) of an embargo line, (None, gap start) without a day in it, or None."""
    words = wording.words
    label = EMBARGO_LABEL.match(words, block.start, block.end)
    if not label:
        return None
    dates = find_dates(words, label.end(), block.end, whole=False, month_first=month_first)
    if not dates:
        return None, label
    date = dates[0]
    year, sure = date.year, Confidence.FOUND
    if not year:
        if not dated:
            return None, label
        # The year that the line leaves out is the release's own: an inference.
        year, sure = int(dated.iso[:4]), Confidence.CHECK
    date = Date(date.start, date.end, year, date.month, date.day, date.others, date.short)
    return _with_time(wording, block, label, date, sure), None


def _with_time(wording, block, label, date, confidence):
    words = wording.words
    before = find_time(words, label.end(), date.start)
    time = before or find_time(words, date.end, block.end)
    start, end, iso, zone = date.start, date.end, date.iso, ""
    if time:
        start, end, iso = min(start, time[0]), max(end, time[1]), f"{date.iso}T{time[2]}"
        mark = ZONE.match(words, time[1], block.end)
        if mark:
            zone, end = mark["zone"], max(end, mark.end())
    return wording.value(
        start, end, "embargo line", Confidence.CHECK if date.others else confidence,
        kind=Moment, iso=iso, zone=zone, others=tuple(other + iso[10:] for other in date.others),
    )  # fmt: skip
