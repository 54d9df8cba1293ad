"""The organisations and contacts of a draft: linked where they are on file, made where they are new,
and kept as a gap where they may be somebody on file.
"""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from contacts.models import ContactPoint, Organisation, PressContact
from contacts.models.channels import parse_phone
from contacts.words import clean_text
from releases.models import Gap, ReleaseContact, ReleaseOrganisation

from .draft import CHANNELS
from .match import Match, fold
from .parsed import Confidence

NEW = "new"  # what an editor chooses for a row that is like one on file and another all the same


def link_organisations(release, draft, directory):
    """(links, gaps). Gaps are those that may be on file, and those not on file of which the text is not
    clear and no editor has said that they are right. A row's "row" says what an editor chose: a key, or NEW.
    """
    links, gaps, linked = [], [], set()
    for number, row in draft.kept_rows("organisations"):
        match = organisation_match(row, directory, draft.value("dateline"))
        name = draft.fields[f"organisations.{number}.name"]
        is_inferred = name.confidence == Confidence.CHECK and not name.decision
        if not match.pk and (match.near or is_inferred):
            path = f"organisations.{number}.name"
            gaps.append(_gap(release, draft, Gap.Kind.ORGANISATION, path, row, match))
            continue
        pk = match.pk or make_organisation(row, directory).pk
        if pk not in linked:
            linked.add(pk)
            role = row.get("role") or ReleaseOrganisation.Role.NAMED
            link = ReleaseOrganisation(release=release, organisation_id=pk, role=role, position=len(links))
            links.append(link)
    return links, gaps


def organisation_match(row, directory, place=""):
    """Match of one row of organisations; a key that an editor chose counts as one on file."""
    chosen = row.get("row", "")
    if chosen == NEW:
        return Match()
    if chosen.isdigit():
        return Match(int(chosen))
    match = directory.organisation(row.get("name", ""), _places(place))
    if not match.pk and not match.near and row.get("short_name"):
        known = directory.organisation(row["short_name"])
        return Match(near=known.near or ((known.pk,) if known.pk else ()))
    return match


def _places(dateline):
    """ "Washington, DC" is known as a place by its first part and as a whole."""
    return [part for part in (dateline, dateline.partition(",")[0], dateline.partition(" ")[0]) if part]


def make_organisation(row, directory):
    organisation = Organisation(name=row["name"], short_name=row.get("short_name", ""))
    organisation.save()
    directory.learn_organisation(organisation.pk, organisation.name, organisation.short_name)
    return organisation


def link_contacts(release, draft, directory, organisation_links):
    """(links, gaps), beside the links of organisations that the release has already."""
    leads = [link.organisation_id for link in organisation_links if link.role == "lead"]
    links, gaps, linked = [], [], set()
    for number, row in draft.kept_rows("contacts"):
        home, office, near = contact_home(row, leads, directory, draft.value("dateline"))
        channels = [one for kind in CHANNELS for one in _channels(row, kind)]
        name = row.get("name") or row.get("role") or row.get("organisation") or ""
        match = contact_match(name, row, home, channels, directory)
        is_unnamed = not name and not match.pk  # a number or an address, and nobody is named for it
        path = f"contacts.{number}.name"
        if is_unnamed:
            kind, name, _key = next(iter(channels), ("", "", ""))
            match, path = Match(near=directory.reached(channels)), f"contacts.{number}.{kind}"
        if not name:
            continue
        if not match.pk and (match.near or home is None or is_unnamed):
            detail = {"row": row, "near_organisations": list(near), "office": office, "home": home}
            gaps.append(_gap(release, draft, Gap.Kind.CONTACT, path, row, match, detail, name))
            continue
        if match.pk:
            pk = match.pk
            gaps += _unlisted(release, draft, number, pk, channels, directory)
        else:
            pk = _make_contact(name, row, home, office, directory).pk
            gaps += _add_channels(release, draft, number, pk, channels, directory)
        if pk not in linked:
            linked.add(pk)
            links.append(ReleaseContact(release=release, contact_id=pk, position=len(links)))
    return links, gaps


def contact_home(row, leads, directory, dateline):
    """(key of the contact's organisation or None, office, keys it may be). A contact printed without an
    organisation answers for the one that leads the release, if it is one alone.
    """
    words = row.get("organisation", "")
    if row.get("home", "").isdigit():
        return int(row["home"]), row.get("office", ""), ()
    if not words:
        return (leads[0] if len(leads) == 1 else None), row.get("office", ""), tuple(leads)
    match = directory.organisation(words, _places(dateline))
    if match.pk or match.near:
        return match.pk, row.get("office") or match.office, match.near
    return make_organisation({"name": words}, directory).pk, row.get("office", ""), ()


def contact_match(name, row, home, channels, directory):
    chosen = row.get("row", "")
    if chosen == NEW:
        return Match()
    if chosen.isdigit():
        return Match(int(chosen))
    return directory.contact(name, home, [key for _kind, _value, key in channels if key])


def _channels(row, kind):
    """[(kind, as printed, E.164 or address, "" where it cannot be right)]."""
    for value in filter(None, map(clean_text, row.get(kind, "").splitlines())):
        yield kind, value, _key(kind, value)


def _key(kind, value):
    try:
        if kind == "email":
            validate_email(value)
            return value
        number = parse_phone(value)
    except ValidationError:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _make_contact(name, row, home, office, directory):
    kind = PressContact.Kind.PERSON if row.get("name") else PressContact.Kind.DESK
    role = row.get("role", "") if row.get("name") else ""
    contact = PressContact(name=name, kind=kind, organisation_id=home, role=role, office=office)
    contact.save()
    directory.learn_contact(contact.pk, contact.name, home, office)
    return contact


def _add_channels(release, draft, number, pk, channels, directory):
    """What a source prints is for the public. What cannot be a number or an address becomes a gap."""
    gaps = []
    for position, (kind, value, key) in enumerate(channels):
        if not key:
            gaps.append(_channel_gap(release, draft, number, pk, Gap.Kind.NUMBER, kind, value))
            continue
        audience = ContactPoint.Audience.PUBLIC
        ContactPoint(contact_id=pk, kind=kind, value=value, position=position, audience=audience).save()
        directory.learn_channel(pk, key)
    return gaps


def _unlisted(release, draft, number, pk, channels, directory):
    """Gaps for what the source prints and the directory lacks: it may lack it for a reason."""
    return [
        _channel_gap(release, draft, number, pk, Gap.Kind.CHANNEL if key else Gap.Kind.NUMBER, kind, value)
        for kind, value, key in channels
        if not directory.reaches(pk, key or value)
    ]


def _channel_gap(release, draft, number, pk, gap, kind, value):
    found = draft.fields.get(f"contacts.{number}.{kind}")
    spans = [list(span) for span in found.spans] if found else []
    key = f"{pk}:{''.join(value.split()).casefold()}"[:300]
    detail = {"kind": kind}
    return Gap(release=release, contact_id=pk, kind=gap, key=key, words=value, spans=spans, detail=detail)


def _gap(release, draft, kind, path, row, match, detail=None, words=None):
    found = draft.fields.get(path)
    detail = (detail or {"row": row}) | {"near": list(match.near), "path": path}
    words = words or row.get("name", "")
    spans = [list(span) for span in found.spans] if found else []
    return Gap(release=release, kind=kind, key=fold(words)[:300], words=words, spans=spans, detail=detail)
