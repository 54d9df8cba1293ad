"""The release form's own fields and, for what is public, the questions about a change of it."""

from django import forms
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from contacts.admin.rows import LinesField
from releases.body import ALLOWED_SCHEMES, blocks, sanitise

from .colleagues import colleagues

DAY_INPUT = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "9999-12-31"})
# The questions about a change of public text, in the order of the form.
WHY = ("kind_of_change", "wrong", "right", "agreed_by", "urgent", "reason")
# What `releases.body` lets through, said in the editor's own words.
PROSE = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"protocols": sorted(ALLOWED_SCHEMES), "enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Languages": True,
    "ForeignWords": True,
}


class BodyWidget(AdminProseEditorWidget):
    def get_config(self):
        return super().get_config() | {"js_modules": [static("newsroom/prose-languages.js")]}


class BodyField(ProseEditorFormField):
    """Safe HTML, whether it comes from the editor or, without script, from a plain text box."""

    def __init__(self, **kwargs):
        given = {"config": {"extensions": PROSE}, "preset": "configurable", "widget": BodyWidget}
        super().__init__(**kwargs | given)

    def to_python(self, value):
        return sanitise(super().to_python(value))

    def as_read(self, value):
        return "\n".join(block.text for block in blocks(value))


class ReleaseForm(forms.ModelForm):
    def clean(self):
        super().clean()
        if self.cleaned_data.get("dated_on") and self.cleaned_data.get("date_not_stated"):
            message = _("You have given a date. Take the tick away, or the date.")
            self.add_error("date_not_stated", message)

    def _get_validation_exclusions(self):
        """All but the state, which is not on the form: what is public must keep what publishing asked for.

        Without it Django leaves out each constraint that speaks of the state, and the database refuses.
        """
        return super()._get_validation_exclusions() - {"status", "public_from"}


class WhyForm(forms.Form):
    """The questions about a change of what is public, asked of whoever changes it (`by`)."""

    by = None
    kind_of_change = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=[
            ("correction", _("Correction: it said something wrong. The public reads what, in a dated note.")),
            ("minor", _("Minor edit: nothing that it says changes, as with a typing error. No public note.")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    wrong = LinesField(
        label=_("What was wrong"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=_("As one sentence. The public reads it. The earlier text stays readable."),
    )
    right = LinesField(
        label=_("What is right"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=_("As one sentence. The public reads it."),
    )
    agreed_by = forms.ModelChoiceField(
        label=_("Approved by"),
        queryset=None,
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("The colleague who has read the correction and agreed. The public note names nobody."),
    )
    urgent = forms.BooleanField(
        label=_("Urgent: nobody has approved it yet"),
        required=False,
        help_text=_("It stays marked on the desk until a colleague has looked it over."),
    )
    reason = LinesField(
        label=_("What you changed, and why"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=_("For colleagues. It stands in the history."),
    )

    @classmethod
    def asked_of(cls, user):
        return type(cls.__name__, (cls,), {"by": user})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed_by"].queryset = colleagues("releases.publish_release", but=self.by)

    def clean(self):
        super().clean()
        kind = self.cleaned_data.get("kind_of_change")
        needed = {"correction": ("wrong", "right"), "minor": ("reason",)}.get(kind, ())
        for name in needed:
            if not self.cleaned_data.get(name):
                self.add_error(name, _("Say it here, in a sentence."))
        is_agreed = self.cleaned_data.get("agreed_by") or self.cleaned_data.get("urgent")
        if kind == "correction" and not is_agreed and "agreed_by" not in self.errors:
            self.add_error("agreed_by", _("Name the colleague who approved this, or mark it urgent."))


class PublicReleaseForm(WhyForm, ReleaseForm):
    """The form of a release that is public. Whatever is changed in it needs one of two reasons."""

    @cached_property
    def changed_data(self):
        """What is changed of the release. Why it is changed is no part of it."""
        return [name for name in super().changed_data if name not in WHY]
