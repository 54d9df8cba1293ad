"""The people who sign in, whose roles are groups, made in migration 0002. And the public version."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Our own from the first migration, so that it can grow without replacing Django's table."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username


class PublicVersion(models.Model):
    """A token of the last change of what the public reads. Only triggers write it: `watching.py`."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")

    def __str__(self):
        return str(self.token)
