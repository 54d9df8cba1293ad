"""What needs an editor today: first what stops publishing, then what is worth fixing.

Nothing is dismissed except by fixing or confirming it. Every kind names its newest few and counts the
rest, so the cost stays the same however many there are.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Organisation, PressContact
from releases.body import stands_in
from releases.models import ENDED, Release, ReleaseOrganisation
from releases.readiness import LACKS

NAMED = 4
QUOTES_READ = 50  # Only a person or this process can tell whether a quote stands in a text; SQL cannot.


@dataclass(frozen=True)
class Thing:
    what: str
    about: str
    links: list  # of (label, address)


@dataclass
class Kind:
    """All things of one kind: `rest` more than those named, found at `rest_url`."""

    stops: bool
    things: list = field(default_factory=list)
    total: int = 0
    rest_url: str = ""

    @property
    def rest(self):
        return self.total - len(self.things)


def attention(user):
    """The kinds of things this person may see, those that stop publishing first; empty ones left out."""
    kinds = []
    if user.has_perm("releases.view_release"):
        kinds += [_lacking(name, lack) for name, lack in LACKS.items()]
        kinds.append(_changed_quotes())
    if user.has_perm("contacts.view_presscontact"):
        counts = user.has_perm("releases.view_release")
        may_add = user.has_perm("contacts.add_contactpoint")
        label, action = _("No e-mail for %s"), _("Add e-mail") if may_add else _("Open")
        kinds.append(_unreachable("email", ("email",), label, action, counts))
        label, action = _("No public number for %s"), _("Add number") if may_add else _("Open")
        kinds.append(_unreachable("phone", ("phone", "mobile"), label, action, counts))
    if user.has_perm("releases.view_release") and user.has_perm("contacts.view_organisation"):
        kinds.append(_silent_leads(user))
    return sorted((kind for kind in kinds if kind.total), key=lambda kind: not kind.stops)


def _change(thing, place):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk]) + f"#{place}"


def _list(model, query):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + f"?{query}"


def _lacking(name, lack):
    actions = {
        "date": (_("Add date"), _("Confirm none")),
        "organisation": (_("Add organisation"),),
        "contact": (_("Add contact"),),
        "title": (_("Shorten"),),
    }
    found = Release.objects.lacking(name).order_by("-changed_at").only("title")
    things = [
        Thing(lack.label, one.title, [(action, _change(one, lack.place)) for action in actions[name]])
        for one in found[:NAMED]
    ]
    return Kind(lack.stops, things, found.count(), _list(Release, f"lacks={name}"))


def _changed_quotes():
    recent = Release.objects.exclude(quotes=None).exclude(status__in=ENDED)
    recent = recent.order_by("-changed_at").distinct().only("title", "body", "changed_at")
    found = [
        one
        for one in recent.prefetch_related("quotes")[:QUOTES_READ]
        if not all(stands_in(piece, one.body) for quote in one.quotes.all() for piece in quote.pieces)
    ]
    things = [
        Thing(_("A quote is not in the body"), one.title, [(_("Correct"), _change(one, "quotes"))])
        for one in found[:NAMED]
    ]
    return Kind(True, things, len(found), _list(Release, ""))


def _unreachable(name, kinds, label, action, says_releases):
    found = PressContact.objects.unreachable_by(*kinds).select_related("organisation").order_by("name")
    named = found[:NAMED]
    if says_releases:
        named = found.annotate(release_count=Count("release_links"))[:NAMED]
    things = []
    for contact in named:
        about = contact.place
        if says_releases and contact.release_count:
            count = contact.release_count
            about += ". " + ngettext("Named in %d release.", "Named in %d releases.", count) % count
        things.append(Thing(label % contact.name, about, [(action, _change(contact, "points"))]))
    return Kind(False, things, found.count(), _list(PressContact, f"lacks={name}"))


def _silent_leads(user):
    led = ReleaseOrganisation.objects.filter(organisation=OuterRef("pk"), role="lead")
    anyone = PressContact.objects.filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(led)).exclude(Exists(anyone)).order_by("name")
    things = []
    for organisation in found.annotate(release_count=Count("release_links"))[:NAMED]:
        count = organisation.release_count
        link = (_("Open"), _change(organisation, "content"))
        if user.has_perm("contacts.add_presscontact"):
            address = reverse("admin:contacts_presscontact_add") + f"?organisation={organisation.pk}"
            link = (_("Add contact"), address)
        about = ngettext("Party to %d release.", "Party to %d releases.", count) % count
        things.append(Thing(_("No press contact for %s") % organisation.name, about, [link]))
    return Kind(False, things, found.count(), _list(Organisation, "contact=none"))
