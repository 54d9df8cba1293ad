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
LAST_UUID = UUID(int=2**128 - 1)


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
