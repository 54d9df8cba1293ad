"""No save overwrites a colleague's newer one unknowingly.

The form carries `loaded_at`: the `changed_at` of what its reader was shown. A save that finds another
one in the row is refused: everything typed comes back, beside what the colleague saved. Ticking "Save
mine over theirs" (`over`) carries the newer instant, so that a second, knowing save goes through.
"""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reversion.models import Version

REVISION_BELONGS_TO_SAVE = timedelta(minutes=1)


@dataclass(frozen=True)
class Difference:
    """One field or row: what the colleague saved and what this person typed."""

    label: str
    theirs: str
    mine: str
    note: str = ""


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
        version = Version.objects.get_for_object(stored).select_related("revision__user").first()
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
            if stored and self.is_stale(request, stored):
                request.conflict = Conflict.over_a_save(stored)
            return super().change_view(request, object_id, form_url, extra_context)

    def lock(self, request, object_id):
        """The row as it is now, held until the transaction ends; None if there is none."""
        found = self.get_object(request, unquote(object_id))
        rows = self.model._base_manager.select_for_update(of=("self",))
        return found and rows.filter(pk=found.pk).first()

    def is_stale(self, request, stored):
        known = (request.POST.get("loaded_at"), request.POST.get("over"))
        return stored.changed_at.isoformat() not in known

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
                [] if conflict.is_deletion else list(differences(context["adminform"].form, formsets))
            )
            context["loaded_at"] = request.POST.get("loaded_at", "")
        elif obj:
            context.setdefault("loaded_at", obj.changed_at.isoformat())
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def differences(form, formsets):
    """Every field and row in which the bound form differs from what is stored now."""
    yield from _field_differences(form)
    for formset in formsets:
        name = capfirst(formset.model._meta.verbose_name)
        for number, row in enumerate(formset.initial_forms, start=1):
            label = f"{name} {number}"
            if formset._should_delete_form(row):
                yield Difference(label, _initial_row(row), "", _("You remove this."))
            else:
                yield from _field_differences(row, f"{label}, ")
        for row in formset.extra_forms:
            if row.has_changed() and not formset._should_delete_form(row):
                yield Difference(name, "", _typed_row(row), _("Only in yours: new, or removed by them."))
        posted = {row.instance.pk for row in formset.initial_forms}
        for stored in formset.get_queryset():
            if stored.pk not in posted:
                yield Difference(name, str(stored), "", _("Added by them. It stays."))


def _field_differences(form, prefix=""):
    for name in form.changed_data:
        if _is_shown(form, name):
            field = form.fields[name]
            stored, typed = form.get_initial_for_field(field, name), _typed(form, name)
            theirs, mine = shown(field, stored), shown(field, typed)
            if theirs == mine:  # the words are the same: only their formatting differs
                theirs, mine = str(stored), str(typed)
            yield Difference(prefix + capfirst(str(field.label)), *_without_common_lines(theirs, mine))


def _initial_row(form):
    values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    return _row(form, values)


def _typed_row(form):
    return _row(form, {name: _typed(form, name) for name in form.fields})


def _row(form, values):
    texts = (shown(form.fields[name], value) for name, value in values.items() if _is_shown(form, name))
    return ", ".join(text for text in texts if text)


def _is_shown(form, name):
    return name not in ("position", "DELETE") and not form.fields[name].widget.is_hidden


def _typed(form, name):
    return form.cleaned_data[name] if name in getattr(form, "cleaned_data", {}) else form[name].data


def shown(field, value):
    """A field's value, as stored or as typed, as an editor reads it."""
    if value is None or value == "":
        return ""
    if hasattr(field, "as_read"):
        return field.as_read(value)
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one) for one in value)
    if isinstance(field, forms.ModelChoiceField):
        try:
            return str(field.to_python(value))
        except ValidationError:
            return str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(localize(value))


def _without_common_lines(theirs, mine):
    """Both texts less the lines with which both begin and end; `…` stands where lines are left out."""
    first, second = theirs.splitlines(), mine.splitlines()
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    if start == end == 0 or first == second:
        return theirs, mine
    before, after = ["…"] * bool(start), ["…"] * bool(end)
    return tuple("\n".join(before + lines[start : len(lines) - end] + after) for lines in (first, second))
