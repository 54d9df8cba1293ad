"""Reading a release before it is public, by a link of one's own: for the press under embargo, and for
an outsider who must approve the text. Who may read is asked of the link; nothing here looks at state or time.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from .models import AccessLink, Release
from .office_time import in_words, in_zones
from .standing_in import name_stand_ins
from .views import in_its_language

GUARDS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, noarchive",
    "Referrer-Policy": "no-referrer",
}


@csrf_exempt  # until the link is known to lead somewhere: any other is answered as a page that never was
def access_page(request, token):
    """The release as the holder of this link may read it; for the press, once the terms are accepted."""
    at = timezone.now()
    return _guarded(_page(request, _find(token, at), at))


@csrf_exempt
def access_text(request, token):
    """The same as plain text, 72 columns."""
    at = timezone.now()
    return _guarded(_text(request, _find(token, at), at))


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _page(request, link, at):
    if link.release.keeps_address(at):
        return redirect(link.release)
    if request.method == "POST":
        link.accept(at)
        return redirect(link)
    if _is_prefetch(request):
        return HttpResponse(status=503)
    if link.awaits_terms:
        return render(request, "releases/access_terms.html", {"link": link, "terms": settings.EMBARGO_TERMS})
    release = _release(link, at)
    with in_its_language(release):
        context = _context(link, release, at) | {"subjects": release.subjects()}
        response = render(request, "releases/access.html", context)
    return _noted(response, request, link, release, at)


@require_safe
def _text(request, link, at):
    if link.release.keeps_address(at):
        return redirect("releases:text", link.release.slug)
    if link.awaits_terms:
        return redirect(link)
    if _is_prefetch(request):
        return HttpResponse(status=503)
    release = _release(link, at)
    with in_its_language(release):
        words = render_to_string("releases/access.txt", _context(link, release, at))
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    return _noted(response, request, link, release, at)


def _find(token, at):
    """The link of this token, if it leads anywhere at this moment, else 404."""
    try:
        return AccessLink.objects.by_token(token, at)
    except AccessLink.DoesNotExist:
        raise Http404 from None


def _release(link, at):
    is_press = link.kind == AccessLink.Kind.PRESS
    releases = Release.objects.for_page("press_points" if is_press else "shown_points")
    (release,) = name_stand_ins([releases.get(pk=link.release_id)], at)
    return release


def _context(link, release, at):
    return {
        "link": link,
        "release": release,
        "is_public": False,
        "instants": in_zones(release.public_from) if release.is_scheduled(at) else [],
        "works_until": in_words(link.expires_at),
    }


def _is_prefetch(request):
    """Whether a browser asks ahead of its reader. It is told to come again: what it got now it might
    show later without asking, and the ledger would not know.
    """
    asked = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any(word in asked.lower() for word in ("prefetch", "prerender", "preview"))


def _noted(response, request, link, release, at):
    if request.method == "GET":
        link.note_opening(release.changed_at, at)
    return response


def _guarded(response):
    """Kept nowhere, indexed nowhere, and told to no other site, wherever it leads."""
    for name, value in GUARDS.items():
        response[name] = value
    return response
