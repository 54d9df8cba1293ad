"""What is on file already of a text that comes in: the same bytes, the same words, the same release."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from contacts.words import clean_text
from releases.models import Intake, Release, SourceDocument

from .draft import digest_of, key_of


@dataclass(frozen=True)
class Standing:
    """What is already known of a text: the intake that holds the same words, the release they are on,
    or the release of which they seem to be a new version.
    """

    intake: Intake | None = None
    release: Release | None = None
    revises: Release | None = None


def receive(documents):
    """The source document of each of these, stored once however often the same bytes come."""
    digests = [hashlib.sha256(document.content).hexdigest() for document in documents]
    known = SourceDocument.objects.filter(sha256__in=digests).defer("content", "as_read")
    found = {source.sha256: source for source in known}
    new = {}
    for digest, document in zip(digests, documents, strict=True):
        if digest not in found and digest not in new:
            plain = document.content.decode("utf-8", errors="replace")
            new[digest] = SourceDocument(
                name=document.name[-200:],
                content=document.content,
                as_read="" if plain == document.text else document.text,
                sha256=digest,
            )
    SourceDocument.objects.bulk_create(new.values())
    return [found.get(digest) or new[digest] for digest in digests]


def intake_of(source, parsed, text):
    """The Intake, not stored yet, of one ParsedRelease of this text."""
    start, end = parsed.span
    title = clean_text(parsed.title.text)[:300] if parsed.title else ""
    digest = digest_of(text[start:end])
    return Intake(source=source, start=start, end=end, title=title, title_key=key_of(title), digest=digest)


def standings_of(intakes, days):
    """The Standing of each of these texts: by its words or else by its title and date (ISO, or "")."""
    digests = {intake.digest for intake in intakes}
    known = Intake.objects.filter(digest__in=digests).select_related("release").order_by("-pk")
    by_words = {intake.digest: intake for intake in known}
    keys = {intake.title_key for intake in intakes if intake.digest not in by_words} - {""}
    by_title = _of_titles(keys) if keys else {}
    return [
        _standing(intake, day, by_words.get(intake.digest), by_title.get(intake.title_key, ()))
        for intake, day in zip(intakes, days, strict=True)
    ]


def _of_titles(keys):
    """{key: releases of this title}, as they were taken in or, if written here, by their address."""
    found = defaultdict(dict)
    taken = Intake.objects.filter(title_key__in=keys, state=Intake.State.SAVED).exclude(release=None)
    for intake in taken.select_related("release").order_by("pk"):
        found[intake.title_key][intake.release_id] = intake.release
    for release in Release.objects.filter(slug__in=keys):
        found[release.slug].setdefault(release.pk, release)
    return {key: list(releases.values()) for key, releases in found.items()}


def _standing(intake, day, known, releases):
    if known:
        return Standing(known, known.release)
    for release in releases:
        if release.source_id == intake.source_id and not release.intakes.exists():
            return Standing(release=release)  # loaded from a fixture, or before texts were taken in
        if not day or not release.dated_on or release.dated_on.isoformat() == day:
            return Standing(revises=release)
    return Standing()
