"""Drafts to rows: releases with their parts, and where each value came from. Each release is saved whole
or not at all; nothing that an editor has set changes. All contact with a release's state is here.
"""

from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Language
from releases.models import (
    Gap,
    Intake,
    KeyFigure,
    Quote,
    Release,
    ReleaseContact,
    ReleaseOrganisation,
    Topic,
)
from releases.office_time import in_words
from releases.readiness import held_until

from .change import changing
from .draft import key_of
from .history import record
from .rows import plan

PARTS = (ReleaseOrganisation, ReleaseContact, Quote, KeyFigure)


def await_review(intake):
    """The text, stored to wait for an editor. Asked again, the same one."""
    values = {name: getattr(intake, name) for name in ("end", "title", "title_key", "digest", "release")}
    return Intake.objects.get_or_create(source=intake.source, start=intake.start, defaults=values)[0]


@transaction.atomic
def save_releases(taken, directory, by=None):
    """The releases, as drafts, of these (Intake, Draft)s, all or none. Each intake, stored or not, says
    from then on where the values of its release came from.

    Raises ValidationError when a draft cannot be saved. `directory` learns who was made, so after a
    failure it must be read anew.
    """
    languages = set(Language.objects.values_list("pk", flat=True))
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    planned = [plan(intake, draft, directory, languages, topics) for intake, draft in taken]
    releases = [one.release for one in planned]
    _give_addresses(releases)
    Release.objects.bulk_create(releases)
    parts = [part for one in planned for part in one.parts]
    for model in PARTS:
        model.objects.bulk_create([part for part in parts if type(part) is model])
    Gap.objects.bulk_create([gap for one in planned for gap in one.gaps])
    _add_subjects(planned)
    if by is not None:  # nobody approves what they themselves accepted
        writers = Release.written_by.through
        writers.objects.bulk_create(writers(release_id=one.pk, user_id=by.pk) for one in releases)
    _close_intakes(planned)
    record(planned, by)
    return releases


def save_release(intake, draft, directory, by=None):
    return save_releases([(intake, draft)], directory, by)[0]


def _give_addresses(releases):
    """A free address for each, as `Release.save()` would find it, in two queries for most of them."""
    keys = {key_of(release.title) for release in releases}
    taken = set(Release.objects.filter(slug__in=keys).values_list("slug", flat=True))
    former = Release.former_addresses.rel.related_model.objects
    taken |= set(former.filter(slug__in=keys).values_list("slug", flat=True))
    for release in releases:
        release.slug = key_of(release.title)
        if not release.slug or release.slug in taken or len(release.slug) >= 100:
            release.slug = release._free_slug()
            while release.slug in taken:
                release.slug = f"{release.slug[:110]}-{release.uuid.hex[:8]}"
        taken.add(release.slug)


def _add_subjects(planned):
    countries, topics = Release.countries.through, Release.topics.through
    countries.objects.bulk_create(
        countries(release_id=one.release.pk, country_id=code) for one in planned for code in one.countries
    )
    topics.objects.bulk_create(
        topics(release_id=one.release.pk, topic_id=topic.pk) for one in planned for topic in one.topics
    )


def _close_intakes(planned):
    new = []
    for one in planned:
        intake = one.intake
        intake.release, intake.state = one.release, Intake.State.SAVED
        intake.title, intake.title_key = one.release.title, key_of(one.release.title)
        intake.traces, intake.choices = traces_of(one.draft), {}
        if intake.pk:
            intake.save()
        else:
            new.append(intake)
    Intake.objects.bulk_create(new)


@transaction.atomic
def revise_release(intake, draft, fields, by, why):
    """Takes these fields of a new version of the text into the release on file: one entry in its history.

    Of a public one as a correction or a minor edit, as `why` says (see `changing`).
    """
    changes = {name: draft.value(name) for name in fields}
    if "dated_on" in changes:
        changes["dated_on"] = date.fromisoformat(changes["dated_on"]) if changes["dated_on"] else None
        changes["date_not_stated"] = False
    comment = _("Revised from %(source)s") % {"source": intake.source.name}
    with changing(intake.release, by, comment, why, changes) as release:
        pass
    intake.state, intake.choices = Intake.State.SAVED, {}
    intake.traces = [one for one in traces_of(draft) if one["path"] in fields]
    intake.save()
    return release


def traces_of(draft):
    """Where each kept value came from, as an intake keeps it."""
    return [
        {
            "path": path,
            "spans": [list(span) for span in found.spans],
            "rule": found.rule,
            "confidence": found.confidence,
            "decision": found.decision,
            **({"readings": draft.readings} if path == "dated_on" and draft.readings else {}),
        }
        for path, found in draft.fields.items()
        if found.is_kept and found.spans and (path[:14], path[-5:]) != ("organisations.", ".role")
    ]


def publish_as_archive(release, by=None, at=None):
    """Makes a release of the past public, from the day printed on it (in the office's zone) or from now.

    Where the text was under an embargo it is from its end, whatever its words leave open. Raises
    ValidationError with the reasons where it cannot be public: what publishing asks for is missing, or
    that end has not come.
    """
    at = at or timezone.now()
    held = held_until(release)
    if held and not held.allows(at):
        raise UnderEmbargo(told(held))
    since = at
    if release.dated_on:
        midnight = datetime.combine(release.dated_on, time.min, timezone.get_default_timezone())
        since = min(at, midnight.astimezone(UTC))
    release.publish_archived(by, max(since, held.latest) if held else since)


class UnderEmbargo(ValidationError):
    """It is not published by itself: an editor publishes it, and is offered the instant if it is plain."""


def told(held):
    """Until when a text is held back, in a sentence for an editor."""
    if held.instant is None:
        said = _("Under an embargo that names no one instant with its zone: “%s”. It stays a draft.")
        return said % held.words
    said = _("Under embargo until %s. It stays a draft, and publishing offers that instant.")
    return said % in_words(held.instant)
