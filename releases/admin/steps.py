"""The steps of a release's life as the admin offers them: what each says before, and what after.

The model does the changing, and has the last word on whether it can be done.
"""

from django.utils.translation import gettext_lazy as _

from releases.models import ENDED, Comment

from . import step_forms

NEVER_PUBLIC = ("review", "approved", "scheduled", "embargoed")
PUBLIC = ("public", "corrected")


class Step:
    """`states` are those of `Release.state()` from which it leads on. `right` is who may take it."""

    name = title = button = before = ""
    states = ()
    form = step_forms.StepForm
    right = "publish"
    is_danger = False

    def is_open(self, release, by, at):
        return release.state(at) in self.states

    def do(self, release, by, values):
        """Takes the step and returns what happened. Raises ValidationError with what stands against it."""
        raise NotImplementedError


class Submit(Step):
    name, right, states = "submit", "change", ("draft",)
    title = button = _("Submit for review")
    before = _("It goes to your colleagues for review. You can go on writing until it is approved.")

    def do(self, release, by, values):
        release.submit(by)
        return _("In review. Colleagues find it on their desk.")


class Approve(Step):
    name, states = "approve", ("draft", "review")
    title = button = _("Approve")
    form = step_forms.ApproveForm
    before = _("You say that this text may go out as it stands. Nothing is published yet.")

    def do(self, release, by, values):
        release.approve(by, urgent=values.get("urgent", False))
        if release.urgent_by_id:
            return _("Approved as urgent. It stays marked on the desk until a colleague has looked.")
        return _("Approved. It can be published now.")


class Publish(Step):
    """Asks more than a form can: see `publishing`."""

    name, states = "publish", ("draft", "review", "approved", "scheduled", "embargoed")
    title = button = _("Publish")


class BackToDraft(Step):
    name, states = "back_to_draft", NEVER_PUBLIC
    title, button = _("Back to draft"), _("Take back to draft")
    form = step_forms.BackToDraftForm
    before = _(
        "It will not become public by itself, and an approval lapses. Whoever wrote it finds it among "
        "their work, with your reason."
    )

    def do(self, release, by, values):
        release.back_to_draft(by, values["reason"])
        return _("A draft again. Nothing will become public by itself.")


class Withdraw(Step):
    name, states, is_danger = "withdraw", PUBLIC, True
    title, button = _("Withdraw"), _("Withdraw this release")
    form = step_forms.WithdrawForm
    before = _(
        "It leaves every list, feed and search at once. Its address stays, with the text under a notice "
        "that gives your reason."
    )

    def do(self, release, by, values):
        release.withdraw(by, values["reason"], values["replaced_by"])
        return _("Withdrawn. The text stays at its address under your notice.")


class Remove(Step):
    name, states, is_danger = "remove", (*PUBLIC, "withdrawn"), True
    title, button = _("Remove"), _("Remove this release")
    form = step_forms.ReasonForm
    before = _(
        "Its text goes from everywhere at once. Its address answers “gone” (410) with your reason and "
        "nothing else. Here it is kept, and it can be restored."
    )

    def do(self, release, by, values):
        release.remove(by, values["reason"])
        return _("Removed. Its address answers “gone”, with your reason.")


class Redirect(Step):
    name, states, is_danger = "redirect", (*PUBLIC, "withdrawn"), True
    title, button = _("Redirect"), _("Redirect its address")
    form = step_forms.RedirectForm
    before = _(
        "Its address leads to another release for good (301), and its own text is shown nowhere. Here it "
        "is kept, and it can be restored."
    )

    def do(self, release, by, values):
        release.redirect(by, values["to"], values["reason"])
        return _("Redirected. Its address leads to “%s”.") % release.replaced_by


class Restore(Step):
    name, states = "restore", ENDED
    title, button = _("Restore"), _("Restore this release")
    form = step_forms.RestoreForm
    before = _(
        "Anyone can read it again at its address, with the text that it had. The public register keeps "
        "both entries: that it was taken back, and that it was restored."
    )

    def do(self, release, by, values):
        release.restore(by, values["reason"])
        return _("Restored. Anyone can read it again.")


class Look(Step):
    name = "look"
    title, button = _("Look it over"), _("I have looked: take the mark away")
    before = _(
        "Somebody let this pass as urgent although nobody else had looked. Read it whole. If something is "
        "wrong, leave the mark and mend it."
    )

    def is_open(self, release, by, at):
        return release.urgent_by_id not in (None, by.pk)

    def do(self, release, by, values):
        release.look(by)
        return _("Looked over by a second person. It is not marked urgent any more.")


class Assign(Step):
    name, title, button = "assign", _("Assign"), _("Assign")
    form = step_forms.AssignForm
    before = _("They find it among their work on the desk, until it is public.")

    def is_open(self, release, by, at):
        return True

    def do(self, release, by, values):
        release.assign(by, values["to"])
        return _("Assigned to %s.") % values["to"] if values["to"] else _("Assigned to nobody.")


class AddComment(Step):
    name, right = "comment", "comment"
    title, button = _("Comment"), _("Add the comment")
    form = step_forms.CommentForm
    before = _("Colleagues read it on the page of the release. The public never does.")

    def is_open(self, release, by, at):
        return True

    def do(self, release, by, values):
        Comment.objects.create(release=release, by=by, text=values["text"])
        return _("Comment added. Colleagues read it here.")


STEPS = {
    step.name: step
    for step in (
        Submit(),
        Approve(),
        Publish(),
        BackToDraft(),
        Withdraw(),
        Remove(),
        Redirect(),
        Restore(),
        Look(),
        Assign(),
        AddComment(),
    )
}
