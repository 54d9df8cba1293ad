"""An instant in words, as the office reads it: in its own zone and, so that nobody errs, in UTC."""

from datetime import UTC
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def zone_name():
    return timezone.get_default_timezone().key.replace("_", " ")


def in_words(instant):
    """ "27 May 2020, 10:00 in Europe/Zurich (08:00 UTC)"; the day too, where it is another one in UTC."""
    here = instant.astimezone(timezone.get_default_timezone())
    utc = instant.astimezone(UTC)
    local = date_format(here, "DATETIME_FORMAT")
    if zone_name() == "UTC":
        return _("%(time)s UTC") % {"time": local}
    there = date_format(utc, "TIME_FORMAT" if here.date() == utc.date() else "DATETIME_FORMAT")
    return _("%(time)s in %(zone)s (%(utc)s UTC)") % {"time": local, "zone": zone_name(), "utc": there}


def in_zones(instant):
    """[(place, the instant there as ISO 8601, in words)]: the office, and where journalists plan by it."""
    zones = dict.fromkeys([timezone.get_default_timezone().key, *settings.EMBARGO_ZONES])
    there = [(zone, instant.astimezone(ZoneInfo(zone))) for zone in zones]
    return [
        (zone.rpartition("/")[2].replace("_", " "), one.isoformat(), date_format(one, "DATETIME_FORMAT"))
        for zone, one in there
    ]


def until(instant, at):
    """ "in 2 h 14 min", "in 1 d 3 h": two units are enough to plan by. Rounded down."""
    minutes = int((instant - at).total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("in %(days)d d %(hours)d h") % {"days": days, "hours": hours}
    if hours:
        return _("in %(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    return _("in %(minutes)d min") % {"minutes": minutes} if minutes else _("in less than a minute")
