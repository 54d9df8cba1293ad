"""The public record of what became of a release after it was out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.cursors import NoticePosition, Walked
from releases.office_time import in_words

from .text import Text


class EarlierText(Text, models.Model):
    """The text as the public read it until a correction: readable for ever at an address of its own.

    `number` counts from 1, the text that first went out; the present text has no row here.
    """

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="earlier_texts")
    number = models.PositiveSmallIntegerField(_("version"))
    shown_until = models.DateTimeField(_("shown until"))
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"))
    notes_to_editors = models.TextField(_("notes to editors"), blank=True)
    dateline = models.CharField(_("place"), max_length=120, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    date_not_stated = models.BooleanField(_("the release states no date"), default=False)
    language = models.ForeignKey("contacts.Language", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["release", "number"]
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="earlier_text_has_its_number")
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    def get_absolute_url(self):
        return reverse("releases:version", args=[self.release.slug, self.number])

    @classmethod
    def of(cls, release, at):
        """Keeps the text that this release has now, before it is changed."""
        names = {field.attname for field in cls._meta.concrete_fields} - {"id", "release_id", "number"}
        last = release.earlier_texts.aggregate(last=Max("number"))["last"] or 0
        values = {name: getattr(release, name) for name in names - {"shown_until"}}
        return cls.objects.create(release=release, number=last + 1, shown_until=at, **values)


class NoticeQuerySet(Walked, models.QuerySet):
    position = NoticePosition

    def shown(self, at=None):
        """Those that anyone may read: of releases that are, or were, public. Newest first.

        Corrections of a removed release are left out, since they quote what was removed.
        """
        release = self.model._meta.get_field("release").related_model
        known = release.objects.answering(at)
        gone = Q(kind=Notice.Kind.CORRECTION, release__status=release.Status.REMOVED)
        return self.filter(release__in=known).exclude(gone).select_related("release", "earlier")

    def newest_first(self):
        return self.order_by("-at", "-uuid")

    def oldest_first(self):
        return self.order_by("at", "uuid")

    def in_full(self):
        """With who approved it and the number of the earlier text, without the text itself."""
        return self.select_related("approved_by", "earlier").defer(
            "earlier__body", "earlier__notes_to_editors"
        )

    def for_register(self):
        """With what an entry of the register prints, in one query."""
        return (
            self.in_full()
            .select_related("release__language")
            .defer("release__body", "release__notes_to_editors", "earlier__body", "earlier__notes_to_editors")
        )


class Notice(models.Model):
    """One entry of the public register: a correction, a withdrawal, a removal, and what undid it."""

    class Kind(models.TextChoices):
        CORRECTION = "corrected", _("Corrected")
        WITHDRAWAL = "withdrawn", _("Withdrawn")
        REMOVAL = "removed", _("Removed")
        REDIRECTION = "redirected", _("Redirected")
        RESTORATION = "restored", _("Restored")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("at"))
    wrong = models.TextField(_("what was wrong"), blank=True)
    right = models.TextField(_("what is right"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    earlier = models.OneToOneField(
        EarlierText, null=True, blank=True, on_delete=models.PROTECT, related_name="notice"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-uuid"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="corrected", reason="") & ~Q(wrong="") & ~Q(right="")
                | ~Q(kind="corrected") & ~Q(reason="") & Q(wrong="", right=""),
                name="notice_says_what_and_why",
            ),
        ]
        indexes = [models.Index(fields=["-at", "-uuid"], name="notices_newest")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason or self.wrong}"

    def at_in_words(self):
        return in_words(self.at)

    def approver(self):
        """The full name of the colleague who approved it, or "". A name to sign in with is no name."""
        return self.approved_by.get_full_name() if self.approved_by else ""
