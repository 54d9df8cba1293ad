from dataclasses import dataclass

from django.db.models import BooleanField, Func

MOST = 500  # matches that are held in hand: ranked, and counted by facet


class TooSlow(Exception):
    """The database would need too long to find all."""


@dataclass(frozen=True)
class Query:
    """What was typed, in the engine's own language; `text` is "" where it asks for nothing.

    `is_common` says that so many releases match that going through them by date finds a page sooner. `marks`
    are the words to be marked on a page, folded: "word", "begin*" or "a phrase".
    """

    text: str = ""
    marks: tuple = ()
    is_common: bool = False


class OfKey(Func):
    """A condition or value in SQL (`sql`, with one `{key}` for the key of a release) and its parameters."""

    output_field = BooleanField()
    sql = ""

    def __init__(self, key, *parameters, **extra):
        super().__init__(key, **extra)
        self.parameters = parameters

    def as_sql(self, compiler, connection):
        key, _ = compiler.compile(self.source_expressions[0])
        return f"({self.sql.format(key=key)})", self.parameters
