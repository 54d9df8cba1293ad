"""The page that publishes a release, or a bundle of them: from when, and what is let stand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.admin.rows import LinesField
from releases.models import Release
from releases.office_time import in_words, until
from releases.readiness import Readiness, expected_instant

from .instants import InstantForm
from .step_forms import SeenForm


class MomentForm(SeenForm, InstantForm):
    """Now, or at a day and time in the office's zone. A later moment is asked about twice: the first
    answer comes back with its UTC time, in `checked`.
    """

    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            ("now", _("Now")),
            ("later", _("At a set time; nobody outside reads it before")),
            ("embargo", _("At a set time, under embargo; journalists with a link read it before")),
        ],
        widget=forms.RadioSelect,
        initial="now",
    )
    checked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, seen, at, expected=None, under_embargo=False):
        super().__init__(data, seen=seen)
        self.at = at
        if expected and expected > at:
            planned = expected.astimezone(self.zone)
            when = "embargo" if under_embargo else "later"
            self.initial |= {"when": when, "day": planned.date(), "time": planned.time()}

    @property
    def is_embargo(self):
        return self.cleaned_data.get("when") == "embargo"

    @property
    def mark(self):
        """What the second answer must carry: it is for this moment and this way."""
        return f"{self.cleaned_data['when']} {self.instant.isoformat()}" if self.instant else ""

    @property
    def needs_check(self):
        """Whether the moment is a good one that has not been shown to the editor yet."""
        return self.instant is not None and self.cleaned_data["checked"] != self.mark

    def clean(self):
        values = super().clean()
        if values.get("when") in ("later", "embargo"):
            self.find_instant(values, self.at)


class GoAheadForm(forms.Form):
    """What somebody must answer for in one release: a reason for each warning that is let stand and,
    where nobody has approved it, that it is urgent. `release` comes from `with_parts()`.
    """

    urgent = forms.BooleanField(
        label=_("Urgent: publish it although nobody else has approved it"),
        help_text=_("It stays marked on the desk until a colleague has looked it over."),
        error_messages={"required": _("A colleague must approve it first. Or tick that it is urgent.")},
    )

    def __init__(self, data=None, *, release, at, may_be_urgent):
        super().__init__(data, prefix=str(release.pk), label_suffix="")
        self.release = release
        self.readiness = Readiness(release, at)
        self.lacks_approval = release.status in (Release.Status.DRAFT, Release.Status.REVIEW)
        if not (may_be_urgent and self.lacks_approval):
            del self.fields["urgent"]
        for check in self.readiness.open:
            self.fields[f"waive-{check.code}"] = LinesField(
                label=check.label,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Why this may stand. The reason is kept, with your name."),
                error_messages={"required": _("Mend this, or say why it may stand.")},
            )

    @property
    def warnings(self):
        return [self[name] for name in self.fields if name.startswith("waive-")]

    @property
    def waivers(self):
        values = {name.removeprefix("waive-"): value for name, value in self.cleaned_data.items()}
        return {check.code: values[check.code] for check in self.readiness.open}


class PublishingPage:
    """Both forms of the page, and whether all is answered. `releases` come from `with_parts()`."""

    def __init__(self, data, releases, *, seen, at, is_bundle=False):
        expected = next(filter(None, (expected_instant(one, at) for one in releases)), None)
        planned = any(one.is_embargoed(at) or not one.is_scheduled(at) for one in releases)
        self.moment = MomentForm(data, seen=seen, at=at, expected=expected, under_embargo=planned)
        is_moment = data is not None and self.moment.is_valid()
        # Until a moment is chosen, the checks are those of the one that is expected.
        instant = expected if data is None else self.moment.instant
        self.releases = [
            GoAheadForm(data, release=one, at=instant, may_be_urgent=not is_bundle) for one in releases
        ]
        are_answered = all(one.is_valid() for one in self.releases)
        self.is_answered = is_moment and are_answered and not self.moment.needs_check
        self.asks_again = is_moment and self.moment.needs_check
        self.at = at

    @property
    def is_hopeless(self):
        """Whether something stops it at any instant: then there is no use in choosing one."""
        faults = (check for one in self.releases for check in one.readiness.stops)
        return any(not check.of_instant for check in faults)

    @property
    def instant_in_words(self):
        instant = self.moment.instant
        return f"{in_words(instant)}, {until(instant, self.at)}"

    def said(self):
        """What happened, once it has."""
        if self.moment.instant is None:
            return _("Published. Anyone can read it now.")
        when = in_words(self.moment.instant)
        if self.moment.is_embargo:
            return _("Under embargo until %s. Until then only journalists with a link read it.") % when
        return _("Scheduled. It becomes public by itself on %s.") % when
