"""Office hours by the clock on the office's wall: whether somebody is there, and until or from when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAY = timedelta(days=1)
WEEK = 7 * DAY


def validate_zone(name):
    """Raises ValidationError if no time zone of the IANA database has this name."""
    if name not in available_timezones():
        raise ValidationError(gettext_lazy("There is no such time zone."))


def city(zone):
    """The place in a zone's name: "New York" of America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def days(first, last):
    """ "Monday to Friday", or the one day."""
    return str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True)
class Opening:
    """Whether somebody is there, and the instant at which that changes, in the office's zone; None if it
    never does.
    """

    is_open: bool
    until: datetime | None
    place: str

    def in_words(self, at):
        """ "Open now, until 17:30 in Geneva"; with the day where it is another one there."""
        if self.until is None:
            return _("Open at all hours") if self.is_open else ""
        time = date_format(self.until, "TIME_FORMAT")
        if self.until.date() != at.astimezone(self.until.tzinfo).date():
            time = _("%(day)s, %(time)s") % {"day": date_format(self.until, "l"), "time": time}
        values = {"time": time, "place": self.place}
        if self.is_open:
            return _("Open now, until %(time)s in %(place)s") % values
        return _("Closed now, opens %(time)s in %(place)s") % values


def opening(rows, zone, at, place):
    """The Opening at this instant by these weekly hours, or None where there are none or no zone is known.
    A row has `first_day`, `last_day` (0 is Monday), `opens` and `closes`.
    """
    if not rows or not zone:
        return None
    here = ZoneInfo(zone)
    if not _is_open(rows, at.astimezone(here)):
        return Opening(False, _next(rows, here, at), place)
    until = _in_utc(at)
    while (end := _end(rows, here, until)) is not None and _in_utc(end) - at < WEEK:
        until = _in_utc(end)
        if not _is_open(rows, end):
            return Opening(True, end, place)
    return Opening(True, None, place)


def is_open(row, weekday, time):
    """Whether it is within this row of hours on this day of the week, at this time of the day."""
    over_midnight = row.closes <= row.opens
    today = _has_day(row, weekday) and row.opens <= time and (over_midnight or time < row.closes)
    return today or (over_midnight and _has_day(row, (weekday - 1) % 7) and time < row.closes)


def _is_open(rows, wall):
    return any(is_open(row, wall.weekday(), wall.time()) for row in rows)


def _has_day(row, weekday):
    if row.first_day <= row.last_day:
        return row.first_day <= weekday <= row.last_day
    return weekday >= row.first_day or weekday <= row.last_day


def _end(rows, here, at):
    """The instant at which the last of the rows that are open now closes."""
    wall = at.astimezone(here)
    ends = []
    for row in rows:
        if is_open(row, wall.weekday(), wall.time()):
            day = wall.date() if wall.time() < row.closes else wall.date() + DAY
            ends.append(_instant(day, row.closes, here, at))
    return max(ends, default=None, key=_in_utc)


def _next(rows, here, at):
    today = at.astimezone(here).date()
    starts = [
        _instant(today + days * DAY, row.opens, here, at)
        for days in range(8)
        for row in rows
        if _has_day(row, (today + days * DAY).weekday())
    ]
    return min((start for start in starts if _in_utc(start) > at), default=None, key=_in_utc)


def _instant(day, time, here, at):
    """This time of that day there: where the clock shows it twice, the first one that is still to come."""
    first = datetime.combine(day, time, here)
    return first if _in_utc(first) > at else first.replace(fold=1)


def _in_utc(instant):
    """Python compares two instants of one zone by the wall, as if its clock were never changed."""
    return instant.astimezone(UTC)
