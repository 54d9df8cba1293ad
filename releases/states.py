"""The states of a release as an editor reads them. `Release.state(at)` tells which one it is in."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

STATES = {
    "draft": _("Draft"),
    "review": _("In review"),
    "approved": _("Approved"),
    "scheduled": _("Scheduled"),
    "embargoed": _("Under embargo"),
    "public": _("Public"),
    "corrected": _("Corrected"),
    "withdrawn": _("Withdrawn"),
    "removed": _("Removed"),
    "redirected": _("Redirected"),
}
FLAGS = {
    "scheduled": "nr-flag--hold",
    "embargoed": "nr-flag--hold",
    "public": "nr-flag--ok",
    "corrected": "nr-flag--ok",
    "withdrawn": "nr-flag--danger",
    "removed": "nr-flag--danger",
    "redirected": "nr-flag--danger",
}


def state_flag(release, at=None):
    state = release.state(at)
    return format_html('<span class="nr-flag {}">{}</span>', FLAGS.get(state, ""), STATES[state])
