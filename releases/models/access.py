"""Reading a release before it is public, through a link of one's own."""

import logging
import uuid

from django.conf import settings
from django.core import signing
from django.db import DatabaseError, models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SIGNER = signing.Signer(salt="releases.access")
logger = logging.getLogger(__name__)


class AccessLinkQuerySet(models.QuerySet):
    def working(self, at=None):
        """Those that have been neither revoked nor outlived."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def leading(self, at=None):
        """Those that lead somewhere: the working ones that open their release and, once its address
        answers the public, the outlived ones too, since they then tell nobody anything.
        """
        at = at or timezone.now()
        releases = self.model._meta.get_field("release").related_model.objects
        its_own = {"pk": OuterRef("release")}  # by key, so that it costs the same with many releases
        embargoed = Exists(releases.embargoed(at).filter(**its_own))
        answering = Exists(releases.answering(at).filter(**its_own))
        opens = Q(expires_at__gt=at) & (Q(kind=self.model.Kind.PREVIEW) | embargoed)
        return self.filter(opens | answering, revoked_at=None)

    def by_token(self, token, at=None):
        """The link of this token, if it leads somewhere. Raises DoesNotExist, whatever is wrong with it:
        an outsider must not learn whether a link was revoked, has expired or never was.
        """
        try:
            key = uuid.UUID(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError):
            key = uuid.uuid4()  # asked for all the same, so that no answer comes sooner than another
        return self.leading(at).select_related("release").get(key=key)

    def with_ledger(self):
        """With `opened`, how many times, and `last_opened`."""
        return self.annotate(opened=Count("openings"), last_opened=Max("openings__at"))


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
        """Whether its release may be read through it at this moment (it must be `working()` besides); for
        a row in hand what `leading(at)` is for a set.
        """
        if self.kind == self.Kind.PRESS:
            return self.release.is_embargoed(at)
        return not self.release.keeps_address(at)

    @property
    def awaits_terms(self):
        return self.kind == self.Kind.PRESS and self.accepted_at is None

    def state(self, at=None):
        """ "revoked", "expired", "opened", "accepted" or "waiting". Needs `with_ledger()`."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at <= (at or timezone.now()):
            return "expired"
        if self.opened:
            return "opened"
        return "accepted" if self.accepted_at else "waiting"

    def accept(self, at):
        """Its holder agrees to the terms. Of two who say so at once, or twice, the first one stands."""
        waiting = type(self).objects.working(at).filter(pk=self.pk, kind=self.Kind.PRESS, accepted_at=None)
        waiting.update(accepted_at=at)

    def note_opening(self, text_of, at):
        """Writes into the ledger that it showed the text as saved at `text_of`.

        Nobody is kept from reading by a ledger that cannot be written: the line then stands in the log.
        """
        try:
            with transaction.atomic():
                self.openings.create(text_of=text_of, at=at)
        except DatabaseError:
            logger.exception("Not in the ledger: link %s opened at %s, text of %s", self.pk, at, text_of)

    def revoke(self, by, at=None):
        """It works no more. Of two who revoke it the first one stands; says whether that was this one."""
        changes = {"revoked_at": at or timezone.now(), "revoked_by": by}
        done = type(self).objects.filter(pk=self.pk, revoked_at=None).update(**changes)
        self.refresh_from_db(fields=changes)
        return bool(done)


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
