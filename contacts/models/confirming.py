"""Whether what is held on a contact is still right: who says so, and whom one asks."""

from contextlib import contextmanager
from datetime import timedelta

import reversion
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.history import enter_as_found

from .channels import ContactPoint

ANSWER_WITHIN = timedelta(days=14)


class Confirmable(models.Model):
    """The part of a press contact that is asked and answers."""

    class Meta:
        abstract = True

    @contextmanager
    def entry(self, by, comment):
        """One transaction, with this contact's row held, and one entry in its history."""
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            enter_as_found(held)
            with reversion.create_revision():
                yield
                reversion.add_to_revision(held)
                if by:
                    reversion.set_user(by)
                reversion.set_comment(str(comment))

    def confirm(self, shown, by=None, at=None):
        """These channels, {key: value}, are right as they were shown: so says a colleague or, with None,
        the contact. One that has changed since stays as it is. Returns how many were confirmed.
        """
        with self.entry(by, _("Confirmed") if by else _("Confirmed by the contact")):
            points = self.points.select_for_update().filter(pk__in=shown)
            right = [point for point in points if point.value == shown[point.pk]]
            for point in right:
                point.confirm(by, at or timezone.now())
                point.save()
        return len(right)

    def ask(self, by, at=None):
        """A new inquiry to their first e-mail address, after which no earlier one leads anywhere; None if
        there is nobody to ask.
        """
        mail = self.points.filter(kind=ContactPoint.Kind.EMAIL).first()
        if mail is None or self.status == self.Status.LEFT:
            return None
        at = at or timezone.now()
        self.inquiries.filter(expires_at__gt=at).update(expires_at=at)
        return self.inquiries.create(
            address=mail.value, asked_by=by, asked_at=at, expires_at=at + ANSWER_WITHIN
        )
