"""How long a number or address is taken to be right without somebody saying so again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interval(models.IntegerChoices):
    """In days."""

    MONTH = 30, _("Every month")
    QUARTER = 91, _("Every three months")
    HALF_YEAR = 182, _("Every six months")
    YEAR = 365, _("Every year")


CONFIRM_EVERY = Interval.HALF_YEAR  # where an organisation has none of its own
