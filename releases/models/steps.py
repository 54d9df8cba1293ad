"""The only methods that lead a release from one state to another."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.querysets import ENDED
from releases.readiness import blocking

from .notices import EarlierText, Notice
from .transition import Transition


class Steps(Transition):
    """Each step takes who does it, is one transaction on the locked row, leaves one entry in the history,
    and raises ValidationError with the reasons, in an editor's words, when it cannot be done.
    """

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
        with self._transition(by, said(_("Back to draft"), reason)) as release:
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
        with self._transition(by, said(_("Corrected"), wrong), rewrites=True) as release:
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
        with self._transition(by, said(_("Minor edit"), reason), rewrites=True) as release:
            release._must_be_public(_("Only a public release has minor edits."))
            release.revised_at = timezone.now()
            release._set(changes)

    def withdraw(self, by, reason, replaced_by=None):
        """Leaves the text at its address under a notice, and takes it off every list."""
        with self._transition(by, said(_("Withdrawn"), reason), towards=replaced_by) as release:
            release._must_be_public(_("Only a public release can be withdrawn."))
            release._end(by, self.Status.WITHDRAWN, reason, replaced_by)

    def remove(self, by, reason):
        """Takes the text away from everywhere: its address answers 410 with the reason."""
        with self._transition(by, said(_("Removed"), reason)) as release:
            release._must_have_been_public(_("Only a release that was public can be removed."))
            release._end(by, self.Status.REMOVED, reason, None)

    def redirect(self, by, to, reason):
        """Its address leads to another release for good (301)."""
        with self._transition(by, said(_("Redirected"), reason), towards=to) as release:
            release._must_have_been_public(_("Only a release that was public can be redirected."))
            if to is None or to.pk == self.pk or not to.is_public():
                raise ValidationError(_("Name another release, one that is public."))
            release._end(by, self.Status.REDIRECTED, reason, to)

    def restore(self, by, reason):
        """Puts back what was withdrawn, removed or redirected. The register keeps both entries."""
        with self._transition(by, said(_("Restored"), reason)) as release:
            release._must_be(_("Only what was taken back can be restored."), *ENDED)
            release._register(by, Notice.Kind.RESTORATION, reason)
            release.status, release.revised_at = self.Status.PUBLISHED, timezone.now()
            release.ended_at, release.ended_reason, release.replaced_by = None, "", None


def said(verb, reason):
    return f"{verb}: {reason.strip()}" if reason.strip() else verb
