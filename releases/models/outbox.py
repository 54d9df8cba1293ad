"""What others are to be told (mail, pings), written in the same transaction as what it tells of.

So nothing is announced that did not happen, and nothing that happened is left unannounced. Whoever
sends takes `due()`, sends, and marks it; a message sent twice by a crash carries the same `id`.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None)

    def due(self, at=None):
        """What may be told at this moment, oldest first. A message of an embargoed release is not due."""
        return self.waiting().filter(due_at__lte=at or timezone.now()).order_by("due_at", "pk")


class OutboxMessage(models.Model):
    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="outbox")
    kind = models.CharField(max_length=12)
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("message in the outbox")
        verbose_name_plural = _("messages in the outbox")
        constraints = [
            models.UniqueConstraint(fields=["release", "kind", "due_at"], name="outbox_says_it_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="outbox_waiting")
        ]

    def __str__(self):
        return f"{self.kind} {self.release_id} {self.due_at:%Y-%m-%d %H:%M:%S}"
