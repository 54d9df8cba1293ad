"""SQLite: FTS5 over folded words. How its index is kept is told in `sqlite_index.py`."""

from contextlib import nullcontext
from difflib import SequenceMatcher

from django.db import connection
from django.db.models import IntegerField

from .folding import fold
from .query import OfKey, Query
from .sqlite_index import forget, index, settle

__all__ = ["First", "Score", "Walk", "alike", "forget", "index", "limited", "plain", "read", "settle"]
NAMED, FORMS = 50, 30  # organisations and contacts, and forms, that one word may stand for


def read(terms, known_at):
    """One round trip: the words in every form. Of no word it is said that it is common; see `Walk`."""
    wanted = [(term, fold(term.text)) for term in terms]
    wanted = [(term, folded) for term, folded in wanted if folded]
    if all(term.without for term, _ in wanted):
        return Query()
    forms = _forms(wanted, known_at)
    positive, negative, marks = [], [], []
    for number, (term, folded) in enumerate(wanted):
        words = [folded, *sorted(word for word in forms[number] if isinstance(word, str))]
        ways = [f'"{word}"' for word in words]
        if term.prefix:
            ways.append(f'"{folded}"*')
            words.append(f"{folded}*")
        ways += [f'"\ue000{"oc"[row % 2]}{row // 2}"' for row in forms[number] if isinstance(row, int)]
        (negative if term.without else positive).append(f"({' OR '.join(ways)})")
        marks += [] if term.without else words
    text = " AND ".join(positive)
    if negative:
        text = f"({text}) NOT ({' OR '.join(negative)})"
    return Query(text, tuple(marks))


def plain(word):
    return Query(f'"{word}"')


def _forms(wanted, known_at):
    """For each term the other words of its stem, and the rows of the names that hold it (int)."""
    parts, given = [], []
    for number, (term, folded) in enumerate(wanted):
        asked = f'"{folded}"' + ("*" if term.prefix else "")
        parts.append(
            "SELECT * FROM (SELECT %s, rowid FROM releases_searchname"
            " WHERE releases_searchname MATCH %s LIMIT %s)"
        )
        given += [number, asked, NAMED]
        if not term.exact and " " not in folded:
            parts.append(
                "SELECT * FROM (SELECT DISTINCT %s, w.word FROM releases_searchstem s"
                " JOIN releases_searchword w ON w.id = s.rowid WHERE s.word MATCH %s"
                " AND w.word <> %s AND w.public_from <= %s ORDER BY w.word LIMIT %s)"
            )
            given += [number, f'"{folded}"', folded, _stored(known_at), FORMS]
    found = [set() for _ in wanted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, form in cursor.fetchall():
            found[number].add(form)
    return found


def _stored(instant):
    return connection.ops.adapt_datetimefield_value(instant) if instant else "9999"


class First(OfKey):
    """The matches are taken first, whatever the order."""

    sql = "{key} IN (SELECT rowid FROM releases_searchentry WHERE releases_searchentry MATCH %s)"

    def __init__(self, key, query, **extra):
        super().__init__(key, query.text, **extra)


# FTS5 reads a beginning of words anew each time: all matches at once cost less than asking one by one.
Walk = First


class Score(OfKey):
    """Whether the words stand in the title, or else above the text; bm25() would rank by what the whole
    archive holds, and so betray a little of what is not public.
    """

    output_field = IntegerField()
    sql = (
        "2 * ({key} IN (SELECT rowid FROM releases_searchentry WHERE releases_searchentry MATCH %s))"
        " + ({key} IN (SELECT rowid FROM releases_searchentry WHERE releases_searchentry MATCH %s))"
    )

    def __init__(self, key, query, **extra):
        positive = query.text.partition(" NOT ")[0]
        places = ("{title}", "{title head parts keys}")
        super().__init__(key, *(f"{place} : ({positive})" for place in places), **extra)


limited = nullcontext  # FTS5 is quick with any phrase


def alike(word, known_at):
    """Up to 20 known words that look like this one, the likeliest first."""
    folded = fold(word)
    threes = {folded[place : place + 3] for place in range(len(folded) - 2)}
    if not threes or " " in folded:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT w.word FROM releases_searchalike a JOIN releases_searchword w ON w.id = a.rowid"
            " WHERE a.word MATCH %s AND w.public_from <= %s AND abs(length(w.word) - %s) <= 2"
            " AND w.word <> %s LIMIT 2000",
            [" OR ".join(f'"{three}"' for three in sorted(threes)), _stored(known_at), len(folded), folded],
        )
        found = [(SequenceMatcher(None, folded, one).ratio(), one) for (one,) in cursor.fetchall()]
    return [one for ratio, one in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:20] if ratio > 0.6]
