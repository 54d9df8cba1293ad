"""A place in the list of releases that stays where it is while releases come and go around it."""

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
            microseconds, uuid = rest
            return cls(day, EPOCH + timedelta(microseconds=int(microseconds)), UUID(uuid))
        except (ValueError, OverflowError) as error:
            raise BadCursor(text) from error

    def __str__(self):
        if self.uuid == FIRST_UUID:
            return self.listed_on.isoformat()
        microseconds = (self.public_from - EPOCH) // timedelta(microseconds=1)
        return f"{self.listed_on.isoformat()}.{microseconds}.{self.uuid}"

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


@dataclass(frozen=True)
class Page:
    """A stretch of the list, newest first; `after` and `before` lead to its neighbours, if there are any."""

    releases: list
    after: Position | None
    before: Position | None

    @classmethod
    def read(cls, releases, size, after=None, before=None):
        """The page that follows one position or precedes another. Raises BadCursor.

        `releases` is in no order yet; costs at most three queries besides their prefetches.
        """
        if after and before:
            raise BadCursor("both")
        if before:
            found = list(releases.before(Position.parse(before)).oldest_first()[: size + 1])
            if len(found) <= size:
                return cls.read(releases, size)
            found = found[size - 1 :: -1]
            older = releases.after(Position.of(found[-1])).exists()
            return cls(found, Position.of(found[-1]) if older else None, Position.of(found[0]))
        position = Position.parse(after) if after else None
        rest = releases.after(position) if position else releases
        found = list(rest.newest_first()[: size + 1])
        older = len(found) > size
        found = found[:size]
        newer = position and releases.before(Position.of(found[0]) if found else position).exists()
        return cls(
            found,
            Position.of(found[-1]) if older else None,
            (Position.of(found[0]) if found else position) if newer else None,
        )
