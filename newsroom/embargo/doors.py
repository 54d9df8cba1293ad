"""Every address of the newsroom, read off the URL resolver, and all that somebody curious would ask there."""

from dataclasses import dataclass
from itertools import product
from urllib.parse import quote, urlencode

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote as quote_key
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize

from contacts.filters import ContactFilter
from releases.cursors import Position
from releases.filters import ReleaseFilter

ADMIN = f"{admin.site.name}:"
NEVER = "never-was"


class UnknownDoor(Exception):
    """An address that nobody has said how to try."""


@dataclass(frozen=True)
class Door:
    """One URL pattern: its name, and its path with `%(parameter)s` where something is to be filled in."""

    name: str
    path: str
    parameters: tuple

    @property
    def is_admin(self):
        return self.name.startswith(ADMIN)

    @property
    def model(self):
        """The model whose records this address of the admin is about, if any."""
        label, _, rest = self.path.removeprefix(reverse("admin:index")[1:]).partition("/")
        try:
            return apps.get_model(label, rest.partition("/")[0])
        except (LookupError, ValueError):
            return None

    def at(self, values):
        return "/" + self.path % {name: quote(str(value)) for name, value in values.items()}


@dataclass(frozen=True)
class Question:
    """One request, and what is asked by it, in words."""

    door: Door
    url: str
    what: str
    method: str = "GET"
    body: str = ""


def doors(resolver=None, prefix="", namespace=""):
    """Every URL pattern there is, included ones whole."""
    for entry in (resolver or get_resolver()).url_patterns:
        regex = prefix + entry.pattern.regex.pattern.removeprefix("^")
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from doors(entry, regex, inner)
        else:
            for path, parameters in normalize(regex):
                # A pattern without a name of its own is known by its path.
                yield Door(namespace + (entry.name or path), path, tuple(parameters))


def questions(world):
    """All that a visitor asks of every door. Raises UnknownDoor where a parameter is unknown.

    Everything is tried by one who is nobody; of lists, what depends on who asks by each of the others.
    """
    for door in doors():
        if door.is_admin and world.visitor.holds:
            continue
        for values, what in _filled(door, world):
            url = door.at(values)
            yield Question(door, url, what)
            if not door.is_admin:
                yield Question(door, url, what, "HEAD")
                yield Question(door, url, what, "POST")
            for query, asked in _queries(door, world):
                yield Question(door, f"{url}?{query}", asked)
        yield from _forms(door, world)


def _filled(door, world):
    """({parameter: value}, what that is) for every way of filling the door's parameters in."""
    fill = _fill_admin if door.is_admin else _fill_public
    ways = [list(fill(door, name, world)) for name in door.parameters]
    for chosen in product(*ways):
        values = {name: value for name, (value, _what) in zip(door.parameters, chosen, strict=True)}
        yield values, ", ".join(what for _value, what in chosen) or "as it is"


def _fill_public(door, name, world):
    section = door.name.partition("-")[0]
    if (section.partition(":")[0], name) == ("releases", "slug"):
        yield NEVER, "slug of none"
        for canary in world.canaries:
            yield canary.slug, f"slug of the {canary.state}"
            yield canary.former, f"former slug of the {canary.state}"
    elif (section, name) in (("contacts:organisation", "slug"), ("contacts:contact", "slug")):
        part = section.partition(":")[2]
        yield getattr(world.around, part).slug, "slug of a bystander"
        for canary in world.canaries:
            yield getattr(canary, part).slug, f"slug of its {part}, {canary.state}"
    elif name == "number":
        yield from ((number, f"number {number}") for number in (1, 2))
    elif name == "token":
        yield world.around.link.token, "another's link"
        yield "x", "a forged link"
        for canary in world.canaries:
            for kind in ("revoked", "expired"):
                yield canary.links[kind].token, f"{kind} link, {canary.state}"
    else:
        raise UnknownDoor(f"{door.name}: nobody has said what to try for “{name}”")


def _fill_admin(door, name, world):
    if name in ("version_id", "_1") or (name == "_0" and door.name.endswith("_recover")):
        for canary in world.canaries:
            yield from (
                (key, f"version of the {canary.state}") for key in canary.versions.get(door.model, ())
            )
    elif name in ("object_id", "id", "_0"):
        for canary in world.canaries:
            for key in canary.rows.get(door.model, ()):
                yield quote_key(key), f"key of the {canary.state}"
        yield 0, "key of none"
    elif name == "app_label":
        yield from (
            (label, "an app") for label in sorted({one._meta.app_label for one in admin.site._registry})
        )
    elif name == "content_type_id":
        yield from ((one.pk, "a kind") for one in ContentType.objects.filter(model="release"))
    elif name == "url":
        yield from ((f"{canary.slug}/", f"slug of the {canary.state}") for canary in world.canaries)
    else:
        raise UnknownDoor(f"{door.name}: nobody has said what to try for “{name}”")


def _queries(door, world):
    """(query, what it asks) for a door that takes any."""
    if door.is_admin:
        yield from _admin_queries(door, world)
        return
    lists = {
        "releases:list": ReleaseFilter.base_filters,
        "releases:feed-atom": ReleaseFilter.base_filters,
        "releases:feed-rss": ReleaseFilter.base_filters,
        "contacts:contact-list": ContactFilter.base_filters,
        "contacts:organisation-list": ("q",),
        "releases:corrections": (),
    }
    if door.name not in lists:
        return
    for name in (*lists[door.name], "page", "after", "before"):
        if name not in FILTERS:
            raise UnknownDoor(f"{door.name}: nobody has said what to try for “?{name}=”")
        for value in list(dict.fromkeys(FILTERS[name](world)))[: world.visitor.tries]:
            yield urlencode({name: value}), f"?{name}="


FILTERS = {
    "q": lambda world: [*_first_words(world, "title"), *world.canaries[0].words.values()],
    "organisation": lambda world: [one.organisation.slug for one in (*world.canaries, world.around)],
    "topic": lambda world: [one.topic.slug for one in (*world.canaries, world.around)],
    "country": lambda world: [world.around.country.code],
    "language": lambda world: [canary.release.language_id for canary in world.canaries],
    "year": lambda world: [world.at.year],
    "from": lambda world: [world.at.date()],
    "to": lambda world: [world.at.date()],
    "undated": lambda world: ["on"],
    "page": lambda world: [2],
    "after": lambda world: [*_places(world), "undated"],
    "before": lambda world: _places(world),
}


def _first_words(world, *parts):
    """These words of every canary."""
    return [canary.words[part] for canary in world.canaries for part in parts]


def _places(world):
    """The positions of the canaries in the list, as somebody might guess them, and of one that is there."""
    releases = [world.around.release, *(canary.release for canary in world.canaries)]
    return [Position.of(one) for one in releases if one.public_from]


def _admin_queries(door, world):
    if door.name == "admin:autocomplete":
        for label, model, field in _autocompletes():
            asked = {"app_label": label, "model_name": model, "field_name": field}
            yield urlencode(asked), f"{model}.{field}"
            for part in ("title", "organisation", "contact", "topic"):
                term = {"term": world.canaries[0].words[part]}
                yield urlencode(asked | term), f"{model}.{field}, {part}"
    elif door.name.endswith("_changelist"):
        for part in ("title", "organisation", "contact", "topic", "number", "source"):
            yield urlencode({"q": world.canaries[0].words[part]}), f"?q={part}"


def _autocompletes():
    """(app, model, field) of every field of the admin's forms, and of their rows, that offers choices."""
    for model, one in admin.site._registry.items():
        for own in (one, *(inline(model, admin.site) for inline in one.inlines)):
            opts = own.model._meta if hasattr(own, "parent_model") else model._meta
            for field in own.autocomplete_fields:
                yield opts.app_label, opts.model_name, field


def _forms(door, world):
    """What is posted where an answer could tell: that a slug is taken, that terms are there to accept."""
    if door.name == "admin:releases_release_add":
        for canary in world.canaries:
            for slug in (canary.slug, canary.former):
                data = {"title": "Mine", "slug": slug, "body": "<p>Mine.</p>", "language": "en"}
                for prefix in ("organisation_links", "quotes", "key_figures", "contact_links"):
                    data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
                what = f"taking the slug of the {canary.state}"
                yield Question(door, door.at({}), what, "POST", urlencode(data))
