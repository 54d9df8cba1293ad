"""All that somebody curious would ask of each door about the canaries."""

from dataclasses import dataclass
from itertools import product
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib import admin
from django.contrib.admin.utils import quote as quote_key
from django.contrib.contenttypes.models import ContentType

from contacts.filters import ContactFilter
from releases.cursors import Position
from releases.filters import ReleaseFilter
from releases.models import AccessLink
from releases.sitemaps import PART, SECTIONS

from .doors import Door
from .rules import TEXT

LISTS = {
    "releases:list": tuple(ReleaseFilter.base_filters),
    "releases:feed-atom": tuple(ReleaseFilter.base_filters),
    "releases:feed-rss": tuple(ReleaseFilter.base_filters),
    "contacts:contact-list": tuple(ContactFilter.base_filters),
    "contacts:organisation-list": ("q",),
    "releases:corrections": (),
}
FILTERS = {
    "q": lambda world: [
        *(canary.words["title"] for canary in world.canaries),
        *(world.canaries[0].words[part] for part in TEXT),
    ],
    "organisation": lambda world: [one.organisation.slug for one in (*world.canaries, world.around)],
    "topic": lambda world: [one.topic.slug for one in (*world.canaries, world.around)],
    "country": lambda world: [world.around.country.code],
    "language": lambda world: ["en"],
    "year": lambda world: [world.at.year],
    "from": lambda world: [world.at.date()],
    "to": lambda world: [world.at.date()],
    "undated": lambda world: ["on"],
    "on_call": lambda world: ["on"],
    "order": lambda world: ["best", "newest"],
    "page": lambda world: [2],
    "after": lambda world: _places(world),
    "before": lambda world: _places(world),
}
SEARCHED = ("title", "organisation", "contact", "topic", "number", "presswire", "source")  # in the admin


class UnknownDoor(Exception):
    """An address that nobody has said how to try."""


@dataclass(frozen=True)
class Question:
    """One request, and what is asked by it, in words."""

    door: Door
    url: str
    what: str
    method: str = "GET"
    body: str = ""

    @property
    def varies(self):
        """What in it could have been asked otherwise: names of parameters."""
        return {*self.door.parameters, *parse_qs(urlsplit(self.url).query), *parse_qs(self.body)}


def questions(world):
    """All that the visitor asks of the doors. Raises UnknownDoor where it is not known what to fill in.

    Somebody who is nobody tries everything; the others, of what does not depend on who asks, a little.
    """
    thorough = world.visitor.is_thorough
    for door in world.doors:
        if door.is_admin and world.visitor.holds:
            continue
        for values, what in _filled(door, world):
            url = door.at(values)
            for method in ("GET", "HEAD", "POST") if thorough and not door.is_admin else ("GET",):
                yield Question(door, url, what, method)
        for query, what in _queries(door, world):
            yield Question(door, f"{door.at({})}?{urlencode(query)}", what)
        yield from _forms(door, world)


def _filled(door, world):
    """({parameter: value}, what that is) for every way of filling the door's parameters in."""
    fill = _keys if door.is_admin else _addresses
    for canary in (None, *world.canaries) if door.parameters else (None,):
        ways = [list(fill(door, name, canary, world.around)) for name in door.parameters]
        for chosen in product(*ways):
            values = dict(zip(door.parameters, chosen, strict=True))
            about = f"{', '.join(door.parameters)} of {canary.state if canary else 'another'}"
            yield values, about if door.parameters else "as it is"


def _addresses(door, name, canary, around):
    """Values for a parameter of a public address: of this canary or, with None, of what is no secret."""
    of = {
        ("releases", "slug"): lambda: [canary.slug, canary.former] if canary else ["never-was"],
        ("releases", "number"): lambda: [1, 2],
        ("releases", "token"): lambda: [link.token for link in _links(canary)] or ["x", around.token],
        ("organisation", "slug"): lambda: [(canary or around).organisation.slug],
        ("confirmation", "token"): lambda: ["x"],
        ("contact", "slug"): lambda: [(canary or around).contact.slug],
        ("sitemap", "section"): lambda: [*SECTIONS, "pages"],
        ("sitemap", "number"): lambda: _stretches(canary or around),
    }
    section = door.name.removeprefix("contacts:").replace(":", "-").partition("-")[0]
    if (section, name) not in of:
        raise UnknownDoor(f"{door.name}: nobody has said what to try for “{name}”")
    return of[section, name]()


def _stretches(of):
    """The files of the sitemap that name what belongs to it, or would."""
    keys = [one.pk for one in (of.release, of.organisation, of.contact)]
    return sorted({key // PART for key in keys if key})


def _links(canary):
    return [canary.links[kind] for kind in ("revoked", "expired")] if canary else []


def _keys(door, name, canary, around):
    """Values for a parameter of an address in the admin: keys of what was made for this canary."""
    if name in ("version_id", "_1") or (name == "_0" and door.name.endswith("_recover")):
        return canary.versions.get(door.model, ()) if canary else [0]
    if name in ("object_id", "id", "_0"):
        return map(quote_key, canary.rows.get(door.model, ())) if canary else [0]
    if name == "link":
        return canary.rows.get(AccessLink, ()) if canary else [0]
    if name == "app_label":
        return () if canary else sorted({one._meta.app_label for one in admin.site._registry})
    if name == "content_type_id":
        return [ContentType.objects.get(app_label="releases", model="release").pk] if canary else [0]
    if name == "url":
        return [f"{canary.slug}/"] if canary else ["never-was/"]
    raise UnknownDoor(f"{door.name}: nobody has said what to try for “{name}”")


def _queries(door, world):
    """(query, what is asked by it) for a door that takes any."""
    if door.name in LISTS:
        for name in (*LISTS[door.name], "page", "after", "before"):
            if name not in FILTERS:
                raise UnknownDoor(f"{door.name}: nobody has said what to try for “?{name}=”")
            values = list(dict.fromkeys(map(str, FILTERS[name](world))))
            for value in values if world.visitor.is_thorough else values[:1]:
                yield {name: value}, f"?{name}="
    elif door.name == "admin:autocomplete":
        for asked in _autocompletes():
            yield asked, f"{asked['model_name']}.{asked['field_name']}"
            for part in SEARCHED[:4]:
                what = f"{asked['model_name']}.{asked['field_name']}, {part}"
                yield asked | {"term": world.canaries[0].words[part]}, what
    elif door.name.endswith("_changelist"):
        for part in SEARCHED:
            yield {"q": world.canaries[0].words[part]}, f"?q= {part}"


def _places(world):
    """Where in the list somebody might guess the canaries to stand, and where another does."""
    releases = [*(canary.release for canary in world.canaries), world.around.release]
    return [Position.of(one) for one in releases if one.public_from]


def _autocompletes():
    """What each field asks that offers choices, in a form of the admin or in its rows."""
    for model, one in admin.site._registry.items():
        inlines = [inline(model, admin.site) for inline in one.inlines]
        for asks, fields in [
            (model, one.autocomplete_fields),
            *((i.model, i.autocomplete_fields) for i in inlines),
        ]:
            for field in fields:
                opts = asks._meta
                yield {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": field}


def _forms(door, world):
    """What is posted where the answer could tell: to take an address that is taken."""
    if door.name != "admin:releases_release_add":
        return
    data = {"title": "Mine", "body": "<p>Mine.</p>", "language": "en"}
    for prefix in ("organisation_links", "quotes", "key_figures", "contact_links"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for canary in world.canaries:
        for slug in (canary.slug, canary.former):
            body = urlencode(data | {"slug": slug})
            yield Question(door, door.at({}), f"taking the slug of {canary.state}", "POST", body)
