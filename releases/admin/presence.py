"""Who else has the form of a release open. It leaves no entry in the history, and nobody outside sees it."""

from datetime import timedelta

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from releases.models import Presence

SILENCE = timedelta(minutes=2)  # after which somebody is taken to have left; the script speaks every 20 s


class PresenceMixin:
    """For the ModelAdmin of releases. Opening the form announces whoever may change it."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.presence_view))
        return [
            path("<path:object_id>/presence/", view, name="releases_release_presence"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if kwargs.get("change") and not {"restores", "recovers"} & context.keys():
            at = timezone.now()
            if self.has_change_permission(request, obj):
                announce(obj, request.user, at)
            context["others"] = others(obj, request.user, at)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        leave(form.instance, request.user)

    def presence_view(self, request, object_id):
        """The script's word that the form is still open or, with `gone`, that it was left."""
        release = self.get_object(request, unquote(object_id))
        if release is None:
            raise Http404
        if not self.has_change_permission(request, release):
            raise PermissionDenied
        at = timezone.now()
        if "gone" in request.POST:
            leave(release, request.user)
        else:
            announce(release, request.user, at)
        return JsonResponse({"others": others(release, request.user, at)})


def announce(release, user, at):
    """Says that this person has the form open; `since` stays while they are not silent for too long."""
    Presence.objects.filter(release=release, seen_at__lte=at - SILENCE).delete()
    Presence.objects.update_or_create(
        release=release, by=user, defaults={"seen_at": at}, create_defaults={"since": at, "seen_at": at}
    )


def leave(release, user):
    Presence.objects.filter(release=release, by=user).delete()


def others(release, user, at):
    """One sentence for each colleague who has it open, who came first first."""
    present = Presence.objects.filter(release=release, seen_at__gt=at - SILENCE).exclude(by=user)
    return [_said(one, at) for one in present.select_related("by").order_by("since")]


def _said(presence, at):
    if at - presence.since < timedelta(minutes=1):
        return _("%(name)s has just opened this") % {"name": presence.by}
    how_long = timesince(presence.since, at, depth=1)
    return _("%(name)s opened this %(how_long)s ago") % {"name": presence.by, "how_long": how_long}
