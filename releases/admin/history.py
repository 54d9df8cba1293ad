"""What happens to a release that no save makes: it goes live, a link runs out, somebody reads it through
one. No job runs at that moment to write it down: it is told from the data when the history is read.
"""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from contacts.entries import Entry, Events
from releases.models import UNPUBLISHED, Opening, Release


class ReleaseHistoryMixin:
    """For the ModelAdmin of releases. Making a link and revoking one leave entries of their own; what
    becomes of it besides is told to those who may see links.
    """

    def get_events(self, request, release, at):
        live = Release.objects.filter(pk=release.pk, public_from__lte=at).exclude(status__in=UNPUBLISHED)
        events = [
            Events("live", live, "public_from", _went_live),
            Events("waiver", release.waivers.select_related("by"), "at", _waived),
        ]
        if not request.user.has_perm("releases.view_accesslink"):
            return events
        links = release.access_links.all()
        not_before = Q(revoked_at=None) | Q(revoked_at__gt=F("expires_at"))
        openings = Opening.objects.filter(link__release=release).select_related("link")
        return [
            *events,
            Events("link-accepted", links.exclude(accepted_at=None), "accepted_at", _accepted),
            Events("link-expired", links.filter(not_before, expires_at__lte=at), "expires_at", _expired),
            Events("link-opened", openings, "at", _opened),
        ]


def _went_live(release, previous):
    """Told only of one that had been waiting: publishing at once is an entry of its own."""
    instant = release.public_from
    # A version keeps no more than milliseconds.
    instant = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    if previous and previous.changed_at >= instant:
        return None
    what = _("The embargo ended: anyone can read it") if release.under_embargo else _("Went live")
    return Entry(release.public_from, what, is_automatic=True)


def _waived(waiver, previous):
    what = _("Let a warning stand: %(warning)s") % {"warning": waiver.warning or waiver.check_code}
    return Entry(waiver.at, what, by=str(waiver.by or ""), why=waiver.reason)


def _accepted(link, previous):
    return Entry(link.accepted_at, _("Accepted the terms of the embargo"), by=link.name)


def _expired(link, previous):
    what = _("The link for %(name)s ran out") % {"name": link.name}
    return Entry(link.expires_at, what, is_automatic=True)


def _opened(opening, previous):
    return Entry(opening.at, _("Read it through a link"), by=opening.link.name)
