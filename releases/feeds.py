"""Atom (RFC 4287) and RSS 2.0 of the release list, with the list's filters as parameters.

Newest to become public first. An undated release has no `published` and no `pubDate`: the instant it
came online is not its date. `updated`, which Atom requires, moves with what the public reads and with
nothing else. The register of corrections has its own feed, Atom only.

XML knows no control characters, so what comes from the directory or from the address is made
`readable()`: one of them in a name would break the feed for everyone.
"""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext

from contacts.words import clean_text, readable

from .corrections import entries
from .cursors import EPOCH
from .facets import address, chips, without_cursor
from .filters import ReleaseFilter
from .models import Notice, Release
from .standing_in import name_stand_ins

MOST = 30


class Steady:
    """An empty feed says the same at any moment, so that asking again costs a 304 and tells nothing."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else EPOCH


class Atom(Steady, Atom1Feed):
    pass


class Rss(Steady, Rss201rev2Feed):
    pass


class FullTextAtom(Atom):
    """Atom whose entries carry the whole text as `content` and the summary as plain text."""

    def add_item_elements(self, handler, item):
        html, item["description"] = item["description"], None
        super().add_item_elements(handler, item)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"])
        handler.addQuickElement("content", html, {"type": "html"})


class CheckedFeed(Feed):
    """Without `Last-Modified`: an entry that goes makes the rest no newer, so that a reader who asks by
    date would keep it for ever. The ETag tells.
    """

    item_guid_is_permalink = False

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def author_name(self):
        return settings.SITE_PUBLISHER or settings.SITE_NAME


class ReleaseFeed(CheckedFeed):
    def get_object(self, request):
        """A filter that means nothing here answers 404: a follower of one topic never gets them all."""
        filters = ReleaseFilter(request.GET, queryset=Release.objects.public(timezone.now()))
        if not filters.is_valid():
            raise Http404
        return filters

    def title(self, filters):
        found = ", ".join(chip.value for chip in chips(filters))
        title = gettext("Press releases")
        return clean_text(f"{settings.SITE_NAME}: {title}" + (f" ({found})" if found else ""))

    def link(self, filters):
        query = without_cursor(filters.data)
        return reverse("releases:list") + (address(query) if query else "")

    def feed_url(self, filters):
        query = without_cursor(filters.data)
        return reverse(self.address) + (address(query) if query else "")

    def items(self, filters):
        newest = filters.qs.order_by("-public_from", "-uuid")
        newest = newest.top(MOST, Release.objects.for_text().gather("organisation_links"))
        return name_stand_ins(newest, timezone.now())

    def item_title(self, release):
        return release.title

    def item_description(self, release):
        return readable(render_to_string("releases/feed_entry.html", {"release": release}))

    def item_guid(self, release):
        return f"urn:uuid:{release.uuid}"

    def item_pubdate(self, release):
        return release.public_from if release.dated_on else None

    def item_updateddate(self, release):
        return release.updated_at()

    def item_categories(self, release):
        return [clean_text(organisation.name) for organisation in release.parties()]

    def item_extra_kwargs(self, release):
        return {"summary": release.summary}


class AtomFeed(ReleaseFeed):
    feed_type = FullTextAtom
    address = "releases:feed-atom"


class RssFeed(ReleaseFeed):
    feed_type = Rss
    address = "releases:feed-rss"

    def description(self, filters):
        return self.title(filters)


class CorrectionsFeed(CheckedFeed):
    feed_type = Atom

    def get_object(self, request):
        return timezone.now()

    def title(self, at):
        return clean_text(f"{settings.SITE_NAME}: {gettext('Corrections')}")

    def link(self, at):
        return reverse("releases:corrections")

    def feed_url(self, at):
        return reverse("releases:corrections-feed")

    def items(self, at):
        newest = Notice.objects.shown(at).newest_first()
        return entries(newest.top(MOST, Notice.objects.for_register()), at)

    def item_title(self, entry):
        return f"{entry.notice.get_kind_display()}: {entry.name()}"

    def item_description(self, entry):
        return readable(render_to_string("releases/corrections_entry.html", {"entry": entry}))

    def item_link(self, entry):
        return entry.address()

    def item_guid(self, entry):
        return f"urn:uuid:{entry.notice.uuid}"

    def item_pubdate(self, entry):
        return entry.notice.at

    def item_updateddate(self, entry):
        return entry.updated_at()
