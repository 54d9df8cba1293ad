"""What differs between two versions of a record, field by field and row by row, as an editor reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    """One field or row that differs. `before` or `after` may be empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A part of a record at one version."""

    key: int
    position: int
    values: dict


def parts(model):
    """The relations whose rows are a part of this record, in reading order."""
    found = (model._meta.get_field(name) for name in model.reading_order)
    return [field for field in found if field.one_to_many]


def fields(model):
    """The fields that a history tells of: not the keys and dates that each save sets by itself."""
    opts = model._meta
    automatic = (models.AutoField, models.UUIDField, models.GeneratedField)
    links = [field for field in opts.many_to_many if field.remote_field.through._meta.auto_created]
    return [
        field
        for field in [*opts.concrete_fields, *links]
        if not isinstance(field, automatic)
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
    ]


def columns(relation):
    """The fields of a part's rows that a history tells of: all but its place and the record it belongs to."""
    return [
        field
        for field in fields(relation.related_model)
        if field != relation.field and field.name != "position"
    ]


def in_order(model):
    first = [model._meta.get_field(name) for name in model.reading_order]
    return first + [field for field in fields(model) if field not in first]


def changed_value(prefix, field, before, after, names):
    if before == after or (before in (None, "") and after in (None, "", False, [])):
        return
    texts = [text(field, value, names) for value in (before, after)]
    if texts[0] == texts[1]:  # the words are the same: only their formatting differs
        texts = ["" if value is None else str(value) for value in (before, after)]
    yield Change(prefix + capfirst(str(field.verbose_name)), *texts)


def changed_rows(relation, before, after, names):
    opts, shown = relation.related_model._meta, columns(relation)
    pairs = _paired(before, after)
    kept = {old.key: new for old, new in pairs if old and new}
    for number, (old, new) in enumerate(pairs, start=1):
        label = capfirst(str(opts.verbose_name))
        if old and new:
            for field in shown:
                values = old.values[field.name], new.values[field.name]
                yield from changed_value(f"{label} {number}, ", field, *values, names)
        else:
            yield Change(label, *("" if row is None else _row_text(shown, row, names) for row in (old, new)))
    orders = [kept[row.key] for row in before if row.key in kept], [new for old, new in pairs if old and new]
    if orders[0] != orders[1]:
        label = _("%(things)s, order") % {"things": capfirst(str(opts.verbose_name_plural))}
        yield Change(label, *(" · ".join(_row_text(shown, row, names) for row in rows) for rows in orders))


def _paired(before, after):
    """(old row, new row) in the new order, then those that went. Rows are the same by their key or, when
    they were deleted and made anew, by all that they say.
    """
    old = {row.key: row for row in before}
    pairs = [(old.pop(row.key, None), row) for row in after]
    left = list(old.values())
    for number, (known, row) in enumerate(pairs):
        same = next((one for one in left if known is None and one.values == row.values), None)
        if same:
            left.remove(same)
            pairs[number] = (same, row)
    return pairs + [(row, None) for row in left]


def _row_text(some, row, names):
    return ", ".join(filter(None, (text(field, row.values[field.name], names) for field in some)))


def text(field, value, names):
    """A value as an editor reads it."""
    if value is None or value == "" or value == []:
        return ""
    if field.name in getattr(field.model, "read_as", {}):
        return field.model.read_as[field.name](value)
    if field.many_to_many:
        return ", ".join(sorted(names.of(field, key) for key in value))
    if field.is_relation:
        return names.of(field, value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(dict(field.flatchoices).get(value, value))
