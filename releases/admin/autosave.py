"""What somebody typed into the form of a release and has not saved, kept so that no lost session and no
closed tab loses it: one slot for each person and release, and one for a new release, written over.

Keeping it changes nothing of the release and leaves no entry in the history. Taking it up again fills the
form and saves nothing; saving that form is guarded like any other against a colleague's newer save.
"""

from copy import copy

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.admin.threeway import MINE
from contacts.words import readable
from releases.models import Autosave

LARGEST = 1_000_000  # characters
NOT_TYPED = {"csrfmiddlewaretoken", "loaded_at", "over"}


class TakenUpForm(forms.ModelForm):
    """Shows what was typed. It is never valid, so that showing saves nothing."""

    def is_valid(self):
        return False


class AutosaveMixin:
    """For the ModelAdmin of releases."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.autosave_view))
        return [
            path("add/autosave/", view, {"object_id": None}, name="releases_release_autosave_new"),
            path("<path:object_id>/autosave/", view, name="releases_release_autosave"),
            *super().get_urls(),
        ]

    def autosave_view(self, request, object_id):
        """Keeps what the form holds; with `discard`, drops what was kept and leads back to the form."""
        release = self._release_to_change(request, object_id)
        slot = Autosave.objects.filter(by=request.user, release=release)
        if "discard" in request.POST:
            slot.delete()
            messages.success(request, _("The unsaved typing is discarded."))
            return HttpResponseRedirect(_form_url(release))
        values = {
            name: [readable(text) for text in texts]
            for name, texts in request.POST.lists()
            if name not in NOT_TYPED and "__prefix__" not in name and not name.startswith("_")
        }
        if sum(len(name) + sum(map(len, texts)) for name, texts in values.items()) > LARGEST:
            return JsonResponse(
                {"said": _("This is too long to be kept while you type. Save it.")}, status=413
            )
        kept, _made = Autosave.objects.update_or_create(
            by=request.user,
            release=release,
            defaults={"values": values, "base": request.POST.get("loaded_at", "")[:40]},
        )
        said = _("What you typed is kept, %(time)s. It is not saved yet.") % {"time": _clock(kept)}
        return JsonResponse({"said": said})

    def _release_to_change(self, request, object_id):
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        release = self.get_object(request, unquote(object_id))
        if release is None:
            raise Http404
        if not self.has_change_permission(request, release):
            raise PermissionDenied
        return release

    # The form

    def add_view(self, request, form_url="", extra_context=None):
        self._take_up(request, None)
        return super().add_view(request, form_url, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        release = self.get_object(request, unquote(object_id)) if "unsaved" in request.GET else None
        if release:
            self._take_up(request, release)
        return super().change_view(request, object_id, form_url, extra_context)

    def _take_up(self, request, release):
        """Lets the form be shown as if this person had just posted what is kept for them."""
        if request.method == "GET" and "unsaved" in request.GET:
            slot = Autosave.objects.filter(by=request.user, release=release).first()
            if slot:
                request.takes_up = slot
                _as_if_posted(request, slot)

    def changes_now(self, request, stored):
        return super().changes_now(request, stored) and not hasattr(request, "takes_up")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if hasattr(request, "takes_up"):
            return type(form.__name__, (TakenUpForm, form), {})
        return form

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        stored = obj if obj and obj.pk else None
        may_save = self.has_change_permission(request, stored) if stored else self.has_add_permission(request)
        if may_save and not ({"restores", "recovers"} & context.keys() or context["is_popup"]):
            context["autosave_url"] = _autosave_url(stored)
            context["form_url_plain"] = _form_url(stored)
            if hasattr(request, "takes_up"):
                context["taken_up"] = _clock(request.takes_up)
            elif request.method == "GET":
                context["unsaved"] = self._unsaved(request, stored)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _unsaved(self, request, stored):
        """When something was kept for this person, and what they had changed; a slot with nothing of their
        own that is not stored is dropped.
        """
        slot = Autosave.objects.filter(by=request.user, release=stored).first()
        if slot is None:
            return None
        typed, release = copy(request), copy(stored) if stored else self.model()
        _as_if_posted(typed, slot)
        form = self.get_form(typed, stored, change=stored is not None)(typed.POST, instance=release)
        formsets, _inlines = self._create_formsets(typed, form.instance, change=stored is not None)
        for one in (form, *formsets):
            one.full_clean()  # right or wrong, as far as it can be read
        found = self._differences(typed, stored, form, formsets)
        mine = [(one.label, one.mine_marked) for one in found if one.name and one.keep == MINE]
        if not mine:
            slot.delete()
            return None
        return {"clock": _clock(slot), "differences": mine}

    def save_related(self, request, form, formsets, change):
        """A saved form clears its slot; a step taken on a page of its own does not."""
        super().save_related(request, form, formsets, change)
        release = form.instance if change else None
        Autosave.objects.filter(by=request.user, release=release).delete()


def _as_if_posted(request, slot):
    data = QueryDict(mutable=True)
    for name, texts in slot.values.items():
        data.setlist(name, texts)
    data["loaded_at"] = slot.base
    request.FILES  # noqa: B018 - reading them later would empty POST
    request.method, request.POST = "POST", data


def _autosave_url(release):
    if release is None:
        return reverse("admin:releases_release_autosave_new")
    return reverse("admin:releases_release_autosave", args=[release.pk])


def _form_url(release):
    if release is None:
        return reverse("admin:releases_release_add")
    return reverse("admin:releases_release_change", args=[release.pk])


def _clock(slot):
    """The time of day, with the day where it was not today."""
    kept, now = localtime(slot.saved_at), localtime()
    return time_format(kept) if kept.date() == now.date() else date_format(kept, "DATETIME_FORMAT")
