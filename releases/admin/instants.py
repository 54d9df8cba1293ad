"""A day and a time as the office reads its clock, and the one instant that they mean."""

from datetime import UTC, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.office_time import zone_name

from .forms import DAY_INPUT

YEARS_AHEAD = 10


class InstantForm(forms.Form):
    """`instant` is what day and time mean in the office's zone, once `find_instant()` found them good;
    `is_repeated` says that the clock shows that time twice and the form must ask which one.
    """

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = timezone.get_default_timezone()
        self.is_repeated = False
        self.instant = None
        self.fields["time"].help_text = _("In the office’s zone: %s") % zone_name()

    def find_instant(self, values, at):
        """Reads day and time; says what is wrong with them as the moment `at`."""
        if "day" not in values or "time" not in values:
            return
        if values["day"] is None:
            self.add_error("day", _("Give the day."))
        elif not 0 <= values["day"].year - at.astimezone(self.zone).year <= YEARS_AHEAD:
            self.add_error("day", _("Check the year: this day has passed, or is more than ten years away."))
        elif values["time"] is None:
            self.add_error("time", _("Give the time."))
        else:
            self._find(datetime.combine(values["day"], values["time"]), values.get("fold"), at)

    def _find(self, naive, fold, at):
        first, second = (naive.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if first.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != naive:
            self.add_error("time", _("The clocks go forward that night: this time does not exist."))
            return
        self.is_repeated = first.utcoffset() != second.utcoffset()
        if self.is_repeated and fold is None:
            self.add_error("fold", _("Say which of the two."))
            return
        instant = (second if self.is_repeated and fold else first).astimezone(UTC)
        if instant <= at:
            self.add_error("time", _("This moment has passed. Choose a later one."))
            return
        self.instant = instant
