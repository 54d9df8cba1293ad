from datetime import timedelta
from urllib.parse import quote

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .intervals import CONFIRM_EVERY, Interval
from .natural import NaturallyKeyed, NaturallyKeyedQuerySet

CALLS = ("phone", "mobile")
MESSAGES = ("sms", "whatsapp", "signal")
NUMBERS = [*CALLS, *MESSAGES]
LINKS = {"sms": "sms:", "whatsapp": "whatsapp://send?phone=", "signal": "sgnl://signal.me/#p/"}


def parse_phone(typed, region=None):
    """A valid `phonenumbers.PhoneNumber` for the typed text, or ValidationError in plain words.

    `region` is the ISO country a number without its international prefix is read in.
    """
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            raise ValidationError(_("Begin the number with + and the country code: +41 22 …")) from error
        raise ValidationError(_("This is not a telephone number.")) from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(_("No such telephone number can exist. Check the digits."))
    return number


class ContactPointQuerySet(NaturallyKeyedQuerySet):
    def shown(self):
        """Those the public may see: marked public, of a contact who has not left."""
        return self.filter(audience=ContactPoint.Audience.PUBLIC).exclude(contact__status="left")

    def shown_to_press(self):
        """Those that a journalist sees, by a press link of their own, on the release that names the
        contact: the public ones, and those marked for the press.
        """
        to_press = [ContactPoint.Audience.PUBLIC, ContactPoint.Audience.PRESS]
        return self.filter(audience__in=to_press).exclude(contact__status="left")

    def seen_by(self, user):
        """Those that a colleague who may see contacts sees in the admin."""
        sees_all = user.has_perm("contacts.view_internal_contactpoint")
        return self.all() if sees_all else self.filter(audience=ContactPoint.Audience.PUBLIC)

    def oldest_first(self):
        """Those never confirmed, then those confirmed longest ago."""
        return self.order_by(F("confirmed_at").asc(nulls_first=True), "contact__name", "position", "pk")

    def due(self, at):
        """Those that somebody must confirm by this moment: never confirmed, or longer ago than their
        organisation lets pass; of somebody who has left, none. For a row in hand: `is_due(at)`.
        """
        lapsed = Q(confirmed_at=None)
        for days in Interval.values:
            theirs = Q(contact__organisation__confirm_every=days)
            if days == CONFIRM_EVERY:
                theirs |= Q(contact__organisation__confirm_every=None)
            lapsed |= theirs & Q(confirmed_at__lte=at - timedelta(days=days))
        return self.exclude(contact__status="left").filter(lapsed)


class ContactPoint(NaturallyKeyed):
    """One number or address of a contact, as it was typed and, for a number, as E.164 (ITU-T).

    Every form of messaging is a telephone number, so that it is anybody's to use. A link to one opens the
    application itself where it is installed, and no page of the company that runs it.
    """

    class Kind(models.TextChoices):
        PHONE = "phone", _("Telephone")
        MOBILE = "mobile", _("Mobile")
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("Text message")
        WHATSAPP = "whatsapp", _("WhatsApp")
        SIGNAL = "signal", _("Signal")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Public")
        PRESS = "press", _("Press with a link")
        INTERNAL = "internal", _("Internal")

    contact = models.ForeignKey("contacts.PressContact", on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PHONE)
    audience = models.CharField(
        _("who may see it"),
        max_length=10,
        choices=Audience,
        default=Audience.INTERNAL,
        help_text=_(
            "Public: anyone, on the site. Press with a link: journalists who read a release under embargo, "
            "on that release. Internal: colleagues."
        ),
    )
    value = models.CharField(
        _("number or address"),
        max_length=254,
        help_text=_("As it should be read. A number begins with + and the country code."),
    )
    e164 = models.CharField("E.164", max_length=16, blank=True, editable=False)
    extension = models.CharField(max_length=20, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    confirmed_value = models.CharField(_("confirmed as"), max_length=254, blank=True, editable=False)

    natural_fields = ("contact__slug", "kind", "value")
    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        permissions = [("view_internal_contactpoint", _("Can see internal numbers and addresses"))]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind", "value"],
                name="channel_once_per_contact",
                violation_error_message=_("This contact has this channel already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="email", e164="") | (Q(kind__in=NUMBERS) & ~Q(e164="")),
                name="phone_channel_has_e164",
                violation_error_message=_("A telephone number needs its international form."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["public", "press", "internal"]), name="channel_audience_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, confirmed_value="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_value="")),
                name="channel_is_confirmed_as_something",
            ),
        ]
        indexes = [models.Index(fields=["confirmed_at"], name="channel_by_confirmation")]

    def __str__(self):
        """Only a public one names itself: the admin prints this in messages, logs and histories."""
        return self.value if self.audience == self.Audience.PUBLIC else str(self.get_kind_display())

    def save(self, *args, **kwargs):
        """Validates first, whoever calls: an impossible number or address raises ValidationError. What was
        confirmed is what it said then: with another number or address the confirmation lapses.
        """
        self.clean()
        if self.confirmed_value != self.value:
            self.confirmed_at = self.confirmed_by = None
            self.confirmed_value = ""
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.value = " ".join(self.value.split())
        self.e164 = self.extension = ""
        try:
            if self.kind == self.Kind.EMAIL:
                validate_email(self.value)
                return
            contact = getattr(self, "contact", None)
            number = parse_phone(self.value, contact and contact.country_id)
        except ValidationError as error:
            raise ValidationError({"value": error}) from error
        if number.extension and self.kind in MESSAGES:
            raise ValidationError({"value": _("No message reaches an extension. Leave it out.")})
        self.e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        self.extension = number.extension or ""

    def confirm(self, by, at):
        """It is right as it stands: so says a colleague or, with None, the contact. Not saved yet."""
        self.clean()
        self.confirmed_at, self.confirmed_by, self.confirmed_value = at, by, self.value

    @property
    def confirmation(self):
        """Who confirmed it and when, in words."""
        if self.confirmed_at is None:
            return gettext("Never confirmed")
        day = date_format(timezone.localtime(self.confirmed_at), "DATE_FORMAT")
        by = self.confirmed_by or gettext("the contact")
        return gettext("Confirmed on %(day)s by %(by)s") % {"day": day, "by": by}

    def is_due(self, at):
        """Equal to `due(at)`."""
        if self.contact.status == "left":
            return False
        days = self.contact.organisation.confirm_every or CONFIRM_EVERY
        return self.confirmed_at is None or self.confirmed_at <= at - timedelta(days=days)

    @property
    def is_message(self):
        return self.kind in MESSAGES

    @property
    def uri(self):
        """What a link leads to: `tel:` (RFC 3966), `mailto:` (RFC 6068), `sms:` (RFC 5724), or the scheme
        by which WhatsApp and Signal open themselves.
        """
        if self.kind == self.Kind.EMAIL:
            return "mailto:" + quote(self.value, safe="@+")
        if self.kind in LINKS:
            return LINKS[self.kind] + self.e164
        return f"tel:{self.e164}" + (f";ext={self.extension}" if self.extension else "")
