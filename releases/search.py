"""Finding releases by words."""

from html import escape

from django.db.models import Q

from contacts.models import Organisation

from .models import ReleaseOrganisation

MOST_WORDS = 10


def search(releases, words):
    """The releases in which every word stands, in any letter case: in title, summary, place, body or
    the names of their organisations. Words beyond the tenth are not looked at.
    """
    links = ReleaseOrganisation.objects
    for word in words.split()[:MOST_WORDS]:
        releases = releases.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(dateline__icontains=word)
            | Q(body__icontains=escape(word, quote=False))
            | Q(pk__in=links.filter(organisation__in=Organisation.objects.matching(word)).values("release"))
        )
    return releases
