"""Numbers that are exact up to a bound, so that telling them never costs more than the bound does."""

from dataclasses import dataclass

MOST = 10_000


@dataclass(frozen=True)
class Count:
    """A number of rows; `is_more` says that there are more."""

    n: int
    is_more: bool = False

    @classmethod
    def of(cls, rows):
        """Counts the rows of a queryset, and stops at `MOST`."""
        return cls.found(rows[: MOST + 1].count())

    @classmethod
    def found(cls, n, most=None):
        most = most or MOST
        return cls(min(n, most), n > most)

    def __bool__(self):
        return self.n > 0
