"""How what is typed into the form of a release is saved: as writing, as a correction or as a minor edit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.models import ENDED, TEXT, UNPUBLISHED, Release
from releases.readiness import Readiness

from .forms import PublicReleaseForm
from .refusals import RefusalMixin
from .steps import STEPS


class SavingMixin(RefusalMixin):
    """For the ModelAdmin of releases. Fields, topics and rows are saved in one transaction with one entry
    in the history; whatever is refused, everything typed comes back.
    """

    def has_change_permission(self, request, obj=None):
        """Writers change what is not published yet; what is, only those who may publish; what was taken
        back, nobody. Who loses the right while writing gets the form back once more (`refusal`).
        """
        allowed = super().has_change_permission(request, obj)
        if obj is None or obj.status in UNPUBLISHED or hasattr(request, "refusal"):
            return allowed
        return allowed and obj.status not in ENDED and self.has_publish_permission(request)

    def lock(self, request, object_id):
        stored = super().lock(request, object_id)
        was_shown_a_form = "loaded_at" in request.POST and super().has_change_permission(request, stored)
        if stored and was_shown_a_form and not self.has_change_permission(request, stored):
            request.refusal = ValidationError(
                _("Not saved: it was published or taken back while you were writing. Ask an editor.")
                if stored.status not in ENDED
                else _("Not saved: it was taken back while you were writing. Restore it first.")
            )
        return stored

    def asks_why(self, request, obj):
        """Whether a change of this release must be explained."""
        return obj is not None and obj.is_public() and self.has_change_permission(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.asks_why(request, obj):
            kwargs["form"] = PublicReleaseForm.asked_of(request.user)
        return super().get_form(request, obj, change, **kwargs)

    # A new release is saved first, so that rows can point to it; else all waits for `save_related()`,
    # which alone knows whether anything was changed.

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save_writing(request.user)

    def save_related(self, request, form, formsets, change):
        is_changed = bool(form.changed_data) or any(formset.has_changed() for formset in formsets)
        # What is brought back may be the same in every field and still miss a row.
        is_changed |= hasattr(request, "restores") or hasattr(request, "recovers")
        if change and is_changed:
            self._save_change(request, form)
        elif change and form.cleaned_data.get("kind_of_change"):
            raise ValidationError(
                {"kind_of_change": _("Nothing is changed yet. Change the text, then save.")}
            )
        request.is_saved = is_changed or not change
        if request.is_saved:
            super().save_related(request, form, formsets, change)

    def _save_change(self, request, form):
        release, given = form.instance, form.cleaned_data
        if not release.is_public():
            request.said = release.save_writing(request.user)
            return
        changes = {name: given[name] for name in TEXT if name in form.changed_data}
        kind, slug = given.get("kind_of_change"), given.get("slug")
        if kind == "correction":
            values = {"approved_by": given["agreed_by"], "urgent": given["urgent"]}
            release.correct(request.user, given["wrong"], given["right"], **values, **changes)
            request.said = _("Corrected. The note is public now, and the earlier text stays readable.")
        elif kind == "minor":
            release.minor_edit(request.user, given["reason"], **changes)
            request.said = _("Saved as a minor edit, without a public note.")
        elif "kind_of_change" in form.fields:
            raise ValidationError(
                {"kind_of_change": _("This release is public. Say what kind of change it is.")}
            )
        else:
            raise ValidationError(
                _("It has become public while you were writing. Say below what kind of change it is.")
            )
        if "slug" in form.changed_data:  # the model has put back all but the text
            release.slug = slug
            release.save()

    def construct_change_message(self, request, form, formsets, add=False):
        return super().construct_change_message(request, form, formsets, add) if request.is_saved else []

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if getattr(request, "is_saved", True) else None

    def recover_view(self, request, version_id, extra_context=None):
        request.recovers = True
        return super().recover_view(request, version_id, extra_context)

    # What is said afterwards, and where it goes on

    def response_add(self, request, obj, post_url_continue=None):
        return self._on_to_step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if getattr(request, "said", ""):
            messages.warning(request, request.said)
        if obj.status == Release.Status.PUBLISHED:
            at = None if obj.is_public() else obj.public_from
            for check in Readiness(Release.objects.with_parts().get(pk=obj.pk), at).stops:
                messages.warning(request, _("It stays published, but lacks: %s") % check.label)
        return self._on_to_step(request, obj) or super().response_change(request, obj)

    def _on_to_step(self, request, obj):
        """On to the page of a step, if that was the button pressed: it asks about what is saved."""
        for name, step in STEPS.items():
            if f"_{name}" in request.POST and self.may_take(request, step, obj):
                messages.success(request, _("Saved. Nothing is published yet."))
                return HttpResponseRedirect(reverse(f"admin:releases_release_{name}", args=[obj.pk]))
        return None
