"""The parts of a release, fetched with it: each comes as one column of the same row, a list in JSON.

However many parts there are, and however many releases, it is one query. What was gathered is found where
prefetched rows are: `release.organisation_links.all()`.
"""

import json
from dataclasses import dataclass
from datetime import UTC

from django.db.models import DateTimeField, OuterRef, Subquery, TextField, UUIDField
from django.db.models.base import ModelState
from django.db.models.functions import JSONArray
from django.db.models.query import ModelIterable

from contacts.models import ContactPoint

PREFIX = "gathered_"
ORGANISATION = ("id", "slug", "name", "short_name")


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

    def objects(self, model, text):
        return sorted(
            (built(model, self.names, values) for values in json.loads(text or "[]")), key=self.order
        )


PARTS = {
    "organisation_links": Part(("id", "position", "role", *(f"organisation__{one}" for one in ORGANISATION))),
    "contact_links": Part(
        (
            *("id", "position"),
            *(f"contact__{one}" for one in ("id", "slug", "name", "role", "office", "status")),
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
    # Those of its contacts; they end up at each contact.
    "shown_points": Part(
        ("id", "position", "kind", "value", "e164", "extension", "contact_id"),
        "contact__release_links__release",
    ),
}


def part_model(release_model, name):
    """The model of the rows that this part is made of."""
    return ContactPoint if name == "shown_points" else release_model._meta.get_field(name).related_model


def column(release_model, name):
    """What to annotate releases with, so that `unpack()` finds this part."""
    model = part_model(release_model, name)
    return PARTS[name].column(model.objects.shown() if model is ContactPoint else model._base_manager.all())


def built(model, names, values):
    """An instance of the model with these fields and those of the rows that it points to. It costs a tenth
    of what its constructor does; a field that was not fetched is fetched when it is asked for.
    """
    fields, others = {}, {}
    for name, value in zip(names, values, strict=True):
        own, _, of_other = name.partition("__")
        if of_other:
            others.setdefault(own, ([], []))[0].append(of_other)
            others[own][1].append(value)
        else:
            fields[own] = value
    for field in _parsed(model):
        if fields.get(field.attname) is not None:
            fields[field.attname] = _parse(field, fields[field.attname])
    one = model.__new__(model)
    one.__dict__.update(fields, _state=ModelState())
    one._state.adding, one._state.db = False, "default"
    for name, (of_other, found) in others.items():
        field = model._meta.get_field(name)
        there = found[0] is not None
        one.__dict__[field.attname] = found[0]
        one._state.fields_cache[name] = built(field.related_model, of_other, found) if there else None
    return one


def _parsed(model):
    """The fields that JSON has no type for."""
    return [one for one in model._meta.concrete_fields if isinstance(one, DateTimeField | UUIDField)]


def _parse(field, value):
    value = field.to_python(value)
    return value.replace(tzinfo=UTC) if isinstance(field, DateTimeField) else value


class Gathering(ModelIterable):
    """The releases of a queryset, each with what its gathered columns hold."""

    def __iter__(self):
        for release in super().__iter__():
            unpack(release)
            yield release


def unpack(release):
    found = {}
    for name, part in PARTS.items():
        text = release.__dict__.pop(PREFIX + name, part)
        if text is not part:
            found[name] = part.objects(part_model(type(release), name), text)
    points = found.pop("shown_points", [])
    for link in found.get("contact_links", ()):
        link.contact.shown_points = [one for one in points if one.contact_id == link.contact.pk]
    release.__dict__.setdefault("_prefetched_objects_cache", {}).update(found)
