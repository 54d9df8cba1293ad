"""The first entry in the history of releases that were taken in: as they were taken in."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

from contacts.models import Country, Organisation, PressContact


def record(planned, by):
    """One revision for each release and its parts, as `reversion.create_revision()` would leave it, in
    two queries for all of them.
    """
    now = timezone.now()
    revisions = [
        Revision(
            date_created=now,
            user=by,
            comment=_("Taken in from %(source)s") % {"source": one.intake.source.name},
        )
        for one in planned
    ]
    Revision.objects.bulk_create(revisions)
    _know_each_other(planned)
    versions = []
    for revision, one in zip(revisions, planned, strict=True):
        # What was just stored need not be asked of the database again.
        given = {"countries": [Country(pk=code) for code in one.countries], "topics": one.topics}
        given["written_by"] = [by] if by else []
        one.release._prefetched_objects_cache = {
            field.name: _known(field.related_model, given.get(field.name, []))
            for field in one.release._meta.many_to_many
        }
        versions += [_version(revision, row) for row in (one.release, *one.parts)]
        del one.release._prefetched_objects_cache
    Version.objects.bulk_create(versions, batch_size=500)


def _know_each_other(planned):
    """Gives each row what it would else ask the database for, one at a time."""
    parts = [part for one in planned for part in one.parts]
    for name, model in (("organisation", Organisation), ("contact", PressContact)):
        links = [part for part in parts if hasattr(part, f"{name}_id")]
        rows = model.objects.in_bulk({getattr(link, f"{name}_id") for link in links})
        for link in links:
            setattr(link, name, rows[getattr(link, f"{name}_id")])
    for one in planned:
        one.release.listed_on = one.release.dated_on or date.min  # as the database reckons it


def _known(model, rows):
    """A queryset that has its rows already, as one that was prefetched."""
    found = model.objects.all()
    found._result_cache = rows
    return found


def _version(revision, row):
    return Version(
        revision=revision,
        object_id=str(row.pk),
        content_type=ContentType.objects.get_for_model(type(row)),
        db=row._state.db,
        format="json",
        serialized_data=serializers.serialize("json", [row]),
        object_repr=str(row)[:1000],
    )
