"""What every release still lacks, in one queue: each gap once, on however many releases it is."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from contacts.models import Organisation, PressContact
from releases.models import ENDED, Gap, Quote, Release

from .nearest import nearest
from .parsed import Confidence

MOST = 25  # of a kind on one page; the next come up as these are filled
NAMED = 5
DATE, EMAIL, SPEAKER = "date", "email", "speaker"
ORDER = (DATE, SPEAKER, EMAIL, *Gap.Kind.values)
OF_CONTACTS = (EMAIL, Gap.Kind.NUMBER, Gap.Kind.CHANNEL)  # filled in the directory, on no release


@dataclass
class Item:
    """One gap. `of` is what it is a gap of: a release, a contact, a quote or the words as printed;
    `releases` the first few it is on, `count` how many; `near` rows on file that it may be.
    """

    kind: str
    key: str
    of: object
    releases: list
    count: int
    detail: dict = field(default_factory=dict)
    near: list = field(default_factory=list)
    homes: list = field(default_factory=list)
    printed: str = ""  # what the source says in its place, if it is not clear
    readings: list = field(default_factory=list)  # the days that this may mean
    nearest: str = ""  # the words of the body that are most like a quote's


def queue():
    """[(kind, [Item], how many in all)] of each kind of which there are any."""
    sets = {DATE: _dates, SPEAKER: _speakers, EMAIL: _emails}
    found = [(kind, *sets[kind]()) for kind in (DATE, SPEAKER, EMAIL)]
    found += [(kind, *_printed(kind)) for kind in Gap.Kind.values]
    return [(kind, items, total) for kind, items, total in found if total]


def releases_of(kind, thing):
    """The releases that filling this gap changes: none for what is filled in the directory."""
    if kind in OF_CONTACTS:
        return []
    if kind == DATE:
        return [thing]
    rows = speechless(thing) if kind == SPEAKER else alike(thing.kind, thing.key)
    return list({row.release_id: row.release for row in rows.select_related("release")}.values())


def _dates():
    found = Release.objects.lacking("date").order_by("-changed_at")
    items = []
    for release in found.prefetch_related("intakes__source")[:MOST]:
        printed, readings = _printed_date(release)
        items.append(Item(DATE, str(release.pk), release, [release], 1, printed=printed, readings=readings))
    return items, found.count()


def _printed_date(release):
    """(the words of a date that may be one of several days, those days)."""
    for intake in release.intakes.all():
        for trace in intake.traces:
            if trace["path"] == "dated_on" and trace["confidence"] == Confidence.CHECK:
                words = " ".join(intake.source.text[slice(*trace["spans"][0])].split())
                return words, [date.fromisoformat(one) for one in trace.get("readings", ())]
    return "", []


def _speakers():
    found = Quote.objects.filter(speaker="").exclude(release__status__in=ENDED)
    texts = found.order_by("text").values("text").annotate(count=Count("release", distinct=True))
    items = []
    for row in texts[:MOST]:
        quotes = list(found.filter(text=row["text"]).select_related("release").order_by("pk")[:NAMED])
        key, releases = str(quotes[0].pk), [one.release for one in quotes]
        items.append(Item(SPEAKER, key, quotes[0], releases, row["count"]))
    return items, texts.count()


def speechless(quote):
    """The quotes of the same words that nobody is named for, but on releases that were taken back."""
    found = Quote.objects.filter(text=quote.text, speaker="").exclude(release__status__in=ENDED)
    return found.order_by("release_id", "pk")


def _emails():
    found = PressContact.objects.unreachable_by("email").annotate(count=Count("releases", distinct=True))
    found = found.filter(count__gt=0).select_related("organisation").order_by("-count", "name")
    items = [
        Item(EMAIL, str(contact.pk), contact, list(contact.releases.order_by("-pk")[:NAMED]), contact.count)
        for contact in found[:MOST]
    ]
    return items, found.count()


def _printed(kind):
    """Gaps that a source printed and no record can hold, those of the same key together."""
    groups = Gap.objects.open().filter(kind=kind).order_by("key").values("key")
    groups = groups.annotate(count=Count("release", distinct=True))
    items = []
    for row in groups[:MOST]:
        gaps = list(alike(kind, row["key"]).select_related("release", "contact__organisation")[:NAMED])
        first, releases = gaps[0], [gap.release for gap in gaps]
        item = Item(kind, str(first.pk), first, releases, row["count"], first.detail)
        model = PressContact if kind == Gap.Kind.CONTACT else Organisation
        item.near = list(model.objects.filter(pk__in=first.detail.get("near", [])))
        item.homes = list(Organisation.objects.filter(pk__in=first.detail.get("near_organisations", [])))
        item.nearest = nearest(first.words, first.release.body) if kind == Gap.Kind.QUOTE else ""
        items.append(item)
    return items, groups.count()


def alike(kind, key):
    """The open gaps that are the same as this one, in the order in which their releases are locked."""
    return Gap.objects.open().filter(kind=kind, key=key).order_by("release_id", "pk")
