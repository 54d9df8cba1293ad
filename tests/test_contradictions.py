"""What a text says against its own fields and names: found, and nothing found where all is well."""

from datetime import date

import pytest

from releases.contradictions import embargo_line, invalid_numbers, misspelt, other_date, other_place


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 10:00 GMT, 3 MAY 2026",
        "Strictly embargoed until 3 May 2026",
        "PRESS RELEASE – EMBARGOED FOR RELEASE UNTIL: 3 May 2026, 10am EDT",
        "Under embargo until tomorrow",
        "Embargo: 3 May 2026, 10h",
        "Sous embargo jusqu’au 3 mai 2026 à 10h",
        "Embargo levé le 3 mai",
        "Bajo embargo hasta el 3 de mayo de 2026",
        "Embargado até 3 de maio de 2026, 10h",
        "NOT FOR PUBLICATION BEFORE 10:00 GMT, 3 May 2026",
        "Not for release or broadcast until 3 May",
        "Hold for release until 3 May",
        "Ne pas diffuser avant le 3 mai",
        "No publicar antes del 3 de mayo",
        "Não divulgar antes de 3 de maio",
    ],
)
def test_line_that_holds_a_text_back_is_found(line):
    assert embargo_line(["A title", f"First.\n\n{line}\nMore."]).words == line


@pytest.mark.parametrize(
    "line",
    [
        "The arms embargo until 2027 was welcomed.",
        "An embargo on arms was extended until 3 May 2027.",
        "Embargo on arms extended until 3 May 2027",
        "For immediate release",
        "No release of funds is foreseen in May.",
        "They will hold talks until 3 May.",
        "",
    ],
)
def test_sentence_about_an_embargo_holds_nothing_back(line):
    assert embargo_line([line]) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GENEVA, 5 May 2026 – The council met.", "GENEVA"),
        ("Geneva, May 5 -- The council met.", "Geneva"),
        ("GENÈVE, le 5 mai 2026 — Le conseil", "GENÈVE"),
        ("New York, NY – The council met.", "New York, NY"),
        ("EMBARGOED UNTIL 3 MAY 2026\n\nGENEVA (IOM) – The council met.", "GENEVA (IOM)"),
    ],
)
def test_place_at_the_opening_that_is_not_the_fields_is_found(text, place):
    assert other_place(text, "Nairobi") == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GENEVA, 5 May 2026 – The council met.", "Geneva"),
        ("Washington DC – The bank", "Washington, DC"),
        ("GENEVA/NAIROBI, 5 May 2026 – The council met.", "Geneva"),
        ("GENEVA – The council met.", ""),
        ("The plan – agreed on Monday – is new.", "Geneva"),
        ("On 3 May 2026 the council met in Bern – and went.", "Geneva"),
        ("", "Geneva"),
    ],
)
def test_place_that_agrees_and_a_sentence_with_a_dash_are_no_contradiction(text, place):
    assert other_place(text, place) == ""


@pytest.mark.parametrize(
    "text",
    ["GENEVA, 4 May 2026 – It met.", "4 May 2026\n\nIt met.", "Genève, le 4 mai – Il", "Monday, May 4, 2026"],
)
def test_date_at_the_opening_that_is_not_the_fields_is_found(text):
    assert other_date(text, date(2026, 5, 5)) in text
    assert other_date(text, date(2026, 5, 5))
    assert other_date(text, date(2026, 5, 4)) == ""
    assert other_date(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2026 the council met.",
        "The council met. GENEVA, 3 May 2026 – no.",
        "EMBARGOED UNTIL 3 MAY 2026\n\nThe council met.",
        "The report of 3 May 2026 is out, and it says a great deal.",
    ],
)
def test_date_within_a_sentence_says_nothing_of_the_release(text):
    assert other_date(text, date(2026, 5, 5)) == ""


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("António Vitorino", "Antonio Vitorino"),
        ("Luca Dall’Oglio", "Luca DallOglio"),
        ("Jean-Luc Specimen", "Jean Luc Specimen"),
        ("Jean Luc Specimen", "Jean-Luc Specimen"),
        ("Liz Lizama", "Liz Lizana"),
        ("Liz Lizama", "Liz Lizaama"),
        ("Liz Lizama", "Liz Lizma"),
        ("International Organization for Migration", "International Organisation for Migration"),
        ("Zoë", None),
        ("Zoë Specimen", "Zoe Specimen"),
        ("Nuñez", "Nunez"),
    ],
)
def test_name_spelled_another_way_is_found(name, written):
    text = f"“Yes,” said {written or 'Zoe'}’s friend in Geneva."
    assert misspelt([name, "Somebody Else"], text) == ([(name, written)] if written else [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Liz Lizama", "Said Liz Lizama, and Liz\u00a0Lizama’s colleague. LIZ LIZAMA again."),
        ("Luca Dall’Oglio", "Luca Dall'Oglio"),
        ("Jean-Luc Specimen", "Jean‑Luc Specimen"),
        ("Liz Lizama", "Mr Lizama and Liz alone"),
        ("Organisation 12", "Organisation 13"),
        ("World Bank", "a world banks on it"),
        ("UNHCR", "UNHCP"),
        ("", "Anything"),
        ("Ana Lima", ""),
    ],
)
def test_name_as_it_is_and_another_name_are_left_alone(name, text):
    assert misspelt([name], text) == []


def test_two_people_of_nearly_one_name_are_both_right():
    assert misspelt(["Anna Lindqvist", "Anna Lindkvist"], "Anna Lindqvist met Anna Lindkvist.") == []


def test_name_is_found_in_a_long_text_once():
    text = "The Organisation of Specimens met Ana Lina. " * 400
    found = misspelt(["Organisation of Specimen", "Ana Lima"] * 5, text)
    assert sorted(found) == [
        ("Ana Lima", "Ana Lina"),
        ("Organisation of Specimen", "Organisation of Specimens"),
    ]


@pytest.mark.parametrize(
    ("text", "invalid"),
    [
        ("Call +1 202 716 8820 or +41 22 717 91 11.", []),
        ("Tel.: +1 (202) 716-8820", []),
        ("Call +1 202 999, or +999 123 45 67.", ["+1 202 999", "+999 123 45 67"]),
        ("Call +1 555 0100 0", ["+1 555 0100 0"]),
        ("Up by +3 to +5 per cent, +20 people", []),
    ],
)
def test_telephone_number_that_cannot_exist_is_found(text, invalid):
    assert invalid_numbers(text) == invalid
