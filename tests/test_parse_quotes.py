"""Direct speech: where it begins and ends, who says it and in what function."""
# ruff: noqa: E501 - a line of a release is one line here too

import pytest

from tests.press_texts import quotes, release, told

WORDS = "We have waited two years for this light,"
REST = "Now every child on the island can see it again."
LEE = ("Ann Lee", "chair of the Harbour Trust")


@pytest.mark.parametrize(
    "paragraph",
    [
        "“{0}” said Ann Lee, chair of the Harbour Trust. “{1}”",
        '"{0}" said Ann Lee, chair of the Harbour Trust. "{1}"',
        "‘{0}’ said Ann Lee, chair of the Harbour Trust. ‘{1}’",
        "“{0}” Ann Lee, chair of the Harbour Trust, said. “{1}”",
        "“{0}” says Ann Lee, chair of the Harbour Trust. “{1}”",
        "“{0}” said Ms. Ann Lee, chair of the Harbour Trust, in a statement. “{1}”",
        "“{0}” the chair of the Harbour Trust, Ann Lee, said today. “{1}”",
        "“{0}“ added Ann Lee, chair of the Harbour Trust. “{1}“",
    ],
)
def test_two_halves_round_an_attribution_are_one_quote(paragraph):
    assert quotes(paragraph.format(WORDS, REST)) == [([WORDS, REST], *LEE)]


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("Ann Lee, chair of the Harbour Trust, said: ", "chair of the Harbour Trust"),
        ("Ann Lee, chair of the Harbour Trust, said, ", "chair of the Harbour Trust"),
        ("Harbour Trust chair Ann Lee commented: ", "Harbour Trust chair"),
        ("According to Ann Lee, chair of the Harbour Trust, ", "chair of the Harbour Trust"),
        ("Welcoming the news, Ann Lee, chair of the Harbour Trust, said: ", "chair of the Harbour Trust"),
        ("Ann Lee, chair of the Harbour Trust: ", "chair of the Harbour Trust"),
        ("Dr Ann Lee MP, Minister for Ports, said: ", "Minister for Ports"),
        ("Minister for Ports and Coastal Affairs Ann Lee said: ", "Minister for Ports and Coastal Affairs"),
        ("Acting Director General Ann Lee said: ", "Acting Director General"),
        ("Senator Ann Lee (R-ME) said: ", "Senator"),
    ],
)
def test_an_attribution_may_stand_before_the_words(lead, role):
    assert quotes(lead + "“" + REST + "”") == [([REST], "Ann Lee", role)]


def test_an_attribution_may_stand_in_the_paragraph_above():
    assert quotes("Harbour Trust chair Ann Lee said:", "“" + REST + "”") == [
        ([REST], "Ann Lee", "Harbour Trust chair")
    ]


@pytest.mark.parametrize(
    "sign", ["– Ann Lee, chair of the Harbour Trust", "Ann Lee, chair of the Harbour Trust"]
)
def test_an_attribution_may_stand_on_the_line_below(sign):
    assert quotes("“" + REST + "”", sign)[0] == ([REST], *LEE)


def test_a_title_and_a_function_may_stand_on_two_lines_below():
    assert quotes("“" + REST + "”", "The Honourable Ann Lee", "Minister of Ports")[0] == (
        [REST],
        "Ann Lee",
        "Minister of Ports",
    )


def test_speech_goes_on_over_paragraphs_that_open_anew():
    found = quotes(
        "“" + WORDS + "” said Ann Lee, chair of the Harbour Trust.", "“" + REST, "“We thank all who gave.”"
    )
    assert found == [([WORDS, REST, "We thank all who gave."], *LEE)]


def test_speech_before_the_paragraph_that_names_the_speaker_is_hers_too():
    assert quotes("“" + REST, "“We thank all who gave,” said Ann Lee, chair of the Harbour Trust.") == [
        ([REST, "We thank all who gave,"], *LEE)
    ]


def test_one_pair_of_marks_may_span_three_paragraphs():
    found = quotes(
        "Harbour Trust chair Ann Lee issued this statement:", "“" + REST, "We thank all.", "Come and see.”"
    )
    assert found == [([REST, "We thank all.", "Come and see."], "Ann Lee", "Harbour Trust chair")]


def test_speech_that_is_never_closed_ends_with_its_paragraph():
    assert quotes("Ann Lee, chair of the Harbour Trust, said: “" + REST, "The gate opens at nine.") == [
        ([REST], *LEE)
    ]


def test_a_statement_without_marks_is_speech():
    found = quotes("Harbour Trust chair Ann Lee said:", "We have waited two years. " + REST)
    assert found == [(["We have waited two years. " + REST], "Ann Lee", "Harbour Trust chair")]


def test_a_sentence_of_narrative_ends_what_one_says():
    found = quotes(
        "“"
        + WORDS
        + "” said Ann Lee, chair of the Harbour Trust. The tower is ninety feet high and was built in 1801. "
        "Ben Roy, keeper of the light, said: “" + REST + "”"
    )
    assert [(pieces, speaker) for pieces, speaker, _ in found] == [([WORDS], "Ann Lee"), ([REST], "Ben Roy")]


def test_the_surname_alone_is_led_back_to_the_full_name_and_its_function():
    assert quotes("Harbour Trust chair Ann Lee opened the gate herself.", "“" + REST + "” Ms Lee said.") == [
        ([REST], "Ann Lee", "Harbour Trust chair")
    ]


@pytest.mark.parametrize("pronoun", ["she said", "She added: "])
def test_she_is_the_last_person_with_a_function(pronoun):
    said = "“" + WORDS + "” she said." if pronoun == "she said" else "She added: “" + WORDS + "”"
    assert quotes("The chair of the Harbour Trust, Ms Ann Lee, opened the gate.", said) == [([WORDS], *LEE)]


def test_a_body_may_speak():
    assert quotes("“" + REST + "” the court said in its judgment.") == [([REST], "the court", None)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The trust wants to “light the way”, and nobody knows how.",
        "The “Lamps of Hope” fund has paid for the lens of the tower.",
        'He wrote a book, "The Last Keeper of the Northern Lights", which sold well.',
        "The keepers’ houses and the sailors’ inn are open too, and ‘the light’ is lit.",
        'The mast is 6" thick and the rope 3" wide.',
        "Write on the envelope: “Harbour Trust Summer and Autumn Guided Tours Programme,” and post it by June.",
    ],
)
def test_scare_quotes_titles_and_inches_are_no_speech(paragraph):
    assert quotes(paragraph) == []


@pytest.mark.parametrize(
    ("paragraph", "speaker", "role"),
    [
        ("« Le phare est ouvert à tous », a déclaré Anne Lys, directrice du port.", "Anne Lys", "directrice du port"),
        ("« Le phare est ouvert à tous », explique Mme Anne Lys, directrice du port.", "Anne Lys", "directrice du port"),
        ("La directrice du port, Anne Lys, a ajouté : « Le phare est ouvert à tous. »", "Anne Lys", "directrice du port"),
        ("Selon Anne Lys, directrice du port, « le phare est ouvert à tous les enfants ».", "Anne Lys", "directrice du port"),
        ("“El faro está abierto a todos”, afirmó la directora del puerto, Ana Luz.", "Ana Luz", "directora del puerto"),
        ("Ana Luz, directora del puerto, señaló: «El faro está abierto a todos».", "Ana Luz", "directora del puerto"),
        ("“O farol está aberto a todos”, disse Ana Luz, diretora do porto.", "Ana Luz", "diretora do porto"),
        ("وقال مدير الميناء الدكتور سامر الخطيب: \"المنارة مفتوحة للجميع من اليوم\".", "سامر الخطيب", "مدير الميناء"),
    ],
)  # fmt: skip
def test_speech_is_found_in_other_languages(paragraph, speaker, role):
    story = {
        "ar": "افتتحت إدارة الميناء اليوم المنارة القديمة أمام الزوار بعد عامين من أعمال الترميم التي شارك فيها تسعون عاملا.",
        "fr": "Le phare du port est de nouveau ouvert aux visiteurs après deux ans de travaux qui ont coûté quatre millions.",
        "es": "El faro del puerto vuelve a estar abierto a los visitantes después de dos años de obras que han costado millones.",
        "pt": "O farol do porto está de novo aberto aos visitantes depois de dois anos de obras que não foram baratas para todos.",
    }
    code = (
        "ar" if "و" in paragraph else "fr" if "phare" in paragraph else "es" if "faro " in paragraph else "pt"
    )
    found = release("Un titre", story[code], paragraph)
    assert found.language == code
    (quote,) = found.quotes
    assert (quote.speaker.text, quote.role.text) == (speaker, role)


def test_a_quote_knows_the_body_its_speaker_stands_for():
    (quote,) = told("“" + REST + "” said Ann Lee, chair of the Harbour Trust.").quotes
    assert quote.organisation.text == "Harbour Trust"
