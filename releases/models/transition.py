"""How a step of a release is done: on the locked row, in one transaction, with one entry in the history."""

from contextlib import contextmanager

import reversion
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.history import enter_as_found
from releases.readiness import blocking, unwaived

from .notices import Notice
from .outbox import OutboxMessage

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


class Transition:
    """What the steps of `steps.Steps`, and those of a bundle, are made of. Nothing else calls these."""

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
