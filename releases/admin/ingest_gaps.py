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
    fill_quote,
    fill_speaker,
)
from releases.ingest.gaps import DATE, EMAIL, OF_CONTACTS, SPEAKER, queue, releases_of
from releases.models import Gap, Quote, Release

from .forms import WhyForm

MODELS = {DATE: Release, SPEAKER: Quote, EMAIL: PressContact} | dict.fromkeys(Gap.Kind.values, Gap)
GIVEN = ("kind", "key", "value", "reading", "speaker", "role", "row", "home")


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
            (kind, [(item, _says(item), self._may_fill(request, item)) for item in items], total)
            for kind, items, total in queue()
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "cl": True,  # for the breadcrumbs: this is the list
            "title": _("Gap desk"),
            "kinds": kinds,
            "total": sum(total for _kind, _items, total in kinds),
        }
        return TemplateResponse(request, "admin/releases/gap/desk.html", context)

    # Filling changes releases or a contact: only who may change those records may fill.

    def _may_fill(self, request, item):
        if not self.has_change_permission(request):
            return False
        return self._may_change(request, item.kind, item.of, item.releases)

    def _may_change(self, request, kind, thing, releases):
        if kind in OF_CONTACTS:
            contact = thing if kind == EMAIL else thing.contact
            return self.admin_site.get_model_admin(PressContact).has_change_permission(request, contact)
        records = self.admin_site.get_model_admin(Release)
        return all(records.has_change_permission(request, one) for one in releases)

    def _fill(self, request):
        data, kind, key = request.POST, request.POST.get("kind", ""), request.POST.get("key", "")
        if not self.has_change_permission(request) or kind not in MODELS or not key.isdigit():
            raise PermissionDenied
        thing = get_object_or_404(MODELS[kind], pk=key)
        releases = releases_of(kind, thing)
        if not self._may_change(request, kind, thing, releases):
            raise PermissionDenied
        leaves = "_leave" in data and kind != DATE and kind in Gap.Kind.values
        public = [one for one in releases if one.is_public()]
        why = {}
        if public and not leaves:
            form = WhyForm.asked_of(request.user)(data if "kind_of_change" in data else None, label_suffix="")
            if "_why" in data and "kind_of_change" not in data:
                messages.error(request, _("Say what kind of change it is."))
            if not form.is_valid():
                return self._ask_why(request, form, thing, public)
            why = form.cleaned_data
        try:
            close(thing) if leaves else self._fill_one(request, kind, thing, why)
        except ValidationError as error:
            messages.error(request, " ".join(str(message) for message in error.messages))
        else:
            said = _("Left out.") if "_leave" in data else _("Filled in.")
            self._log(request, kind, thing, releases, said)
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:releases_gap_changelist") + f"#{kind}")

    def _fill_one(self, request, kind, thing, why):
        data, by = request.POST, request.user
        value, chosen = data.get("value", ""), data.get("row", "")
        if kind == DATE:
            day = "" if "_leave" in data else data.get("reading") or value or "-"
            return fill_date(thing, day, by)
        if kind == SPEAKER:
            return fill_speaker(thing, value, data.get("role", ""), by, why)
        if kind == EMAIL:
            return fill_email(thing, value, by)
        if kind == Gap.Kind.ORGANISATION:
            return fill_organisation(thing, chosen, by, why)
        if kind == Gap.Kind.CONTACT:
            return fill_contact(thing, chosen, data.get("home", ""), by, why)
        if kind == Gap.Kind.QUOTE:
            row = {"text": value, "speaker": data.get("speaker", ""), "role": data.get("role", "")}
            return fill_quote(thing, row, by, why)
        return fill_channel(thing, value, by)

    def _ask_why(self, request, form, thing, public):
        """Asks once more before what the public reads is changed, with all that was typed."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("This changes what is public"),
            "form": form,
            "public": public,
            "words": getattr(thing, "words", "") or getattr(thing, "text", ""),
            "given": [(name, request.POST[name]) for name in GIVEN if request.POST.get(name)],
        }
        return TemplateResponse(request, "admin/releases/gap/why.html", context)

    def _log(self, request, kind, thing, releases, said):
        contact = thing if kind == EMAIL else getattr(thing, "contact", None)
        for record in [*releases, *([contact] if contact else [])]:
            self.admin_site.get_model_admin(type(record)).log_change(request, record, said)


def _says(item):
    """The gap in one sentence."""
    name, count = getattr(item.of, "name", ""), item.count
    if item.kind == DATE:
        return _("“%(title)s” has no date") % {"title": item.of.title}
    if item.kind == SPEAKER:
        said = ngettext(
            "A quote without a speaker on %d release", "A quote without a speaker on %d releases", count
        )
        return said % count
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
