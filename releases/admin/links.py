"""What the page of a release's access links shows of each, and what it asks to make others."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from releases.models import AccessLink
from releases.office_time import in_words

from .instants import InstantForm

USUAL = timedelta(days=7)
AT_ONCE = 50
STATES = {
    "waiting": _("Waiting"),
    "accepted": _("Terms accepted"),
    "opened": _("Opened"),
    "expired": _("Expired"),
    "revoked": _("Revoked"),
}
FLAGS = {"accepted": "nr-flag--brand", "opened": "nr-flag--ok", "revoked": "nr-flag--danger"}


class LinkForm(InstantForm):
    """Who gets a link, of which kind and for how long."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=AccessLink.Kind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Press: after accepting the terms, while the release is under embargo. Preview: at once, as a "
            "draft for approval, in any state before it is public."
        ),
    )
    names = forms.CharField(
        label=_("For whom"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_(
            "A journalist, an outlet or an office; several names one a line. Each gets a link of its own, "
            "and the name stands on the page that it opens."
        ),
    )
    until = forms.ChoiceField(
        label=_("Works until"),
        choices=[("usual", _("As usual")), ("set", _("A set time"))],
        widget=forms.RadioSelect,
        initial="usual",
    )

    def __init__(self, data=None, *, release, at):
        kind = AccessLink.Kind.PRESS if release.is_embargoed(at) else AccessLink.Kind.PREVIEW
        super().__init__(data, initial={"kind": kind}, label_suffix="")
        self.release, self.at = release, at
        usual = {kind: in_words(self.usual(kind)) for kind in AccessLink.Kind.values}
        self.fields["until"].help_text = (
            _("As usual is for the press %(press)s, for a preview %(preview)s.") % usual
        )

    def usual(self, kind):
        """A press link works until the release is public, any other for a week."""
        if kind == AccessLink.Kind.PRESS and self.release.is_scheduled(self.at):
            return self.release.public_from
        return self.at + USUAL

    def clean_names(self):
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(filter(None, lines)))
        if len(names) > AT_ONCE:
            raise ValidationError(_("At most %d at once.") % AT_ONCE)
        longest = AccessLink._meta.get_field("name").max_length
        if any(len(name) > longest for name in names):
            raise ValidationError(_("A name has at most %d characters.") % longest)
        return names

    def clean(self):
        values = super().clean()
        if values.get("until") == "set":
            self.find_instant(values, self.at)
        else:
            self.instant = self.usual(values.get("kind"))


@dataclass(frozen=True)
class Row:
    """A link as a row of the page. `address` is empty for whoever must not open it, and when nobody can."""

    link: AccessLink
    state: str
    address: str

    @classmethod
    def of(cls, link, request, at, may_see):
        state = link.state(at)
        is_shown = may_see and state not in ("revoked", "expired")
        return cls(link, state, request.build_absolute_uri(link.get_absolute_url()) if is_shown else "")

    @property
    def word(self):
        return STATES[self.state]

    @property
    def flag(self):
        return FLAGS.get(self.state, "")

    @property
    def works_until(self):
        return in_words(self.link.expires_at)

    @property
    def mail(self):
        """A letter with the address, for the editor to send. It names no title: mail is read on the way."""
        is_press = self.link.kind == AccessLink.Kind.PRESS
        subject = _("A text under embargo") if is_press else _("A text for your approval")
        return f"mailto:?{urlencode({'subject': subject, 'body': self.address}, quote_via=quote)}"
