"""The pages of releases. What may be read is asked of the queryset; no view looks at state or time."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from . import reading
from .cursors import BadCursor, Page, Position
from .facets import Facets, address, chips, removals, without_cursor
from .filters import ORDERS, ReleaseFilter
from .models import Release
from .office_time import in_words
from .snippets import Marker
from .standing_in import name_stand_ins
from .structured_data import news_article

PAGE_SIZE = 20
PLAIN = "text/plain; charset=utf-8"
KEPT = set(ReleaseFilter.base_filters) - {"q"}  # what a new search leaves as it is


@require_safe
def release_list(request):
    """All public releases, newest first, narrowed by the filters; 20 a page by cursor."""
    filters = ReleaseFilter(request.GET, queryset=Release.objects.public(timezone.now()))
    query = without_cursor(request.GET)
    context = {
        "filters": filters,
        "query": query.urlencode(),
        "kept": [(name, one) for name, values in query.lists() for one in values if name in KEPT],
    }
    cursors = request.GET.get("after"), request.GET.get("before")
    try:
        shown = Release.objects.for_cards(*(["body"] if filters.match else []))
        page = Page.read(filters.in_order(), PAGE_SIZE, *cursors, shown=shown)
    except BadCursor:
        return render(request, "releases/no_such_page.html", context, status=404)
    context |= {"page": page, "chips": chips(filters), **_panel(request, filters)}
    if filters.match:
        context |= found_by_words(filters, page, query)
    if not page.rows:
        context["removals"] = removals(filters)
    return render(request, "releases/release_list.html", context)


def _panel(request, filters):
    """What is the same on every page of a list, and so is counted and rendered once for all of them."""

    def make():
        facets = Facets(filters)
        days = [filters.form["from"], filters.form["to"]]
        context = {"filters": filters, "facets": facets, "days": days, "is_filtered": chips(filters)}
        years = facets.years if filters.sorted_by == "newest" else []
        jumps = [(str(year), Position.top_of_year(year)) for year, _count in years if year < 9999]
        context |= {"jumps": jumps, "undated": facets.undated, "query": filters.canonical}
        return {
            "total": facets.total,
            "years": render_to_string("releases/_years.html", context),
            "panel": render_to_string("releases/_filters.html", context),
        }

    remembered = getattr(request, "remembered", None)
    # A value that was not understood stands in the panel as it was typed, and so do words.
    if remembered is None or filters.match or not filters.is_valid():
        return make()
    return remembered(f"releases:list?{filters.canonical}", make)


def found_by_words(filters, page, query):
    """What the list shows of a search besides its rows. Each row gets its `marked_title` and `snippet`."""
    marker = Marker(filters.match.query.marks)
    for release in page.rows:
        release.marked_title, release.snippet = marker.title(release), marker.snippet(release)
    orders = []
    for name, label in ORDERS.items():
        query["order"] = name
        orders.append((label, None if name == filters.sorted_by else address(query)))
    context = {"orders": orders, "among": filters.match.among}
    if filters.sorted_by == "best" and not filters.match.is_complete:
        context["ranked"] = len(filters.match.pks)
    if not filters.match.pks and (meant := filters.match.suggestion):
        query.pop("order")
        query["q"] = meant
        context["meant"] = (meant, address(query))
    return context


@require_safe
def release_detail(request, slug):
    """One release. A former address leads to the present one for ever."""
    at = timezone.now()
    release = reading.page(slug, at) or _find(Release.objects.for_page(), request, slug, at)
    if elsewhere := _elsewhere(request, release, slug, at, "releases:detail"):
        return elsewhere
    name_stand_ins([release], at)
    is_public = release.is_public(at)
    newer, older, related = reading.around(release, at) if is_public else (None, None, [])
    with in_its_language(release):
        response = render(
            request,
            "releases/release_detail.html",
            {
                "release": release,
                "url": request.build_absolute_uri(release.get_absolute_url()),
                "text_url": reverse("releases:text", args=[release.slug]),
                "subjects": release.subjects(),
                "newer": newer,
                "older": older,
                "related": related,
                "is_public": is_public,
                "successor": release.successor(at),
                "opens": in_words(release.public_from) if release.is_scheduled(at) else "",
                "structured_data": news_article(release, request) if is_public else None,
            },
        )
    return _guarded(response, release, at)


@require_safe
def release_text(request, slug):
    """The release as plain text, 72 columns, for pasting."""
    at = timezone.now()
    release = reading.text(slug, at) or _find(Release.objects.for_text(), request, slug, at)
    if elsewhere := _elsewhere(request, release, slug, at, "releases:text"):
        return elsewhere
    name_stand_ins([release], at)
    successor = release.successor(at)
    context = {
        "release": release,
        "url": request.build_absolute_uri(release.get_absolute_url()),
        "successor": successor and request.build_absolute_uri(successor.get_absolute_url()),
    }
    with in_its_language(release):
        words = render_to_string("releases/release_detail.txt", context)
    return _guarded(HttpResponse(words, content_type=PLAIN), release, at)


@require_safe
def release_version(request, slug, number):
    """The text as it was until a correction. It is no page of its own for search engines."""
    at = timezone.now()
    release = _find(Release.objects.select_related("language"), request, slug, at)
    if elsewhere := _elsewhere(request, release, slug, at, "releases:version", number):
        return elsewhere
    earlier = get_object_or_404(
        release.earlier_texts.select_related("language", "notice__approved_by"), number=number
    )
    context = {
        "release": release,
        "earlier": earlier,
        "is_public": release.is_public(at),
        "url": request.build_absolute_uri(release.get_absolute_url()),
    }
    with in_its_language(earlier):
        response = render(request, "releases/release_version.html", context)
    response["X-Robots-Tag"] = "noindex"
    return _guarded(response, release, at)


def _find(releases, request, slug, at):
    """The release at this address of which this visitor may be told anything, else 404.

    Who the visitor is matters only where the public is told nothing, so that what everybody gets never
    touches a session.
    """
    try:
        return releases.answering(at).at_address(slug)
    except Release.DoesNotExist:
        user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    try:
        return releases.readable_by(user, at).at_address(slug)
    except Release.DoesNotExist:
        raise Http404 from None


def _elsewhere(request, release, slug, at, name, *rest):
    """The answer at an address that shows no text itself: 410 for what is gone, or 301 to where it is.

    One step always, straight to a page that the public may read; None if the text is here.
    """
    if release.is_gone():
        successor = release.successor(at)
        if successor is None:
            return _gone(request, release, name)
        return redirect("releases:detail" if rest else name, successor.slug, permanent=True)
    if release.slug != slug:
        return redirect(name, release.slug, *rest, permanent=True)
    return None


def _gone(request, release, name):
    """410 (RFC 9110): when and why, and not a word of what was here."""
    with in_its_language(release):
        if name == "releases:text":
            words = render_to_string("410.txt", {"release": release})
            return HttpResponse(words, content_type=PLAIN, status=410)
        return render(request, "410.html", {"release": release}, status=410)


def in_its_language(release):
    """The page around a release speaks its language, where the newsroom has words in it."""
    known = release.language_id in settings.INTERFACE_LANGUAGES
    return translation.override(release.language_id if known else translation.get_language())


def _guarded(response, release, at):
    """Keeps previews out of every store, and everything that is not public out of search engines."""
    if release.is_public(at):
        return response
    response["X-Robots-Tag"] = "noindex"
    if not release.keeps_address(at):
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
    return response
