"""The release form's own fields, and the forms that change a release's state."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from releases.body import ALLOWED_SCHEMES, blocks, sanitise

YEARS_AHEAD = 10
DAY_INPUT = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "9999-12-31"})
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


class TransitionForm(forms.Form):
    """`seen` is when the release was last saved, as the page that asks showed it."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, release, at):
        super().__init__(data, initial={"seen": release.changed_at.isoformat()}, label_suffix="")
        self.release, self.at = release, at

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.release.changed_at.isoformat():
            raise ValidationError(_("A colleague has saved this release since. Read it again below."))
        return self.cleaned_data["seen"]


class WithdrawForm(TransitionForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two plain sentences. The public reads them at the release's address."),
    )


class PublishForm(TransitionForm):
    """Now, or at a day and time in the office's zone. A later moment is asked about twice: the first
    answer comes back with its UTC time, in `checked`.
    """

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("later", _("At a set time"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    day = forms.DateField(label=_("Day"), required=False, widget=DAY_INPUT)
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    fold = forms.TypedChoiceField(
        label=_("The clocks go back that night, so this time comes twice. Which one?"),
        choices=[(0, _("The first")), (1, _("The second"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    checked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.zone = timezone.get_default_timezone()
        self.is_repeated = False
        self.instant = None
        if self.release.is_scheduled(self.at):
            planned = self.release.public_from.astimezone(self.zone)
            self.initial |= {"when": "later", "day": planned.date(), "time": planned.time()}

    @property
    def needs_check(self):
        """Whether the moment is a good one that has not been shown to the editor yet."""
        return self.instant is not None and self.cleaned_data["checked"] != self.instant.isoformat()

    def clean(self):
        values = super().clean()
        if values.get("when") != "later" or "day" not in values or "time" not in values:
            return
        if values["day"] is None:
            self.add_error("day", _("Give the day."))
        elif not 0 <= values["day"].year - self.at.astimezone(self.zone).year <= YEARS_AHEAD:
            self.add_error("day", _("Check the year: this day has passed, or is more than ten years away."))
        elif values["time"] is None:
            self.add_error("time", _("Give the time."))
        else:
            self._find_instant(datetime.combine(values["day"], values["time"]), values.get("fold"))

    def _find_instant(self, naive, fold):
        first, second = (naive.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if first.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != naive:
            self.add_error("time", _("The clocks go forward that night: this time does not exist."))
            return
        self.is_repeated = first.utcoffset() != second.utcoffset()
        if self.is_repeated and fold is None:
            self.add_error("fold", _("Say which of the two."))
            return
        instant = (second if self.is_repeated and fold else first).astimezone(UTC)
        if instant <= self.at:
            self.add_error("time", _("This moment has passed. Choose a later one, or publish now."))
            return
        self.instant = instant
