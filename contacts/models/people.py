import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .addresses import Addressed, AddressedQuerySet, FormerAddress
from .channels import ContactPoint
from .confirming import Confirmable
from .organisations import Organisation
from .places import Country, Language


class PressContactQuerySet(AddressedQuerySet):
    def listed(self):
        """Those the public directory shows: still there, and with at least one public channel."""
        return self.exclude(status=PressContact.Status.LEFT).filter(
            Exists(ContactPoint.objects.shown().filter(contact=OuterRef("pk")))
        )

    def unreachable_by(self, *kinds):
        """Those still there whom the public cannot reach by any of these kinds of channel."""
        channels = ContactPoint.objects.shown().filter(contact=OuterRef("pk"), kind__in=kinds)
        return self.exclude(status=PressContact.Status.LEFT).exclude(Exists(channels))

    def for_cards(self):
        """With what a card prints; `shown_points` holds the channels the public may see, and no other."""
        return self.select_related("organisation").prefetch_related(
            Prefetch("points", ContactPoint.objects.shown(), to_attr="shown_points")
        )


class PressContact(Confirmable, Addressed):
    """A person, or a desk, whom journalists may ask."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        DESK = "desk", _("Desk")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        AWAY = "away", _("Away")
        LEFT = "left", _("Left")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("name"), max_length=150, help_text=_("As it should be printed: Liz Lizama, or Press desk.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="contacts"
    )
    role = models.CharField(
        _("role"), max_length=150, blank=True, help_text=_("The post, in the words the organisation prints.")
    )
    office = models.CharField(
        _("office"), max_length=100, blank=True, help_text=_("The place of the office, such as Washington.")
    )
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
        help_text=_("Where the office is. Leave it empty unless you know."),
    )
    languages = models.ManyToManyField(
        Language,
        verbose_name=_("languages"),
        blank=True,
        related_name="contacts",
        help_text=_("Languages in which this contact answers the press."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.ACTIVE,
        help_text=_("Away: still listed, with a note. Left: off the directory, and no number is shown."),
    )
    notes = models.TextField(
        _("internal notes"), blank=True, help_text=_("For colleagues only. Never shown to the public.")
    )

    objects = PressContactQuerySet.as_manager()
    reading_order = (
        "name",
        "kind",
        "organisation",
        "role",
        "office",
        "country",
        "status",
        "points",
        "languages",
        "notes",
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["active", "away", "left"]),
                name="contact_status_is_known",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="contact_by_organisation")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("contacts:contact-detail", args=[self.slug])

    def slug_source(self):
        return self.name

    @property
    def place(self):
        """Where the contact answers from, in one line: "IOM Washington", or the organisation alone."""
        organisation = self.organisation
        if not self.office:
            return organisation.name
        return f"{organisation.short_name or organisation.name} {self.office}"

    @property
    def is_listed(self):
        """Whether the directory has a page of this contact; equal to `listed()`. Needs `for_cards()`."""
        is_public = any(point.audience == point.Audience.PUBLIC for point in self.shown_points)
        return self.status != self.Status.LEFT and is_public


class ContactAddress(FormerAddress):
    target = models.ForeignKey(PressContact, on_delete=models.CASCADE, related_name="former_addresses")
