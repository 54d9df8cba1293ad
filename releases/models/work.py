"""What colleagues leave on a release while they work on it. Nothing of this is ever public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """What one colleague says to the others about a release. It is not edited afterwards."""

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    text = models.TextField(_("comment"), max_length=5000)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self):
        return self.text[:60]


class Waiver(models.Model):
    """A warning that somebody let stand, and why. `check_code` is the `code` of a `readiness.Check` and
    `warning` its words, since the text may say otherwise tomorrow.
    """

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="waivers")
    check_code = models.CharField(max_length=40)
    warning = models.TextField(_("warning"), blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.warning or self.check_code}: {self.reason}"


class Presence(models.Model):
    """That somebody has the form of a release open, as far as their browser last told."""

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="presences")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["release", "by"], name="presence_once_per_person"),
        ]

    def __str__(self):
        return f"{self.by} {self.since:%H:%M}"


class Autosave(models.Model):
    """What somebody typed and has not saved: one slot for each person and release, written over.

    `release` is empty for a release that was never saved. `base` is the `changed_at` of what they were
    shown, so that taking it up again goes through the same check of a stale save.
    """

    release = models.ForeignKey(
        "releases.Release", null=True, blank=True, on_delete=models.CASCADE, related_name="autosaves"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves")
    base = models.CharField(max_length=40, blank=True)
    values = models.JSONField()
    saved_at = models.DateTimeField(_("kept at"), auto_now=True)

    class Meta:
        verbose_name = _("autosave")
        verbose_name_plural = _("autosaves")
        constraints = [
            models.UniqueConstraint(fields=["release", "by"], name="autosave_once_per_person"),
            models.UniqueConstraint(
                fields=["by"], condition=Q(release__isnull=True), name="autosave_once_for_a_new_release"
            ),
        ]

    def __str__(self):
        return f"{self.by} {self.saved_at:%Y-%m-%d %H:%M}"
