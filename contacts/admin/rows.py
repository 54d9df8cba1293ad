"""The rows of a form: the organisations of a release, the numbers of a contact."""

import re

from django import forms
from django.contrib import admin
from django.db.models import Max, TextField
from django.forms.formsets import ManagementForm

from .selects import CarefulSelect, SelectsMixin


class LinesField(forms.CharField):
    """Text of several lines. Browsers send CRLF, which is no change to what is stored with LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


LINES = {TextField: {"form_class": LinesField}}


class RowForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            select = getattr(field.widget, "widget", None)
            if isinstance(select, CarefulSelect) and self.instance.pk:
                select.known = getattr(self.instance, name)


class RowFormSet(forms.BaseInlineFormSet):
    """Takes the rows as the person saw them, whatever a colleague has done to them since.

    A row that is gone comes back as a new one, so that nothing typed in it is lost. A new row without
    a place of its own goes to the end.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._with_gone_rows_as_new()

    def get_queryset(self):
        """The stored rows; in a bound form, first those it holds, in its order."""
        if not hasattr(self, "_queryset"):
            rows = list(super().get_queryset())
            if self.is_bound:
                posted = self._posted()
                places = {row.get("id"): place for place, row in enumerate(posted)}
                rows.sort(key=lambda row: places.get(str(row.pk), len(posted)))
            self._queryset = rows
        return self._queryset

    def save_new(self, form, commit=True):
        if "position" in form.fields and "position" not in form.changed_data:
            siblings = self.model._base_manager.filter(**{self.fk.name: self.instance})
            last = siblings.aggregate(last=Max("position"))["last"]
            form.instance.position = 0 if last is None else last + 1
        return super().save_new(form, commit)

    def clean(self):
        """Also against rows that are stored and not in this form: Django compares those in it only."""
        super().clean()
        if self.instance.pk is None:
            return
        here = [form.instance.pk for form in self.initial_forms]
        others = self.model._base_manager.filter(**{self.fk.name: self.instance}).exclude(pk__in=here)
        for constraint, names in self._unique():
            taken = set(others.values_list(*names))
            for form in self.forms:
                if form.is_valid() and form.has_changed() and not self._should_delete_form(form):
                    key = tuple(
                        getattr(form.instance, self.model._meta.get_field(name).attname) for name in names
                    )
                    if key in taken:
                        form.add_error(None, constraint.get_violation_error_message())

    def save(self, commit=True):
        """Lets rows exchange what must be unique: what they held is given up before any is saved."""
        unique = {name for _constraint, names in self._unique() for name in names}
        moved = [
            form.instance.pk
            for form in self.initial_forms
            if unique & set(form.changed_data) or self._should_delete_form(form)
        ]
        self.model._base_manager.filter(pk__in=moved).delete()
        return super().save(commit)

    def _unique(self):
        """(constraint, its fields besides the record itself) for each set of values that may stand once."""
        for constraint in self.model._meta.constraints:
            if self.fk.name in getattr(constraint, "fields", ()):
                yield constraint, [name for name in constraint.fields if name != self.fk.name]

    def _posted(self):
        """What was posted for each row, in order: {field: value}; a row is known by its `id`."""
        rows = {}
        for key in self.data:
            found = re.fullmatch(rf"{re.escape(self.prefix)}-(\d{{1,4}})-(\w+)", key)
            if found:
                rows.setdefault(int(found[1]), {})[found[2]] = self.data.get(key)
        return [rows[number] for number in sorted(rows)]

    def _with_gone_rows_as_new(self):
        management = ManagementForm(self.data, prefix=self.prefix)
        if not management.is_valid():
            return self.data
        stored = {str(pk) for pk in self.queryset.values_list("pk", flat=True)}
        posted = self._posted()[: management.cleaned_data["TOTAL_FORMS"]]
        begun = management.cleaned_data["INITIAL_FORMS"]
        gone = [row for row in posted[:begun] if row.get("id") not in stored]
        if not gone and self.instance.pk:
            return self.data
        kept = [row for row in posted[:begun] if row.get("id") in stored]
        revived = [row | {"id": ""} for row in gone if not row.get("DELETE")]
        data = self.data.copy()
        for key in self.data:
            if re.match(rf"{re.escape(self.prefix)}-\d+-", key):
                del data[key]
        rows = kept + revived + posted[begun:]
        for number, row in enumerate(rows):
            for name, value in (row | {self.fk.name: self.instance.pk or ""}).items():
                data[f"{self.prefix}-{number}-{name}"] = value
        data[f"{self.prefix}-TOTAL_FORMS"] = len(rows)
        data[f"{self.prefix}-INITIAL_FORMS"] = len(kept)
        return data


class RowInline(SelectsMixin, admin.StackedInline):
    """`group` is the id of the part of the form that the rows stand in."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    group = ""
    formfield_overrides = LINES
