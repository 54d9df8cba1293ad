"""Checked records to rows, a batch at a time: COPY on PostgreSQL, bulk inserts on SQLite.

Every batch is one transaction. What is there already (the same address with the same identity) is left
as it is, so a second run changes nothing and a killed one goes on where it stopped.
"""

import uuid
from html import escape
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from contacts.models import ContactPoint, Country, Language, Organisation, PressContact
from contacts.models.organisations import OrganisationAddress
from contacts.models.people import ContactAddress
from releases.body import stands_in
from releases.models import (
    KeyFigure,
    Quote,
    Release,
    ReleaseAddress,
    ReleaseContact,
    ReleaseOrganisation,
    Topic,
)

from .bulk import give_keys, insert, insert_values
from .lines import BadLine

BATCH = 2000
NAMESPACE = uuid.UUID("4a1f3b0e-6d0c-4f43-9d52-1c8f3c1b7a55")
PARTS = {  # the columns of each besides the release and the place in its order, as the lines give them
    ReleaseOrganisation: ("organisation_id", "role"),
    ReleaseContact: ("contact_id",),
    Quote: ("text", "speaker", "role"),
    KeyFigure: ("qualifier", "figure", "counts", "source"),
}
ROLES = {"organisations": "lead", "partners": "partner", "named": "named"}


def batches(records, size=BATCH):
    """Lists of at most `size` (number, record)."""
    records = iter(records)
    while batch := list(islice(records, size)):
        yield batch


class Archive:
    """One archive on its way in. `refuse(number, reason)` is told of every line that cannot be taken.

    The keys of organisations and contacts are held in memory; releases are not.
    """

    def __init__(self, refuse):
        self.refuse = refuse
        self.organisations, self.contacts, self.topics = {}, {}, {}
        self.languages = set(Language.objects.values_list("code", flat=True))
        self.countries = set(Country.objects.values_list("code", flat=True))
        self.added = {"organisations": 0, "contacts": 0, "releases": 0}

    def _taken(self, model, addresses, slugs):
        """{slug: row's identity} of the addresses in use, former ones (as None) too."""
        identity = "uuid" if model is not Organisation else "name"
        taken = dict(addresses._base_manager.filter(slug__in=slugs).values_list("slug", "id"))
        taken = dict.fromkeys(taken)
        return taken | dict(model._base_manager.filter(slug__in=slugs).values_list("slug", identity))

    @transaction.atomic
    def add_organisations(self, batch):
        at, new = timezone.now(), []
        taken = self._taken(Organisation, OrganisationAddress, [one["slug"] for _, one in batch])
        names = set(
            Organisation.objects.filter(name__in=[one["name"] for _, one in batch]).values_list(
                "name", flat=True
            )
        )
        for number, one in batch:
            if one["slug"] in taken:
                if taken[one["slug"]] != one["name"]:
                    self.refuse(number, f"the address {one['slug']!r} is another organisation's")
                continue
            if one["name"] in names:
                self.refuse(number, f"there is an organisation named {one['name']!r} at another address")
                continue
            values = {name: one[name] for name in ("slug", "name", "short_name", "description")}
            new.append(Organisation(created_at=at, changed_at=at, **values))
            taken[one["slug"]] = one["name"]
            names.add(one["name"])
        insert(Organisation, new)
        self.added["organisations"] += len(new)
        keys = dict(
            Organisation.objects.filter(slug__in=[one["slug"] for _, one in batch]).values_list("slug", "pk")
        )
        for _, one in batch:
            if taken.get(one["slug"]) == one["name"]:
                self.organisations[one["id"]] = keys[one["slug"]]

    @transaction.atomic
    def add_contacts(self, batch):
        at, new, points = timezone.now(), {}, []
        for number, one in batch:
            if one["organisation"] not in self.organisations:
                self.refuse(number, f"no organisation {one['organisation']!r}")
                continue
            organisation = self.organisations[one["organisation"]]
            identity = uuid.uuid5(NAMESPACE, f"contact {organisation} {one['id']}")
            values = {name: one[name] for name in ("name", "role", "office")}
            slug = one["slug"] or slugify(one["name"], allow_unicode=True)[:100] or "contact"
            contact = PressContact(
                uuid=identity,
                slug=slug,
                organisation_id=organisation,
                created_at=at,
                changed_at=at,
                **values,
            )
            channels = [
                ContactPoint(contact=contact, kind=kind, value=one[key], audience="public", position=place)
                for place, (key, kind) in enumerate((("phone", "phone"), ("email", "email")))
                if one[key]
            ]
            try:
                for point in channels:
                    point.clean()
            except ValidationError as error:
                self.refuse(number, f"{point.kind}: {' '.join(error.messages)}")
                continue
            new[identity] = (one["id"], contact, channels)
        known = dict(PressContact.objects.filter(uuid__in=list(new)).values_list("uuid", "pk"))
        fresh = [contact for identity, (_, contact, _) in new.items() if identity not in known]
        taken = set(self._taken(PressContact, ContactAddress, [one.slug for one in fresh]))
        for contact in fresh:
            if contact.slug in taken:
                contact.slug = f"{contact.slug}-{contact.uuid.hex[:8]}"
            taken.add(contact.slug)
        give_keys(PressContact, fresh)
        insert(PressContact, fresh)
        added = {contact.uuid: contact.pk for contact in fresh}
        known |= added
        for identity, (key, contact, channels) in new.items():
            self.contacts[key] = known[identity]
            if identity in added:
                for point in channels:
                    point.contact_id = contact.pk
                    points.append(point)
        insert(ContactPoint, points)
        self.added["contacts"] += len(fresh)

    @transaction.atomic
    def add_releases(self, batch):
        at, new = timezone.now(), {}
        taken = self._taken(Release, ReleaseAddress, [one["slug"] for _, one in batch])
        for number, one in batch:
            identity = uuid.uuid5(NAMESPACE, f"release {one['slug']}")
            if one["slug"] in taken:
                if taken[one["slug"]] != identity:
                    self.refuse(number, f"the address {one['slug']!r} is another release's")
                continue
            try:
                new[one["slug"]] = (one, self._release(one, identity, at))
            except BadLine as error:
                self.refuse(number, str(error))
                continue
            taken[one["slug"]] = identity
        rows = [release for _, release in new.values()]
        give_keys(Release, rows)
        parts = {model: [] for model in PARTS}
        topics, countries = [], []
        for one, release in new.values():
            self._parts(one, release, parts)
            topics += [(release.pk, self._topic(name)) for name in dict.fromkeys(one["topics"])]
            countries += [(release.pk, code) for code in one["countries"]]
        # The parts come first, so that the search reads each release once, whole.
        for model, found in parts.items():
            insert_values(model, ("release_id", "position", *PARTS[model]), found)
        insert(Release, rows)
        insert_values(Release.topics.through, ("release_id", "topic_id"), topics)
        insert_values(Release.countries.through, ("release_id", "country_id"), countries)
        self.added["releases"] += len(rows)

    def _release(self, one, identity, at):
        """Raises BadLine. Without an instant it is a draft; the day it was published is its date unless
        `dated_on` or `date_not_stated` says otherwise.
        """
        if one["language"] not in self.languages:
            raise BadLine(f"no language {one['language']!r}")
        unknown = [code for code in one["countries"] if code not in self.countries]
        unknown += [key for name in ROLES for key in one[name] if key not in self.organisations]
        unknown += [key for key in one["contacts"] if key not in self.contacts]
        if unknown:
            raise BadLine(f"names {unknown[0]!r}, which the archive does not have")
        body = as_html(one["body"])
        if one["published"] and not body:
            raise BadLine("body is missing")
        if one["dated_on"] and one["date_not_stated"]:
            raise BadLine("a date, and yet date_not_stated")
        dated_on = one["dated_on"]
        if dated_on is None and one["published"] and not one["date_not_stated"]:
            dated_on = one["published"].date()
        for quote in one["quotes"]:
            if not quote["text"] or not all(stands_in(piece, body) for piece in quote["text"].splitlines()):
                raise BadLine(f"quotes: these words do not stand in the body: {quote['text'][:60]!r}")
        for figure in one["key_figures"]:
            if not figure["figure"] or not stands_in(figure["figure"], body):
                raise BadLine(f"key_figures: this does not stand in the body: {figure['figure'][:60]!r}")
        return Release(
            uuid=identity,
            status="published" if one["published"] else "draft",
            public_from=one["published"],
            dated_on=dated_on,
            body=body,
            notes_to_editors=as_html(one["notes_to_editors"]),
            language_id=one["language"],
            created_at=at,
            changed_at=at,
            **{name: one[name] for name in ("slug", "title", "summary", "dateline", "date_not_stated")},
        )

    def _parts(self, one, release, parts):
        organisations = {}
        for name, role in ROLES.items():
            for key in one[name]:
                organisations.setdefault(self.organisations[key], role)
        contacts = dict.fromkeys(self.contacts[key] for key in one["contacts"])
        rows = {
            ReleaseOrganisation: organisations.items(),
            ReleaseContact: ((key,) for key in contacts),
            Quote: (tuple(values.values()) for values in one["quotes"]),
            KeyFigure: (tuple(values.values()) for values in one["key_figures"]),
        }
        for model, found in rows.items():
            parts[model] += [(release.pk, place, *values) for place, values in enumerate(found)]

    def _topic(self, name):
        if name not in self.topics:
            found = Topic.objects.filter(name=name[:80]).first() or Topic.objects.create(name=name[:80])
            self.topics[name] = found.pk
        return self.topics[name]


def as_html(parts):
    """Paragraphs of plain text as `releases.body.sanitise` would store them."""
    return "\n".join(
        f"<p>{escape(' '.join(part.split()), quote=False)}</p>" for part in parts if part.strip()
    )
