"""What a release still lacks: what stops it from being published, what must be mended or waived with a
reason, and what is worth fixing first.

The admin's form, the editor's desk and `Release.publish()` all ask here.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .body import stands_in

LONG_TITLE = 100


@dataclass(frozen=True)
class Check:
    """One line of the list beside the form. `place` is the id of the group of fields it is about.

    One that `stops` must be mended; a `waivable` one must be mended or waived with a reason, kept by its
    `code`; any other is advice.
    """

    place: str
    label: str
    passed: bool
    stops: bool = True
    waivable: bool = False
    code: str = ""


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


def checks(release, at=None):
    """Every check, in the order of the form, for publishing at this instant (default: at once). Costs no
    query on a release from `with_parts()`.
    """
    quotes, figures = list(release.quotes.all()), list(release.key_figures.all())
    contacts = [link.contact for link in release.contact_links.all()]
    silent = [contact for contact in contacts if not _answers(contact, ("phone", "mobile"))]
    no_mail = [contact for contact in contacts if not _answers(contact, ("email",))]
    result = [
        Check("text", _("A title and a body"), bool(release.title.strip() and release.body.strip())),
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
    ]
    if quotes:
        unchanged = all(stands_in(piece, release.body) for quote in quotes for piece in quote.pieces)
        result.append(Check("quotes", _("Quotes stand in the body"), unchanged))
    if figures:
        unchanged = all(
            stands_in(words, release.body)
            for figure in figures
            for words in (figure.qualifier, figure.figure)
        )
        result.append(Check("figures", _("Key figures stand in the body"), unchanged))
    result += [
        Check("text", _("A summary"), bool(release.summary), stops=False),
        Check("text", _("A title under 100 characters"), len(release.title) < LONG_TITLE, stops=False),
        Check(
            "contacts", _("A press contact"), bool(contacts), stops=False, waivable=True, code="no-contact"
        ),
    ]
    if silent:
        label = ngettext(
            "%d contact has no public number", "%d contacts have no public number", len(silent)
        ) % len(silent)
        result.append(Check("contacts", label, False, stops=False))
    if no_mail:
        label = ngettext("%d contact has no e-mail", "%d contacts have no e-mail", len(no_mail)) % len(
            no_mail
        )
        result.append(Check("contacts", label, False, stops=False))
    return result


def blocking(release, at=None):
    """What stops publishing at this instant, one sentence each; empty when nothing does."""
    return [
        _("Before publishing: %(what)s.") % {"what": check.label}
        for check in checks(release, at)
        if check.stops and not check.passed
    ]


def unwaived(release, at=None):
    """The checks that fail, may be waived, and have not been."""
    failed = [check for check in checks(release, at) if check.waivable and not check.passed]
    waived = {waiver.check_code for waiver in release.waivers.all()} if failed else ()
    return [check for check in failed if check.code not in waived]


def _answers(contact, kinds):
    return contact.status != "left" and any(
        point.kind in kinds and point.audience == "public" for point in contact.points.all()
    )
