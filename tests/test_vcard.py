"""The vCard of a press contact: what a phone reads from it."""

import pytest
import vobject

from contacts.models import ContactPoint
from tests.builders import make_contact, make_organisation

pytestmark = pytest.mark.django_db


def card(client, contact):
    response = client.get(contact.get_absolute_url().rstrip("/") + ".vcf")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    return vobject.readOne(response.content.decode())


def test_a_card_holds_name_organisation_office_role_and_channels(client):
    contact = make_contact(
        name="Ana Lima",
        role="Spokesperson",
        office="Quito",
        email="ana@example.org",
        organisation=make_organisation(name="Migration Office; Quito, EC"),
    )
    ContactPoint.objects.create(contact=contact, kind="mobile", value="+41 79 123 45 67", audience="public")
    read = card(client, contact)
    assert read.version.value == "3.0"
    assert read.uid.value == f"urn:uuid:{contact.uuid}"
    assert read.fn.value == "Ana Lima"
    assert str(read.n.value).strip() == "Ana Lima"
    assert read.org.value == ["Migration Office; Quito, EC", "Quito"]
    assert read.title.value == "Spokesperson"
    assert [(line.value, line.type_paramlist) for line in read.tel_list] == [
        ("+41227179111", ["WORK", "VOICE"]),
        ("+41791234567", ["WORK", "CELL"]),
    ]
    assert read.email.value == "ana@example.org"
    assert read.url.value == f"http://testserver{contact.get_absolute_url()}"


def test_the_cards_of_the_source_contacts_have_their_number_and_no_email(client, source_releases):
    for slug, name, number, organisation in (
        (
            "liz-lizama",
            "Liz Lizama",
            "+12027168820",
            ["International Organization for Migration", "Washington"],
        ),
        ("isabel-alvarez", "Isabel Alvarez", "+12026231060", ["Inter-American Development Bank"]),
    ):
        response = client.get(f"/contacts/{slug}.vcf")
        read = vobject.readOne(response.content.decode())
        assert (read.fn.value, read.tel.value, read.org.value) == (name, number, organisation)
        assert "EMAIL" not in response.content.decode()
        assert "TITLE" not in response.content.decode()


def test_a_card_in_any_script_is_folded_between_characters(client):
    name = "محمد عبد الرحمن 移民と開発の広報担当者 Ñandú " * 3
    contact = make_contact(name=name.strip(), organisation=make_organisation(name="Müller & Söhne, " * 8))
    response = client.get(contact.get_absolute_url().rstrip("/") + ".vcf")
    lines = response.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not [line for line in response.content.split(b"\n")[:-1] if not line.endswith(b"\r")]
    for line in lines:
        line.decode()
    assert card(client, contact).fn.value == name.strip()
    assert card(client, contact).org.value == [contact.organisation.name]


def test_a_number_for_messages_is_named_for_what_it_is(client):
    contact = make_contact()
    ContactPoint.objects.create(contact=contact, kind="signal", value="+41 79 123 45 67", audience="public")
    read = card(client, contact)
    assert [line.value for line in read.tel_list] == ["+41227179111", "+41791234567"]
    (label,) = read.contents["x-ablabel"]
    assert (label.group, label.value) == (read.tel_list[1].group, "Signal")


def test_an_extension_is_kept_with_its_number(client):
    assert card(client, make_contact(phone="+1 202 623 1060 ext. 12")).tel.value == "+12026231060;ext=12"


def test_a_line_break_in_a_name_adds_no_line_to_a_card(client):
    contact = make_contact(
        name="Ana\r\nTEL:+41227305555", role="A\nB", organisation=make_organisation(name="C\nNOTE:x")
    )
    text = client.get(contact.get_absolute_url().rstrip("/") + ".vcf").content.decode()
    names = [line.partition(":")[0].partition(";")[0] for line in text.split("\r\n") if line]
    assert sorted(names) == sorted(
        ["BEGIN", "VERSION", "UID", "FN", "N", "ORG", "TITLE", "TEL", "URL", "END"]
    )


def test_the_card_of_somebody_who_is_not_listed_is_not_there(client):
    for contact in (make_contact(status="left"), make_contact(audience="internal"), make_contact(phone="")):
        assert client.get(contact.get_absolute_url().rstrip("/") + ".vcf").status_code == 404
