"""The public register: what became of releases after they were out, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .cursors import BadCursor, Page
from .models import Notice

PAGE_SIZE = 20
MOST_STEPS = 5


@dataclass(frozen=True)
class Entry:
    """A notice, and as much of its release as may be told at this moment.

    A release that is gone and leads nowhere is named by its date alone: not its title nor its address,
    which spells the title, and no correction of it, which quotes the text.
    """

    notice: Notice
    at: datetime

    @property
    def release(self):
        return self.notice.release

    @property
    def has_text(self):
        """Whether the text stands at its address, be it under a notice."""
        return not self.release.is_gone()

    @property
    def successor(self):
        return self.release.successor(self.at)

    @property
    def is_named(self):
        return self.has_text or self.successor is not None

    def name(self):
        if self.is_named:
            return self.release.title
        if self.release.dated_on is None:
            return _("A release whose date is not stated")
        return _("A release of %(day)s") % {"day": date_format(self.release.dated_on)}

    def address(self):
        """Where to read on: the release, or this entry's own place in the register."""
        if not self.has_text:
            return f"{reverse('releases:corrections')}#n-{self.notice.uuid}"
        place = f"#n-{self.notice.uuid}" if self.notice.earlier_id else ""
        return self.release.get_absolute_url() + place

    def updated_at(self):
        """The instant of the notice or, since less is told of what is gone, the instant it went."""
        return self.notice.at if self.is_named else max(self.notice.at, self.release.ended_at)


def entries(notices, at):
    """The notices as the public may read them, in as many queries however many there are."""
    notices = list(notices)
    _follow([notice.release for notice in notices])
    return [Entry(notice, at) for notice in notices]


def _follow(releases):
    """Fetches what stands in their place: mostly one query, and one more for each further step."""
    for _step in range(MOST_STEPS):
        releases = [one for one in releases if one.replaced_by_id]
        prefetch_related_objects(releases, "replaced_by__language")
        releases = [one.replaced_by for one in releases]


@require_safe
def correction_list(request):
    """The register, 20 entries a page by cursor."""
    at = timezone.now()
    cursors = request.GET.get("after"), request.GET.get("before")
    try:
        page = Page.read(Notice.objects.shown(at), PAGE_SIZE, *cursors, shown=Notice.objects.for_register())
    except BadCursor:
        return render(request, "releases/no_such_page.html", {"register": True}, status=404)
    return render(request, "releases/corrections.html", {"page": page, "entries": entries(page.rows, at)})
