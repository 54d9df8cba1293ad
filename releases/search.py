"""Finding releases by words: what may be typed, and what is found by it.

Words must all stand in a release, in any form of theirs and in any order; the last one may be a beginning.
"These words" must stand so, one after another; -this must not stand there. See `releases.engines`.
"""

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.utils.functional import cached_property

from .cursors import BadCursor, Position
from .engines import engine
from .engines.folding import fold
from .engines.query import MOST, TooSlow
from .querysets import ReleaseQuerySet

MOST_TERMS, LONGEST = 10, 200
ALIKE, NOWHERE = 10, "\ue000nowhere"  # known words that look like what was typed; a word that is in no text
AMONG = 20 * MOST  # the newest releases, in which a common word is to be found MOST times
QUOTES = re.compile("[“”„‟«»＂]")
TERM = re.compile(r'(?<!\S)(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))|"(?P<stray>[^"]*)"?')


@dataclass(frozen=True)
class Term:
    """A word or, if it is `exact`, words as they stand."""

    text: str
    prefix: bool = False
    exact: bool = False
    without: bool = False


def parse(typed):
    """The terms of what somebody typed, whatever it is; those beyond the tenth are not looked at."""
    typed = QUOTES.sub('"', typed.replace("\0", " "))[:LONGEST]
    found = list(TERM.finditer(typed))
    terms = []
    for term in found[:MOST_TERMS]:
        without, word = bool(term["without"]), term["word"]
        if word is None:
            terms.append(Term(term["phrase"] or term["stray"] or "", exact=True, without=without))
            continue
        begins = word.endswith("*") or (term is found[-1] and not without)
        # One letter begins half of all words, so it stands for itself.
        terms.append(Term(word, prefix=begins and len(fold(word)) > 1, without=without))
    return [term for term in terms if term.text]


class Match:
    """What somebody looks for, asked of one set of releases (`base`) and narrowed by others.

    `pks` are the keys of its newest matches in `base`, at most MOST. If those are all (`is_complete`),
    whatever is asked of them from then on costs next to nothing; else there are more than MOST, and `of()`
    is for a page or for MOST of them: nobody should count to the end of it. `among` is None, or how many of
    the newest releases were looked through where all would have taken too long.
    """

    among = None

    def __init__(self, typed, base, at=None, newest=ReleaseQuerySet.newest_first):
        """`at`: words that were never public by then are not known; None for colleagues. `newest` puts
        releases into an order that an index of theirs has.
        """
        self.typed, self.base, self.at, self.newest = typed, base, at, newest
        self.query = engine().read(parse(typed), at)
        self.pks, self.is_common = self._newest()
        self.is_complete = len(self.pks) <= MOST
        self.pks = self.pks[:MOST]

    def _newest(self):
        """The keys of the newest MOST + 1 matches, and whether walking by date has found them.

        The words of a phrase may be common and the phrase rare: so the walk has an end. What is not found in
        time then, is looked for among the newest AMONG alone.
        """
        if not self.query.text:
            return [], False
        if not self.query.is_common:
            return self._all(), False
        found = self._walk()
        if len(found) > MOST:
            return found, True
        try:
            with engine().limited():
                return self._all(), False
        except TooSlow:
            self.among = AMONG
            return found, False

    def _all(self):
        matches = self.base.filter(engine().First("pk", self.query))
        return list(self.newest(matches).values_list("pk", flat=True)[: MOST + 1])

    def _walk(self):
        newest, given = self.newest(self.base).values_list("id")[:AMONG].query.sql_with_params()
        condition = engine().Walk.sql.format(key="newest.id")
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM ({newest}) newest WHERE {condition} LIMIT {MOST + 1}",  # noqa: S608
                [*given, self.query.text],
            )
            return [key for (key,) in cursor.fetchall()]

    def of(self, releases):
        """All of these releases (of `base`, narrowed or not) that match, in no order yet."""
        if self.is_complete:
            return releases.filter(pk__in=self.pks)
        return releases.filter((engine().Walk if self.is_common else engine().First)("pk", self.query))

    def best(self, releases):
        """The newest MOST of `of(releases)`, to be read page by page with what matches best on top."""
        pks = self.pks
        if not self.is_complete and releases is not self.base:
            pks = self.newest(self.of(releases)).values("pk")[:MOST]
        ranked = Ranked(releases.model, releases.filter(pk__in=pks).query, releases.db)
        return ranked.annotate(score=engine().Score("pk", self.query))

    @cached_property
    def suggestion(self):
        """What was perhaps meant, or "": only words that stand in one of `base`, and that find some of it."""
        meant, terms = self.typed, parse(self.typed)
        for term in terms:
            # Of a single word it is known already.
            known = self if len(terms) == 1 else Match(term.text, self.base, self.at)
            if not (term.exact or term.without or known.pks):
                meant = meant.replace(term.text, self._standing(engine().alike(term.text, self.at)))
        if meant == self.typed or not meant.strip():
            return ""
        found = Match(meant, self.base, self.at)
        return meant if found.pks else ""

    def _standing(self, words):
        """The first of these words that stands in one of `base`, or "". One query whatever they are: their
        number would tell of words that nobody may read any more.
        """
        words = (words + [NOWHERE] * ALIKE)[:ALIKE]
        asked, given = [], []
        for word in words:
            rows = self.base.filter(engine().First("pk", engine().plain(word))).order_by().values("pk")
            sql, params = rows.query.get_compiler(rows.db, elide_empty=False).as_sql()
            asked.append(f"EXISTS ({sql})")
            given += params
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(asked)}", given)
            stands = dict(zip(words, cursor.fetchone(), strict=True))
        return next((word for word in words if stands[word]), "")


@dataclass(frozen=True, order=True)
class Rank:
    """The sort key of what is found, best first: greater means nearer the top. As text `SCORE.POSITION`."""

    score: int
    position: Position

    @classmethod
    def of(cls, release):
        return cls(release.score, Position.of(release))

    @classmethod
    def parse(cls, text):
        """The rank a `str()` of one came from. Raises BadCursor."""
        score, _, position = text.partition(".")
        if not re.fullmatch(r"\d{1,6}", score, re.ASCII):
            raise BadCursor(text)
        return cls(int(score), Position.parse(position))

    def __str__(self):
        return f"{self.score}.{self.position}"

    def older(self):
        return Q(score__lt=self.score) | Q(score=self.score) & self.position.older()

    def newer(self):
        return Q(score__gt=self.score) | Q(score=self.score) & self.position.newer()


class Ranked(ReleaseQuerySet):
    """Releases with their `score`: the best match on top and, where they match alike, the newest."""

    position = Rank

    def newest_first(self):
        return self.order_by("-score", "-listed_on", "-public_from", "-uuid")

    def oldest_first(self):
        return self.order_by("score", "listed_on", "public_from", "uuid")

    def top(self, most, shown):
        """The first of them, as `shown`, a set of all releases, fetches them."""
        scores = dict(self.values_list("pk", "score")[:most])
        rows = shown.in_bulk(list(scores))
        for key, row in rows.items():
            row.score = scores[key]
        return [rows[key] for key in scores if key in rows]
