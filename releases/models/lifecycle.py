"""The life of a release: its states, and the only methods that lead from one to another."""

from contextlib import contextmanager

import reversion
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.history import enter_as_found
from contacts.models import Addressed
from releases.querysets import ENDED, GONE
from releases.readiness import blocking, unwaived

from .notices import EarlierText, Notice
from .outbox import OutboxMessage

UNPUBLISHED = ("draft", "review", "approved")
# What the public reads as the text. A change of it on a public release is a correction or a minor edit.
TEXT = (
    "title",
    "summary",
    "body",
    "notes_to_editors",
    "dateline",
    "dated_on",
    "date_not_stated",
    "language",
)


class LifeCycle(Addressed):
    """What a release is at a moment, and how that changes.

    Each step takes who does it, is one transaction on the locked row, leaves one entry in the history,
    and raises ValidationError with the reasons, in an editor's words, when it cannot be done.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REMOVED = "removed", _("Removed")
        REDIRECTED = "redirected", _("Redirected")

    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    public_from = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("The instant from which anyone may read it. Set by publishing."),
    )
    under_embargo = models.BooleanField(
        _("under embargo"),
        default=False,
        editable=False,
        help_text=_("Until it is public, named journalists may read it through their own links."),
    )
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    ended_reason = models.TextField(_("reason for taking it back"), blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "releases.Release",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked urgent by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who let it pass although nobody else had looked. Empty once a second person has."),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="assigned_releases",
    )
    written_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), editable=False, related_name="+"
    )
    sent_back_reason = models.TextField(
        _("sent back because"),
        blank=True,
        editable=False,
        help_text=_("Why a colleague made it a draft again. Empty once it is submitted anew."),
    )
    bundle = models.ForeignKey(
        "releases.Bundle",
        verbose_name=_("published together with"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="releases",
    )

    # The `changed_at` of what was shown to whoever takes a step; None where nothing was.
    read_at = None

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[*UNPUBLISHED, "published", *ENDED]), name="release_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED) | Q(public_from__isnull=False),
                name="published_release_has_an_instant",
                violation_error_message=_("A published release needs the instant from which it is public."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED) | (~Q(title="") & ~Q(body="")),
                name="published_release_has_title_and_body",
                violation_error_message=_("A published release needs a title and a body."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED) | Q(dated_on__isnull=False) | Q(date_not_stated=True),
                name="published_release_has_a_date_or_says_none",
                violation_error_message=_("Give the date, or tick that the release states none."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_at__isnull=False),
                name="approved_release_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ENDED) | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="ended_release_has_date_and_reason",
                violation_error_message=_("Say why. The public reads the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(status="redirected") | Q(replaced_by__isnull=False),
                name="redirected_release_names_another",
                violation_error_message=_("Name the release that its address should lead to."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("id")),
                name="release_does_not_replace_itself",
                violation_error_message=_("A release cannot replace itself."),
            ),
        ]

    def guard(self, before):
        """What the public reads is changed by `correct()` or `minor_edit()` and by nothing else."""
        if getattr(self, "_rewriting", False) or not before.keeps_address():
            return
        fields = [self._meta.get_field(name) for name in TEXT]
        if any(getattr(before, one.attname) != one.to_python(getattr(self, one.attname)) for one in fields):
            raise ValidationError(
                _("This text is public. Change it as a correction, or as a minor edit with a reason.")
            )

    # What it is at a moment

    def keeps_address(self, at=None):
        """Only an address that the public has seen keeps answering: a draft's would tell its title."""
        return self.is_public(at) or self.status in ENDED

    def is_public(self, at=None):
        """Whether anyone may read it at this moment; for a row in hand what `public(at)` is for a set."""
        return self.status == self.Status.PUBLISHED and self.public_from <= (at or timezone.now())

    def is_gone(self):
        """Whether its text was taken away after it was public; for a row what `gone()` is for a set."""
        return self.status in GONE

    def successor(self, at=None):
        """The public release that stands in its place, or None. What was itself redirected in the meantime
        is followed; nothing else that is not public is passed through.
        """
        if self.status not in (self.Status.WITHDRAWN, self.Status.REDIRECTED):
            return None
        one, passed = self.replaced_by, {self.pk}
        while one and one.status == self.Status.REDIRECTED and one.pk not in passed:
            passed.add(one.pk)
            one = one.replaced_by
        return one if one and one.is_public(at) else None

    def updated_at(self):
        """When its page last changed for the public: it appeared, was corrected or edited, or came back.
        What colleagues do among themselves (assigning, commenting, reviewing) does not move it.
        """
        return self.revised_at or self.public_from

    def is_scheduled(self, at=None):
        return self.status == self.Status.PUBLISHED and not self.is_public(at)

    def is_embargoed(self, at=None):
        return self.under_embargo and self.is_scheduled(at)

    def state(self, at=None):
        """Its state as an editor names it: a `Status` value or, worked out from the clock, "scheduled",
        "embargoed", "public" or "corrected".
        """
        if self.status != self.Status.PUBLISHED:
            return self.status
        if self.is_public(at):
            return "corrected" if self.corrected_at else "public"
        return "embargoed" if self.under_embargo else "scheduled"

    # On the way to the public

    def submit(self, by):
        """Asks a colleague to review the draft."""
        with self._transition(by, _("Submitted for review")) as release:
            release._must_be(_("Only a draft can be submitted for review."), self.Status.DRAFT)
            release.status, release.sent_back_reason = self.Status.REVIEW, ""

    def approve(self, by, urgent=False):
        """Says that the text may go out. Nobody approves their own, unless it is `urgent`: then it
        stays marked until `look()`.
        """
        with self._transition(by, _("Approved, urgent") if urgent else _("Approved")) as release:
            release._approve(by, urgent)

    def back_to_draft(self, by, reason=""):
        """Takes back what was never public."""
        with self._transition(by, _said(_("Back to draft"), reason)) as release:
            if not (release.is_scheduled() or release.status in (self.Status.REVIEW, self.Status.APPROVED)):
                raise ValidationError(_("Only a release that is not public yet can go back to draft."))
            if release.is_scheduled():
                release._leaves_its_bundle()
            release._draft_again(reason)

    def publish(self, by, at=None, embargo=False, urgent=False, waivers=None):
        """Makes it public from `at` (default: now), with `embargo` to let named journalists read it before.

        It must be approved; with `urgent` it need not be. `waivers` are reasons for letting warnings
        stand: {code of the check: reason}.
        """
        with self._transition(by, self._verb(at, embargo)) as release:
            release._leaves_its_bundle()
            release._publish(by, at, embargo, urgent, waivers or {})

    def publish_archived(self, by, since):
        """Makes a draft public that was public elsewhere from `since` on. Nobody approves the past: what
        stops any release stops it too, but a warning can no longer be mended, and nobody is told anew.
        """
        with self._transition(by, _("Published from the archive")) as release:
            release._must_be(_("Only a draft comes in from the archive."), self.Status.DRAFT)
            if since > timezone.now():
                raise ValidationError(_("An archive holds what was public before, not what will be."))
            if reasons := blocking(release, since):
                raise ValidationError(reasons)
            release.status, release.public_from = self.Status.PUBLISHED, since

    def look(self, by):
        """The second person's look at what went out as urgent."""
        with self._transition(by, _("Looked over by a second person")) as release:
            if release.urgent_by_id is None:
                raise ValidationError(_("Nobody has marked this release urgent."))
            if release.urgent_by_id == by.pk:
                raise ValidationError(_("You marked it urgent yourself. Somebody else must look."))
            release.urgent_by = None

    def assign(self, by, to):
        """Gives it to a colleague to work on; None gives it to nobody."""
        with self._transition(by, _("Assigned to %s") % to if to else _("Assigned to nobody")) as release:
            release.assigned_to = to

    def save_writing(self, by):
        """Saves what this person wrote. An approval was for the words before, so it lapses; what is
        scheduled keeps its instant but is marked until a second person has looked.

        Returns a sentence on that for the writer, or "".
        """
        said = ""
        if self.status == self.Status.APPROVED:
            self.status, self.approved_by, self.approved_at = self.Status.REVIEW, None, None
            said = _("It was approved as it stood before, so it is in review again.")
        elif self.is_scheduled():
            self.urgent_by = by
            said = _("It will go out with your change. It stays marked until a colleague has looked.")
        self.save()
        self.written_by.add(by)
        return said

    # After it was public

    def correct(self, by, wrong, right, approved_by=None, urgent=False, **changes):
        """Changes the public text (`changes`: values of TEXT) under a dated public note. The earlier text
        stays readable as a version. `approved_by` is the colleague who agreed; without one, it is `urgent`.
        """
        if not (wrong.strip() and right.strip()):
            raise ValidationError(_("Say what was wrong and what is right. The public reads both."))
        if approved_by == by or (approved_by is None and not urgent):
            raise ValidationError(_("Name the colleague who approved this, or mark it urgent."))
        with self._transition(by, _said(_("Corrected"), wrong), rewrites=True) as release:
            release._must_be_public(_("Only a public release can be corrected."))
            release.corrected_at = release.revised_at = timezone.now()
            earlier = EarlierText.of(release, release.corrected_at)
            release._set(changes)
            release.urgent_by = by if approved_by is None else release.urgent_by
            Notice.objects.create(
                release=release,
                kind=Notice.Kind.CORRECTION,
                at=release.corrected_at,
                wrong=wrong.strip(),
                right=right.strip(),
                by=by,
                approved_by=approved_by,
                earlier=earlier,
            )
            release._announce("corrected", release.corrected_at)

    def minor_edit(self, by, reason, **changes):
        """Changes the public text where nothing that it says changes: a typing error. No public note."""
        if not reason.strip():
            raise ValidationError(_("Say what you changed and why. Colleagues read it in the history."))
        with self._transition(by, _said(_("Minor edit"), reason), rewrites=True) as release:
            release._must_be_public(_("Only a public release has minor edits."))
            release.revised_at = timezone.now()
            release._set(changes)

    def withdraw(self, by, reason, replaced_by=None):
        """Leaves the text at its address under a notice, and takes it off every list."""
        with self._transition(by, _said(_("Withdrawn"), reason), towards=replaced_by) as release:
            release._must_be_public(_("Only a public release can be withdrawn."))
            release._end(by, self.Status.WITHDRAWN, reason, replaced_by)

    def remove(self, by, reason):
        """Takes the text away from everywhere: its address answers 410 with the reason."""
        with self._transition(by, _said(_("Removed"), reason)) as release:
            release._must_have_been_public(_("Only a release that was public can be removed."))
            release._end(by, self.Status.REMOVED, reason, None)

    def redirect(self, by, to, reason):
        """Its address leads to another release for good (301)."""
        with self._transition(by, _said(_("Redirected"), reason), towards=to) as release:
            release._must_have_been_public(_("Only a release that was public can be redirected."))
            if to is None or to.pk == self.pk or not to.is_public():
                raise ValidationError(_("Name another release, one that is public."))
            release._end(by, self.Status.REDIRECTED, reason, to)

    def restore(self, by, reason):
        """Puts back what was withdrawn, removed or redirected. The register keeps both entries."""
        with self._transition(by, _said(_("Restored"), reason)) as release:
            release._must_be(_("Only what was taken back can be restored."), *ENDED)
            release._register(by, Notice.Kind.RESTORATION, reason)
            release.status, release.revised_at = self.Status.PUBLISHED, timezone.now()
            release.ended_at, release.ended_reason, release.replaced_by = None, "", None

    # How it is done

    @contextmanager
    def _transition(self, by, comment, rewrites=False, towards=None):
        """One transaction and one entry in the history, on the row as it is now and locked. The release
        that it names, if any (`towards`), is read anew and held too, so that it cannot go meanwhile.
        """
        with transaction.atomic():
            if towards is not None:
                # Always in this order: two releases that name each other would else wait for ever.
                both = type(self).objects.filter(pk__in=[self.pk, towards.pk]).order_by("pk")
                list(both.select_for_update().values_list("pk"))
                towards.refresh_from_db()
            release = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            if self.read_at not in (None, release.changed_at):
                raise ValidationError(_("A colleague has saved this release since. Read it again below."))
            enter_as_found(release)
            with reversion.create_revision():
                release._rewriting = rewrites
                yield release
                release.save()
                reversion.set_user(by)
                reversion.set_comment(str(comment))
        self.refresh_from_db()

    @staticmethod
    def _verb(at, embargo):
        return _("Published") if at is None else _("Under embargo") if embargo else _("Scheduled")

    def _must_be(self, message, *states):
        if self.status not in states:
            raise ValidationError(message)

    def _must_be_public(self, message):
        if not self.is_public():
            raise ValidationError(message)

    def _must_have_been_public(self, message):
        if not (self.is_public() or self.status == self.Status.WITHDRAWN):
            raise ValidationError(message)

    def _leaves_its_bundle(self):
        if self.bundle_id is not None:
            raise ValidationError(
                _("This release goes out together with others. Publish or take back the bundle.")
            )

    def _approve(self, by, urgent):
        self._must_be(
            _("Only a draft or a release in review can be approved."), self.Status.DRAFT, self.Status.REVIEW
        )
        if self.status == self.Status.DRAFT and not urgent:
            raise ValidationError(_("Submit it for review first, or mark it urgent."))
        if not urgent and self.written_by.filter(pk=by.pk).exists():
            raise ValidationError(_("Nobody approves their own text. Ask a colleague, or mark it urgent."))
        self.status = self.Status.APPROVED
        self.approved_by, self.approved_at = by, timezone.now()
        self.urgent_by, self.sent_back_reason = (by if urgent else None), ""

    def _publish(self, by, at, embargo, urgent, waivers):
        if urgent and self.status in (self.Status.DRAFT, self.Status.REVIEW):
            self._approve(by, urgent)
        if self.status in (self.Status.DRAFT, self.Status.REVIEW):
            raise ValidationError(_("A colleague must approve it first, or mark it urgent."))
        if self.status != self.Status.APPROVED and not self.is_scheduled():
            raise ValidationError(_("Only an approved or a scheduled release can be published."))
        reasons = blocking(self, at)
        if reasons:
            raise ValidationError(reasons)
        for check in unwaived(self, at):
            reason = waivers.get(check.code, "").strip()
            if not reason:
                raise ValidationError(
                    _("Mend this, or say why it may stand: %(what)s.") % {"what": check.label}
                )
            self.waivers.create(check_code=check.code, warning=check.label, reason=reason, by=by)
        self.status = self.Status.PUBLISHED
        before, self.public_from = self.public_from, at or timezone.now()
        self.under_embargo = embargo and at is not None
        # A link that works until the release is public goes on doing so when that moment is moved.
        self.access_links.filter(expires_at=before).update(expires_at=self.public_from)
        self._announce("live", self.public_from)

    def _draft_again(self, reason):
        self.status, self.sent_back_reason = self.Status.DRAFT, reason.strip()
        self.public_from = self.approved_by = self.approved_at = self.urgent_by = None
        self.under_embargo = False
        self.outbox.waiting().filter(kind="live").delete()

    def _set(self, changes):
        unknown = set(changes) - set(TEXT)
        if unknown:
            raise TypeError(f"Not a part of the text: {', '.join(sorted(unknown))}")
        for name, value in changes.items():
            setattr(self, name, value)

    def _end(self, by, status, reason, replaced_by):
        if not reason.strip():
            raise ValidationError(_("Say why. The public reads the reason."))
        if replaced_by is not None and not replaced_by.is_public():
            raise ValidationError(_("Name another release, one that is public."))
        self.status, self.ended_at = status, timezone.now()
        self.ended_reason, self.replaced_by = reason.strip(), replaced_by
        self._register(by, Notice.Kind(status), reason)

    def _register(self, by, kind, reason):
        if not reason.strip():
            raise ValidationError(_("Say why. The public reads the reason."))
        at = self.ended_at if kind.value == self.status else timezone.now()
        Notice.objects.create(release=self, kind=kind, at=at, reason=reason.strip(), by=by)
        self._announce(kind.value, at)

    def _announce(self, kind, at):
        """What others will be told, once it is so: an entry of the outbox in this same transaction."""
        if kind == "live":
            self.outbox.waiting().filter(kind=kind).delete()
        OutboxMessage.objects.get_or_create(release=self, kind=kind, due_at=at)


# What no form changes, and what putting back an old version leaves as it is.
STATE_FIELDS = tuple(
    field.name
    for field in LifeCycle._meta.local_fields
    if field.name not in ("slug", "created_at", "changed_at")
)


def _said(verb, reason):
    return f"{verb}: {reason.strip()}" if reason.strip() else verb
