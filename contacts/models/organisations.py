from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.words import clean_lines

from .addresses import Addressed, AddressedQuerySet, FormerAddress
from .intervals import Interval
from .natural import NaturallyKeyed


class OrganisationQuerySet(AddressedQuerySet):
    def matching(self, words):
        """Those whose name, short name or any other name contains the words."""
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(pk__in=OtherName.objects.filter(name__icontains=words).values("organisation"))
        )


class Organisation(Addressed):
    name = models.CharField(
        _("name"),
        max_length=200,
        unique=True,
        help_text=_("In full, in the spelling and order that the organisation uses itself."),
        error_messages={"unique": _("There is already an organisation of this name.")},
    )
    short_name = models.CharField(
        _("short name"),
        max_length=40,
        blank=True,
        help_text=_("The abbreviation its own texts use, such as IOM. Leave it empty if there is none."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=2000,
        help_text=_(
            "What the organisation says of itself, in its own words. Leave it empty if it says nothing."
        ),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The larger organisation that this one belongs to, if any."),
    )
    confirm_every = models.PositiveSmallIntegerField(
        _("numbers and addresses are confirmed"),
        choices=Interval,
        null=True,
        blank=True,
        help_text=_("After that time a number or address is due again. Empty: every six months."),
    )

    objects = OrganisationQuerySet.as_manager()
    reading_order = ("name", "short_name", "parent", "other_names", "confirm_every")

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organisation_is_not_its_own_parent",
                violation_error_message=_("An organisation cannot be a part of itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("contacts:organisation-detail", args=[self.slug])

    def clean(self):
        super().clean()
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("An organisation cannot be a part of itself.")})
            seen.add(above.pk)
            above = above.parent

    def slug_source(self):
        return self.short_name or self.name

    @property
    def monogram(self):
        """Up to four letters that stand where a logo would: the capitals of the name."""
        name = self.short_name or self.name
        if len(name) <= 4:
            return name
        return "".join(word[0] for word in name.split() if word[0].isupper())[:4] or name[:1]


class OtherName(NaturallyKeyed):
    """Another name the organisation is found by: a former name, a translation, an abbreviation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("other name"), max_length=200)

    natural_fields = ("organisation__slug", "name")

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="other_name_once_per_organisation",
                violation_error_message=_("This name is listed already."),
            ),
        ]
        indexes = [models.Index(fields=["name"], name="other_name_lookup")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        clean_lines(self)
        super().save(*args, **kwargs)


class OrganisationAddress(FormerAddress):
    target = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_addresses")
