"""Filling a gap, once for every release it is on, in one transaction. Each fill is history: who, what, and
the version before.

A release that is public is changed as its life-cycle has it, as `why` says (see `change`). Each function
raises ValidationError, in an editor's words, where what was given cannot be right.
"""

from contextlib import contextmanager
from datetime import date

import reversion
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import ContactPoint, Organisation, PressContact
from contacts.words import clean_text
from releases.models import Quote, ReleaseOrganisation

from .change import changing
from .gaps import alike, speechless
from .match import Directory
from .parties import NEW, make_organisation


@contextmanager
def _history(by, comment):
    with transaction.atomic(), reversion.create_revision():
        yield
        reversion.set_user(by)
        reversion.set_comment(comment)


def fill_date(release, day, by):
    """Gives the day or, for "", says that the release states none. (What is published has said it.)"""
    try:
        given = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise ValidationError(_("Give the day.")) from error
    with changing(release, by, _("Date filled in"), {}) as held:
        if held.dated_on or held.date_not_stated:
            raise ValidationError(_("A colleague has filled this in already."))
        held.dated_on, held.date_not_stated = given, given is None


@transaction.atomic
def fill_speaker(quote, speaker, role, by, why):
    """Names who spoke, wherever the same words have no speaker."""
    if not clean_text(speaker):
        raise ValidationError(_("Give the name of the speaker."))
    same = {}
    for one in speechless(quote).select_related("release"):
        same.setdefault(one.release, []).append(one)
    for release, quotes in same.items():
        with changing(release, by, _("Speaker filled in"), why):
            for one in quotes:
                one.speaker, one.role = speaker, one.role or role
                one.full_clean()
                one.save()


@transaction.atomic
def fill_quote(gap, row, by, why):
    """Puts the quote ("text", "speaker", "role") on every release, in words that its body has."""
    if not clean_text(row["text"]):
        raise ValidationError(_("Give the words of the quote."))
    number = gap.detail.get("path", "quotes.0").split(".")[1]
    for one in alike(gap.kind, gap.key).select_related("release"):
        with changing(one.release, by, _("Quote filled in"), why) as release:
            quote = Quote(release=release, position=int(number), **row)
            quote.full_clean()
            quote.save()
    close(gap)


def fill_email(contact, value, by):
    _add_channel(contact, ContactPoint.Kind.EMAIL, value, by)


def _add_channel(contact, kind, value, by):
    with _history(by, _("%(value)s added") % {"value": clean_text(value)}):
        contact = PressContact.objects.select_for_update().get(pk=contact.pk)
        last = max((point.position for point in contact.points.all()), default=-1)
        point = ContactPoint(contact=contact, kind=kind, value=value, position=last + 1)
        point.audience = ContactPoint.Audience.PUBLIC  # a source that the public has read printed it
        point.clean()
        if not contact.points.filter(kind=kind, value=point.value).exists():
            point.save()
        contact.save()


@transaction.atomic
def fill_channel(gap, value, by):
    """Gives the contact the number or address, as printed or as corrected."""
    _add_channel(gap.contact, gap.detail.get("kind", ContactPoint.Kind.PHONE), value, by)
    close(gap)


@transaction.atomic
def fill_organisation(gap, chosen, by, why):
    """Links the organisation on file, or a new one, to every release that prints this name."""
    pk = _organisation(gap, chosen, by)
    for one in alike(gap.kind, gap.key).select_related("release"):
        with changing(one.release, by, _("Organisation filled in: %(words)s") % {"words": gap.words}, why):
            role = one.detail.get("row", {}).get("role") or ReleaseOrganisation.Role.NAMED
            _link(one.release, one.release.organisation_links, {"organisation_id": pk}, {"role": role})
    close(gap)


def _organisation(gap, chosen, by):
    if chosen.isdigit():
        return Organisation.objects.get(pk=int(chosen)).pk
    if chosen != NEW:
        raise ValidationError(_("Say which organisation it is."))
    with _history(by, _("Made from the words of a source")):
        return make_organisation(gap.detail["row"], Directory()).pk


@transaction.atomic
def fill_contact(gap, chosen, home, by, why):
    """Links the contact on file, or a new one of this organisation, to every release that prints them."""
    row = gap.detail.get("row", {})
    if chosen.isdigit():
        contact = PressContact.objects.get(pk=int(chosen))
    elif chosen == NEW:
        contact = _new_contact(gap, row, home, by)
    else:
        raise ValidationError(_("Say who it is."))
    for one in alike(gap.kind, gap.key).select_related("release"):
        with changing(one.release, by, _("Contact filled in: %(words)s") % {"words": gap.words}, why):
            _link(one.release, one.release.contact_links, {"contact_id": contact.pk}, {})
    close(gap)


def _new_contact(gap, row, home, by):
    home = home if home.isdigit() else str(gap.detail.get("home") or "")
    if not home:
        raise ValidationError(_("Say for which organisation this contact answers."))
    with _history(by, _("Made from the words of a source")):
        contact = PressContact(
            name=gap.words,
            kind=PressContact.Kind.PERSON if row.get("name") else PressContact.Kind.DESK,
            organisation=Organisation.objects.get(pk=int(home)),
            role=row.get("role", "") if row.get("name") else "",
            office=gap.detail.get("office", ""),
        )
        contact.save()
    for kind in ContactPoint.Kind.values:
        for value in row.get(kind, "").splitlines():
            try:
                _add_channel(contact, kind, value, by)
            except ValidationError:
                continue  # it is told on the contact's form: no channel
    return contact


def _link(release, links, one, values):
    if not links.filter(**one).exists():
        model = links.model
        position = max((link.position for link in links.all()), default=-1) + 1
        model(release=release, position=position, **one, **values).save()


def close(gap):
    """Every open gap that is the same is no more: it is filled, or an editor leaves it out."""
    alike(gap.kind, gap.key).update(closed_at=timezone.now())
