"""Numbers and addresses of press contacts: what may be stored, and what a link to one leads to."""

import pytest
from django.core.exceptions import ValidationError

from contacts.models import ContactPoint, Country, PressContact
from tests.builders import make_contact

pytestmark = pytest.mark.django_db


def channel(value, kind="phone", country=None):
    contact = make_contact(phone="", country=country and Country.objects.get(pk=country))
    return ContactPoint.objects.create(contact=contact, kind=kind, value=value)


@pytest.mark.parametrize(
    ("typed", "e164", "uri"),
    [
        ("+1 202 716 8820", "+12027168820", "tel:+12027168820"),
        ("+1 202 623-1060", "+12026231060", "tel:+12026231060"),
        ("＋４１ ２２ ７１７ ９１ １１", "+41227179111", "tel:+41227179111"),
        ("+41 (0)22 717 91 11", "+41227179111", "tel:+41227179111"),
        ("+1 202 623 1060 ext. 12", "+12026231060", "tel:+12026231060;ext=12"),
    ],
)
def test_a_number_is_kept_as_typed_and_as_e164(typed, e164, uri):
    point = channel(typed)
    point.refresh_from_db()
    assert (point.value, point.e164, point.uri) == (typed, e164, uri)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("202 716 8820", "Begin the number with + and the country code"),
        ("+1 202 716 882", "No such telephone number can exist"),
        ("+999 1234567", "Begin the number with + and the country code"),
        ("the press desk", "This is not a telephone number"),
        ("", "This is not a telephone number"),
        ("desk@example.org", "This is not a telephone number"),
        ("+1 202 716 8820" * 12, "This is not a telephone number"),
    ],
)
@pytest.mark.parametrize("kind", ["phone", "mobile"])
def test_a_number_that_cannot_be_called_is_refused_with_the_reason(kind, typed, sentence):
    with pytest.raises(ValidationError, match=sentence.replace("+", r"\+")):
        channel(typed, kind)
    assert not ContactPoint.objects.exists()


def test_a_number_without_its_country_code_is_read_in_the_country_of_the_office():
    assert channel("022 717 91 11", country="CH").e164 == "+41227179111"
    assert channel("+1 202 716 8820", country="CH").e164 == "+12027168820"
    with pytest.raises(ValidationError, match="No such telephone number"):
        channel("022 717 91 11", country="US")


@pytest.mark.parametrize(
    "value", ["desk", "desk@", "a b@example.org", "desk@example.org, two@example.org", ""]
)
def test_an_email_address_that_cannot_be_written_to_is_refused(value):
    with pytest.raises(ValidationError, match="valid email"):
        channel(value, "email")


@pytest.mark.parametrize(
    ("value", "uri"),
    [
        (" desk@example.org ", "mailto:desk@example.org"),
        ("press+un@example.org", "mailto:press+un@example.org"),
        ("a&b?c%d@example.org", "mailto:a%26b%3Fc%25d@example.org"),
    ],
)
def test_an_email_link_leads_to_this_address_and_nothing_else(value, uri):
    point = channel(value, "email")
    assert (point.uri, point.e164) == (uri, "")


def test_a_channel_that_becomes_an_email_address_loses_its_number():
    point = channel("+41 22 717 91 11")
    point.kind, point.value = "email", "desk@example.org"
    point.save()
    assert (point.e164, point.uri) == ("", "mailto:desk@example.org")


@pytest.mark.parametrize(
    ("kind", "uri"),
    [
        ("sms", "sms:+41791234567"),
        ("whatsapp", "whatsapp://send?phone=+41791234567"),
        ("signal", "sgnl://signal.me/#p/+41791234567"),
    ],
)
def test_messaging_is_a_number_whose_link_opens_the_application_and_no_web_site(client, kind, uri):
    point = channel("+41 79 123 45 67", kind)
    assert (point.e164, point.uri, point.is_message) == ("+41791234567", uri, True)
    ContactPoint.objects.update(audience="public")
    page = client.get(point.contact.get_absolute_url()).content.decode()
    assert f'href="{uri}"' in page
    assert str(point.get_kind_display()) in page
    with pytest.raises(ValidationError, match="No message reaches an extension"):
        channel("+1 202 623 1060 ext. 12", kind)


@pytest.mark.parametrize("audience", ["press", "internal"])
def test_a_number_that_is_not_public_does_not_name_itself(audience):
    point = channel("+41 22 717 91 11")
    point.audience = audience
    assert "717" not in str(point)
    point.audience = "public"
    assert str(point) == "+41 22 717 91 11"


@pytest.mark.parametrize(
    ("status", "audience", "listed"),
    [
        ("active", "public", True),
        ("away", "public", True),
        ("left", "public", False),
        ("active", "internal", False),
        ("active", "press", False),
        ("away", "internal", False),
        ("left", "internal", False),
    ],
)
def test_a_contact_is_listed_while_there_and_publicly_reachable(status, audience, listed):
    contact = make_contact(status=status, audience=audience)
    assert PressContact.objects.listed().exists() is listed
    assert ContactPoint.objects.shown().exists() is listed
    assert PressContact.objects.for_cards().get(pk=contact.pk).is_listed is listed


def test_a_contact_with_an_internal_and_a_public_number_shows_the_public_one_alone():
    contact = make_contact()
    ContactPoint.objects.create(contact=contact, value="+41 22 730 55 55")
    shown = PressContact.objects.for_cards().get().shown_points
    assert [point.value for point in shown] == ["+41 22 717 91 11"]


def test_a_contact_without_any_channel_is_not_listed():
    make_contact(phone="")
    assert not PressContact.objects.listed().exists()
