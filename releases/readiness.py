"""What a release still lacks: what stops it from being published, what must be mended or waived with a
reason, and what is worth fixing first.

The admin's form, the editor's desk and `Release.publish()` all ask here.
"""

import hashlib
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import contradictions
from .body import plain_text, stands_in
from .links import closed_links

LONG_TITLE = 100
FEW = 5  # of one kind of warning: whoever mends these sees the next


@dataclass(frozen=True)
class Check:
    """One line of the list beside the form. `place` is the id of the group of fields it is about.

    One that `stops` must be mended; a `waivable` one must be mended or waived with a reason, kept by its
    `code`; any other is advice. One `of_instant` may turn out otherwise if another instant is chosen.
    """

    place: str
    label: str
    passed: bool
    stops: bool = True
    waivable: bool = False
    code: str = ""
    of_instant: bool = False


@dataclass(frozen=True)
class Lack:
    """A check that the database can make, for lists of what lacks something. `place` as in `Check`."""

    place: str
    label: str
    condition: object
    stops: bool = True


LACKS = {
    "date": Lack("date", _("No date"), Q(dated_on=None, date_not_stated=False)),
    "organisation": Lack("organisations", _("No issuing organisation"), ~Q(organisation_links__role="lead")),
    "contact": Lack("contacts", _("No press contact"), Q(contact_links=None), stops=False),
    "title": Lack("text", _("A long title"), GreaterThanOrEqual(Length("title"), LONG_TITLE), stops=False),
}


def checks(release, at=None, closed=None):
    """Every check, in the order of the form, for publishing at this instant (default: at once).

    Costs no query on a release from `with_parts()` but one, where the text links to this site; a list
    gives what `closed_links()` found for all of its releases at once.
    """
    contacts = [link.contact for link in release.contact_links.all()]
    result = [
        Check("text", _("A title and a body"), bool(release.title.strip() and release.body.strip())),
        *_embargo(release, at),
        *_links(release, at, closed),
        Check(
            "date",
            _("A date, or a tick that none is stated"),
            bool(release.dated_on) or release.date_not_stated,
        ),
        Check(
            "organisations",
            _("An organisation that issues it"),
            any(link.role == "lead" for link in release.organisation_links.all()),
        ),
        *_words(release),
        Check("text", _("A summary"), bool(release.summary), stops=False),
        Check("text", _("A title under 100 characters"), len(release.title) < LONG_TITLE, stops=False),
        Check(
            "contacts", _("A press contact"), bool(contacts), stops=False, waivable=True, code="no-contact"
        ),
        *_contradictions(release, contacts),
    ]
    silent = sum(not _answers(contact, ("phone", "mobile")) for contact in contacts)
    if silent:
        label = ngettext("%d contact has no public number", "%d contacts have no public number", silent)
        result.append(Check("contacts", label % silent, False, stops=False))
    no_mail = sum(not _answers(contact, ("email",)) for contact in contacts)
    if no_mail:
        label = ngettext("%d contact has no e-mail", "%d contacts have no e-mail", no_mail)
        result.append(Check("contacts", label % no_mail, False, stops=False))
    return result


class Readiness:
    """The checks of a release at an instant, sorted by what an editor has to do about them.

    `stops` must be mended and `open` mended or waived; `waived` is (check, waiver) of those that somebody
    let stand; `advice` may be left. Costs one query for the waivers, where there is something to waive.
    """

    def __init__(self, release, at=None, closed=None):
        self.checks = checks(release, at, closed)
        failed = [check for check in self.checks if not check.passed]
        self.stops = [check for check in failed if check.stops]
        waivable = [check for check in failed if check.waivable]
        waivers = release.waivers.select_related("by") if waivable else ()
        reasons = {waiver.check_code: waiver for waiver in waivers}
        self.open = [check for check in waivable if check.code not in reasons]
        self.waived = [(check, reasons[check.code]) for check in waivable if check.code in reasons]
        self.advice = [check for check in failed if not (check.stops or check.waivable)]


def blocking(release, at=None):
    """What stops publishing at this instant, one sentence each; empty when nothing does."""
    return [
        _("Before publishing: %(what)s.") % {"what": check.label} for check in Readiness(release, at).stops
    ]


def unwaived(release, at=None):
    """The checks that fail, may be waived, and have not been."""
    return Readiness(release, at).open


def embargo_line(release):
    """The line of its text that holds it back until some instant, or None."""
    texts = (release.summary, plain_text(release.body), plain_text(release.notes_to_editors))
    return contradictions.embargo_line(texts)


def held_until(release):
    """What the text as received says of its embargo, or None."""
    return contradictions.held_until(release.embargo_line) if release.embargo_line else None


def expected_instant(release, at=None):
    """The instant at which it is to go public, as far as is known before anybody is asked: what an editor
    has set or what its embargo says, in the text or as it was received. None is at once.
    """
    if release.is_scheduled(at):
        return release.public_from
    if release.keeps_address():
        return None
    line, held = embargo_line(release), held_until(release)
    return line.until and line.until.instant() if line else held and held.instant


def _embargo(release, at):
    line = embargo_line(release)
    if line:
        label = _("An embargo line that agrees with the instant: “%(words)s”") % {"words": line.words}
        yield Check("text", label, line.agrees(at), of_instant=True)
    held = held_until(release)
    if held:
        label = _("A moment after the embargo that the text was received under: “%(words)s”")
        values, is_over = {"words": held.words}, held.allows(at or timezone.now())
        yield Check("date", label % values, is_over, of_instant=held.latest is not None)


def _links(release, at, closed):
    found = closed_links([release], at) if closed is None else closed
    for address in found[release.pk][:FEW]:
        label = _("A link that the public can open then: %(link)s") % {"link": address}
        yield Check("text", label, False, of_instant=True)


def _words(release):
    quotes, figures = list(release.quotes.all()), list(release.key_figures.all())
    if quotes:
        unchanged = all(stands_in(piece, release.body) for quote in quotes for piece in quote.pieces)
        yield Check("quotes", _("Quotes stand in the body"), unchanged)
    if figures:
        unchanged = all(
            stands_in(words, release.body)
            for figure in figures
            for words in (figure.qualifier, figure.figure)
        )
        yield Check("figures", _("Key figures stand in the body"), unchanged)


def _contradictions(release, contacts):
    body, notes = plain_text(release.body), plain_text(release.notes_to_editors)
    text = "\n".join((release.title, release.summary, body, notes))
    yield from _opening(release, body)
    names = [contact.name for contact in contacts]
    names += [quote.speaker for quote in release.quotes.all()]
    names += [link.organisation.name for link in release.organisation_links.all()]
    for name, written in contradictions.misspelt(names, text)[:FEW]:
        label = _("One spelling: the text has “%(written)s” for “%(name)s”")
        yield _warning("text", label % {"name": name, "written": written}, name, written)
    for number in contradictions.invalid_numbers(text)[:FEW]:
        label = _("A telephone number that can exist: %(number)s")
        yield _warning("text", label % {"number": number}, number)
    points = [(contact, point) for contact in contacts for point in contact.points.all()]
    for contact, point in points:
        is_phone = point.kind != "email" and point.audience == "public"
        if is_phone and not contradictions.is_number(point.value, contact.country_id):
            label = _("A number of %(name)s that can exist: %(number)s")
            yield _warning("contacts", label % {"name": contact.name, "number": point.value}, point.value)


def _opening(release, body):
    place = contradictions.other_place(body, release.dateline)
    if place:
        label = _("One place: the text begins with “%(text)s”, the field says “%(field)s”")
        values = {"text": place, "field": release.dateline}
        yield _warning("date", label % values, place, release.dateline)
    if release.dated_on or release.date_not_stated:
        day = contradictions.other_date(body, release.dated_on)
        if day:
            label = _("One date: the text begins with “%(text)s”, the field says “%(field)s”")
            field = date_format(release.dated_on) if release.dated_on else _("Date not stated")
            yield _warning("date", label % {"text": day, "field": field}, day, release.dated_on)


def _warning(place, label, *words):
    """A check that fails and may be waived. Its code is of these very words: others are asked about anew."""
    found = hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()[:16]
    return Check(place, label, False, stops=False, waivable=True, code=f"{place}-{found}")


def _answers(contact, kinds):
    return contact.status != "left" and any(
        point.kind in kinds and point.audience == "public" for point in contact.points.all()
    )
