"""What belongs to a contact besides the post of today: earlier posts, and the hours they answer at."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.hours import days
from contacts.words import clean_lines

from .natural import NaturallyKeyed, NaturallyKeyedQuerySet
from .organisations import Organisation


class Post(NaturallyKeyed):
    """A post that the contact held before the present one. What is not known of it is empty."""

    contact = models.ForeignKey("contacts.PressContact", on_delete=models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="earlier_posts"
    )
    role = models.CharField(_("role"), max_length=150, blank=True)
    office = models.CharField(_("office"), max_length=100, blank=True)
    began_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    natural_fields = ("contact__slug", "organisation__slug", "role", "office", "began_on", "ended_on")

    class Meta:
        ordering = [F("ended_on").desc(nulls_last=True), F("began_on").desc(nulls_last=True), "-id"]
        verbose_name = _("earlier post")
        verbose_name_plural = _("earlier posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(began_on=None) | Q(ended_on=None) | Q(began_on__lte=F("ended_on")),
                name="post_ends_after_it_began",
                violation_error_message=_("A post cannot end before it began."),
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, (self.role, self.organisation.name, self.office)))

    def save(self, *args, **kwargs):
        clean_lines(self)
        super().save(*args, **kwargs)


class OfficeHoursQuerySet(NaturallyKeyedQuerySet):
    def open_in(self, walls):
        """Those within which it is, where {what the clock on the wall shows: time zones with that clock}; for
        a row in hand `hours.is_open()`.
        """
        open_now = Q(pk=None)
        for wall, zones in walls.items():
            open_now |= Q(contact__time_zone__in=zones) & self._open_at(wall.weekday(), wall.time())
        return self.filter(open_now)

    def _open_at(self, weekday, time):
        over_midnight = Q(closes__lte=F("opens"))
        today = self._on(weekday) & Q(opens__lte=time) & (over_midnight | Q(closes__gt=time))
        return today | (self._on((weekday - 1) % 7) & over_midnight & Q(closes__gt=time))

    @staticmethod
    def _on(weekday):
        in_order = Q(first_day__lte=F("last_day"))
        begun, not_ended = Q(first_day__lte=weekday), Q(last_day__gte=weekday)
        return (in_order & begun & not_ended) | (~in_order & (begun | not_ended))


class OfficeHours(NaturallyKeyed):
    """The same hours on some days of the week, by the clock on the office's wall."""

    class Day(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    contact = models.ForeignKey("contacts.PressContact", on_delete=models.CASCADE, related_name="hours")
    first_day = models.PositiveSmallIntegerField(_("from"), choices=Day, default=Day.MONDAY)
    last_day = models.PositiveSmallIntegerField(_("to"), choices=Day, default=Day.FRIDAY)
    opens = models.TimeField(_("opens"), help_text=_("By the clock of the office: 09:00."))
    closes = models.TimeField(
        _("closes"), help_text=_("An earlier time is one after midnight. The same time: round the clock.")
    )

    natural_fields = ("contact__slug", "first_day", "opens")
    objects = OfficeHoursQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "opens"]
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "first_day", "opens"],
                name="hours_once_per_contact",
                violation_error_message=_("These hours are listed already."),
            ),
            models.CheckConstraint(condition=Q(first_day__lte=6, last_day__lte=6), name="hours_are_of_a_day"),
        ]

    def save(self, *args, **kwargs):
        """In whole minutes, so that nothing which is told of them changes within one."""
        self.opens, self.closes = (one.replace(second=0, microsecond=0) for one in (self.opens, self.closes))
        super().save(*args, **kwargs)

    def __str__(self):
        return f"{self.days} {self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def days(self):
        """ "Monday to Friday", or the one day."""
        return days(self.get_first_day_display(), self.get_last_day_display())
