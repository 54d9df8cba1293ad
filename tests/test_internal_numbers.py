"""Internal numbers and addresses: who receives them, who writes them, and where they never appear."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from contacts.models import ContactPoint
from tests.builders import make_contact, make_release, make_user
from tests.form_values import add_row, typed

pytestmark = pytest.mark.django_db
SECRET = "+41 22 917 12 34"


def url_of(thing, name="change"):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[thing.pk])


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        client.user = make_user(role)
        client.force_login(client.user)
        return client

    return sign_in


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


@pytest.mark.parametrize("role", ["Writers", "Editors"])
def test_internal_number_reaches_nobody_without_the_right(signed_in, role):
    client = signed_in(role)
    contact = make_contact(phone="", email="press@example.org")
    ContactPoint.objects.create(contact=contact, kind="phone", value=SECRET, audience="internal")
    release = make_draft(contacts=[contact])
    changelist = reverse("admin:contacts_presscontact_changelist")
    pages = [
        reverse("admin:index"),
        url_of(contact),
        url_of(contact, "history"),
        changelist,
        url_of(release),
        url_of(release, "history"),
    ]
    for url in pages:
        response = client.get(url)
        assert response.status_code == 200, url
        assert "917 12 34" not in response.content.decode(), url
        assert "41229171234" not in response.content.decode(), url
    assert list(client.get(f"{changelist}?q=917").context["cl"].result_list) == []
    assert client.get(f"{changelist}?points__value__contains=917").status_code == 400
    assert client.get(f"{changelist}?points__isnull=0").status_code == 400


def test_directory_staff_find_a_contact_by_an_internal_number(signed_in):
    client = signed_in("Directory staff")
    contact = make_contact(phone=SECRET, audience="internal")
    response = client.get(reverse("admin:contacts_presscontact_changelist") + "?q=917")
    assert contact.name in response.content.decode()
    assert SECRET in client.get(url_of(contact)).content.decode()


def test_internal_number_stays_when_someone_saves_who_cannot_see_it(signed_in):
    client = signed_in("Editors")
    contact = make_contact(phone="")
    ContactPoint.objects.create(contact=contact, kind="phone", value=SECRET, audience="internal")
    data = add_row(
        typed(client.get(url_of(contact))), "points", kind="email", value="p@example.org", position=0
    )
    response = client.post(url_of(contact), data | {"points-0-audience": "internal"})
    assert response.status_code == 200, "only public may be chosen"
    assert client.post(url_of(contact), data | {"points-0-audience": "public"}).status_code == 302
    assert set(contact.points.values_list("value", "audience")) == {
        (SECRET, "internal"),
        ("p@example.org", "public"),
    }


def test_internal_is_the_default_for_those_who_may_see_it(signed_in):
    page = signed_in("Directory staff").get(reverse("admin:contacts_presscontact_add")).content.decode()
    assert '<option value="internal" selected>Internal</option>' in page
    page = signed_in("Editors").get(reverse("admin:contacts_presscontact_add")).content.decode()
    assert '<option value="public" selected>Public</option>' in page
    assert 'value="internal"' not in page


def test_saving_an_internal_number_writes_it_into_no_log(signed_in):
    client = signed_in("Directory staff")
    contact = make_contact(phone="")
    data = add_row(
        typed(client.get(url_of(contact))),
        "points",
        kind="phone",
        value=SECRET,
        audience="internal",
        position=0,
    )
    assert client.post(url_of(contact), data).status_code == 302
    assert contact.points.get().value == SECRET
    assert "917" not in LogEntry.objects.get().change_message


def test_impossible_number_is_refused_at_the_field_in_plain_words(signed_in):
    client, contact = signed_in("Directory staff"), make_contact(phone="")
    data = typed(client.get(url_of(contact)))
    for value, said in (
        ("022 917 12 34", "Begin the number with + and the country code"),
        ("+41 22 000 00 0", "No such telephone number can exist."),
        ("ask at the desk", "This is not a telephone number."),
    ):
        row = add_row(data, "points", kind="phone", value=value, audience="internal", position=0)
        page = client.post(url_of(contact), row).content.decode()
        assert said in page
        assert value in page
