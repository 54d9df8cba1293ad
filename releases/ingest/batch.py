"""Many documents, one after another: each release in a transaction of its own, and what became of it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from releases.models import Intake, Topic

from .draft import draft_of
from .match import Directory
from .parse import parse
from .save import await_review, publish_as_archive, receive, save_release, standing_of

SAVED, PUBLISHED, UNCHANGED, REVISION, FAILED = "saved", "published", "unchanged", "revision", "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one release text. `note` says what an editor should know of it."""

    name: str
    title: str
    state: str
    note: str = ""
    release: object = None


class Batch:
    """Takes documents in; whom one release names is known to the next. `publish` makes them public as
    an archive, where they have what publishing asks for.
    """

    def __init__(self, publish=False, by=None):
        self.publish, self.by = publish, by
        self._know()

    def _know(self):
        self.directory = Directory()
        self.topics = dict(Topic.objects.values_list("slug", "name"))

    def take(self, document):
        """The Outcome of each release of a document, in its order."""
        releases = parse(document.text).releases
        if not releases:
            reason = _("“%(name)s”: no press release was found in it.") % {"name": document.name}
            yield Outcome(document.name, "", FAILED, reason)
        for release in releases:
            title = release.title.text if release.title else ""
            try:
                with transaction.atomic():
                    outcome = self._take_one(document, release, title)
            except (ValidationError, DatabaseError) as error:
                self._know()  # it may have learnt of rows that are not there after all
                reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
                outcome = Outcome(document.name, title, FAILED, " ".join(reasons))
            yield outcome

    def _take_one(self, document, release, title):
        source = receive(document.name, document.content, document.text)
        standing = standing_of(source, release, document.text)
        if standing.release or (standing.intake and standing.intake.state != Intake.State.WAITING):
            return Outcome(document.name, title, UNCHANGED, release=standing.release)
        if standing.revises:
            await_review(source, release, document.text, standing.revises)
            note = _("A new version of a release on file: compare them in the admin.")
            return Outcome(document.name, title, REVISION, note, standing.revises)
        if standing.intake and standing.intake.choices:
            return Outcome(document.name, title, UNCHANGED, _("An editor is reviewing it."))
        intake = standing.intake or await_review(source, release, document.text)
        draft = draft_of(release, document.text, self.topics)
        saved = save_release(intake, draft, self.directory, self.by)
        if not self.publish:
            return Outcome(document.name, title, SAVED, release=saved)
        try:
            publish_as_archive(saved, draft, self.by)
        except ValidationError as error:
            return Outcome(document.name, title, SAVED, " ".join(error.messages), saved)
        return Outcome(document.name, title, PUBLISHED, release=saved)
