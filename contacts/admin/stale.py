"""No save overwrites a colleague's newer one unknowingly.

The form carries `loaded_at`: the `changed_at` of what its reader was shown. A save that finds another
one in the row is refused: everything typed comes back, beside what the colleague saved and what both had
before them, and one of the two can be chosen for each field. Ticking "Save what I chose" (`over`) carries
the newer instant, so that a second, knowing save goes through.
"""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from reversion import is_registered
from reversion.models import Version

from contacts.history import enter_as_found, shown_at

from .threeway import differences, with_theirs

REVISION_BELONGS_TO_SAVE = timedelta(minutes=1)


@dataclass(frozen=True)
class Conflict:
    """Who saved, or deleted, what somebody else is about to save. `over` is the instant to know of."""

    by: object
    at: object
    over: str = ""

    @property
    def is_deletion(self):
        return not self.over

    @classmethod
    def over_a_save(cls, stored):
        versions = (
            Version.objects.get_for_object(stored) if is_registered(type(stored)) else Version.objects.none()
        )
        version = versions.select_related("revision__user").first()
        revision = version and version.revision
        is_theirs = revision and abs(stored.changed_at - revision.date_created) < REVISION_BELONGS_TO_SAVE
        return cls(revision.user if is_theirs else None, stored.changed_at, stored.changed_at.isoformat())

    @classmethod
    def over_a_deletion(cls, model, object_id):
        entries = LogEntry.objects.filter(action_flag=DELETION, object_id=object_id)
        content_type = ContentType.objects.get_for_model(model)
        entry = entries.filter(content_type=content_type).select_related("user").first()
        return cls(entry and entry.user, entry and entry.action_time)


class RefusedForm(forms.ModelForm):
    """Never valid, so that what was typed comes back."""

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self.add_error(None, _("Not saved yet: a colleague was here first. Compare the two versions."))


class StaleSaveMixin:
    """For the ModelAdmin of anything with `changed_at`."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            stored = self.lock(request, object_id)
            if stored is None and self.has_add_permission(request):
                request.conflict = Conflict.over_a_deletion(self.model, unquote(object_id))
                opts = self.opts
                add_url = reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_add")
                return self.add_view(request, add_url, extra_context)
            if stored and self.changes_now(request, stored):
                enter_as_found(stored)
            if stored and self.is_stale(request, stored):
                request.conflict = Conflict.over_a_save(stored)
            elif stored and request.POST.get("over"):
                request.POST = self._with_theirs(request, stored)
            return super().change_view(request, object_id, form_url, extra_context)

    def lock(self, request, object_id):
        """The row as it is now, held until the transaction ends; None if there is none."""
        found = self.get_object(request, unquote(object_id))
        rows = self.model._base_manager.select_for_update(of=("self",))
        return found and rows.filter(pk=found.pk).first()

    def changes_now(self, request, stored):
        """Whether this request is about to change the row for the first time."""
        return self.has_change_permission(request, stored) and not hasattr(request, "restores")

    def is_stale(self, request, stored):
        known = (request.POST.get("loaded_at"), request.POST.get("over"))
        return stored.changed_at.isoformat() not in known

    def _with_theirs(self, request, stored):
        form = self.get_form(request, stored, change=True)(instance=stored)
        formsets = [
            formset(
                instance=stored, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request)
            )
            for formset, inline in self.get_formsets_with_inlines(request, stored)
        ]
        return with_theirs(request.POST, form, formsets)

    def _differences(self, request, obj, form, formsets):
        """Against what both began from, too, for those who may read versions: an old one may hold what
        they may not see today, and `loaded_at` could be forged to name it. Who restores began elsewhere.
        """
        base = None
        if obj and self.may_read_versions(request) and not hasattr(request, "restores"):
            base = shown_at(obj, request.POST.get("loaded_at", ""))
        return list(differences(form, formsets, base, request.POST))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if hasattr(request, "conflict"):
            return type(form.__name__, (RefusedForm, form), {})
        return form

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        conflict = getattr(request, "conflict", None)
        if conflict:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["conflict"] = conflict
            context["differences"] = (
                []
                if conflict.is_deletion
                else self._differences(request, obj, context["adminform"].form, formsets)
            )
            context["loaded_at"] = request.POST.get("loaded_at", "")
        elif obj:
            context.setdefault("loaded_at", obj.changed_at.isoformat())
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
