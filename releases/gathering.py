"""The parts of a release, fetched with it: each comes as one column of the same row, a list in JSON.

However many parts there are, and however many releases, it is one query. What was gathered is found where
prefetched rows are: `release.organisation_links.all()`.
"""

import json
from dataclasses import dataclass
from datetime import UTC
from functools import cache

from django.db.models import DateField, DateTimeField, OuterRef, Subquery, TextField, UUIDField
from django.db.models.base import ModelState
from django.db.models.functions import JSONArray
from django.db.models.query import ModelIterable

from contacts.models import ContactPoint

PREFIX = "gathered_"
ORGANISATION = ("id", "slug", "name", "short_name")
CONTACT = ("id", "slug", "name", "role", "office", "status", "time_zone", "away_until", "deputy_id")


class Rows(Subquery):
    """The rows of a queryset as one text: a JSON list of lists, with these values each."""

    output_field = TextField()

    def __init__(self, rows, names):
        super().__init__(rows.order_by().values(one=JSONArray(*names)))

    def as_postgresql(self, compiler, connection):
        return self.as_sql(
            compiler, connection, template="(SELECT json_agg(one)::text FROM (%(subquery)s) AS parts)"
        )

    def as_sqlite(self, compiler, connection):
        return self.as_sql(
            compiler, connection, template="(SELECT json_group_array(json(one)) FROM (%(subquery)s))"
        )


@dataclass(frozen=True)
class Part:
    """Rows that belong to a release by `link`, with the fields that a page prints; `a__b` is a field of the
    row that `a` points to. `order` sorts them, as their model would.
    """

    names: tuple
    link: str = "release"
    order: object = lambda row: (row.position, row.pk)

    def column(self, rows):
        return Rows(rows.filter(**{self.link: OuterRef("pk")}), self.names)


# {part: the channels of its contacts that a reader may see}; whichever is gathered ends up at each contact,
# as `shown_points`.
POINTS = {"shown_points": ContactPoint.objects.shown, "press_points": ContactPoint.objects.shown_to_press}

PARTS = {
    "organisation_links": Part(("id", "position", "role", *(f"organisation__{one}" for one in ORGANISATION))),
    "contact_links": Part(
        (
            *("id", "position"),
            *(f"contact__{one}" for one in CONTACT),
            *(f"contact__organisation__{one}" for one in ORGANISATION),
        )
    ),
    "notices": Part(
        (
            *("id", "uuid", "kind", "at", "wrong", "right", "reason"),
            *("approved_by__id", "approved_by__first_name", "approved_by__last_name"),
            *("earlier__id", "earlier__number"),
        ),
        order=lambda row: (-row.at.timestamp(), -row.uuid.int),
    ),
    "quotes": Part(("id", "position", "text", "speaker", "role")),
    "key_figures": Part(("id", "position", "qualifier", "figure", "counts", "source")),
    "topics": Part(("id", "slug", "name"), "releases", order=str),
    "countries": Part(("code", "name"), "releases", order=str),
    **dict.fromkeys(
        POINTS,
        Part(
            ("id", "position", "kind", "audience", "value", "e164", "extension", "contact_id"),
            "contact__release_links__release",
        ),
    ),
}


def part_model(release_model, name):
    """The model of the rows that this part is made of."""
    return ContactPoint if name in POINTS else release_model._meta.get_field(name).related_model


def column(release_model, name):
    """What to annotate releases with, so that `unpack()` finds this part."""
    model = part_model(release_model, name)
    return PARTS[name].column(POINTS[name]() if name in POINTS else model._base_manager.all())


class Shape:
    """Makes instances of a model from values of these fields, `a__b` being one of the row that `a` points to.

    It costs a tenth of what the model's own constructor does. A field without a value here is fetched when
    somebody asks for it. `read` is the values, for what is rendered once (`by=`, in `templatetags/page.py`).
    """

    def __init__(self, model, names, from_json=False):
        own = [name for name in names if "__" not in name]
        self.model, self.names, self.places = model, own, [names.index(name) for name in own]
        self.others = []
        for name in dict.fromkeys(name.partition("__")[0] for name in names if "__" in name):
            inner = [one for one in names if one.startswith(f"{name}__")]
            field = model._meta.get_field(name)
            shape = Shape(field.related_model, [one.removeprefix(f"{name}__") for one in inner], from_json)
            self.others.append((name, field.attname, shape, [names.index(one) for one in inner]))
        self.parsed = [
            field
            for field in model._meta.concrete_fields
            if from_json and field.attname in own and isinstance(field, DateField | UUIDField)
        ]

    def make(self, values):
        one = self.model.__new__(self.model)
        one._state = state = ModelState()
        state.adding, state.db = False, "default"
        fields = one.__dict__
        fields["read"] = tuple(values)
        for name, place in zip(self.names, self.places, strict=True):
            fields[name] = values[place]
        for field in self.parsed:
            fields[field.attname] = parsed(field, fields[field.attname])
        for name, attname, shape, places in self.others:
            inner = [values[place] for place in places]
            state.fields_cache[name] = shape.make(inner) if inner[0] is not None else None
            fields[attname] = inner[0]
        return one


def parsed(field, value):
    """A value that JSON has no type for."""
    value = field.to_python(value)
    return value.replace(tzinfo=UTC) if isinstance(field, DateTimeField) else value


@cache
def part_shape(release_model, name):
    return Shape(part_model(release_model, name), PARTS[name].names, from_json=True)


class Gathering(ModelIterable):
    """The releases of a queryset, each with what its gathered columns hold."""

    def __iter__(self):
        for release in super().__iter__():
            yield unpacked(release)


def unpacked(release):
    """The release, with what its gathered columns held in its place."""
    fields, found = release.__dict__, {}
    for name, part in PARTS.items():
        column = PREFIX + name
        if column in fields:
            make, rows = part_shape(type(release), name).make, json.loads(fields.pop(column) or "[]")
            found[name] = sorted(map(make, rows), key=part.order) if len(rows) > 1 else [*map(make, rows)]
    points = [point for name in POINTS for point in found.pop(name, ())]
    for link in found.get("contact_links", ()):
        contact = link.contact
        contact.shown_points = [one for one in points if one.contact_id == contact.pk]
        # Who answers in place of somebody absent is not read here, and the clock has a say in it.
        is_there = contact.status == contact.Status.ACTIVE
        link.read = (*link.read, *(one.read for one in contact.shown_points)) if is_there else None
    fields.setdefault("_prefetched_objects_cache", {}).update(found)
    return release
