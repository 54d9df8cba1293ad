import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.natural import NaturallyKeyed


class SourceDocument(NaturallyKeyed):
    """Raw text as it was received, byte for byte. It is kept for ever and never edited."""

    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"), editable=False)
    as_read = models.TextField(
        _("as read"),
        blank=True,
        editable=False,
        help_text=_("The text read from it, where it is no plain UTF-8: every span counts its characters."),
    )
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    natural_fields = ("sha256",)

    class Meta:
        ordering = ["-received_at"]
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Stores it once. Raises ValidationError if the content of a stored one has changed."""
        sha256 = hashlib.sha256(self.content).hexdigest()
        if self.pk and sha256 != self.sha256:
            raise ValidationError(_("A source document is kept as it was received and cannot be changed."))
        self.sha256 = sha256
        super().save(*args, **kwargs)

    @property
    def text(self):
        """What was read from it or, by itself, the content as UTF-8; bytes that are not show as U+FFFD."""
        return self.as_read or bytes(self.content).decode("utf-8", errors="replace")
