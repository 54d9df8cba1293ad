"""The public directory: organisations and press contacts, with the releases they stand on.

These pages join both apps, so they live in the upper one: `contacts` knows nothing of releases.
"""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.filters import UNKNOWN, ContactFilter, with_listed_contacts
from contacts.models import Country, Organisation, PressContact
from contacts.standing_in import with_stand_ins
from contacts.vcard import vcard

from .models import Release, ReleaseContact, ReleaseOrganisation, Topic

RELEASES = 20
ORGANISATIONS = 100
CONTACTS = 20


def listed_organisations(at=None):
    """Those that stand on a public release or have a listed press contact.

    Any other may be there because of a release that nobody may know of yet.
    """
    parties = ReleaseOrganisation.objects.filter(release__in=Release.objects.public(at))
    return Organisation.objects.filter(
        Q(pk__in=parties.values("organisation"))
        | Q(pk__in=PressContact.objects.listed().values("organisation"))
    )


@require_safe
def organisation_list(request):
    """Every listed organisation by its first letter, with how much there is to read and whom to call."""
    at = timezone.now()
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = listed_organisations(at)
    if words:
        found = found.filter(pk__in=Organisation.objects.matching(words).values("pk"))
    parties = ReleaseOrganisation.objects.filter(release__in=Release.objects.public(at))
    latest = Release.objects.public(at).filter(organisation_links__organisation=OuterRef("pk")).newest_first()
    found = found.annotate(
        release_count=_count(parties, "organisation"),
        contact_count=_count(PressContact.objects.listed(), "organisation"),
        latest=Subquery(latest.values("dated_on")[:1]),
    ).order_by("name")
    page = Paginator(found, ORGANISATIONS).get_page(request.GET.get("page"))
    letters = [(letter, list(group)) for letter, group in groupby(page, key=lambda one: one.name[:1].upper())]
    context = {"words": words, "page": page, "letters": letters}
    return render(request, "contacts/organisation_list.html", context)


@require_safe
def organisation_detail(request, slug):
    """One organisation: its newest releases, its press contacts, whom it issues releases with."""
    at = timezone.now()
    organisation = _find(listed_organisations(at).select_related("parent"), slug)
    if organisation.slug != slug:
        return redirect(organisation, permanent=True)
    releases = Release.objects.public(at).filter(organisation_links__organisation=organisation)
    with_it = listed_organisations(at).filter(release_links__release__in=releases.values("pk"))
    return render(
        request,
        "contacts/organisation_detail.html",
        {
            "organisation": organisation,
            "url": request.build_absolute_uri(organisation.get_absolute_url()),
            "parent": listed_organisations(at).filter(pk=organisation.parent_id).first(),
            "releases": releases.newest_first().for_cards()[:RELEASES],
            "release_count": releases.count(),
            "contacts": with_stand_ins(organisation.contacts.listed().for_cards(), at),
            "partners": with_it.exclude(pk=organisation.pk).distinct().order_by("name")[:RELEASES],
            "topics": Topic.objects.filter(releases__in=releases.values("pk"))
            .annotate(release_count=Count("pk"))
            .order_by("-release_count", "name"),
        },
    )


@require_safe
def contact_list(request):
    """Whom to call: every listed press contact, under their organisation."""
    at = timezone.now()
    listed = PressContact.objects.listed()
    filters = ContactFilter(request.GET, queryset=listed, at=at)
    stands_on = ReleaseContact.objects.filter(release__in=Release.objects.public(at))
    found = (
        filters.qs.for_cards()
        .annotate(release_count=_count(stands_on, "contact"))
        .order_by("organisation__name", "organisation", "name", "pk")
    )
    page = Paginator(found, CONTACTS).get_page(request.GET.get("page"))
    contacts = with_stand_ins(page, at)
    prefetch_related_objects(contacts, "hours")
    for contact in contacts:
        contact.hours_now = _in_words(contact.opening(at), at)
    by_organisation = groupby(contacts, key=lambda contact: contact.organisation)
    in_country = listed.order_by().values_list("country").annotate(n=Count("pk"))
    return render(
        request,
        "contacts/contact_list.html",
        {
            "filters": filters,
            "page": page,
            "groups": [(organisation, list(group)) for organisation, group in by_organisation],
            "organisations": with_listed_contacts()
            .annotate(contact_count=_count(listed, "organisation"))
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
    releases = Release.objects.public(at).filter(contact_links__contact=contact)
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
            "releases": releases.newest_first().for_cards()[:RELEASES],
            "release_count": releases.count(),
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


def _count(rows, by):
    """How many of `rows` belong to each row of the outer query, as a column."""
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, IntegerField()), 0)
