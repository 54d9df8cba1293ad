"""Links of a text to pages of this site, and those that lead the public nowhere."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import CharField, Q, Value
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from contacts.models import Organisation, PressContact

LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
# The pages of a thing, by the beginning of their names, and those that are nobody's but their holder's.
KINDS = {"releases:": "release", "contacts:contact-": "contact", "contacts:organisation-": "organisation"}
PRIVATE = ("admin:", "releases:access")


def site_links(html):
    """[(address, name of its view, slug)] of each link to this site; the name is "" where no page is."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    found = []
    for address in dict.fromkeys(unescape(one) for one in LINK.findall(html)):
        try:
            parts = urlsplit(address)
            is_here = parts.hostname is None or validate_host(parts.hostname, hosts)
        except ValueError:
            continue
        if is_here and parts.scheme in ("", "http", "https") and parts.path.startswith("/"):
            try:
                match = resolve(unquote(parts.path))
            except Resolver404:
                found.append((address, "", ""))
            else:
                found.append((address, match.view_name, match.kwargs.get("slug", "")))
    return found


def closed_links(releases, at=None):
    """{pk: [address]} of the links in these releases to what is not public at this instant (default: now),
    in one query. What is published together with a release is public with it.
    """
    links = {one.pk: site_links(f"{one.body}\n{one.notes_to_editors}") for one in releases}
    slugs = {kind: set() for kind in KINDS.values()}
    for _address, view, slug in (link for found in links.values() for link in found):
        if slug and (kind := _kind(view)):
            slugs[kind].add(slug)
    known = _known(slugs, releases, at) if any(slugs.values()) else set()
    return {
        one.pk: [link[0] for link in links[one.pk] if _is_closed(link, known | {("release", one.slug)})]
        for one in releases
    }


def _kind(view):
    return next((kind for start, kind in KINDS.items() if view.startswith(start)), "")


def _is_closed(link, known):
    _address, view, slug = link
    if not view or view.startswith(PRIVATE):
        return True
    return bool(slug and _kind(view)) and (_kind(view), slug) not in known


def _known(slugs, releases, at):
    """{(kind, slug)} of those of these slugs, present and former, that lead somewhere."""
    bundles = {one.bundle_id for one in releases if one.bundle_id}
    sets = {
        "release": type(releases[0]).objects.public_with(bundles, at),
        "contact": PressContact.objects.listed(),
        "organisation": Organisation.objects.all(),
    }
    rows = [
        sets[kind]
        .filter(Q(slug__in=wanted) | Q(former_addresses__slug__in=wanted))
        .order_by()
        .values_list(Value(kind, CharField()), "slug", "former_addresses__slug")
        for kind, wanted in slugs.items()
        if wanted
    ]
    return {(kind, slug) for kind, *both in rows[0].union(*rows[1:], all=True) for slug in both}
