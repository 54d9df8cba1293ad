from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Addressed, FormerAddress
from contacts.models.addresses import AddressedQuerySet


class Topic(Addressed):
    """A subject of the newsroom's own short list, by which releases are found."""

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_("As the public reads it in the filter: Humanitarian assistance."),
        error_messages={"unique": _("There is already a topic of this name.")},
    )

    objects = AddressedQuerySet.as_manager()
    reading_order = ("name",)

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.name

    def slug_source(self):
        return self.name


class TopicAddress(FormerAddress):
    target = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former_addresses")
