"""Finding releases by words."""

from html import escape

from django.db.models import Q

from contacts.models import Organisation

from .models import ReleaseOrganisation

MOST = 500  # matches that are held in hand: ranked, and counted by facet
MOST_WORDS = 10


class Match:
    """What somebody looks for by words, asked of one set of releases (`base`) and narrowed by others.

    `pks` are the keys of its newest matches in `base`, at most MOST. If those are all (`is_complete`),
    whatever is asked of them from then on costs next to nothing; else there are more than MOST, `of()` goes
    through releases by date until a page is full, and nobody should count to the end of it.
    """

    def __init__(self, words, base):
        self.words = words
        self.condition = condition(words)
        found = list(base.filter(self.condition).newest_first().values_list("pk", flat=True)[: MOST + 1])
        self.pks, self.is_complete = found[:MOST], len(found) <= MOST

    def of(self, releases):
        """All of these releases (of `base`, narrowed or not) that match, in no order yet."""
        return releases.filter(Q(pk__in=self.pks) if self.is_complete else self.condition)

    def suggestion(self, releases):
        """The words as they were perhaps meant, or "": only words that stand in one of these releases."""
        return ""


def condition(words):
    result, links = Q(), ReleaseOrganisation.objects
    for word in words.split()[:MOST_WORDS]:
        result &= (
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(dateline__icontains=word)
            | Q(body__icontains=escape(word, quote=False))
            | Q(pk__in=links.filter(organisation__in=Organisation.objects.matching(word)).values("release"))
        )
    return result
