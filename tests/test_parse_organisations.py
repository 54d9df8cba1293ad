"""Bodies that a release names: by their head word, their short form, or the sentence around them."""
# ruff: noqa: E501 - a line of a release is one line here too

import pytest

from tests.press_texts import bodies, release, told


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The World Forestry Organisation (WFO) and the Northern Development Bank (NDB) signed it. The NDB will pay, the WFO said.",
            ["World Forestry Organisation (WFO)", "Northern Development Bank (NDB)"],
        ),
        ("It was built with the Department of Transport and Regional Services.", ["Department of Transport and Regional Services"]),
        ("The Department of Education, Skills and Employment paid for it.", ["Department of Education, Skills and Employment"]),
        ("The Ministry of Health and the Coast Guard Authority came.", ["Ministry of Health", "Coast Guard Authority"]),
        ("The Harbour Police Department and the Ports Agency came.", ["Harbour Police Department", "Ports Agency"]),
        ("The case is before Elder Shire Superior Court Judge Ann Lee today.", ["Elder Shire Superior Court"]),
        ("Officer Ann Lee of the Northern Harbour Authority wrote it.", ["Northern Harbour Authority"]),
        ("The Elder County District Attorney’s Office filed it.", ["Elder County District Attorney’s Office"]),
        ("It is run by the Island Women's Health Service and others.", ["Island Women's Health Service"]),
        ("Bluewave Holdings, LLC (“Bluewave”) was fined. Bluewave must pay.", ["Bluewave Holdings, LLC (Bluewave)"]),
        ("Northwind AG and Acme Solar GmbH will build it.", ["Northwind AG", "Acme Solar GmbH"]),
        ("Lamplight (NASDAQ: LAMP) makes bulbs for towers.", ["Lamplight"]),
        ("The glass came from Voltaro, a Dutch manufacturer of lenses.", ["Voltaro"]),
        ("It was paid for by the donors Lamplight and Voltaro & Sons, and by others.", ["Lamplight", "Voltaro & Sons"]),
        ("It opened in partnership with Lamplight and Voltaro this week.", ["Lamplight", "Voltaro"]),
        ("The CEO of Voltaro came with the spokesperson for Lamplight yesterday.", ["Voltaro", "Lamplight"]),
        ("The Government of Norland will pay for the tower.", ["Government of Norland"]),
        ("It has help from UNICEF and the European Union.", ["UNICEF", "European Union"]),
        ("The Federal Bureau of Investigation (FBI) looked into it.", ["Federal Bureau of Investigation (FBI)"]),
        ("It had help from the World Lamp Programme (WLP) at the start.", ["World Lamp Programme (WLP)"]),
        (
            "It is backed by the Lamp Council, OSRAL, the Tower Federation and others.",
            ["Lamp Council", "OSRAL", "Tower Federation"],
        ),
    ],
)  # fmt: skip
def test_a_body_is_found(sentence, names):
    assert bodies(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "The Department and the Council said that the Board of Directors had met.",
        "The Government has lit the lamp in Latin America and the Caribbean (LAC) since May.",
        "The Clean Harbour Act and the Safe Lamps Programme were passed in March.",
        "Minister for Ports Ann Lee and Senator Ben Roy came from New Zealand.",
        "Countries in Africa and the Middle East came to London and New York.",
        "The Harbour Lights Festival and the Winter Games were held there.",
        "Keepers, Sailors, and Friends of Light (KSFL) were there as well.",
        "The Acting Director of Communications and the Head of Policy came.",
    ],
)
def test_what_is_no_body_is_left_alone(sentence):
    assert bodies(sentence) == []


def test_a_name_and_its_shorter_form_are_one_body():
    found = release(
        "A plain headline",
        "Voltaro Glass Inc. makes lenses. Voltaro Glass has ninety workers, and Voltaro Glass is glad of them.",
    ).organisations
    assert [entry.name.text for entry in found] == ["Voltaro Glass Inc."]
    assert len(found[0].mentions) == 3


def test_a_unit_does_not_swallow_the_body_that_owns_it():
    assert bodies("She works at Harrow University Medical School in the north.") == [
        "Harrow University Medical School",
        "Harrow University",
    ]


def test_the_issuer_in_the_headline_is_a_body():
    found = release(
        "Chalkline opens third shop", "Chalkline has opened a shop in the old port. It is Chalkline’s third."
    )
    assert [entry.name.text for entry in found.organisations] == ["Chalkline"]
    found = release(
        "ChalkLine opens third shop", "ChalkLine has opened a shop in the old port of the island."
    )
    assert [entry.name.text for entry in found.organisations] == ["ChalkLine"]


def test_a_speaker_s_employer_is_a_body_and_the_speaker_is_none():
    found = told(
        "“We are glad that the tower is open,” said Ann Lee, head of care at Lampwell."
    ).organisations
    assert [entry.name.text for entry in found] == ["Harbour Trust", "Lampwell"]


def test_bodies_only_in_boilerplate_or_contacts_are_not_named_by_the_release():
    found = told("About the Tower Federation\nThe Tower Federation has ninety members.")
    assert [entry.name.text for entry in found.organisations] == ["Harbour Trust"]
    assert found.boilerplate


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("fr", "Le projet a été financé par la Banque européenne d’équipement (BEE), la Société des ports de la Loire et l’Agence nationale de la mer.",
         ["Banque européenne d’équipement (BEE)", "Société des ports de la Loire", "Agence nationale de la mer"]),
        ("fr", "Le ministère de la Santé et le Conseil du port ont aidé le phare dans ce projet.", ["ministère de la Santé", "Conseil du port"]),
        ("es", "La Federación Española de Faros (FEF) y la Universidad de Almagro colaboran en el proyecto con los vecinos.",
         ["Federación Española de Faros (FEF)", "Universidad de Almagro"]),
        ("pt", "O Ministério da Saúde e a Fundação Vida Nova apoiaram a obra que foi feita no porto.", ["Ministério da Saúde", "Fundação Vida Nova"]),
        ("ar", "افتتحت وزارة الصحة اليوم المنارة بالتعاون مع منظمة الصحة العالمية في الميناء.", ["وزارة الصحة", "منظمة الصحة العالمية"]),
    ],
)  # fmt: skip
def test_bodies_are_found_in_other_languages(language, sentence, names):
    assert bodies(sentence, language=language) == names


def test_who_has_the_press_contact_leads_and_others_in_the_headline_are_partners():
    found = release(
        "Lamp Council and Tower Federation open lighthouse",
        "The Lamp Council and the Tower Federation opened it. The Ports Agency and its workers watched from the pier.",
        "Contact: Ann Lee, Tower Federation, +44 20 7946 0000",
    )
    roles = {entry.name.text: entry.role for entry in found.organisations}
    assert roles == {"Lamp Council": "partner", "Tower Federation": "lead", "Ports Agency": "named"}
