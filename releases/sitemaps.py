"""What search engines are told of: every page that the public may open, and nothing else.

An index of files (sitemaps.org), each of the rows whose keys lie in one stretch of `PART` keys: so a file
never has more, a row never moves to another, and the last file costs what the first costs. The files name
the day of the last change; the index does not, since it could be known by reading them all only.
The news sitemap follows https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from datetime import timedelta
from html import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.models import PressContact
from contacts.words import clean_text

from .counting import Statement
from .directory import listed_organisations
from .models import Release

PART = 1_000  # of the 50,000 that a file may name
NEWS = timedelta(hours=48), 1_000  # how old news may be, and how many a file may name
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XMLNS_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
PAGES = (
    *("home", "releases:list", "releases:corrections"),
    *("contacts:organisation-list", "contacts:contact-list"),
)
SECTIONS = {
    "releases": lambda at: Release.objects.public(at).only("slug", "public_from", "revised_at"),
    "organisations": lambda at: listed_organisations(at).only("slug"),
    "contacts": lambda at: PressContact.objects.listed().only("slug"),
}


@require_safe
def sitemap(request):
    """The index: the file of the site's own pages, and each stretch of keys in which something is public."""
    statement, at = Statement(), timezone.now()
    for section, public in SECTIONS.items():
        keys = public(at).order_by().values_list("pk")
        statement.leap(section, "id", keys, f"id >= ({section}.id / {PART} + 1) * {PART}", "id")
        statement.ask("part", section, f"id / {PART}, '', 0 FROM {section} WHERE id IS NOT NULL")
    found = statement.answers()
    parts = [("pages", 0), *((name, n) for name in SECTIONS for n, _, _ in found.get(("part", name), []))]
    return _xml(
        f'<sitemapindex xmlns="{XMLNS}">',
        (f"<sitemap>{_loc(request, reverse('sitemap-part', args=part))}</sitemap>" for part in parts),
        "</sitemapindex>",
    )


@require_safe
def sitemap_part(request, section, number):
    """One file of the index."""
    if (section, number) == ("pages", 0):
        urls = [f"<url>{_loc(request, reverse(name))}</url>" for name in PAGES]
    elif section in SECTIONS:
        rows = SECTIONS[section](timezone.now()).filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)
        rows = rows.order_by("pk")
        urls = [f"<url>{_loc(request, row.get_absolute_url())}{_lastmod(row)}</url>" for row in rows]
    else:
        urls = []
    if not urls:
        raise Http404
    return _xml(f'<urlset xmlns="{XMLNS}">', urls, "</urlset>")


@require_safe
def sitemap_news(request):
    """What went public in the last 48 hours and bears a date of these days; an old text or one without a
    date is no news.
    """
    age, most = NEWS
    at = timezone.now()
    fresh = Release.objects.public(at).filter(public_from__gte=at - age, dated_on__gte=(at - age).date())
    rows = fresh.order_by("-public_from").only("slug", "title", "language", "public_from")[:most]
    name = escape(clean_text(settings.SITE_NAME))
    return _xml(
        f'<urlset xmlns="{XMLNS}" xmlns:news="{XMLNS_NEWS}">',
        (
            f"<url>{_loc(request, row.get_absolute_url())}<news:news><news:publication><news:name>{name}"
            f"</news:name><news:language>{row.language_id}</news:language></news:publication>"
            f"<news:publication_date>{_instant(row.public_from)}</news:publication_date>"
            f"<news:title>{escape(row.title)}</news:title></news:news></url>"
            for row in rows
        ),
        "</urlset>",
    )


def _loc(request, address):
    return f"<loc>{escape(request.build_absolute_uri(address))}</loc>"


def _lastmod(row):
    return f"<lastmod>{_instant(row.updated_at())}</lastmod>" if isinstance(row, Release) else ""


def _instant(at):
    return at.isoformat(timespec="seconds")


def _xml(opening, lines, closing):
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opening, *lines, closing, ""])
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
