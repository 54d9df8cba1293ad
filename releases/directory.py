"""The public directory: organisations and press contacts, with the releases they stand on.

These pages join both apps, so they live in the upper one: `contacts` knows nothing of releases.
"""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import (
    Case,
    DateField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models import Count as Counted
from django.db.models.functions import NullIf
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.counts import Count
from contacts.filters import UNKNOWN, ContactFilter, with_listed_contacts
from contacts.models import Country, Organisation, PressContact
from contacts.standing_in import with_stand_ins
from contacts.vcard import vcard

from .counting import NEWEST, Bounded, CountOf
from .cursors import UNDATED
from .filters import FACETS
from .models import Release, ReleaseOrganisation, Topic

RELEASES = 20
ORGANISATIONS = 100
CONTACTS = 20


def listed_organisations(at=None):
    """Those that stand on a public release or have a listed press contact.

    Any other may be there because of a release that nobody may know of yet.
    """
    contact = PressContact.objects.listed().filter(organisation=OuterRef("pk")).order_by("name")
    return Organisation.objects.alias(
        release=FACETS["organisation"].first(Release.objects.public(at)),
        contact=Subquery(contact.values("pk")[:1]),
    ).filter(Q(release__isnull=False) | Q(contact__isnull=False))


@require_safe
def organisation_list(request):
    """Every listed organisation by its first letter, with how much there is to read and whom to call."""
    at = timezone.now()
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = listed_organisations(at)
    if words:
        found = found.filter(pk__in=Organisation.objects.matching(words).values("pk"))
    party = Release.objects.public(at).filter(organisation_links__organisation=OuterRef("pk"))
    found = found.annotate(
        release_count=CountOf(party),
        contact_count=CountOf(PressContact.objects.listed().filter(organisation=OuterRef("pk"))),
        latest=_latest(party),
    ).order_by("name")
    page = Paginator(found, ORGANISATIONS).get_page(request.GET.get("page"))
    letters = [(letter, list(group)) for letter, group in groupby(page, key=lambda one: one.name[:1].upper())]
    context = {"words": words, "page": page, "letters": letters}
    return render(request, "contacts/organisation_list.html", context)


class Newest(Bounded):
    template = "(SELECT MAX(listed_on) FROM (%(subquery)s) AS found)"


def _latest(party):
    """The newest date of these releases, as a column. One of very many is near the top of the list, which
    is walked until it is met; of a few, all are looked at.
    """
    looked_at = Newest(party, "listed_on")
    are_many = Exists(party.order_by("pk")[NEWEST : NEWEST + 1])
    walked = Subquery(party.newest_first().values("listed_on")[:1])
    newest = Case(When(are_many, then=walked), default=looked_at, output_field=DateField())
    return NullIf(newest, Value(UNDATED), output_field=DateField())


@require_safe
def organisation_detail(request, slug):
    """One organisation: its newest releases, its press contacts, whom it issues releases with."""
    at = timezone.now()
    organisation = _find(listed_organisations(at).select_related("parent"), slug)
    if organisation.slug != slug:
        return redirect(organisation, permanent=True)
    releases = FACETS["organisation"].narrow(Release.objects.public(at), [organisation.pk])
    newest = releases.newest_first().values("pk")[:NEWEST]
    with_it = ReleaseOrganisation.objects.filter(release__in=newest).values("organisation")
    topics = Release.topics.through.objects.filter(release__in=newest).order_by()
    topics = dict(topics.values_list("topic").annotate(n=Counted("pk")))
    count = Count.of(releases.order_by())
    return render(
        request,
        "contacts/organisation_detail.html",
        {
            "organisation": organisation,
            "url": request.build_absolute_uri(organisation.get_absolute_url()),
            "parent": listed_organisations(at).filter(pk=organisation.parent_id).first(),
            "releases": releases.newest_first().top(RELEASES, Release.objects.for_cards()),
            "count": count,
            "is_partial": count.n > NEWEST,
            "contacts": with_stand_ins(organisation.contacts.listed().for_cards(), at),
            "partners": Organisation.objects.filter(pk__in=with_it).exclude(pk=organisation.pk)[:RELEASES],
            "topics": sorted(
                ((topic, topics[topic.pk]) for topic in Topic.objects.filter(pk__in=topics)),
                key=lambda row: (-row[1], row[0].name),
            ),
        },
    )


@require_safe
def contact_list(request):
    """Whom to call: every listed press contact, under their organisation."""
    at = timezone.now()
    listed = PressContact.objects.listed()
    filters = ContactFilter(request.GET, queryset=listed, at=at)
    naming = Release.objects.public(at).filter(contact_links__contact=OuterRef("pk"))
    found = (
        filters.qs.for_cards()
        .annotate(release_count=CountOf(naming))
        .order_by("organisation__name", "organisation", "name", "pk")
    )
    page = Paginator(found, CONTACTS).get_page(request.GET.get("page"))
    contacts = with_stand_ins(page, at)
    prefetch_related_objects(contacts, "hours")
    for contact in contacts:
        contact.hours_now = _in_words(contact.opening(at), at)
    by_organisation = groupby(contacts, key=lambda contact: contact.organisation)
    in_country = listed.order_by().values_list("country").annotate(n=Counted("pk"))
    return render(
        request,
        "contacts/contact_list.html",
        {
            "filters": filters,
            "page": page,
            "groups": [(organisation, list(group)) for organisation, group in by_organisation],
            "organisations": with_listed_contacts()
            .annotate(contact_count=CountOf(listed.filter(organisation=OuterRef("pk"))))
            .order_by("name"),
            "countries": sorted(
                ((code or UNKNOWN, code and str(Country(code)), count) for code, count in in_country),
                key=lambda row: (row[0] == UNKNOWN, row[1] or ""),
            ),
        },
    )


@require_safe
def contact_detail(request, slug):
    """One press contact: every public way to reach them, and the public releases that name them."""
    contact = _find(PressContact.objects.listed().for_cards(), slug)
    if contact.slug != slug:
        return redirect(contact, permanent=True)
    at = timezone.now()
    links = contact.release_links.order_by().values("release")
    releases = Release.objects.public(at).filter(pk__in=links)
    with_stand_ins([contact], at)
    contact.hours_now = _in_words(contact.opening(at), at)
    # An organisation may be there because of a release that nobody may know of yet.
    posts = contact.posts.filter(organisation__in=listed_organisations(at)).select_related("organisation")
    return render(
        request,
        "contacts/contact_detail.html",
        {
            "contact": contact,
            "url": request.build_absolute_uri(contact.get_absolute_url()),
            "languages": contact.languages.all(),
            "posts": posts,
            "releases": releases.newest_first().top(RELEASES, Release.objects.for_cards()),
            "count": Count.of(releases.order_by()),
        },
    )


@require_safe
def contact_vcard(request, slug):
    contact = _find(PressContact.objects.listed().for_cards(), slug)
    if contact.slug != slug:
        return redirect(reverse("contacts:contact-vcard", args=[contact.slug]), permanent=True)
    card = vcard(contact, request.build_absolute_uri(contact.get_absolute_url()))
    return HttpResponse(card, content_type="text/vcard; charset=utf-8")


def _in_words(opening, at):
    return opening.in_words(at) if opening else ""


def _find(rows, slug):
    try:
        return rows.at_address(slug)
    except rows.model.DoesNotExist:
        raise Http404 from None
