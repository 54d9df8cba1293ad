"""Manners of writing that only some offices have, each read as its readers would."""
# ruff: noqa: E501 - a line of a release is one line here too

import pytest

from tests.press_texts import MORE, STORY, bodies, contacts, quotes, release, told

REST = "Now every child on the island can see it again."


@pytest.mark.parametrize(
    "over",
    [
        "Lamp Information Bureau\nGovernment of Norland\nMinistry of Ports",
        "REPUBLIC OF NORLAND\nMINISTRY OF PORTS",
        "ANN LEE MP\nSHADOW MINISTER FOR PORTS",
        "The Harbour Trust\nPress Release",
        "Harbour Commission - Press release",
        "PIE 94/117C",
    ],
)
def test_names_over_the_headline_are_a_letterhead(over):
    assert release(over, "Old lighthouse to reopen", STORY, MORE).title.text == "Old lighthouse to reopen"


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("OTTAWA, ON – Jan 3, 2020 – ", "OTTAWA, ON", "2020-01-03"),
        ("(#04041) New York, N.Y. -- ", "New York, N.Y.", None),
        ("Moncton, N.-B., le mardi 14 octobre 2008 — ", "Moncton, N.-B.", "2008-10-14"),
        ("Lisboa, novembro de 2020 - ", "Lisboa", None),
    ],
)
def test_a_dateline_is_read_in_the_manner_of_its_country(line, place, day):
    found = release("Old lighthouse to reopen", line + STORY, MORE)
    assert found.dateline.text == place
    assert (found.dated_on.iso if found.dated_on else None) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("News from the Harbour Police – 4/11/2014", "2014-11-04"),
        ("Posted: 08:15 23/01/2017", "2017-01-23"),
        ("Port Example | Martes, 6 de junio de 2017", "2017-06-06"),
        ("First published: 14 March 2019", "2019-03-14"),
    ],
)
def test_a_date_line_may_hold_more_than_the_date(line, day):
    assert release("Old lighthouse to reopen", line, STORY, MORE).dated_on.iso == day


def test_a_person_is_found_with_initials_and_with_letters_behind_the_name():
    for name in ("Ann M. Lee", "Ms Ann Lee MP"):
        found = quotes(f"Trust Chair, {name}, opened the gate herself.", f"“{REST}” Lee said.")
        assert found == [([REST], name.removeprefix("Ms ").removesuffix(" MP"), "Trust Chair")]


@pytest.mark.parametrize(
    ("before", "speech", "speaker", "role"),
    [
        ("Keeper Ann Lee thanked the former chair, Sir Ben Roy, who paid for it.", "“{}” she said.", "Ann Lee", "Keeper"),
        ("Minister of Ports Ann Lee opened it.", "“{}” the Minister said.", "Ann Lee", "Minister of Ports"),
        ("Minister of Ports Ann Lee opened it. The Minister said here today that it was time.", "“{}” she said.", "Ann Lee", "Minister of Ports"),
        ("It was a long night.", "Giving the judgment of the court, Lord Justice Roy said: “{}”", "Roy", "Justice"),
        ("It was a long night.", "Welcoming the news, said Ann Lee, keeper of the light: “{}”", "Ann Lee", "keeper of the light"),
        ("It was a long night.", "Professor Ann Lee of the University of Elder, who led the work, said: “{}”", "Ann Lee", "Professor"),
        ("Senators Ben Roy (R-ME) and Ann Lee (D-ME) came.", "“{}” Lee said.", "Ann Lee", "Senators"),
        ("U.S. Senators Ben Roy and Ann Lee came to see it.", "“{}” Lee said.", "Ann Lee", "Senators"),
        ("The trust welcomed Ann Lee as its Chief Keeper, from May.", "“{}” Lee said.", "Ann Lee", "Chief Keeper"),
    ],
)  # fmt: skip
def test_the_speaker_is_whom_the_sentences_mean(before, speech, speaker, role):
    assert quotes(before, speech.format(REST)) == [([REST], speaker, role)]


def test_a_function_in_small_letters_is_whoever_holds_it():
    said = "Cela valait la peine d’attendre deux ans pour voir la lumière"
    found = release(
        "Le phare rouvre",
        "Anne Specimen, ministre de la Mer, et Luc Exemple, gardien du port, ont ouvert les portes du phare.",
        f"« {said} », a déclaré la ministre.",
    )
    assert [quote.speaker.text for quote in found.quotes] == ["Anne Specimen"]


def test_an_arabic_speaker_stands_behind_the_verb_whatever_leads_to_it():
    said = "هذا المنار سيضيء البحر لكل الصيادين في الجزيرة"
    found = release(
        "افتتاح المنار",
        "كان الليل طويلا على الساحل في هذه الجزيرة.",
        f"وتعليقا على ذلك، قال أحمد المثال، رئيس المرفأ: «{said}».",
    )
    (quote,) = found.quotes
    assert (quote.speaker.text, quote.role.text) == ("أحمد المثال", "رئيس المرفأ")
    found = release(
        "افتتاح المنار",
        "كان الليل طويلا على الساحل في هذه الجزيرة.",
        f"“{said}”، قال أحمد المثال، رئيس المرفأ.",
    )
    assert [quote.speaker.text for quote in found.quotes] == ["أحمد المثال"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Customers include Lamplight, Voltaro & Sons and Chalkline.", ["Lamplight", "Voltaro & Sons", "Chalkline"]),
        ("It was brought by Save Our Towers, which has ninety members.", ["Save Our Towers"]),
        ("It was lit by the Lamplighters of Old Elder and the Harbour Council.", ["Lamplighters of Old Elder", "Harbour Council"]),
        ("It was lit with the Harbour Council and FogHorn this week.", ["Harbour Council", "FogHorn"]),
        ("The Board of Directors of Elder Bank met today.", ["Elder Bank"]),
        ("The Harbour Police Department’s Lamp Unit came.", ["Harbour Police Department"]),
        ("The Committee to Protect Lamps has met.", ["Committee to Protect Lamps"]),
        ("She saw the National Lamp Museum of Norland in Melbourne.", ["National Lamp Museum of Norland"]),
        ("The Minister for Primary Industries and Ports came.", []),
        ("She is head of the Lamp Council (LC) Regional Office for Europe.", ["Lamp Council (LC)"]),
    ],
)  # fmt: skip
def test_bodies_are_told_by_their_company_and_their_parts(sentence, names):
    assert bodies(sentence) == names


def test_a_body_that_only_the_headline_names_is_named():
    found = release("Council of Elder pays for the lighthouse in the old port", STORY)
    assert {entry.name.text for entry in found.organisations} == {"Council of Elder", "Harbour Trust"}


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("es", "La Organización Internacional para las Luces (OIL) pagó la obra del faro.", ["Organización Internacional para las Luces (OIL)"]),
        ("es", "La Junta Directiva del Banco de Almagro se reunió por la noche.", ["Banco de Almagro"]),
        ("fr", "Le ministère de la Mer profonde a payé la tour dans le port.", ["ministère de la Mer"]),
        ("pt", "A ação teve o apoio da Cruz Azul de Almagro e da USAID no porto.", ["Cruz Azul de Almagro", "USAID"]),
        ("ar", "شاركت جامعة المثال والهيئة العامة للضوء في المشروع.", ["جامعة المثال", "الهيئة العامة للضوء"]),
    ],
)  # fmt: skip
def test_names_in_other_languages_end_where_they_end(language, sentence, names):
    assert bodies(sentence, language=language) == names


def test_numbers_under_no_label_are_a_contact_with_the_lines_over_them():
    found = contacts(
        "Notes to editors: The light is old.\n\nLamp Division\nHarbour Trust\nTelephone: +44 20 7946 0000\nEmail: lamp@trust.example"
    )
    assert [channels for *_, channels in found] == [["+44 20 7946 0000", "lamp@trust.example"]]


def test_a_pattern_of_addresses_is_no_address():
    lines = "For more information please contact (email address: firstname.lastname@trust.example):\nAnn Lee, Tel. +44 20 7946 0000"
    assert [channels for *_, channels in contacts(lines)] == [["+44 20 7946 0000"]]


def test_a_heading_within_the_news_opens_no_notes():
    found = told("Background", f"“{REST}” said Ann Lee, keeper of the light.")
    assert [quote.speaker.text for quote in found.quotes] == ["Ann Lee"]
    assert not found.notes_to_editors
    assert told("Background", MORE).notes_to_editors


def test_marks_for_bold_type_are_no_words():
    found = release("**Old lighthouse to reopen**", f"**LONDON, 4 May 2021** – {STORY}", "**###**")
    assert found.title.text == "Old lighthouse to reopen"
    assert found.dateline.text == "LONDON"
    assert found.left_over == ()


def test_lines_wrapped_by_hand_do_not_join_a_headline_to_the_text():
    found = release(
        "OLD LIGHTHOUSE TO REOPEN AFTER TWO YEARS OF REPAIRS\nThe Harbour Trust will reopen the old lighthouse to visitors in spring,\nafter two years of repairs that cost four million crowns and gave work to\nninety people."
    )
    assert found.title.text == "OLD LIGHTHOUSE TO REOPEN AFTER TWO YEARS OF REPAIRS"


def test_a_date_label_under_the_contacts_is_the_date_and_opens_no_release():
    found = release(
        "Old lighthouse to reopen",
        STORY,
        MORE,
        "Contact: Ann Lee, +44 20 7946 0000",
        "Posted: 28 February 2020",
    )
    assert found.dated_on.iso == "2020-02-28"


def test_a_unit_between_commas_is_no_body():
    found = told(f"“{REST}” said Ann Lee, Vice-President, Lamps, of Voltaro.")
    assert [entry.name.text for entry in found.organisations] == ["Harbour Trust", "Voltaro"]


def test_a_body_is_nobody_that_speaks():
    found = quotes(
        "Keeper Ann Lee opened it. It was paid for with help from the Lamp Foundation and others.",
        f"“{REST}” she said.",
    )
    assert found == [([REST], "Ann Lee", "Keeper")]
