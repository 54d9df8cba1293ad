import uuid
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.absence import absence
from contacts.hours import city, opening, validate_zone

from .addresses import Addressed, AddressedQuerySet, FormerAddress
from .channels import ContactPoint
from .confirming import Confirmable
from .organisations import Organisation
from .places import Country, Language
from .posts import OfficeHours


class PressContactQuerySet(AddressedQuerySet):
    def listed(self):
        """Those the public directory shows: still there, and with at least one public channel."""
        return self.exclude(status=PressContact.Status.LEFT).filter(
            Exists(ContactPoint.objects.shown().filter(contact=OuterRef("pk")))
        )

    def on_call(self, at):
        """Those who are there at this moment by their office hours; equal to `Opening.is_open`. Costs a
        query for the time zones that there are.
        """
        theirs = self.exclude(status__in=[PressContact.Status.LEFT, PressContact.Status.AWAY])
        walls = {}
        for zone in theirs.exclude(time_zone="").order_by().values_list("time_zone", flat=True).distinct():
            walls.setdefault(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None), []).append(zone)
        return theirs.filter(pk__in=OfficeHours.objects.open_in(walls).values("contact"))

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
    since = models.DateField(
        _("in this post since"), null=True, blank=True, help_text=_("Leave it empty unless you know.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        validators=[validate_zone],
        help_text=_("Of the office. Without it the public is told no office hours."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.ACTIVE,
        help_text=_("Away: still listed, with a note. Left: off the directory, and no number is shown."),
    )
    away_until = models.DateField(
        _("away until"), null=True, blank=True, help_text=_("The last day away. Only while they are away.")
    )
    left_on = models.DateField(_("left on"), null=True, blank=True, help_text=_("If it is known."))
    deputy = models.ForeignKey(
        "self",
        verbose_name=_("deputy"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in_for",
        help_text=_("Whom the public is sent to while they are away, and after they have left."),
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
        "since",
        "country",
        "time_zone",
        "status",
        "away_until",
        "left_on",
        "deputy",
        "points",
        "hours",
        "languages",
        "posts",
        "notes",
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["active", "away", "left"]),
                name="contact_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(away_until=None) | Q(status="away"), name="only_who_is_away_is_away_until"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(status="left"), name="only_who_has_left_left_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("id")),
                name="nobody_is_their_own_deputy",
                violation_error_message=_("Nobody can stand in for themselves."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="contact_by_organisation")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self._forget_absence()

    def save(self, *args, **kwargs):
        self._forget_absence()
        super().save(*args, **kwargs)

    def _forget_absence(self):
        """Until when somebody is away, or when they left, means nothing once they are back."""
        self.away_until = self.away_until if self.status == self.Status.AWAY else None
        self.left_on = self.left_on if self.status == self.Status.LEFT else None

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
    def has_left(self):
        return self.status == self.Status.LEFT

    @property
    def answering(self):
        """Whom to ask: of one who has left, who stands in, if `with_stand_ins()` has found anybody."""
        return (self.has_left and getattr(self, "stand_in", None)) or self

    @property
    def absence(self):
        """What is said where they are named and have left."""
        return absence(self.name, is_replaced=self.answering != self)

    def is_away(self, at):
        """Whether they are away on this day, by the clock of their office if its zone is known."""
        if self.status != self.Status.AWAY:
            return False
        zone = ZoneInfo(self.time_zone) if self.time_zone else timezone.get_default_timezone()
        return self.away_until is None or at.astimezone(zone).date() <= self.away_until

    def opening(self, at):
        """The Opening by their hours, or None where there is nothing to say. Asks for `hours`."""
        if self.has_left or self.is_away(at):
            return None
        return opening(self.hours.all(), self.time_zone, at, self.clock)

    @property
    def clock(self):
        """The place by whose clock their hours are: the office, or the city that the zone is named for."""
        return self.office or city(self.time_zone)

    @property
    def is_listed(self):
        """Whether the directory has a page of this contact; equal to `listed()`. Needs `for_cards()`."""
        is_public = any(point.audience == point.Audience.PUBLIC for point in self.shown_points)
        return self.status != self.Status.LEFT and is_public


class ContactAddress(FormerAddress):
    target = models.ForeignKey(PressContact, on_delete=models.CASCADE, related_name="former_addresses")
