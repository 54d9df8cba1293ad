"""A contact is asked by mail, and confirms or corrects their own entry without an account."""

import re
import socketserver
import threading
from datetime import timedelta

import pytest
from django.core import signing
from django.core.mail.utils import DNS_NAME
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.entries import Entries
from contacts.models import ContactPoint, Inquiry, Proposal
from contacts.models.confirming import ANSWER_WITHIN
from tests.builders import make_contact, make_organisation, make_user
from tests.form_values import typed
from tests.reading import page, words

pytestmark = pytest.mark.django_db

QUEUE = "/admin/contacts/contactpoint/"
GUARDS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, noarchive",
    "Referrer-Policy": "no-referrer",
}
MICROSECOND = timedelta(microseconds=1)


def make_asked(**values):
    """A contact with a public number, an internal one and an address, who has just been asked."""
    contact = make_contact(**({"name": "Ana Lima", "email": "ana@example.org"} | values))
    ContactPoint.objects.create(contact=contact, value="+41 22 917 12 34", audience="internal", position=9)
    return contact, contact.ask(make_user(username="keeper"))


def answers(response, **changes):
    """What the form holds with "still right" said of everything, but for what `changes` say."""
    values = typed(response)
    shown = [name.removeprefix("shown-") for name in values if name.startswith("shown-")]
    return values | {f"say-{key}": "right" for key in shown} | changes


# The mail


class _Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as takes one message in."""

    def handle(self):
        self.say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.messages.append(b"".join(lines).decode())
            elif verb in ("MAIL", "RCPT"):
                self.server.messages.append(line)
            self.say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def smtp(settings, monkeypatch):
    """A real mail server on the loopback; what it was given, in order."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Mailbox) as server:
        server.messages = []
        monkeypatch.setattr(DNS_NAME, "_fqdn", "localhost", raising=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server.messages
        server.shutdown()


def ask(client, contact, role="Directory staff"):
    client.force_login(make_user(role))
    return client.post(QUEUE, {"point": contact.points.first().pk, "_ask": ""}, follow=True)


def test_the_mail_goes_out_by_smtp_to_the_contacts_address_and_its_link_opens_their_entry(client, smtp):
    contact = make_contact(name="Ana Lima", email="ana@example.org")
    assert "A mail asks Ana Lima" in ask(client, contact).content.decode()
    _sender, recipient, message = smtp
    assert recipient.upper() == "RCPT TO:<ANA@EXAMPLE.ORG>"
    assert "Subject: Newsroom: is your entry still right?" in message
    assert "717 91 11" not in message
    address = re.search(r"http://testserver(/confirm/\S+)", message.replace("=\r\n", ""))[1]
    assert "Ana Lima" in words(page(Client().get(address)))


def test_a_mail_that_cannot_be_sent_is_said_and_leaves_no_link(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "could not be sent" in ask(client, make_contact(email="ana@example.org")).content.decode()
    assert not Inquiry.objects.exists()


def test_who_has_no_address_is_not_asked(client, mailoutbox):
    assert "has no e-mail address to ask at" in ask(client, make_contact(name="Ana")).content.decode()
    assert mailoutbox == []


def test_the_mail_and_the_page_speak_the_contacts_language(client, mailoutbox):
    contact = make_contact(email="ana@example.org")
    contact.languages.set(["fr", "ja"])
    ask(client, contact)
    address = re.search(r"/confirm/\S+", mailoutbox[0].body)[0]
    html = Client().get(address).content.decode()
    assert '<html lang="fr"' in html


# Whom the link leads where


def test_the_page_shows_the_contacts_own_channels_and_nobody_elses(client):
    contact, inquiry = make_asked()
    colleague = make_contact(
        name="Bea Other", phone="+41 22 730 55 55", organisation=contact.organisation, notes="Do not call."
    )
    contact.notes = "Never before ten."
    contact.save()
    text = client.get(inquiry.get_absolute_url()).content.decode()
    for value in contact.points.values_list("value", flat=True):
        assert value in text
    for secret in (colleague.name, "730 55 55", "Never before ten", "Do not call", "keeper"):
        assert secret not in text


def test_what_the_link_answers_is_kept_nowhere_and_indexed_nowhere(client):
    _contact, inquiry = make_asked()
    url = inquiry.get_absolute_url()
    got = [client.get(url), client.head(url), client.put(url), client.post(url)]
    got += [Client(enforce_csrf_checks=True).post(url), client.post(url, answers(client.get(url)))]
    assert [one.status_code for one in got] == [200, 200, 405, 200, 403, 200]
    for answer in got:
        assert {name: answer[name] for name in GUARDS} == GUARDS
        assert not {"ETag", "Last-Modified"} & set(answer.headers)


def spoil(inquiry, how):
    """Makes the inquiry lead nowhere, in this way."""
    contact, mail = inquiry.contact, inquiry.contact.points.get(kind="email")
    if how == "answered":
        inquiry.answer({}, [], timezone.now())
    elif how == "expired":
        Inquiry.objects.update(expires_at=timezone.now())
    elif how == "another address":
        mail.value = "ana.lima@example.org"
        mail.save()
    elif how == "no address":
        mail.delete()
    elif how == "left":
        contact.status = "left"
        contact.save()
    elif how == "asked again":
        contact.ask(make_user())
    elif how == "the address is another contact's":
        mail.delete()
        ContactPoint.objects.create(contact=make_contact(), kind="email", value=inquiry.address)


SPOILT = (
    "answered",
    "expired",
    "another address",
    "no address",
    "left",
    "asked again",
    "the address is another contact's",
)


@pytest.mark.parametrize("how", SPOILT)
def test_a_link_that_leads_nowhere_is_answered_as_a_page_that_never_was(
    client, how, django_assert_num_queries
):
    _contact, inquiry = make_asked()
    url = inquiry.get_absolute_url()
    assert client.get(url).status_code == 200
    spoil(inquiry, how)
    never = reverse("contacts:confirmation", args=[signing.Signer(salt="contacts.inquiry").sign("0" * 32)])
    client.cookies.clear()
    told = [client.get(one) for one in ("/confirm/x/", never, url, url.replace(":", ":x"))]
    told += [client.post(one, {"remark": "I was here"}) for one in (never, url)]
    for answer in told:
        assert answer.status_code == 404
        assert answer.content == told[0].content
        assert dict(answer.headers) == dict(told[0].headers)
    for one in (url, never, "/confirm/x/"):
        with django_assert_num_queries(1):
            client.get(one)
    assert not Proposal.objects.exists()


def test_the_link_works_to_its_last_moment(client, monkeypatch):
    _contact, inquiry = make_asked()
    end = inquiry.asked_at + ANSWER_WITHIN
    for at, status in ((end - MICROSECOND, 200), (end, 404)):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert client.get(inquiry.get_absolute_url()).status_code == status


def test_the_link_of_a_key_signed_for_something_else_opens_nothing(client):
    _contact, inquiry = make_asked()
    token = signing.Signer(salt="releases.access").sign(inquiry.key.hex)
    assert client.get(reverse("contacts:confirmation", args=[token])).status_code == 404


# The answer


def test_what_is_still_right_is_confirmed_by_the_contact_at_once(client):
    contact, inquiry = make_asked()
    url = inquiry.get_absolute_url()
    response = client.post(url, answers(client.get(url)))
    assert "Thank you, Ana Lima" in words(page(response))
    for point in contact.points.all():
        assert point.confirmed_by is None
        assert point.confirmation.endswith("by the contact")
    assert not Proposal.objects.exists()
    assert client.post(url, {}).status_code == 404, "the link works once"


def test_a_correction_waits_for_a_colleague_and_changes_nothing_yet(client):
    contact, inquiry = make_asked()
    url, number = inquiry.get_absolute_url(), contact.points.get(value="+41 22 717 91 11")
    changes = {f"say-{number.pk}": "other", f"new-{number.pk}": "+41 22 717  92 22"}
    client.post(url, answers(client.get(url), remark="I sit in Nairobi now.", **changes))
    number.refresh_from_db()
    assert (number.value, number.confirmed_at) == ("+41 22 717 91 11", None)
    told = list(Proposal.objects.values_list("kind", "old", "new"))
    assert told == [
        ("phone", "+41 22 717 91 11", "+41 22 717 92 22"),
        ("", "", "I sit in Nairobi now."),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"say": ""}, "This field is required."),
        ({"say": "other", "new": ""}, "This is not a telephone number."),
        ({"say": "other", "new": "022 717"}, "Begin the number with + and the country code"),
        ({"say": "perhaps"}, "Select a valid choice"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_place_and_the_link_goes_on(client, changes, said):
    contact, inquiry = make_asked()
    url, key = inquiry.get_absolute_url(), contact.points.get(kind="phone", audience="public").pk
    changes = {f"{name}-{key}": value for name, value in changes.items()}
    response = client.post(url, answers(client.get(url), remark="Kept", **changes))
    assert said in response.content.decode()
    assert "Kept" in response.content.decode()
    assert not Proposal.objects.exists()
    assert not ContactPoint.objects.exclude(confirmed_at=None).exists()
    assert client.post(url, answers(client.get(url))).status_code == 200


def test_the_answer_is_of_what_the_contact_saw_and_of_no_other_contacts_channels(client):
    contact, inquiry = make_asked()
    other = make_contact(phone="+41 22 730 55 55").points.get()
    url, number = inquiry.get_absolute_url(), contact.points.get(value="+41 22 717 91 11")
    data = answers(client.get(url)) | {f"say-{other.pk}": "right", f"shown-{other.pk}": other.value}
    number.value = "+41 22 717 94 44"
    number.save()
    client.post(url, data)
    assert not ContactPoint.objects.filter(pk__in=[number.pk, other.pk]).exclude(confirmed_at=None).exists()
    assert contact.points.exclude(confirmed_at=None).count() == 2


def propose(contact, **values):
    inquiry = contact.ask(make_user())
    inquiry.answer({}, [Proposal(**values)], timezone.now())
    return Proposal.objects.get()


def decide(client, proposal, verb, role="Directory staff"):
    client.force_login(make_user(role, username=f"{role}-{verb}"))
    return client.post(QUEUE, {"proposal": proposal.pk, verb: ""}, follow=True)


def test_a_correction_taken_over_is_the_new_number_confirmed_by_the_contact(client):
    contact = make_contact(email="ana@example.org")
    proposal = propose(contact, kind="phone", old="+41 22 717 91 11", new="+41 22 717 92 22")
    client.force_login(make_user("Directory staff"))
    assert "+41 22 717 92 22" in client.get(QUEUE).content.decode()
    assert "1 answer waits" in client.get("/admin/").content.decode()
    assert "Taken over" in decide(client, proposal, "_accept").content.decode()
    point = contact.points.get(kind="phone")
    assert (point.value, point.e164) == ("+41 22 717 92 22", "+41227179222")
    assert (point.confirmed_by, point.confirmed_at) == (None, Inquiry.objects.get().answered_at)
    assert "already" in decide(client, proposal, "_refuse").content.decode()
    entry = Entries(contact).page(1, 5).object_list[0]
    assert (entry.what, entry.by) == ("Taken over from the contact’s answer", "Directory staff-_accept")


def test_a_channel_said_to_be_out_of_use_goes_when_a_colleague_agrees(client):
    contact = make_contact(email="ana@example.org")
    proposal = propose(contact, kind="phone", old="+41 22 717 91 11")
    decide(client, proposal, "_accept")
    assert [point.kind for point in contact.points.all()] == ["email"]


def test_a_correction_refused_or_overtaken_changes_nothing(client):
    contact = make_contact(email="ana@example.org")
    proposal = propose(contact, kind="phone", old="+41 22 717 91 11", new="+41 22 717 92 22")
    contact.points.filter(kind="phone").update(value="+41 22 717 93 33")
    assert "has changed since" in decide(client, proposal, "_accept").content.decode()
    assert Proposal.objects.waiting().exists()
    decide(client, proposal, "_refuse")
    assert not Proposal.objects.waiting().exists()
    assert contact.points.get(kind="phone").value == "+41 22 717 93 33"


def test_a_correction_to_a_number_that_is_there_already_is_refused_in_plain_words(client):
    contact = make_contact(email="ana@example.org")
    ContactPoint.objects.create(contact=contact, value="+41 22 717 92 22")
    proposal = propose(contact, kind="phone", old="+41 22 717 91 11", new="+41 22 717 92 22")
    assert "has this channel already" in decide(client, proposal, "_accept").content.decode()
    assert contact.points.count() == 3


@pytest.mark.parametrize("role", ["Writers", "Editors", "Auditors"])
def test_only_directory_staff_decide_and_only_who_sees_internal_numbers_reads_an_answer(client, role):
    contact = make_contact(email="ana@example.org", organisation=make_organisation())
    proposal = propose(contact, kind="phone", old="+41 22 717 91 11", new="+41 22 917 12 34")
    client.force_login(make_user(role))
    assert ("917 12 34" in client.get(QUEUE).content.decode()) is (role == "Auditors")
    assert client.post(QUEUE, {"proposal": proposal.pk, "_accept": ""}).status_code == 403
    assert Proposal.objects.waiting().exists()


def test_the_history_of_a_contact_tells_who_was_asked_and_who_answered(client):
    contact, inquiry = make_asked()
    inquiry.answer({}, [], timezone.now())
    client.force_login(make_user("Directory staff"))
    text = client.get(reverse("admin:contacts_presscontact_history", args=[contact.pk])).content.decode()
    assert "Asked by e-mail whether it is right" in text
    assert "Answered through the link" in text
