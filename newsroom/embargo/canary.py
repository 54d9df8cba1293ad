"""Releases that nobody may know of, made only to see whether anybody can.

Every part of a canary holds a word of its own that stands nowhere else: small letters and digits, which no
encoding of a page, an address, a feed or a header alters.
"""

import time
from contextlib import contextmanager
from datetime import timedelta
from secrets import token_hex

import reversion
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Version

from contacts.models import ContactPoint, Country, Organisation, PressContact
from releases.models import (
    AccessLink,
    Autosave,
    Bundle,
    Comment,
    Gap,
    Intake,
    KeyFigure,
    Quote,
    Release,
    ReleaseContact,
    ReleaseOrganisation,
    SourceDocument,
    Topic,
    Waiver,
)
from releases.readiness import unwaived

from .rules import EARLIER, INTERNAL, PUBLIC, REASON, TEXT, WAITING

MICROSECOND, DAY = timedelta(microseconds=1), timedelta(days=1)


@contextmanager
def at_this_moment(at):
    """Everything in this process takes this for the present moment."""
    clocks = timezone.now, time.time
    timezone.now, time.time = lambda: at, at.timestamp
    try:
        yield
    finally:
        timezone.now, time.time = clocks


class Surroundings:
    """What stands around the canaries, public or not, and is no secret of theirs."""

    def __init__(self, at):
        people = get_user_model().objects
        self.author, self.editor = (
            people.create_user(f"{name}-{token_hex(4)}", is_staff=True) for name in ("author", "editor")
        )
        self.organisation = Organisation.objects.create(name=f"Bystander {token_hex(4)}")
        self.contact = PressContact.objects.create(
            name=f"Bystander {token_hex(4)}", organisation=self.organisation
        )
        desk = {"kind": "email", "value": "press@example.org", "audience": "public"}
        ContactPoint.objects.create(contact=self.contact, **desk)
        self.topic = Topic.objects.create(name=f"Bystander {token_hex(4)}")
        self.country = Country.objects.first()
        self.release = self._release(status="published", public_from=at)
        self.embargoed = self._release(status="published", public_from=at + DAY, under_embargo=True)
        link = AccessLink.objects.create(release=self.embargoed, name="Another", expires_at=at + DAY)
        self.links, self.token = {"another's": link}, link.token

    def _release(self, **values):
        values |= {"title": f"Bystander {token_hex(4)}", "body": "<p>Nothing.</p>", "date_not_stated": True}
        release = Release.objects.create(**values)
        ReleaseOrganisation.objects.create(release=release, organisation=self.organisation)
        release.topics.add(self.topic)
        release.countries.add(self.country)
        return release


class Canary:
    """A release in a state, as `Release.state()` names it, or a deleted draft. One that waits for its instant
    still does so for `wait`. `rows` holds the keys of all that was made, by model, for whoever guesses keys.
    """

    def __init__(self, state, at, wait=MICROSECOND):
        self.state, self.seed = state, token_hex(4)
        self.public_from = at + wait if state in WAITING else at
        self.is_public = state in PUBLIC or (state in WAITING and wait <= timedelta(0))
        self.words = {part: f"{part}{self.seed}" for part in (*TEXT, *EARLIER, *REASON, *INTERNAL)}
        self.slug, self.former = (f"{self.words[part]}-address" for part in ("slug", "former"))
        self.rows, self.versions, self.links = {}, {}, {}

    def stands_in(self, answer):
        return any(word in answer.text for word in (self.seed, self.words["uuid"], self.words["token"]))

    def parts_in(self, answer, never, question):
        """The parts of it that stand in an answer, but for those that whoever asked had named."""
        if not self.stands_in(answer):
            return set()
        named = (question.url + question.body).lower()
        return {
            part
            for part, word in self.words.items()
            if word not in named and answer.text.count(word) > never.text.count(word)
        }

    def plant_directory(self):
        """The rows that a colleague who keeps the directory may see, and the public not on their own."""
        word = self.words
        self.organisation = self._keep(Organisation.objects.create(name=f"{word['organisation']} Works"))
        self.contact = self._keep(
            PressContact.objects.create(name=f"{word['contact']} Person", organisation=self.organisation)
        )
        for part, audience in (("number", "internal"), ("presswire", "press")):
            address = {"kind": "email", "value": f"{word[part]}@example.org"}
            ContactPoint.objects.create(contact=self.contact, audience=audience, **address)
        self.topic = Topic.objects.create(name=f"{word['topic']} matters")

    def plant_release(self, around):
        with reversion.create_revision():
            self.release = self._keep(self._draft())
            self._parts(around)
            reversion.set_user(around.author)
            self.words["uuid"] = str(self.release.uuid)
        self.release.former_addresses.create(slug=self.former)
        self._work(around)
        self._links(around)
        self._reach(around)
        for model, keys in self.rows.items():
            if reversion.is_registered(model):
                known = Version.objects.get_for_model(model).filter(object_id__in=map(str, keys))
                self.versions[model] = list(known.values_list("pk", flat=True)[:1])

    def _keep(self, row):
        self.rows.setdefault(type(row), []).append(row.pk)
        return row

    def _draft(self):
        word = self.words
        source = SourceDocument(name=f"{word['file']}.txt", content=f"{word['source']} as sent".encode())
        source.save()
        self._keep(source)
        return Release.objects.create(
            title=f"{word['earlier' if self.state == 'corrected' else 'title']} & “Söhne”",
            slug=self.slug,
            summary=f"{word['summary']} in one sentence.",
            body=(
                f"<p>{word['body']} goes on. “{word['words']} is said.” In all {word['figure']} units.</p>"
            ),
            notes_to_editors=f"<p>{word['notes']} for editors.</p>",
            dateline=f"{word['dateline']} Town",
            date_not_stated=True,
            embargo_line=f"Embargo until 5 May 2020, 10:00 GMT ({word['embargo']})",
            source=source,
        )

    def _parts(self, around):
        release, word = self.release, self.words
        for position, organisation in enumerate((around.organisation, self.organisation)):
            ReleaseOrganisation.objects.create(release=release, organisation=organisation, position=position)
        for position, contact in enumerate((around.contact, self.contact)):
            ReleaseContact.objects.create(release=release, contact=contact, position=position)
        Quote.objects.create(
            release=release,
            text=f"{word['words']} is said.",
            speaker=f"{word['speaker']} Speaker",
            role=f"{word['role']} Officer",
        )
        KeyFigure.objects.create(release=release, figure=f"{word['figure']} units", counts=word["counts"])
        release.topics.set([around.topic, self.topic])
        release.countries.set([around.country])
        release.written_by.add(around.author)

    def _work(self, around):
        """What colleagues leave on it."""
        release, word = self.release, self.words
        intake = {"title": f"{word['intake']} came in", "release": release, "start": 0, "end": 9}
        self._keep(Intake.objects.create(source=release.source, **intake))
        self._keep(
            Gap.objects.create(release=release, contact=around.contact, kind="number", words=word["gap"])
        )
        Comment.objects.create(release=release, by=around.editor, text=f"{word['comment']} first")
        Waiver.objects.create(release=release, check_code="canary", reason=word["waiver"], by=around.editor)
        values = {"title": f"{word['autosave']} typed"}
        Autosave.objects.create(release=release, by=around.author, values=values)
        LogEntry.objects.create(
            user=around.author,
            content_type=ContentType.objects.get_for_model(Release),
            object_id=release.pk,
            object_repr=str(release),
            action_flag=CHANGE,
        )

    def _links(self, around):
        kind = "press" if self.state in ("scheduled", "embargoed") else "preview"
        for name, values in {
            "working": {"accepted_at": self.public_from - DAY},
            "revoked": {"revoked_at": self.public_from - DAY},
            "expired": {"expires_at": self.public_from - MICROSECOND},
        }.items():
            values = {"expires_at": self.public_from + DAY, "name": f"{self.words['outlet']} {name}"} | values
            link = AccessLink.objects.create(release=self.release, kind=kind, **values)
            self.links[name] = self._keep(link)
        self.words["token"] = self.links["working"].key.hex

    def _reach(self, around):
        """Takes it to its state by the steps that lead there."""
        release, author, editor = self.release, around.author, around.editor
        if self.state == "approved":
            Release.objects.filter(pk=release.pk).update(
                bundle=self._keep(Bundle.objects.create(name=f"{self.words['bundle']} bundle"))
            )
        if self.state == "deleted":
            release.delete()
        if self.state in ("draft", "deleted"):
            return
        release.submit(author)
        if self.state == "review":
            return
        release.approve(editor)
        if self.state == "approved":
            return
        waivers = {check.code: self.words["waiver"] for check in unwaived(release)}
        embargo = self.state == "embargoed"
        release.publish(editor, self.public_from, embargo=embargo, waivers=waivers)
        if self.state == "corrected":
            title = f"{self.words['title']} & “Söhne”"
            release.correct(editor, "Five.", "Six.", approved_by=author, title=title)
        if self.state == "withdrawn":
            release.withdraw(editor, f"{self.words['reason']} it is.")
        if self.state == "removed":
            release.remove(editor, f"{self.words['reason']} it is.")
        if self.state == "redirected":
            release.redirect(editor, around.release, f"{self.words['reason']} it is.")
