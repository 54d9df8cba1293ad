"""Reading a release before it is public, through a link of one's own."""

import uuid

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SIGNER = signing.Signer(salt="releases.access")


class AccessLinkQuerySet(models.QuerySet):
    def working(self, at=None):
        """Those that have been neither revoked nor outlived."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def by_token(self, token, at=None):
        """The working link of this token. Raises DoesNotExist, whatever is wrong with it: an outsider
        must not learn whether a link was revoked, has expired or never was.
        """
        try:
            key = uuid.UUID(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError) as error:
            raise self.model.DoesNotExist from error
        return self.working(at).get(key=key)


class AccessLink(models.Model):
    """One named person's, or one outlet's, link to one release.

    A press link opens it while it is under embargo, after the terms are accepted. A preview link opens
    it in any state before it is public, for an outsider who must agree to the text.
    """

    class Kind(models.TextChoices):
        PRESS = "press", _("Press, under embargo")
        PREVIEW = "preview", _("Preview, for approval")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="access_links")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PRESS)
    name = models.CharField(
        _("for whom"), max_length=150, help_text=_("The journalist or the outlet. It stands on the page.")
    )
    expires_at = models.DateTimeField(_("works until"))
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(_("terms accepted"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("access link")
        verbose_name_plural = _("access links")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["press", "preview"]), name="access_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="access_link_names_somebody"),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_kind_display()})"

    def get_absolute_url(self):
        return reverse("releases:access", args=[self.token])

    @property
    def token(self):
        return SIGNER.sign(self.key.hex)

    def opens(self, at=None):
        """Whether its release may be read through it at this moment (it must be `working()` besides)."""
        if self.kind == self.Kind.PRESS:
            return self.release.is_embargoed(at)
        return not self.release.keeps_address()

    def revoke(self, by, at=None):
        """It works no more. Revoking twice changes nothing."""
        if self.revoked_at is None:
            self.revoked_at, self.revoked_by = at or timezone.now(), by
            self.save(update_fields=["revoked_at", "revoked_by"])


class Opening(models.Model):
    """One line of the ledger: this link showed this text of the release at this moment."""

    link = models.ForeignKey(AccessLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(_("opened"))
    text_of = models.DateTimeField(_("text as saved at"))

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("opening")
        verbose_name_plural = _("openings")

    def __str__(self):
        return f"{self.link} {self.at:%Y-%m-%d %H:%M:%S}"
