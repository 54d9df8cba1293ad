"""The mail that asks a contact whether what is held on them is right, and what they answer."""

import uuid

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .channels import ContactPoint
from .people import PressContact

SIGNER = signing.Signer(salt="contacts.inquiry")


class InquiryQuerySet(models.QuerySet):
    def leading(self, at=None):
        """Those that may be answered: in time, not answered yet, of somebody who has not left, and sent to
        an address that is still theirs.
        """
        still = ContactPoint.objects.filter(
            contact=OuterRef("contact"), kind=ContactPoint.Kind.EMAIL, value=OuterRef("address")
        )
        waiting = self.filter(answered_at=None, expires_at__gt=at or timezone.now())
        return waiting.filter(Exists(still)).exclude(contact__status=PressContact.Status.LEFT)

    def by_token(self, token, at=None):
        """The inquiry of this token, if it leads somewhere. Raises DoesNotExist, whatever is wrong."""
        try:
            key = uuid.UUID(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError):
            key = uuid.uuid4()  # asked for all the same, so that no answer comes sooner than another
        return self.leading(at).select_related("contact__organisation").get(key=key)


class Inquiry(models.Model):
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.ForeignKey(PressContact, on_delete=models.CASCADE, related_name="inquiries")
    address = models.EmailField(_("sent to"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("may be answered until"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")

    def __str__(self):
        return f"{self.contact}, {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("contacts:confirmation", args=[SIGNER.sign(self.key.hex)])

    def answer(self, right, proposals, at):
        """What the contact says, once: channels that are right, {key: value}, and `Proposal`s not saved
        yet, which wait for a colleague. Raises DoesNotExist if it was answered in the meantime.
        """
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, answered_at=None).update(answered_at=at):
                raise self.DoesNotExist
            if right:
                self.contact.confirm(right, None, at)
            for proposal in proposals:
                proposal.inquiry = self
                proposal.save()


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody has decided about, the oldest first."""
        return self.filter(decided_at=None).order_by("pk")


class Proposal(models.Model):
    """What a contact says is right instead: another number or address for `old`; none, if `new` is empty;
    or, without a kind, anything else in words.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10, choices=ContactPoint.Kind, blank=True)
    old = models.CharField(max_length=254, blank=True)
    new = models.TextField(blank=True, max_length=2000)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    is_accepted = models.BooleanField(null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contact’s correction")
        verbose_name_plural = _("contacts’ corrections")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") | ~Q(new=""), name="proposal_says_something"),
        ]

    def __str__(self):
        """Without what it says: it may be of a number that is not public."""
        return str(self.get_kind_display() or _("Remark"))

    def accept(self, by):
        """Does what the contact proposes, who thereby has confirmed it. Raises ValidationError if that
        cannot be done.
        """
        contact = self.inquiry.contact
        with contact.entry(by, _("Taken over from the contact’s answer")):
            self._decide(by, True)
            if self.kind:
                self._change(contact)

    def refuse(self, by):
        """Leaves everything as it is."""
        self._decide(by, False)

    def _decide(self, by, is_accepted):
        waiting = type(self).objects.waiting().filter(pk=self.pk).order_by()
        values = {"decided_at": timezone.now(), "decided_by": by, "is_accepted": is_accepted}
        if not waiting.update(**values):
            raise ValidationError(_("A colleague has decided about this already."))

    def _change(self, contact):
        point = contact.points.select_for_update().filter(kind=self.kind, value=self.old).first()
        if point is None:
            raise ValidationError(_("This channel has changed since. Correct it on the contact’s form."))
        if not self.new:
            point.delete()
            return
        point.value = self.new
        point.confirm(None, self.inquiry.answered_at)
        point.validate_constraints()
        point.save()
