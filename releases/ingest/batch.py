"""Many documents, one after another, and what became of each release in them.

Releases are stored some at a time, because that is many times faster; each of them still whole or not at
all. Where one of them cannot be stored, those are taken again one by one, and only that one fails.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from releases.models import Intake, Topic

from .archive import Unreadable, unexpected
from .draft import draft_of
from .match import Directory
from .parse import parse
from .save import UnderEmbargo, await_review, publish_as_archive, save_releases
from .standing import intake_of, receive, standings_of

SAVED, PUBLISHED, HELD, UNCHANGED = "saved", "published", "held", "unchanged"
REVISION, FAILED = "revision", "failed"
AT_ONCE = 100
MOST_TEXT = 5_000_000  # characters that wait to be stored


@dataclass(frozen=True)
class Outcome:
    """What became of one release text. `note` says what an editor should know of it."""

    name: str
    title: str
    state: str
    note: str = ""
    release: object = None


@dataclass(frozen=True)
class Text:
    """One release within a document."""

    document: object
    parsed: object

    @property
    def name(self):
        return self.document.name

    @property
    def title(self):
        return self.parsed.title.text if self.parsed.title else ""

    @property
    def day(self):
        return self.parsed.dated_on.iso[:10] if self.parsed.dated_on else ""

    def outcome(self, state, note="", release=None):
        return Outcome(self.name, self.title, state, note, release)


def parsed_releases(document):
    """Each ParsedRelease of a document. Raises Unreadable, in a sentence that names it, if there is none."""
    try:
        releases = parse(document.text).releases
    except Exception as error:
        raise Unreadable(unexpected(document.name, error)) from error
    if not releases:
        raise Unreadable(_("“%(name)s”: no press release was found in it.") % {"name": document.name})
    return releases


class Batch:
    """Takes documents in; whom one release names is known to the next. `publish` makes them public as
    an archive, where they have what publishing asks for. The last outcomes come from `finish()`.
    """

    def __init__(self, publish=False, by=None):
        self.publish, self.by = publish, by
        self.waiting, self.length = [], 0
        self._know()

    def _know(self):
        self.directory = Directory()
        self.topics = dict(Topic.objects.values_list("slug", "name"))

    def take(self, document):
        """The Outcomes that are certain by now, of this document or of some before it."""
        try:
            releases = parsed_releases(document)
        except Unreadable as error:
            yield Outcome(document.name, "", FAILED, str(error))
            return
        self.waiting += [Text(document, release) for release in releases]
        self.length += len(document.text)
        if len(self.waiting) >= AT_ONCE or self.length > MOST_TEXT:
            yield from self.finish()

    def finish(self):
        """The Outcomes of all that were taken and not told yet."""
        texts, self.waiting, self.length = self.waiting, [], 0
        if not texts:
            return
        try:
            with transaction.atomic():
                outcomes = self._store(texts)
        except Exception:  # whichever of them it is, the others are stored
            self._know()  # it may have learnt of rows that are not there after all
            for text in texts:
                yield self._store_one(text)
        else:
            yield from outcomes

    def _store_one(self, text):
        try:
            with transaction.atomic():
                return self._store([text])[0]
        except ValidationError as error:
            self._know()
            reasons = {"name": text.name, "reasons": " ".join(error.messages)}
            return text.outcome(FAILED, _("“%(name)s”: %(reasons)s") % reasons)
        except Exception as error:
            self._know()
            return text.outcome(FAILED, unexpected(text.name, error))

    def _store(self, texts):
        """The Outcome of each. What is like one before it is looked up after that is stored."""
        sources = receive([text.document for text in texts])
        outcomes, run, seen = [], [], set()
        for text, source in zip(texts, sources, strict=True):
            intake = intake_of(source, text.parsed, text.document.text)
            likeness = {intake.digest, intake.title_key} - {""}
            if likeness & seen:
                outcomes += self._store_unlike(run)
                run, seen = [], set()
            run.append((text, intake))
            seen |= likeness
        return outcomes + self._store_unlike(run)

    def _store_unlike(self, run):
        days = [text.day for text, _intake in run]
        standings = standings_of([intake for _text, intake in run], days)
        known = [self._known(*one, standing) for one, standing in zip(run, standings, strict=True)]
        new = [
            (text, standing.intake or intake)
            for (text, intake), standing, outcome in zip(run, standings, known, strict=True)
            if outcome is None
        ]
        saved = iter(self._save(new))
        return [outcome or next(saved) for outcome in known]

    def _known(self, text, intake, standing):
        """The Outcome of a text that is on file in some way, or None."""
        if standing.release or (standing.intake and standing.intake.state != Intake.State.WAITING):
            return text.outcome(UNCHANGED, release=standing.release)
        if standing.intake and standing.intake.choices:
            return text.outcome(UNCHANGED, _("An editor is reviewing it."))
        if standing.revises:
            intake.release = standing.revises
            await_review(intake)
            note = _("A new version of a release on file: compare them in the admin.")
            return text.outcome(REVISION, note, standing.revises)
        return None

    def _save(self, new):
        taken = ((intake, draft_of(text.parsed, text.document.text, self.topics)) for text, intake in new)
        releases = save_releases(taken, self.directory, self.by) if new else []
        return [self._published(text, one) for (text, _intake), one in zip(new, releases, strict=True)]

    def _published(self, text, release):
        if not self.publish:
            return text.outcome(SAVED, release=release)
        try:
            publish_as_archive(release, self.by)
        except UnderEmbargo as error:
            return text.outcome(HELD, " ".join(error.messages), release)
        except ValidationError as error:
            return text.outcome(SAVED, " ".join(error.messages), release)
        return text.outcome(PUBLISHED, release=release)
