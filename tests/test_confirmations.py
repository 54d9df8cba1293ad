"""Numbers and addresses are confirmed: by whom, until when that holds, and the queue of what is due."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from contacts.entries import Entries
from contacts.models import ContactPoint
from tests.builders import make_contact, make_organisation, make_user
from tests.form_values import typed
from tests.reading import having, page, words

pytestmark = pytest.mark.django_db

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
QUEUE = "/admin/contacts/contactpoint/"
SECRET = "+41 22 917 12 34"


def confirmed(contact, at, by=None):
    contact.confirm(dict(contact.points.values_list("pk", "value")), by, at)
    return contact.points.get()


def test_nothing_is_confirmed_until_somebody_says_so():
    point = make_contact().points.get()
    assert (point.confirmed_at, point.confirmed_by, point.confirmation) == (None, None, "Never confirmed")
    assert point.is_due(timezone.now())


@pytest.mark.parametrize(("every", "days"), [(None, 182), (30, 30), (91, 91), (182, 182), (365, 365)])
def test_a_channel_is_due_when_its_organisations_interval_is_over(every, days):
    now = timezone.now()
    point = confirmed(make_contact(organisation=make_organisation(confirm_every=every)), now)
    for at, is_due in ((now, False), (now + days * DAY - SECOND, False), (now + days * DAY, True)):
        assert point.is_due(at) is ContactPoint.objects.due(at).exists() is is_due, at


def test_a_channel_of_somebody_who_has_left_is_never_due():
    point = make_contact(status="left").points.get()
    assert not point.is_due(timezone.now())
    assert not ContactPoint.objects.due(timezone.now()).exists()


def test_another_number_is_not_confirmed_and_a_new_place_in_the_order_leaves_it_so():
    point = confirmed(make_contact(), timezone.now(), make_user())
    point.position, point.audience = 5, "internal"
    point.save()
    assert point.confirmed_at
    point.value = "+41 22 717 91 12"
    point.save()
    point.refresh_from_db()
    assert (point.confirmed_at, point.confirmed_by, point.confirmed_value) == (None, None, "")


def test_the_database_knows_no_confirmation_of_nothing():
    point = make_contact().points.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(pk=point.pk).update(confirmed_at=timezone.now())


def test_a_number_that_a_colleague_changed_meanwhile_is_not_confirmed_unseen():
    contact = make_contact()
    point = contact.points.get()
    assert contact.confirm({point.pk: "+41 22 717 91 12"}, make_user()) == 0
    assert contact.points.get().confirmed_at is None


# The queue


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        client.user = make_user(role, username=role.lower().replace(" ", "-"))
        client.force_login(client.user)
        return client

    return sign_in


def listed(response):
    return [words(one) for one in having(page(response), "nr-due")[0].iter("h3")]


def post(client, url=QUEUE, **data):
    form = {name: value for name, value in typed(client.get(url)).items() if name.startswith("shown-")}
    return client.post(url, form | data, follow=True)


def test_the_queue_begins_with_what_was_never_confirmed_and_then_longest_ago(signed_in):
    client, now = signed_in("Directory staff"), timezone.now()
    for name, days in (("Half a year", 190), ("Yesterday", 1), ("A year", 370), ("Never", None)):
        contact = make_contact(name=name, phone="", email=f"{name.replace(' ', '-')}@example.org")
        if days:
            confirmed(contact, now - days * DAY)
    shown = [one.partition(": ")[2] for one in listed(client.get(QUEUE))]
    assert shown == ["Never@example.org", "A-year@example.org", "Half-a-year@example.org"]


def test_one_click_confirms_one_and_the_history_says_who(signed_in):
    client = signed_in("Editors")
    contact, other = make_contact(), make_contact(phone="+41 22 717 92 22")
    response = post(client, _one=contact.points.get().pk)
    assert "1 channel is confirmed." in response.content.decode()
    point = contact.points.get()
    assert (point.confirmed_by, point.confirmation.rpartition(" ")[2]) == (client.user, "editors")
    assert other.points.get().confirmed_at is None
    entry = next(iter(Entries(contact).page(1, 5).object_list))
    assert (entry.what, entry.by) == ("Confirmed", "editors")
    assert ("Channel 1, Confirmed by", "editors") in [(one.label, one.after) for one in entry.changes]
    assert LogEntry.objects.get().get_change_message() == "Confirmed 1 channel."


def test_those_ticked_are_confirmed_together(signed_in):
    client = signed_in("Directory staff")
    contacts = [make_contact(email="a@example.org"), make_contact(phone="+41 22 717 92 22"), make_contact()]
    keys = ContactPoint.objects.filter(contact__in=contacts[:2]).values_list("pk", flat=True)
    response = post(client, point=list(keys), _confirm="")
    assert "3 channels are confirmed." in response.content.decode()
    assert ContactPoint.objects.filter(confirmed_by=client.user).count() == 3
    assert "Tick at least one channel first." in post(client, _confirm="").content.decode()


def test_who_confirms_sees_what_a_colleague_changed_in_the_meantime(signed_in):
    client, point = signed_in("Editors"), make_contact().points.get()
    data = {f"shown-{point.pk}": point.value, "_one": point.pk}
    point.value = "+41 22 717 91 12"
    point.save()
    assert "changed one of them since" in client.post(QUEUE, data, follow=True).content.decode()
    assert ContactPoint.objects.get().confirmed_at is None


def test_all_that_is_held_on_one_contact_is_there_to_be_confirmed_due_or_not(signed_in):
    client, contact = signed_in("Directory staff"), make_contact()
    confirmed(contact, timezone.now())
    make_contact(phone="+41 22 717 92 22")
    assert listed(client.get(f"{QUEUE}?contact={contact.pk}")) == ["Telephone: +41 22 717 91 11"]
    assert client.get(f"{QUEUE}?contact=0").status_code == 404
    assert client.get(f"{QUEUE}?contact=x").status_code == 200


def test_without_the_right_to_internal_numbers_the_queue_is_of_public_ones_alone(signed_in):
    client, contact = signed_in("Editors"), make_contact()
    secret = ContactPoint.objects.create(contact=contact, kind="phone", value=SECRET, audience="internal")
    for url in (QUEUE, f"{QUEUE}?contact={contact.pk}", "/admin/"):
        assert "917 12 34" not in client.get(url).content.decode()
        assert "2 channels" not in client.get(url).content.decode()
    post(client, _one=secret.pk)
    secret.refresh_from_db()
    assert secret.confirmed_at is None


@pytest.mark.parametrize("role", ["Writers", "Auditors"])
def test_who_only_looks_confirms_nothing_and_asks_nobody(signed_in, role, mailoutbox):
    client, contact = signed_in(role), make_contact(email="ana@example.org")
    key = contact.points.first().pk
    text = client.get(QUEUE).content.decode()
    assert 'name="_one"' not in text
    assert client.post(QUEUE, {"_one": key}).status_code == 403
    assert client.post(QUEUE, {"_ask": "", "point": key}).status_code == 403
    assert client.post(QUEUE, {"proposal": 1}).status_code == 403
    assert mailoutbox == []


def test_nobody_without_a_role_reads_the_queue(client):
    assert client.get(QUEUE).status_code == 302
    client.force_login(make_user())
    assert client.get(QUEUE).status_code == 403


def test_the_desk_names_what_is_due_and_leads_to_it(signed_in):
    client, contact = signed_in("Directory staff"), make_contact(name="Ana Lima")
    text = words(page(client.get(reverse("admin:index"))))
    assert "Numbers and addresses to confirm 1 channel is due Ana Lima: Telephone" in text
    confirmed(contact, timezone.now())
    assert "0 channels are due Nothing is due." in words(page(client.get(reverse("admin:index"))))


def test_the_contacts_form_says_of_each_channel_who_confirmed_it(signed_in):
    client, contact = signed_in("Directory staff"), make_contact()
    confirmed(contact, timezone.now(), client.user)
    url = reverse("admin:contacts_presscontact_change", args=[contact.pk])
    assert "by directory-staff" in client.get(url).content.decode()
    response = client.post(url, typed(client.get(url), **{"points-0-value": "+41 22 717 91 12"}))
    assert response.status_code == 302
    assert "Never confirmed" in client.get(url).content.decode()


def test_the_queue_costs_the_same_with_many_as_with_few(signed_in, django_assert_max_num_queries):
    client = signed_in("Directory staff")
    for number in range(60):
        make_contact(phone=f"+41 22 717 9{number:03}")
    with django_assert_max_num_queries(10):
        assert client.get(QUEUE).status_code == 200
