"""Plain makers of rows: each has sensible values, and a test states only what it is about.

Everything made here is plainly synthetic. The newsroom's real content is in fixtures/.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone

from contacts.models import ContactPoint, Organisation, PressContact
from newsroom.models import User
from releases.models import ENDED, AccessLink, Opening, Release, ReleaseContact, ReleaseOrganisation, Topic

NUMBERS = count(1)
PAST = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
PASSWORD = "a-password-of-the-test-run"


def make_user(role=None, **values):
    """A member of staff in this role: "Editors", "Writers", "Directory staff", "Auditors"; or "admin"."""
    values = {"username": f"user{next(NUMBERS)}", "is_staff": True, "is_superuser": role == "admin"} | values
    user = User.objects.create_user(password=PASSWORD, **values)
    if role and role != "admin":
        user.groups.add(Group.objects.get(name=role))
    return user


def make_organisation(**values):
    return Organisation.objects.create(**({"name": f"Organisation {next(NUMBERS):06}"} | values))


def make_contact(phone="+41 22 717 91 11", email="", audience="public", **values):
    """A press contact; `phone` and `email` become channels for this audience unless empty."""
    organisation = values.pop("organisation", None) or make_organisation()
    values = {"name": f"Contact {next(NUMBERS):06}", "organisation": organisation} | values
    contact = PressContact.objects.create(**values)
    for kind, value in (("phone", phone), ("email", email)):
        if value:
            ContactPoint.objects.create(contact=contact, kind=kind, value=value, audience=audience)
    return contact


def make_topic(**values):
    return Topic.objects.create(**({"name": f"Topic {next(NUMBERS):06}"} | values))


def make_release(organisations=None, contacts=(), topics=(), countries=(), **values):
    """A release that has been public since `PAST`, unless `status` or `public_from` says otherwise."""
    number = f"{next(NUMBERS):06}"
    values = {
        "title": f"Release {number}",
        "body": f"<p>Body of release {number}.</p>",
        "status": Release.Status.PUBLISHED,
        "public_from": PAST,
        "dated_on": None if values.get("date_not_stated") else date(2024, 3, 1),
    } | values
    if values["status"] in ENDED:
        values = {"ended_at": PAST, "ended_reason": "Issued in error."} | values
    if values["status"] == Release.Status.APPROVED:
        values = {"approved_at": PAST} | values
    if values["status"] == Release.Status.REDIRECTED and "replaced_by" not in values:
        values["replaced_by"] = make_release()
    release = Release.objects.create(**values)
    for position, organisation in enumerate(
        [make_organisation()] if organisations is None else organisations
    ):
        ReleaseOrganisation.objects.create(release=release, organisation=organisation, position=position)
    for position, contact in enumerate(contacts):
        ReleaseContact.objects.create(release=release, contact=contact, position=position)
    release.topics.set(topics)
    release.countries.set(countries)
    return release


def make_draft(**values):
    return make_release(**({"status": Release.Status.DRAFT, "public_from": None} | values))


def make_approved(**values):
    """A release that lacks nothing to be published at once."""
    values = {"contacts": [make_contact(email="desk@example.org")]} | values
    return make_draft(**({"status": Release.Status.APPROVED} | values))


def make_embargoed(**values):
    """A release under embargo for another day, unless `public_from` says otherwise."""
    tomorrow = timezone.now() + timedelta(days=1)
    return make_release(**({"public_from": tomorrow, "under_embargo": True} | values))


def make_link(release=None, **values):
    """A press link that works until the release, one under embargo unless given, is public."""
    release = release or make_embargoed()
    values = {"name": f"Outlet {next(NUMBERS):06}", "expires_at": timezone.now() + timedelta(days=1)} | values
    return AccessLink.objects.create(release=release, **values)


def make_accepted(release=None, **values):
    """A press link whose holder has accepted the terms."""
    return make_link(release, **({"accepted_at": timezone.now()} | values))


def make_opening(link, at=None, text_of=None):
    """A line of the ledger: by this link the present text was read now, unless said otherwise."""
    values = {"at": at or timezone.now(), "text_of": text_of or link.release.changed_at}
    return Opening.objects.create(link=link, **values)
