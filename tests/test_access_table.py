"""Who may read a release: every state, at five moments, on every public URL and the admin's form, for
anybody, for the holders of links and for the staff.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.embargo.doors import doors
from releases.models import ENDED, UNPUBLISHED, EarlierText, Notice, Release
from releases.sitemaps import PART
from tests.builders import PAST, make_contact, make_link, make_organisation, make_release, make_user

pytestmark = pytest.mark.django_db

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
WAITS = {
    "long before": 400 * DAY,
    "a microsecond before": MICROSECOND,
    "at the instant": timedelta(0),
    "a microsecond after": -MICROSECOND,
    "long after": -400 * DAY,
}
STATES = [*Release.Status.values, "embargoed"]
LINKS = ("wrong link", "right link", "revoked link", "expired link")
ROLES = ("Writers", "Editors", "Directory staff")
COLLEAGUES = ("Writers", "Editors")  # who may see releases
TITLE = "Canary-Headline-7f3a"

PAGES = ("releases:detail", "releases:text", "releases:version")
ACCESS = ("releases:access", "releases:access-text")
LISTS = (
    "home",
    "releases:list",
    "releases:feed-atom",
    "releases:feed-rss",
    "contacts:organisation-detail",
    "contacts:contact-detail",
)
REGISTER = ("releases:corrections", "releases:corrections-feed")
FORM = "admin:releases_release_change"
NO_TITLE = {
    "contacts:organisation-list",
    "contacts:contact-list",
    "contacts:contact-vcard",
    "contacts:confirmation",
    "sitemap",
    "sitemap-part",
    "sitemap-news",
    "robots",
    "health",
}


def may_read(door, visitor, state, is_public):
    """Whether this visitor finds the title there: the whole rule."""
    is_hidden = not is_public and state not in ENDED
    if door in LISTS:
        return is_public
    if door in PAGES:
        return is_public or state == "withdrawn" or (is_hidden and visitor in COLLEAGUES)
    if door in ACCESS:
        return is_hidden and visitor == "right link"
    if door in REGISTER:
        return is_public or state in ("withdrawn", "redirected")
    if door == FORM:
        return visitor in COLLEAGUES
    return False


@pytest.fixture
def release():
    organisation = make_organisation()
    contact = make_contact(organisation=organisation)
    release = make_release(title=TITLE, slug="canary", organisations=[organisation], contacts=[contact])
    earlier = EarlierText.of(release, PAST)
    Notice.objects.create(
        release=release, kind="corrected", at=PAST, wrong="Five.", right="Six.", earlier=earlier
    )
    return release


def set_state(release, state, public_from, other):
    status = "published" if state == "embargoed" else state
    values = {
        "status": status,
        "under_embargo": state == "embargoed",
        "public_from": None if status in UNPUBLISHED else public_from,
        "approved_at": PAST if status == "approved" else None,
        "ended_at": PAST if status in ENDED else None,
        "ended_reason": "Issued in error." if status in ENDED else "",
        "replaced_by": other if status == "redirected" else None,
    }
    Release.objects.filter(pk=release.pk).update(**values)


def links_to(release, state, now):
    """{visitor: link}: press links where the release is under embargo, else previews."""
    kind = {"kind": "press" if state == "embargoed" else "preview", "accepted_at": now}
    kind |= {"expires_at": now + 1000 * DAY}
    return {
        "wrong link": make_link(accepted_at=now, expires_at=now + 1000 * DAY),
        "right link": make_link(release, **kind),
        "revoked link": make_link(release, **kind | {"revoked_at": now - DAY}),
        "expired link": make_link(release, **kind | {"expires_at": now}),
    }


def address(door, release, link):
    parameters = {
        "releases:detail": ["canary"],
        "releases:text": ["canary"],
        "releases:version": ["canary", 1],
        "releases:access": [link and link.token],
        "releases:access-text": [link and link.token],
        "contacts:organisation-detail": [release.organisation_links.get().organisation.slug],
        "contacts:contact-detail": [release.contact_links.get().contact.slug],
        "contacts:contact-vcard": [release.contact_links.get().contact.slug],
        "contacts:confirmation": ["x"],
        "sitemap-part": ["releases", release.pk // PART],
        FORM: [release.pk],
    }
    return reverse(door, args=parameters.get(door, []))


@pytest.mark.parametrize("state", STATES)
def test_everybody_reads_what_they_may_and_nothing_else_at_every_moment(state, release, monkeypatch):
    now, other = timezone.now(), make_release(title="The other")
    links = links_to(release, state, now)
    clients = {visitor: Client() for visitor in ("anybody", *LINKS, *ROLES)}
    for role in ROLES:
        clients[role].force_login(make_user(role))
    monkeypatch.setattr(timezone, "now", lambda: now)
    everywhere = [*LISTS, *PAGES, *REGISTER, *NO_TITLE, FORM]
    # A link is an address and no session: elsewhere its holder is anybody.
    with_link = [*ACCESS, *PAGES, "releases:list"]
    for moment, wait in WAITS.items():
        set_state(release, state, now + wait, other)
        is_public = state in ("published", "embargoed") and wait <= timedelta(0)
        for visitor, client in clients.items():
            link = links.get(visitor)
            for door in with_link if link else everywhere:
                response = client.get(address(door, release, link))
                found = TITLE in response.content.decode()
                assert found is may_read(door, visitor, state, is_public), (state, moment, door, visitor)
                assert response.status_code < 500


def test_every_public_url_stands_in_the_table():
    public = {door.name for door in doors() if not door.is_admin}
    assert public == {*LISTS, *PAGES, *ACCESS, *REGISTER, *NO_TITLE}
