"""The life of a release: its states, and what it is at a moment."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Addressed
from releases.querysets import ENDED, GONE

from .steps import Steps
from .transition import TEXT

UNPUBLISHED = ("draft", "review", "approved")


class LifeCycle(Steps, Addressed):
    """What a release is at a moment. How that changes is in its `Steps`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REMOVED = "removed", _("Removed")
        REDIRECTED = "redirected", _("Redirected")

    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    public_from = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("The instant from which anyone may read it. Set by publishing."),
    )
    under_embargo = models.BooleanField(
        _("under embargo"),
        default=False,
        editable=False,
        help_text=_("Until it is public, named journalists may read it through their own links."),
    )
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    ended_reason = models.TextField(_("reason for taking it back"), blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "releases.Release",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked urgent by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who let it pass although nobody else had looked. Empty once a second person has."),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="assigned_releases",
    )
    written_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), editable=False, related_name="+"
    )
    sent_back_reason = models.TextField(
        _("sent back because"),
        blank=True,
        editable=False,
        help_text=_("Why a colleague made it a draft again. Empty once it is submitted anew."),
    )
    bundle = models.ForeignKey(
        "releases.Bundle",
        verbose_name=_("published together with"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="releases",
    )

    # The `changed_at` of what was shown to whoever takes a step; None where nothing was.
    read_at = None

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[*UNPUBLISHED, "published", *ENDED]), name="release_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED) | Q(public_from__isnull=False),
                name="published_release_has_an_instant",
                violation_error_message=_("A published release needs the instant from which it is public."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED) | (~Q(title="") & ~Q(body="")),
                name="published_release_has_title_and_body",
                violation_error_message=_("A published release needs a title and a body."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED) | Q(dated_on__isnull=False) | Q(date_not_stated=True),
                name="published_release_has_a_date_or_says_none",
                violation_error_message=_("Give the date, or tick that the release states none."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_at__isnull=False),
                name="approved_release_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ENDED) | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="ended_release_has_date_and_reason",
                violation_error_message=_("Say why. The public reads the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(status="redirected") | Q(replaced_by__isnull=False),
                name="redirected_release_names_another",
                violation_error_message=_("Name the release that its address should lead to."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("id")),
                name="release_does_not_replace_itself",
                violation_error_message=_("A release cannot replace itself."),
            ),
        ]

    def guard(self, before):
        """What the public reads is changed by `correct()` or `minor_edit()` and by nothing else."""
        if getattr(self, "_rewriting", False) or not before.keeps_address():
            return
        fields = [self._meta.get_field(name) for name in TEXT]
        if any(getattr(before, one.attname) != one.to_python(getattr(self, one.attname)) for one in fields):
            raise ValidationError(
                _("This text is public. Change it as a correction, or as a minor edit with a reason.")
            )

    # What it is at a moment

    def keeps_address(self, at=None):
        """Only an address that the public has seen keeps answering: a draft's would tell its title."""
        return self.is_public(at) or self.status in ENDED

    def is_public(self, at=None):
        """Whether anyone may read it at this moment; for a row in hand what `public(at)` is for a set."""
        return self.status == self.Status.PUBLISHED and self.public_from <= (at or timezone.now())

    def is_gone(self):
        """Whether its text was taken away after it was public; for a row what `gone()` is for a set."""
        return self.status in GONE

    def successor(self, at=None):
        """The public release that stands in its place, or None. What was itself redirected in the meantime
        is followed; nothing else that is not public is passed through.
        """
        if self.status not in (self.Status.WITHDRAWN, self.Status.REDIRECTED):
            return None
        one, passed = self.replaced_by, {self.pk}
        while one and one.status == self.Status.REDIRECTED and one.pk not in passed:
            passed.add(one.pk)
            one = one.replaced_by
        return one if one and one.is_public(at) else None

    def updated_at(self):
        """When its page last changed for the public: it appeared, was corrected or edited, or came back.
        What colleagues do among themselves (assigning, commenting, reviewing) does not move it.
        """
        return self.revised_at or self.public_from

    def is_scheduled(self, at=None):
        return self.status == self.Status.PUBLISHED and not self.is_public(at)

    def is_embargoed(self, at=None):
        return self.under_embargo and self.is_scheduled(at)

    def state(self, at=None):
        """Its state as an editor names it: a `Status` value or, worked out from the clock, "scheduled",
        "embargoed", "public" or "corrected".
        """
        if self.status != self.Status.PUBLISHED:
            return self.status
        if self.is_public(at):
            return "corrected" if self.corrected_at else "public"
        return "embargoed" if self.under_embargo else "scheduled"


# What no form changes, and what putting back an old version leaves as it is.
STATE_FIELDS = tuple(
    field.name
    for field in LifeCycle._meta.local_fields
    if field.name not in ("slug", "created_at", "changed_at")
)
