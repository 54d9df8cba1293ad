"""What the pages ask that change a release's state, besides when it is to be public."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts.admin.rows import LinesField
from contacts.admin.selects import CarefulSelect
from releases.models import Comment, Release

from .colleagues import colleagues


class SeenForm(forms.Form):
    """`seen` is when what it is about was last saved, as the page that asks showed it."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, seen, **kwargs):
        super().__init__(data, initial={"seen": seen}, label_suffix="", **kwargs)
        self.newest = seen

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.newest:
            raise ValidationError(_("A colleague has saved this release since. Read it again below."))
        return self.newest


class StepForm(SeenForm):
    def __init__(self, data=None, *, release, by, at):
        super().__init__(data, seen=release.changed_at.isoformat())
        self.release, self.by, self.at = release, by, at


class ReasonForm(StepForm):
    reason = LinesField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two plain sentences. The public reads them at the release's address."),
    )


class BackToDraftForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("For colleagues. Those who wrote it read it on their desk.")


class RestoreForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("One or two plain sentences. They stand in the public register.")


class AnotherRelease(forms.ModelChoiceField):
    """One that is public, found by typing a word of it."""

    def __init__(self, **kwargs):
        widget = CarefulSelect(Release._meta.get_field("replaced_by"), admin.site)
        super().__init__(queryset=Release.objects.none(), widget=widget, **kwargs)


class WithdrawForm(ReasonForm):
    replaced_by = AnotherRelease(
        label=_("Replaced by"),
        required=False,
        help_text=_("Another public release that says it right. The notice leads there."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Release.objects.public(self.at).exclude(pk=self.release.pk)
        self.fields["replaced_by"].queryset = others


class RedirectForm(ReasonForm):
    to = AnotherRelease(label=_("To which release"), help_text=_("One that is public."))
    field_order = ("seen", "to", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Release.objects.public(self.at).exclude(pk=self.release.pk)
        self.fields["reason"].help_text = _("One or two plain sentences. They stand in the public register.")


class ApproveForm(StepForm):
    """Asks for the tick only where nobody else has looked at the text."""

    urgent = forms.BooleanField(
        label=_("Urgent: let it pass although nobody else has looked"),
        help_text=_("It stays marked on the desk until a colleague has looked it over."),
        error_messages={"required": _("Tick this, or ask a colleague to approve it.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_own = self.release.written_by.filter(pk=self.by.pk).exists()
        if not self.is_own and self.release.status != Release.Status.DRAFT:
            del self.fields["urgent"]


class AssignForm(StepForm):
    to = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues("releases.change_release")
        self.initial["to"] = self.release.assigned_to_id


class CommentForm(forms.Form):
    """Not bound to what the page showed: nobody's comment is in another's way."""

    text = LinesField(
        label=_("Comment"),
        max_length=Comment._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("For colleagues only, and for good: a comment is not changed afterwards."),
    )

    def __init__(self, data=None, **of_step):
        super().__init__(data, label_suffix="")
