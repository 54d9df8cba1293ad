"""A draft to rows: a release with its parts, its organisations and contacts linked or made, and where
each value came from. Each release is saved whole or not at all; nothing that an editor has set changes.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import reversion
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Country, Language
from contacts.words import clean_text
from releases.body import stands_in
from releases.models import (
    Gap,
    Intake,
    KeyFigure,
    Quote,
    Release,
    SourceDocument,
    Topic,
)

from .draft import digest_of, key_of
from .parties import link_contacts, link_organisations

ALIKE_TITLES = 20


@dataclass(frozen=True)
class Standing:
    """What is already known of a text: the intake that holds the same words, the release they are on,
    or the release of which they seem to be a new version.
    """

    intake: Intake | None = None
    release: Release | None = None
    revises: Release | None = None


def receive(name, content, text):
    """The source document of these bytes, stored once however often it comes."""
    sha256 = hashlib.sha256(content).hexdigest()
    found = SourceDocument.objects.filter(sha256=sha256).first()
    if found:
        return found
    plain = content.decode("utf-8", errors="replace")
    document = SourceDocument(name=name[-200:], content=content, as_read="" if plain == text else text)
    document.save()
    return document


def standing_of(source, parsed, text):
    """Whether this release text is on file already, by its words or by its title and date."""
    start, end = parsed.span
    digest = digest_of(text[start:end])
    intake = Intake.objects.filter(digest=digest).select_related("release").order_by("pk").first()
    if intake:
        return Standing(intake, intake.release)
    title = clean_text(parsed.title.text) if parsed.title else ""
    key = key_of(title)
    if not key:
        return Standing()
    for release in _of_title(key):
        if release.source_id == source.pk and not release.intakes.exists():
            return Standing(release=release)  # loaded from a fixture, or before texts were taken in
        day = parsed.dated_on.iso[:10] if parsed.dated_on else ""
        if not day or not release.dated_on or release.dated_on.isoformat() == day:
            return Standing(revises=release)
    return Standing()


def _of_title(key):
    """Releases of this title: as they were taken in or, for those written here, by their address."""
    known = Intake.objects.filter(title_key=key, state=Intake.State.SAVED).exclude(release=None)
    found = [one.release for one in known.select_related("release").order_by("pk")[:ALIKE_TITLES]]
    found += Release.objects.filter(slug=key).exclude(pk__in=[one.pk for one in found])
    return found


def await_review(source, parsed, text, revises=None):
    """The text, waiting for an editor. Asked again, the same one."""
    start, end = parsed.span
    title = clean_text(parsed.title.text)[:300] if parsed.title else ""
    intake, _made = Intake.objects.get_or_create(
        source=source,
        start=start,
        defaults={
            "end": end,
            "title": title,
            "title_key": key_of(title),
            "digest": digest_of(text[start:end]),
            "release": revises,
        },
    )
    return intake


@transaction.atomic
def save_release(intake, draft, directory, by=None):
    """The release of this text, made as a draft; `intake` says from then on where its values came from.

    Raises ValidationError when the draft cannot be saved. `directory` learns who was made, so after a
    failure it must be read anew.
    """
    with reversion.create_revision():
        release = _make_release(draft, intake.source)
        _link_parts(release, draft)
        gaps = link_organisations(release, draft, directory)
        gaps += link_contacts(release, draft, directory)
        gaps += _quotes(release, draft)
        Gap.objects.bulk_create(gaps)
        reversion.set_user(by)
        reversion.set_comment(_("Taken in from %(source)s") % {"source": intake.source.name})
    intake.release, intake.state = release, Intake.State.SAVED
    intake.title, intake.title_key = release.title, key_of(release.title)
    intake.traces, intake.choices = traces_of(draft), {}
    intake.save()
    return release


def _make_release(draft, source):
    day = draft.value("dated_on")
    language = draft.value("language")
    release = Release(
        title=draft.value("title"),
        summary=draft.value("summary"),
        body=draft.value("body"),
        notes_to_editors=draft.value("notes_to_editors"),
        dateline=draft.value("dateline"),
        dated_on=date.fromisoformat(day) if day else None,
        date_not_stated=bool(draft.value("date_not_stated")) and not day,
        source=source,
    )
    if Language.objects.filter(pk=language).exists():
        release.language_id = language
    release.save()
    return release


def _link_parts(release, draft):
    codes = draft.kept_keys("countries")
    if codes:
        release.countries.set(Country.objects.filter(pk__in=codes))
    slugs = draft.kept_keys("topics")
    if slugs:
        release.topics.set(Topic.objects.filter(slug__in=slugs))
    for number, row in draft.kept_rows("key_figures"):
        names = ("qualifier", "figure", "counts", "source")
        figure = KeyFigure(release=release, position=number, **{name: row.get(name, "") for name in names})
        figure.save()


def _quotes(release, draft):
    gaps = []
    for number, row in draft.kept_rows("quotes"):
        words = row.get("text", "")
        spans = [list(span) for span in draft.fields[f"quotes.{number}.text"].spans]
        if not words:
            continue
        if not all(stands_in(piece, release.body) for piece in words.splitlines()):
            gaps.append(
                Gap(release=release, kind=Gap.Kind.QUOTE, key=str(release.pk), words=words, spans=spans)
            )
            continue
        Quote(
            release=release,
            position=number,
            text=words,
            speaker=row.get("speaker", ""),
            role=row.get("role", ""),
        ).save()
    return gaps


@transaction.atomic
def revise_release(intake, draft, fields, by):
    """Takes these fields of a new version of the text into the release on file, and leaves history."""
    with reversion.create_revision():
        release = Release.objects.select_for_update().get(pk=intake.release_id)
        for name in fields:
            value = draft.value(name)
            setattr(release, name, (value or None) if name == "dated_on" else value)
        if release.dated_on:
            release.date_not_stated = False
        release.full_clean(exclude=["source"])
        release.save()
        reversion.set_user(by)
        reversion.set_comment(_("Revised from %(source)s") % {"source": intake.source.name})
    intake.state, intake.choices = Intake.State.SAVED, {}
    intake.traces = [one for one in traces_of(draft) if one["path"] in fields]
    intake.save()
    release.refresh_from_db()
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
        }
        for path, found in draft.fields.items()
        if found.is_kept and (found.value or found.confidence == "missing")
    ]


def publish_as_archive(release, draft, by=None, at=None):
    """Makes a release of the past public, from the day printed on it (in the office's zone) or from now.

    Raises ValidationError with the reasons where it cannot be public: what publishing asks for is
    missing, or the text names an embargo, which only an editor can judge.
    """
    at = at or timezone.now()
    if draft.embargo:
        raise ValidationError(_("The text names an embargo: an editor decides when it is public."))
    since = at
    if release.dated_on:
        midnight = datetime.combine(release.dated_on, time.min, timezone.get_default_timezone())
        since = min(at, midnight.astimezone(UTC))
    release.publish(by, since)
