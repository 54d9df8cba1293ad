"""Press contacts in the many ways in which press offices set them."""
# ruff: noqa: E501 - a line of a release is one line here too

import pytest

from tests.press_texts import MORE, STORY, contacts, release, told

ANN = ("Ann Lee", "Press Officer", "Harbour Trust", ["020 7946 0000", "ann.lee@trust.example"])


@pytest.mark.parametrize(
    "lines",
    [
        "Contact: Ann Lee, Press Officer, Harbour Trust, 020 7946 0000, ann.lee@trust.example",
        "Media contact:\nAnn Lee\nPress Officer\nHarbour Trust\n020 7946 0000\nann.lee@trust.example",
        "Media Contact:\n\nAnn Lee\nPress Officer, Harbour Trust\nTel: 020 7946 0000\nEmail: ann.lee@trust.example",
        "For more information, please contact Ann Lee, Press Officer, Harbour Trust on 020 7946 0000 or ann.lee@trust.example",
        "For further information please contact:\nAnn Lee (Press Officer), Harbour Trust\nT: 020 7946 0000\nE: ann.lee@trust.example",
        "Media enquiries: Ann Lee | Press Officer | Harbour Trust | 020 7946 0000 | ann.lee@trust.example",
        "CONTACT: ANN LEE, PRESS OFFICER, HARBOUR TRUST, 020 7946 0000, ann.lee@trust.example",
        "Pour plus d’informations, veuillez contacter : Ann Lee, Press Officer, Harbour Trust, tél. : 020 7946 0000, ann.lee@trust.example",
        "Media inquiries:\n\nAnn Lee, Press Officer, Harbour Trust\n020 7946 0000 / ann.lee@trust.example",
    ],
)  # fmt: skip
def test_a_contact_is_found_in_every_setting(lines):
    (found,) = contacts(lines)
    name, role, body, channels = found
    assert (name.title(), role.title(), body.title(), channels) == ANN


@pytest.mark.parametrize(
    "lines",
    [
        "Contacts: Ann Lee 020 7946 0000 or Ben Roy 020 7946 0001",
        "Media contacts:\nAnn Lee, 020 7946 0000\nBen Roy, 020 7946 0001",
        "Contact: Ann Lee - Ph. 020 7946 0000 and Ben Roy - Ph. 020 7946 0001",
        "Contacts:\nAnn Lee\nLamp Officer\nOffice: 020 7946 0000\nBen Roy\nLamp Officer\nOffice: 020 7946 0001",
    ],
)
def test_two_contacts_each_keep_their_numbers(lines):
    assert [(name, channels) for name, _, _, channels in contacts(lines)] == [
        ("Ann Lee", ["020 7946 0000"]),
        ("Ben Roy", ["020 7946 0001"]),
    ]


def test_the_kind_of_a_number_is_what_its_label_or_note_says():
    (found,) = told(
        "Contact: Ann Lee, Tel: +44 20 7946 0000, Mobile: +44 7911 123456, +44 7911 123457 (mobile), Fax: +44 20 7946 0009"
    ).contacts
    assert [(channel.kind, channel.e164) for channel in found.channels] == [
        ("phone", "+442079460000"),
        ("mobile", "+447911123456"),
        ("mobile", "+447911123457"),
    ]


def test_a_number_without_a_plus_is_e164_only_where_the_others_make_its_country_certain():
    alone = told("Contact: Ann Lee, 020 7946 0000").contacts[0]
    beside = told("Contact: Ann Lee, 020 7946 0000, +44 7911 123456").contacts[0]
    mixed = told("Contact: Ann Lee, 020 7946 0000, +44 7911 123456, +41 22 717 9111").contacts[0]
    assert [one.channels[0].e164 for one in (alone, beside, mixed)] == ["", "+442079460000", ""]


def test_a_label_without_a_value_is_a_gap_of_its_contact():
    found = told("Contact: Ann Lee, Tel: +44 20 7946 0000, Email:")
    assert [(gap.field, gap.of) for gap in found.gaps] == [("email", "Ann Lee")]


def test_a_hidden_address_is_a_gap():
    found = told("Contact: Ann Lee, +44 20 7946 0000 or [email protected]")
    assert [(gap.field, gap.of) for gap in found.gaps] == [("email", "Ann Lee")]


def test_what_follows_a_known_body_is_its_office():
    text = (
        "The World Lamp Organisation (WLO) lit the tower, and WLO staff came to see it from the pier in town."
    )
    (found,) = release("Lamp lit", text, "Contact: Ann Lee at WLO Geneva, +41 22 717 9111").contacts
    assert (found.organisation.text, found.office.text) == ("WLO", "Geneva")


def test_a_desk_without_a_name_is_a_contact_too():
    assert contacts("Press office: 020 7946 0000, press@trust.example") == [
        (None, None, None, ["020 7946 0000", "press@trust.example"])
    ]


def test_an_end_mark_and_a_contact_may_share_a_line():
    found = told(MORE, "ENDS                   Media Contact: Ann Lee - Ph. 0491 570156")
    assert found.contacts[0].name.text == "Ann Lee"
    assert len(found.paragraphs) == 2


def test_contacts_may_stand_over_the_headline():
    found = release(
        "For Immediate Release\n9 May 2012\nContact:\nAnn Lee\nPress Officer\nOffice: 714-555-8408\nMobile: 714-555-2718\n"
        "OLD LIGHTHOUSE OPENS ITS DOORS TO ALL THE CHILDREN OF THE ISLAND\n" + STORY
    )
    assert found.title.text == "OLD LIGHTHOUSE OPENS ITS DOORS TO ALL THE CHILDREN OF THE ISLAND"
    assert (found.contacts[0].name.text, len(found.contacts[0].channels)) == ("Ann Lee", 2)
    assert found.dated_on.iso == "2012-05-09"


@pytest.mark.parametrize(
    "lines",
    [
        "To book a tour, call the hotline on 020 7946 0000 before the end of June, or write to tours@trust.example today.",
        "For more information, visit www.trust.example",
        "Harbour Trust, 12 Pier Street, Elder 2000",
    ],
)
def test_hotlines_and_addresses_are_no_press_contacts(lines):
    assert contacts(lines) == []


def test_an_empty_contact_label_is_a_gap():
    found = release("Old lighthouse to reopen", "Contact:", "LONDON (April 2, 2009) – " + STORY, MORE)
    assert found.contacts == ()
    assert "contacts" in [gap.field for gap in found.gaps]
