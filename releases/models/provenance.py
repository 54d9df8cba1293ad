"""Where the words of a release came from: the texts taken in, and what they left unsaid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import PressContact
from releases.querysets import ENDED

from .release import Release
from .source import SourceDocument


class Intake(models.Model):
    """One release text within a source document, from `start` to `end` of its text: waiting for an
    editor, saved as a release, or set aside.

    `traces` say of each saved value where it came from: {"path": "quotes.0.speaker", "spans": [[60, 71]],
    "rule": …, "confidence": "found" or "check", "decision": …, "read": the words as they were read}.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("To review")
        SAVED = "saved", _("Saved")
        ASIDE = "aside", _("Set aside")

    source = models.ForeignKey(
        SourceDocument,
        verbose_name=_("source document"),
        on_delete=models.PROTECT,
        related_name="intakes",
    )
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("to character"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    title_key = models.CharField(max_length=120, blank=True, editable=False)
    digest = models.CharField("SHA-256", max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    release = models.ForeignKey(
        Release,
        verbose_name=_("press release"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="intakes",
        help_text=_("What it became or, while it waits, the release it seems to be a new version of."),
    )
    choices = models.JSONField(_("the editor’s changes so far"), default=dict, blank=True)
    traces = models.JSONField(default=list, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        ordering = ["-received_at", "source", "start"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "saved", "aside"]), name="intake_state_is_known"
            ),
            models.CheckConstraint(condition=Q(start__lte=models.F("end")), name="intake_ends_after_start"),
            models.UniqueConstraint(fields=["source", "start"], name="text_taken_in_once"),
        ]
        indexes = [
            models.Index(fields=["digest"], name="intake_by_words"),
            models.Index(fields=["title_key"], name="intake_by_title"),
            models.Index(fields=["state", "-received_at"], name="intake_waiting"),
        ]

    def __str__(self):
        return self.title or str(_("Untitled text"))

    @property
    def words(self):
        return self.source.text[self.start : self.end]


class GapQuerySet(models.QuerySet):
    def open(self):
        """Those that wait to be filled; on what was taken back nothing is changed."""
        return self.filter(closed_at=None).exclude(release__status__in=ENDED)


class Gap(models.Model):
    """Something a source printed that no record can hold as it is: a number that cannot exist, an
    organisation that may be one of two. `key` is the same for the same gap on several releases.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("A number that cannot be right")
        CHANNEL = "channel", _("A number or address that the directory lacks")
        ORGANISATION = "organisation", _("An organisation that is not certain")
        CONTACT = "contact", _("A contact who is not certain")
        QUOTE = "quote", _("A quote that does not stand in the body")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="gaps")
    contact = models.ForeignKey(
        PressContact, null=True, blank=True, on_delete=models.CASCADE, related_name="gaps"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    key = models.CharField(max_length=300, editable=False)
    words = models.TextField(_("as printed"))
    spans = models.JSONField(default=list)
    detail = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key", "pk"]
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["number", "channel", "organisation", "contact", "quote"]),
                name="gap_kind_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "key"], condition=Q(closed_at=None), name="open_gaps"),
        ]

    def __str__(self):
        return self.words
