"""Who tries the doors, from anybody to the lowest roles of the staff."""

from dataclasses import dataclass
from secrets import token_hex

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse


@dataclass(frozen=True)
class Visitor:
    """`holds` are the kinds of link that they have got and open before anything else. One who
    `is_thorough` gives every filter every value.
    """

    name: str
    is_thorough: bool = False
    holds: tuple = ()
    is_staff: bool = False
    role: str = ""
    rights: tuple = ()

    def arrive(self):
        """A browser of theirs, signed in if they are staff, and the rights that they have."""
        client = Client(raise_request_exception=False, HTTP_HOST=_host())
        if not self.is_staff:
            return client, frozenset()
        user = get_user_model().objects.create_user(f"visitor-{token_hex(4)}", is_staff=True)
        user.groups.set(Group.objects.filter(name=self.role))
        user.user_permissions.set(Permission.objects.filter(codename__in=self.rights))
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client, user.get_all_permissions()

    def open_links(self, client, links):
        """Opens those links, {kind: link} for each release, that are theirs, and accepts the terms."""
        for link in (kinds[kind] for kinds in links for kind in self.holds if kind in kinds):
            url = reverse("releases:access", args=[link.token])
            for step in (client.get, client.post, client.get):
                step(url, secure=True)


def _host():
    """A host name that the newsroom answers to."""
    named = [one.lstrip(".") for one in settings.ALLOWED_HOSTS if one != "*"]
    return named[0] if named else "localhost"


ANYBODY = Visitor("anybody", is_thorough=True)
VISITORS = (
    ANYBODY,
    Visitor("holder of other links", holds=("another's", "revoked", "expired")),
    Visitor("staff who may only add", is_staff=True, rights=("add_release", "add_topic")),
    Visitor("Directory staff", is_staff=True, role="Directory staff"),
    Visitor("Writers", is_staff=True, role="Writers"),
    Visitor("Auditors", is_staff=True, role="Auditors"),
)
