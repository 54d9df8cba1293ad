"""Public, press with a link, internal: who receives a number or address at which exit of the newsroom."""

import pytest
import reversion
from django.contrib.admin.utils import quote
from django.urls import reverse
from reversion.models import Version

from contacts.models import ContactPoint, Organisation, PressContact
from newsroom.embargo.doors import doors
from releases.models import Release
from tests.builders import make_accepted, make_contact, make_embargoed, make_link, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db

VALUES = {
    "public": ("canary-public@example.org", "+41 22 717 91 11"),
    "press": ("canary-press@example.org", "+41 22 717 92 22"),
    "internal": ("canary-internal@example.org", "+41 22 717 93 33"),
}
ACCESS = ("releases:access", "releases:access-text")
SHOWING = (  # the exits that are there to print a public channel
    "contacts:contact-list",
    "contacts:contact-detail",
    "contacts:contact-vcard",
    "contacts:organisation-detail",
    "releases:detail",
    "releases:text",
    "releases:feed-atom",
    "releases:feed-rss",
)
LINKS = ("press, accepted", "press, not yet accepted", "press, another release", "preview")
WITHOUT_NEED, WITH_NEED = ("Writers", "Editors"), ("Directory staff", "Auditors")


@pytest.fixture
def world():
    """A contact with every kind of value, on a release that is public and on one under embargo."""
    with reversion.create_revision():
        contact = make_contact(phone="", name="Ana Canary")
        reversion.add_to_revision(contact)
        for audience, values in VALUES.items():
            for kind, value in zip(("email", "phone"), values, strict=True):
                point = {"kind": kind, "value": value, "audience": audience}
                ContactPoint.objects.create(contact=contact, **point)
    out, embargoed = make_release(contacts=[contact]), make_embargoed(contacts=[contact])
    links = (make_accepted(embargoed), make_link(embargoed), make_accepted())
    links = (*links, make_link(embargoed, kind="preview"))
    return {
        "rows": {PressContact: contact, Organisation: contact.organisation, Release: out},
        "draft": make_release(contacts=[contact], status="draft", public_from=None),
        "links": dict(zip(LINKS, links, strict=True)),
    }


def addresses(world, visitor):
    """(door, address) of every exit, filled in with what is about this contact."""
    rows = world["rows"]
    link = world["links"].get(visitor)
    for door in doors():
        section = door.name.partition("-")[0]
        of = {"contacts:contact": PressContact, "contacts:organisation": Organisation}
        row = rows[door.model if door.is_admin and door.model in rows else of.get(section, Release)]
        values = {"slug": row.slug, "number": 1, "token": link.token if link else "x"}
        if door.is_admin:
            version = Version.objects.get_for_object(row).first()
            values |= dict.fromkeys(("object_id", "_0", "id"), quote(row.pk))
            values |= dict.fromkeys(("version_id", "_1"), version.pk if version else 0)
            values |= {"app_label": "contacts", "content_type_id": 1, "url": "nothing/", "link": 0}
        yield door.name, door.at({name: values.get(name, "x") for name in door.parameters})
    if visitor in WITHOUT_NEED + WITH_NEED:
        yield "admin, a draft", reverse("admin:releases_release_change", args=[world["draft"].pk])
        changelist = reverse("admin:contacts_presscontact_changelist")
        yield "admin, search", f"{changelist}?q=canary-internal"
        yield "admin, filter", f"{changelist}?points__value__contains=717"
        asked = "app_label=releases&model_name=releasecontact&field_name=contact&term=canary"
        yield "admin, suggestions", f"{reverse('admin:autocomplete')}?{asked}"
    yield "an error", "/contacts/canary-internal@example.org/"
    for words in ("canary-press", "717 93 33"):
        yield "search", f"/contacts/?q={words}"
        yield "search", f"/releases/?q={words}"


def told(client, world, visitor):
    """{audience: exits at which one of its values stands} for this visitor."""
    found = {audience: set() for audience in VALUES}
    for name, address in addresses(world, visitor):
        response = client.get(address)
        assert response.status_code < 500, address
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = f"{body.decode()} {response.headers}".replace(address.partition("?q=")[2] or "\0", "")
        text = text.replace(address, "")
        for audience, (email, number) in VALUES.items():
            digits = number.replace(" ", "")
            if any(one in text for one in (email, number, digits, digits[1:])):
                found[audience].add(name)
    return found


@pytest.mark.parametrize("visitor", ["anybody", *LINKS])
def test_outside_only_a_journalist_with_an_accepted_press_link_gets_more_than_what_is_public(
    client, world, visitor
):
    found = told(client, world, visitor)
    assert set(SHOWING) <= found["public"]
    assert found["press"] == (set(ACCESS) if visitor == "press, accepted" else set())
    assert found["internal"] == set()


@pytest.mark.parametrize("role", WITHOUT_NEED)
def test_a_colleague_without_the_right_finds_public_values_alone_at_every_exit(client, world, role):
    client.force_login(make_user(role))
    found = told(client, world, role)
    assert {"admin:contacts_presscontact_change", *SHOWING} <= found["public"]
    assert found["press"] == found["internal"] == set()
    if role == "Editors":  # who may change a contact
        url = reverse("admin:contacts_presscontact_change", args=[world["rows"][PressContact].pk])
        wrong = client.post(url, typed(client.get(url)) | {"points-0-value": "nowhere", "name": ""})
        for value in VALUES["press"] + VALUES["internal"]:
            assert value not in wrong.content.decode()


@pytest.mark.parametrize("role", WITH_NEED)
def test_a_colleague_with_the_right_finds_them_in_the_directory_and_its_history_alone(client, world, role):
    client.force_login(make_user(role))
    found = told(client, world, role)
    for audience in ("press", "internal"):
        assert "admin:contacts_presscontact_change" in found[audience]
        inside = {name for name in found[audience] if "contacts_presscontact" in name}
        assert found[audience] == {*inside, "admin:contacts_contactpoint_changelist"}


def test_a_contact_whom_only_the_press_may_reach_has_no_page_and_no_link_to_one(client):
    contact = make_contact(phone="", email="canary-press@example.org", audience="press")
    page = client.get(make_accepted(make_embargoed(contacts=[contact])).get_absolute_url())
    assert "canary-press@example.org" in page.content.decode()
    assert "for the press only: do not publish" in page.content.decode()
    assert contact.get_absolute_url() not in page.content.decode()
    assert client.get(contact.get_absolute_url()).status_code == 404


def test_somebody_who_left_is_reached_by_nobody_through_a_press_link_either(client):
    contact = make_contact(phone="", email="canary-press@example.org", audience="press", status="left")
    page = client.get(make_accepted(make_embargoed(contacts=[contact])).get_absolute_url())
    assert "canary-press" not in page.content.decode()


def test_what_a_journalist_was_shown_of_a_contact_is_shown_to_nobody_after(client):
    contact = make_contact(phone="", name="Ana Canary", email="canary-public@example.org")
    ContactPoint.objects.create(
        contact=contact, kind="email", value="canary-press@example.org", audience="press"
    )
    out, embargoed = make_release(contacts=[contact]), make_embargoed(contacts=[contact])
    pages = [make_accepted(embargoed), out, make_link(embargoed, kind="preview"), make_accepted(embargoed)]
    shown = [client.get(page.get_absolute_url()).content.decode() for page in pages]
    assert ["canary-press" in page for page in shown] == [True, False, False, True]
    assert all("canary-public" in page for page in shown)


def test_what_the_press_alone_may_have_is_gone_from_the_link_when_the_release_is_public(client, world):
    link = world["links"]["press, accepted"]
    Release.objects.filter(pk=link.release_id).update(public_from="2024-03-01T09:00Z")
    answer = client.get(link.get_absolute_url(), follow=True)
    assert answer.status_code == 200
    assert "canary-public" in answer.content.decode()
    assert "canary-press" not in answer.content.decode()
