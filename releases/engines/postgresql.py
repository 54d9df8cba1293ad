"""PostgreSQL: a stored tsvector under a GIN index. The index is kept by triggers, and its functions are in
`releases/migrations/sql/search_postgresql.sql`.
"""

import json
from contextlib import contextmanager
from math import sqrt

from django.db import OperationalError, connection, transaction
from django.db.models import IntegerField
from psycopg import errors

from .query import MOST, OfKey, Query, TooSlow

LONGEST = 1500  # milliseconds
NEVER = "infinity"


def read(terms, known_at):
    """One round trip: the words in every form, and the planner's own guess of how many entries match.

    Matches first costs as much for each match as walking for each release, and walking goes through
    MOST / share of them; the two are equal at sqrt(MOST × entries) matches.
    """
    with connection.cursor() as cursor:
        given = [json.dumps([vars(term) for term in terms]), known_at or NEVER]
        cursor.execute("SELECT query::text, marks, matches, entries FROM releases_query(%s, %s)", given)
        text, marks, matches, entries = cursor.fetchone()
    if not text:
        return Query()
    return Query(text, tuple(marks), matches > sqrt(MOST * max(entries, 0)) and entries > MOST)


def plain(word):
    return Query(f"'{word}'")


class First(OfKey):
    """The matches are taken first, whatever the order: the planner cannot look into an array."""

    sql = "{key} = ANY (ARRAY(SELECT release_id FROM releases_searchentry WHERE words @@ %s::tsquery))"

    def __init__(self, key, query, **extra):
        super().__init__(key, query.text, **extra)


class Walk(First):
    """Asked of each release in turn, in whatever order: a scalar subquery cannot be turned into a join."""

    sql = "(SELECT words @@ %s::tsquery FROM releases_searchentry WHERE release_id = {key})"


class Score(First):
    output_field = IntegerField()
    sql = (
        "(SELECT (ts_rank(words, %s::tsquery) * 1000)::int FROM releases_searchentry"
        " WHERE release_id = {key})"
    )


@contextmanager
def limited():
    """Ends what takes longer than LONGEST milliseconds with TooSlow."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [LONGEST])
            yield
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, errors.QueryCanceled):
            raise TooSlow from error
        raise


def alike(word, known_at):
    """Up to 20 known words that look like this one, the likeliest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word FROM releases_searchword, (SELECT btrim(lower(releases_fold(%s))) AS typed) typed
            WHERE word %% typed AND word <> typed AND public_from <= %s
            GROUP BY word, typed ORDER BY similarity(word, typed) DESC, word LIMIT 20
            """,
            [word, known_at or NEVER],
        )
        return [found for (found,) in cursor.fetchall()]


def index(keys):
    """Makes the entries of these releases anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT releases_index(%s)", [keys])


def forget():
    """Leaves nothing of the index but the names, which are made anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_searchentry; DELETE FROM releases_searchword")
        cursor.execute("DELETE FROM releases_searchname")
        cursor.execute("SELECT releases_name_organisation(id) FROM contacts_organisation")
        cursor.execute("SELECT releases_name_contact(id) FROM contacts_presscontact")


def settle():
    """After much was written: lets the planner know how common each word is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT releases_settle()")
