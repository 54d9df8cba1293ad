"""A place in a list that stays where it is while rows come and go around it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

UNDATED = date.min  # where `listed_on` puts a release without a date
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_UUID = UUID(int=0)


class BadCursor(ValueError):
    """The text is not a position in the list."""


class Walked:
    """A queryset that is read page by page: it has `newest_first()` and `oldest_first()`, and `position`
    is the class of their sort key.
    """

    position = None

    def after(self, position):
        """Those that follow this position in `newest_first()` order."""
        return self.filter(position.older())

    def before(self, position):
        return self.filter(position.newer())

    def leads_on(self):
        """Whether there is any, asked in the order of this set: without one, all rows might be read."""
        return bool(self.values_list("pk")[:1])

    def top(self, most, shown):
        """The first rows in the order of this set, with what `shown`, a set of all rows, fetches of them.

        Their keys are found first, in an index alone; only the rows that are shown are read.
        """
        rows = shown.filter(pk__in=self.values("pk")[:most])
        return rows.order_by(*self.query.order_by)


@dataclass(frozen=True, order=True)
class Position:
    """The sort key of `newest_first()`: greater means nearer the top.

    As text it is `DAY.MICROSECONDS.UUID`, or a day alone (`2021-01-01`: just above what is dated the
    day before) or `undated`. It is made of what the public page shows, so it can be kept and shared.
    """

    listed_on: date
    public_from: datetime
    uuid: UUID

    @classmethod
    def of(cls, release):
        return cls(release.dated_on or UNDATED, release.public_from, release.uuid)

    @classmethod
    def top_of(cls, day):
        """The position just above everything that is dated before this day."""
        return cls(day, EPOCH.replace(year=1), FIRST_UUID)

    @classmethod
    def top_of_year(cls, year):
        """The position just above what is dated in this year (1 to 9998)."""
        return cls.top_of(date(year + 1, 1, 1))

    @classmethod
    def parse(cls, text):
        """The position a `str()` of one came from. Raises BadCursor."""
        try:
            if text == "undated":
                return cls.top_of(UNDATED + timedelta(days=1))
            day, *rest = text.split(".")
            if not DAY.fullmatch(day):
                raise BadCursor(text)
            day = date.fromisoformat(day)
            if not rest:
                return cls.top_of(day)
            instant, uuid = rest
            return cls(day, _instant(instant), UUID(uuid))
        except (ValueError, OverflowError) as error:
            raise BadCursor(text) from error

    def __str__(self):
        if self.uuid == FIRST_UUID:
            return self.listed_on.isoformat()
        return f"{self.listed_on.isoformat()}.{_microseconds(self.public_from)}.{self.uuid}"

    def older(self):
        """The condition of what follows in the list. The first part alone can walk an index."""
        return Q(listed_on__lte=self.listed_on) & (
            Q(listed_on__lt=self.listed_on)
            | Q(public_from__lt=self.public_from)
            | Q(public_from=self.public_from, uuid__lt=self.uuid)
        )

    def newer(self):
        return Q(listed_on__gte=self.listed_on) & (
            Q(listed_on__gt=self.listed_on)
            | Q(public_from__gt=self.public_from)
            | Q(public_from=self.public_from, uuid__gt=self.uuid)
        )


@dataclass(frozen=True, order=True)
class NoticePosition:
    """The sort key of a notice in the register: greater means nearer the top. As text `MICROSECONDS.UUID`."""

    at: datetime
    uuid: UUID

    @classmethod
    def of(cls, notice):
        return cls(notice.at, notice.uuid)

    @classmethod
    def parse(cls, text):
        """The position a `str()` of one came from. Raises BadCursor."""
        try:
            instant, uuid = text.split(".")
            return cls(_instant(instant), UUID(uuid))
        except (ValueError, OverflowError) as error:
            raise BadCursor(text) from error

    def __str__(self):
        return f"{_microseconds(self.at)}.{self.uuid}"

    def older(self):
        return Q(at__lte=self.at) & (Q(at__lt=self.at) | Q(uuid__lt=self.uuid))

    def newer(self):
        return Q(at__gte=self.at) & (Q(at__gt=self.at) | Q(uuid__gt=self.uuid))


def _instant(microseconds):
    return EPOCH + timedelta(microseconds=int(microseconds))


def _microseconds(instant):
    return (instant - EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    """A stretch of a list, newest first; `after` and `before` lead to its neighbours, if there are any."""

    rows: list
    after: Position | NoticePosition | None
    before: Position | NoticePosition | None

    @classmethod
    def read(cls, rows, size, after=None, before=None, shown=None):
        """The page that follows one position or precedes another. Raises BadCursor.

        `rows` is a `Walked` queryset in no order yet, `shown` a set that fetches what is printed of each
        (see `Walked.top`); costs at most three queries besides the prefetches of `shown`.
        """
        if after and before:
            raise BadCursor("both")
        place, shown = rows.position, rows.model.objects.all() if shown is None else shown
        if before:
            found = list(rows.before(place.parse(before)).oldest_first().top(size + 1, shown))
            if len(found) <= size:
                return cls.read(rows, size, shown=shown)
            found = found[size - 1 :: -1]
            older = rows.after(place.of(found[-1])).newest_first().leads_on()
            return cls(found, place.of(found[-1]) if older else None, place.of(found[0]))
        position = place.parse(after) if after else None
        rest = rows.after(position) if position else rows
        found = list(rest.newest_first().top(size + 1, shown))
        older = len(found) > size
        found = found[:size]
        above = place.of(found[0]) if found else position
        newer = position and rows.before(above).oldest_first().leads_on()
        return cls(
            found,
            place.of(found[-1]) if older else None,
            (place.of(found[0]) if found else position) if newer else None,
        )
