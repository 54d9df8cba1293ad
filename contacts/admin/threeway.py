"""What two people did to one record: what both began from, what the one saved and what the other typed,
field by field; and the choice between them.
"""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.differences import marked

KEEP = "keep-"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """One field or row. `base` is what both began from, None where that is not known. `name` is that of
    the field in the form, empty where there is nothing to choose; `keep` is whose is kept.
    """

    label: str
    theirs: str
    mine: str
    base: str = None
    note: str = ""
    name: str = ""
    keep: str = MINE

    @property
    def theirs_marked(self):
        return marked(self.theirs if self.base is None else self.base, self.theirs)

    @property
    def mine_marked(self):
        return marked(self.theirs if self.base is None else self.base, self.mine)


def differences(form, formsets, base=None, posted=()):
    """Every field and row in which the bound form differs from what is stored now. `base` is the Snapshot
    that its reader was shown; `posted` holds choices made before.
    """
    found = [*_field_differences(form, base and base.values)]
    for formset in formsets:
        rows = base and base.rows.get(formset.fk.remote_field.get_accessor_name(), [])
        found += _row_differences(formset, rows and {row.key: row for row in rows})
    for one in found:
        chosen = posted.get(f"{KEEP}{one.name}") if posted and one.name else None
        yield one if chosen in (None, one.keep) else _choosing(one, chosen)


def with_theirs(data, form, formsets):
    """What was posted, with the stored value in each place where theirs was chosen. `form` and `formsets`
    are unbound, of the stored record.
    """
    result = data.copy()
    for key, whose in data.items():
        if key.startswith(KEEP) and whose == THEIRS:
            name = key.removeprefix(KEEP)
            if name in form.fields:
                _put(result, name, form, name)
            for formset in formsets:
                found = re.fullmatch(rf"{re.escape(formset.prefix)}-(\d{{1,4}})(?:-(\w+))?", name)
                if found:
                    _put_row(result, formset, name, *found.groups())
    return result


def _put_row(data, formset, name, number, field):
    if field is None:  # a row that only this person has
        data[f"{name}-DELETE"] = "on"
        return
    prefix = f"{formset.prefix}-{number}"
    rows = [row for row in formset.initial_forms if str(row.instance.pk) == data.get(f"{prefix}-id")]
    if field == "DELETE":  # a row that this person removed comes back as it is stored
        data.pop(name, None)
    for row in rows:
        for one in row.fields if field == "DELETE" else row.fields.keys() & {field}:
            if not row.fields[one].widget.is_hidden and one != "DELETE":
                _put(data, f"{prefix}-{one}", row, one)


def _put(data, key, form, name):
    """Writes the form's stored value there as its own widget would post it."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.CheckboxInput):
        values = ["on"] if value else []
    else:
        shown_value = widget.format_value(value)
        values = shown_value if isinstance(shown_value, list) else [shown_value]
    data.pop(key, None)
    if values:
        data.setlist(key, ["" if one is None else str(one) for one in values])


def _choosing(one, chosen):
    return Difference(one.label, one.theirs, one.mine, one.base, one.note, one.name, chosen)


def _field_differences(form, base, prefix=""):
    for name in form.changed_data:
        if _is_shown(form, name) and _is_stored(form, name):
            field = form.fields[name]
            values = [form.get_initial_for_field(field, name), _typed(form, name)]
            values += [base[name]] if base and name in base else []
            texts = [shown(field, value) for value in values]
            if texts[0] == texts[1]:  # the words are the same: only their formatting differs
                texts = ["" if value is None else str(value) for value in values]
            label = prefix + capfirst(str(field.label))
            yield _three(label, *texts, name=form.add_prefix(name))


def _three(label, theirs, mine, base=None, name="", note=""):
    """Whoever alone changed something is kept; of two changes, one's own until one chooses."""
    if base is not None and mine == base:
        return Difference(label, theirs, mine, base, note or _("Only they changed this."), name, THEIRS)
    if base is not None and theirs == base:
        note = note or _("Only you changed this.")
    return Difference(label, theirs, mine, base, note, name)


def _row_differences(formset, base):
    title = capfirst(formset.model._meta.verbose_name)
    for number, row in enumerate(formset.initial_forms, start=1):
        began = base.get(row.instance.pk) if base else None
        if formset._should_delete_form(row):
            text = began and _row(row, began.values)
            yield _three(
                f"{title} {number}",
                _initial_row(row),
                "",
                text,
                name=row.add_prefix("DELETE"),
                note=_("You remove this."),
            )
        else:
            values = began and began.values | {"position": began.position}
            yield from _field_differences(row, values, f"{title} {number}, ")
    stored = list(formset.get_queryset())
    present = {row.pk for row in stored}
    for row in formset.extra_forms:
        if row.has_changed() and not formset._should_delete_form(row):
            removed = [_row(row, one.values) for key, one in (base or {}).items() if key not in present]
            typed = _typed_row(row)
            name = row.prefix if formset.can_delete else ""
            if typed in removed:
                note = _("Removed by them. You had not changed it.")
                yield Difference(title, "", typed, typed, note, name, THEIRS)
            else:
                yield Difference(title, "", typed, None, _("Only in yours: new, or removed by them."), name)
    posted = {row.instance.pk for row in formset.initial_forms}
    for row in stored:
        if row.pk not in posted:
            yield Difference(title, str(row), "", None, _("Added by them. It stays."))


def _initial_row(form):
    values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    return _row(form, values)


def _typed_row(form):
    return _row(form, {name: _typed(form, name) for name in form.fields})


def _row(form, values):
    names = (name for name in form.fields if name in values and name != "position" and _is_shown(form, name))
    return ", ".join(filter(None, (shown(form.fields[name], values[name]) for name in names)))


def _is_shown(form, name):
    return name != "DELETE" and not form.fields[name].widget.is_hidden


def _is_stored(form, name):
    """Whether the field is the record's own, and not a question that the form asks besides."""
    try:
        return bool(form.instance._meta.get_field(name))
    except FieldDoesNotExist:
        return False


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
        keys = [one for one in value if not hasattr(one, "pk")]
        things = [one for one in value if hasattr(one, "pk")]
        if keys:
            things += field.queryset.filter(pk__in=keys)
        return ", ".join(sorted(str(one) for one in things))
    if isinstance(field, forms.ModelChoiceField):
        try:
            return str(field.to_python(value))
        except ValidationError:
            return str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(localize(value))
