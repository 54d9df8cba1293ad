"""The pages that belong to the site as a whole."""

from django.db import Error, connection
from django.db.models import Case, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contacts.counts import Count
from contacts.models import PressContact
from contacts.standing_in import with_stand_ins
from releases.models import Release

LATEST = 6
CONTACTS = 4


@require_safe
def home(request):
    """The front page: the newest release in full view, the next ones, and whom to call."""
    at = timezone.now()
    public = Release.objects.public(at)
    latest = list(public.newest_first().for_cards().gather("key_figures")[:LATEST])
    lead = latest[0] if latest and latest[0].dated_on else None
    desks_first = Case(When(kind=PressContact.Kind.DESK, then=Value(0)), default=Value(1))
    contacts = PressContact.objects.listed().for_cards().order_by(desks_first, "name")[:CONTACTS]
    return render(
        request,
        "newsroom/home.html",
        {
            "lead": lead,
            "releases": latest[1:] if lead else latest,
            "count": Count.of(public.order_by()),
            "contacts": with_stand_ins(contacts, at),
        },
    )


@require_safe
def robots(request):
    """RFC 9309. The admin is not for robots; everything else is."""
    sitemaps = [request.build_absolute_uri(reverse(name)) for name in ("sitemap", "sitemap-news")]
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}"]
    lines += [f"Sitemap: {address}" for address in sitemaps]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def health(request):
    """200 while the database answers, else 503: for load balancers and monitors."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
