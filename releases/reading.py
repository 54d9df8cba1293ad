"""What the pages of one release are made of, in as few questions as there can be."""

from django.db.models import BigIntegerField, DateField, DateTimeField, TextField, UUIDField

from .cursors import Position
from .gathering import PREFIX, Shape, unpacked
from .models import Release
from .prepared import Prepared

MOST = 3  # related ones
LANGUAGE = ("language__code", "language__name")
FIELDS = (*(field.attname for field in Release._meta.concrete_fields), *LANGUAGE)
CARD = (
    *("id", "slug", "title", "summary", "dateline", "dated_on", "public_from", "uuid", "corrected_at"),
    *LANGUAGE,
)


class Reading:
    """Releases of a set with these fields and with what was gathered."""

    def __init__(self, name, fields, gathered, build, **arguments):
        names = [*fields, *(PREFIX + one for one in gathered)]
        self.shape = Shape(Release, names)
        self.rows = Prepared(name, lambda **given: build(**given).values_list(*names), **arguments)

    def ask(self, **values):
        return [unpacked(self.shape.make(row)) for row in self.rows.ask(**values)]


TEXT_PARTS = ("contact_links", "shown_points", "notices")
PAGE_PARTS = ("organisation_links", *TEXT_PARTS, "quotes", "key_figures", "topics", "countries")
PAGE = Reading(
    "releases_page",
    FIELDS,
    PAGE_PARTS,
    lambda slug, at: Release.objects.answering(at).for_page().filter(slug=slug),
    slug=TextField(),
    at=DateTimeField(),
)
TEXT = Reading(
    "releases_text",
    FIELDS,
    TEXT_PARTS,
    lambda slug, at: Release.objects.answering(at).for_text().filter(slug=slug),
    slug=TextField(),
    at=DateTimeField(),
)
AROUND = Reading(
    "releases_around",
    (*CARD, "is_alike"),
    ("organisation_links",),
    lambda at, pk, day, instant, uuid: Release.objects.public(at).around(
        pk, Position(day, instant, uuid), MOST
    ),
    at=DateTimeField(),
    pk=BigIntegerField(),
    day=DateField(),
    instant=DateTimeField(),
    uuid=UUIDField(),
)


def page(slug, at):
    """The release at this address of which the public may be told anything, with all that its page prints,
    or None. One query.
    """
    return next(iter(PAGE.ask(slug=slug, at=at)), None)


def text(slug, at):
    """The same with all that its plain text says."""
    return next(iter(TEXT.ask(slug=slug, at=at)), None)


def around(release, at):
    """(newer, older, related) among what is public: the ones beside it in the list, and the newest that
    share a topic with it or an organisation that issues them. One query.
    """
    here = Position.of(release)
    found = AROUND.ask(at=at, pk=release.pk, day=here.listed_on, instant=here.public_from, uuid=here.uuid)
    above = [one for one in found if Position.of(one) > here]
    below = [one for one in found if Position.of(one) < here]
    related = [one for one in found if one.is_alike][:MOST]
    return above[-1] if above else None, below[0] if below else None, related
