"""The gap desk: one queue of what all releases lack, each gap filled where it stands."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.admin.closed import ClosedMixin
from contacts.models import PressContact
from releases.ingest.fill import (
    close,
    fill_channel,
    fill_contact,
    fill_date,
    fill_email,
    fill_organisation,
    fill_speaker,
)
from releases.ingest.gaps import DATE, EMAIL, SPEAKER, alike, queue
from releases.models import Gap, Quote, Release

MODELS = {DATE: Release, SPEAKER: Quote, EMAIL: PressContact} | dict.fromkeys(Gap.Kind.values, Gap)


@admin.register(Gap)
class GapAdmin(ClosedMixin, admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:releases_gap_changelist"))

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._fill(request)
        kinds = [
            (kind, [(item, self._says(item)) for item in items], total) for kind, items, total in queue()
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "cl": True,  # for the breadcrumbs: this is the list
            "title": _("Gap desk"),
            "kinds": kinds,
            "total": sum(total for _kind, _items, total in kinds),
            "may_change": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/releases/gap/desk.html", context)

    def _says(self, item):
        """The gap in one sentence."""
        name, count = getattr(item.of, "name", ""), item.count
        if item.kind == DATE:
            return _("“%(title)s” has no date") % {"title": item.of.title}
        if item.kind == SPEAKER:
            return ngettext(
                "A quote without a speaker on %d release", "A quote without a speaker on %d releases", count
            ) % (count)
        if item.kind == EMAIL:
            said = ngettext(
                "%(name)s has no e-mail on %(count)d release",
                "%(name)s has no e-mail on %(count)d releases",
                count,
            )
            return said % {"name": name, "count": count}
        values = {"words": item.of.words, "count": count, "name": item.of.contact}
        sentences = {
            Gap.Kind.NUMBER: _("“%(words)s”, printed for %(name)s, cannot be right"),
            Gap.Kind.CHANNEL: _("“%(words)s” is printed for %(name)s and not in the directory"),
            Gap.Kind.ORGANISATION: _("“%(words)s” may be an organisation on file"),
            Gap.Kind.CONTACT: _("“%(words)s” is a contact who is not certain"),
            Gap.Kind.QUOTE: _("A quote that does not stand in the body: “%(words)s”"),
        }
        return sentences[item.kind] % values

    def _fill(self, request):
        kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
        if not self.has_change_permission(request) or kind not in MODELS or not key.isdigit():
            raise PermissionDenied
        thing = get_object_or_404(MODELS[kind], pk=key)
        self._check_rights(request, kind, thing)
        try:
            self._fill_one(request, kind, thing)
        except ValidationError as error:
            messages.error(request, " ".join(str(message) for message in error.messages))
        else:
            said = _("Left out.") if "_leave" in request.POST else _("Filled in.")
            self._log(request, thing, said)
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:releases_gap_changelist") + f"#{kind}")

    def _fill_one(self, request, kind, thing):
        data, by = request.POST, request.user
        if "_leave" in data and kind in (DATE, *Gap.Kind.values):
            return fill_date(thing, "", by) if kind == DATE else close(thing)
        value, chosen = data.get("value", ""), data.get("row", "")
        if kind == DATE:
            return fill_date(thing, value or "-", by)
        if kind == SPEAKER:
            return fill_speaker(thing, value, data.get("role", ""), by)
        if kind == EMAIL:
            return fill_email(thing, value, by)
        if kind == Gap.Kind.ORGANISATION:
            return fill_organisation(thing, chosen, by)
        if kind == Gap.Kind.CONTACT:
            return fill_contact(thing, chosen, data.get("home", ""), by)
        if kind in (Gap.Kind.NUMBER, Gap.Kind.CHANNEL):
            return fill_channel(thing, value, by)
        raise ValidationError(_("Correct the quote on the release’s own form, or leave it out."))

    def _check_rights(self, request, kind, thing):
        """Filling changes a release or a contact: only who may change that record may fill."""
        if kind in (EMAIL, Gap.Kind.NUMBER, Gap.Kind.CHANNEL):
            contact = thing if kind == EMAIL else thing.contact
            allowed = self.admin_site.get_model_admin(PressContact).has_change_permission(request, contact)
        else:
            records = self.admin_site.get_model_admin(Release)
            releases = [getattr(thing, "release", thing)]
            if kind == SPEAKER:
                same = Quote.objects.filter(text=thing.text, speaker="").select_related("release")
                releases = [one.release for one in same]
            elif kind in Gap.Kind.values:
                releases = [one.release for one in alike(thing.kind, thing.key).select_related("release")]
            allowed = all(records.has_change_permission(request, one) for one in releases)
        if not allowed:
            raise PermissionDenied

    def _log(self, request, thing, said):
        record = (
            thing.contact if isinstance(thing, Gap) and thing.contact else getattr(thing, "release", thing)
        )
        self.admin_site.get_model_admin(type(record)).log_change(request, record, said)
