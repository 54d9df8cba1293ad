"""What a record said at each of its versions, and what changed from one to the next.

The rule of the history: whatever writes a record does so within `reversion.create_revision()`, as every
form of the admin and every step of a release does. What was written without (a fixture, a query, a shell)
is entered by `enter_as_found()` before the next change, so that no change overwrites what nobody recorded.

A version is what django-reversion stored. A record's `reading_order` names the fields, and the relations
whose rows are a part of it, as its form has them. Nothing here writes into an entry that is there.
"""

from datetime import timedelta

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from reversion.errors import RevertError
from reversion.models import Version

from .changes import Row, changed_rows, changed_value, columns, fields, in_order, parts

MILLISECOND = timedelta(milliseconds=1)  # as fine as a version keeps an instant


class Snapshot:
    """A record with its rows at one version: `values` by the field's name, `rows` by the relation's."""

    def __init__(self, own, rows):
        """`own` is the version of the record itself; `rows`, other versions of the same revision."""
        self.model = own._model
        self.changed_at = own.field_dict["changed_at"]
        self.values = _values(fields(self.model), own)
        self.rows = {}
        for relation in parts(self.model):
            found = [
                Row(int(row.object_id), row.field_dict.get("position", 0), _values(columns(relation), row))
                for row in rows
                if row._model is relation.related_model
                and str(row.field_dict[relation.field.attname]) == own.object_id
            ]
            self.rows[relation.name] = sorted(found, key=lambda row: (row.position, row.key))

    def changes_since(self, earlier, names):
        """Every `Change` since that snapshot (None: since there was nothing), in reading order."""
        for field in in_order(self.model):
            if field.one_to_many:
                before = earlier.rows[field.name] if earlier else []
                yield from changed_rows(field, before, self.rows[field.name], names)
            else:
                before = earlier.values[field.name] if earlier else None
                yield from changed_value("", field, before, self.values[field.name], names)

    def references(self):
        """(model, key) of everything it points to."""
        rows = [(columns(one), row.values) for one in parts(self.model) for row in self.rows[one.name]]
        for some, values in [(fields(self.model), self.values), *rows]:
            for field in some:
                if field.is_relation and values[field.name]:
                    keys = values[field.name] if field.many_to_many else [values[field.name]]
                    yield from ((field.related_model, key) for key in keys)


class Names:
    """What the things that snapshots point to are called: one query for each kind, and one for those that
    are gone, which are called what they were called last.
    """

    def __init__(self, snapshots=()):
        wanted, self.names = {}, {}
        for model, key in {reference for one in snapshots for reference in one.references()}:
            wanted.setdefault(model, set()).add(key)
        for model, keys in sorted(wanted.items(), key=lambda one: one[0]._meta.label):
            found = model._base_manager.in_bulk(keys)
            self.names |= {(model, key): str(one) for key, one in found.items()}
            gone = keys - found.keys()
            if gone:
                last = Version.objects.get_for_model(model) if reversion.is_registered(model) else ()
                last = last and last.filter(object_id__in=gone).order_by("pk").defer("serialized_data")
                called = {one.object_id: one.object_repr for one in last}
                self.names |= {(model, key): called.get(str(key), _("(deleted)")) for key in gone}

    def of(self, field, key):
        return self.names.get((field.related_model, key), str(key))


def snapshots(versions):
    """{pk of the version: Snapshot} of these versions of one record, in one more query. One that cannot be
    read any more, because the model has changed too much since, is left out.
    """
    found, by_revision = {}, {}
    for own in versions[:1]:
        types = ContentType.objects.get_for_models(*(one.related_model for one in parts(own._model)))
        rows = Version.objects.filter(revision__in=[one.revision_id for one in versions], db=own.db)
        for row in rows.filter(content_type__in=types.values()):
            by_revision.setdefault(row.revision_id, []).append(row)
    for own in versions:
        try:
            found[own.pk] = Snapshot(own, by_revision.get(own.revision_id, ()))
        except RevertError:
            continue
    return found


def present(record):
    """The snapshot of what is stored now."""
    rows = [
        row
        for relation in parts(type(record))
        for row in relation.related_model._base_manager.filter(**{relation.field.name: record.pk})
    ]
    return Snapshot(_as_version(record), [_as_version(row) for row in rows])


def outside(record):
    """What of the stored record its newest version does not say: a list of `Change`s, raw; all of it, if
    there is no version.
    """
    newest = list(Version.objects.get_for_object(record)[:1])
    known = snapshots(newest)
    return list(present(record).changes_since(known[newest[0].pk] if known else None, Names()))


def enter_as_found(record):
    """Enters the record as it is stored into its history, if its newest version does not say the same."""
    if reversion.is_active() or not outside(record):
        return
    with reversion.create_revision():
        reversion.add_to_revision(record)
        reversion.set_comment(f"{_('As found')}: {_('it had been saved without an entry')}")


def shown_at(record, loaded_at):
    """The snapshot of the version that was stored at this `changed_at` (as text), or None."""
    try:
        instant = parse_datetime(loaded_at)
    except ValueError:
        return None
    if instant is None or not is_aware(instant):
        return None
    versions = Version.objects.get_for_object(record)
    # Its own revision began before that save; one that found it later has it too.
    near = [
        versions.filter(revision__date_created__lte=instant).order_by("-pk").first(),
        versions.filter(revision__date_created__gt=instant).order_by("pk").first(),
    ]
    for one in snapshots([one for one in near if one]).values():
        if abs(one.changed_at - instant) < MILLISECOND:
            return one
    return None


def _as_version(row):
    content_type = ContentType.objects.get_for_model(row)
    data = serializers.serialize("json", [row])
    return Version(
        content_type=content_type,
        object_id=str(row.pk),
        db=row._state.db,
        format="json",
        serialized_data=data,
    )


def _values(some, version):
    values = {field.name: version.field_dict.get(field.attname) for field in some}
    return values | {field.name: sorted(values[field.name] or ()) for field in some if field.many_to_many}
