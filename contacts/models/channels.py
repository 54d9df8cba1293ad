from urllib.parse import quote

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .natural import NaturallyKeyed, NaturallyKeyedQuerySet


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


class ContactPoint(NaturallyKeyed):
    """One number or address of a contact, as it was typed and, for a number, as E.164 (ITU-T)."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Telephone")
        MOBILE = "mobile", _("Mobile")
        EMAIL = "email", _("E-mail")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Public")
        INTERNAL = "internal", _("Internal")

    contact = models.ForeignKey("contacts.PressContact", on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PHONE)
    audience = models.CharField(
        _("who may see it"),
        max_length=10,
        choices=Audience,
        default=Audience.INTERNAL,
        help_text=_("Public: on the site, for anyone. Internal: colleagues only."),
    )
    value = models.CharField(
        _("number or address"),
        max_length=254,
        help_text=_("As it should be read. A number begins with + and the country code."),
    )
    e164 = models.CharField("E.164", max_length=16, blank=True, editable=False)
    extension = models.CharField(max_length=20, blank=True, editable=False)

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
                condition=Q(kind="email", e164="") | (Q(kind__in=["phone", "mobile"]) & ~Q(e164="")),
                name="phone_channel_has_e164",
                violation_error_message=_("A telephone number needs its international form."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["public", "internal"]), name="channel_audience_is_known"
            ),
        ]

    def __str__(self):
        """An internal one does not name itself: the admin prints this in messages, logs and histories."""
        return self.value if self.audience == self.Audience.PUBLIC else str(self.get_kind_display())

    def save(self, *args, **kwargs):
        """Validates first, whoever calls: an impossible number or address raises ValidationError."""
        self.clean()
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
        self.e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        self.extension = number.extension or ""

    @property
    def uri(self):
        """What a link leads to: `tel:` (RFC 3966) or `mailto:` (RFC 6068)."""
        if self.kind == self.Kind.EMAIL:
            return "mailto:" + quote(self.value, safe="@+")
        return f"tel:{self.e164}" + (f";ext={self.extension}" if self.extension else "")
