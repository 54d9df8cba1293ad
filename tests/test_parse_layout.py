"""The parts of a release: headline, text, notes, boilerplate, end marks; and several releases in one text."""
# ruff: noqa: E501 - a line of a release is one line here too

import pytest

from releases.ingest.parse import parse, split
from tests.press_texts import MORE, STORY, release, told


@pytest.mark.parametrize(
    "lines",
    [
        "FOR IMMEDIATE RELEASE\n\nOld lighthouse to reopen",
        "MEDIA RELEASE\n\nNo. 17/2016\n\nOld lighthouse to reopen",
        "PRESS RELEASE: Old lighthouse to reopen",
        "FOR IMMEDIATE RELEASE: Old lighthouse to reopen\nfor immediate release\nOld lighthouse to reopen",
        "COMMUNIQUÉ DE PRESSE\n\nOld lighthouse to reopen",
        "The Hon Ann Lee MP\nMinister for Ports\n\nOld lighthouse to reopen",
        "Office of the Mayor\n12 Pier Street\nElder, OH 45011\n\nOld lighthouse to reopen",
        "Old lighthouse to\nreopen",
        "press_2020.txt\n\nOld lighthouse to reopen",
        "\ufeffOld\u00a0lighthouse  to reopen",
    ],
)
def test_the_headline_stands_alone(lines):
    found = release(lines, STORY, MORE)
    assert found.title.text.replace("\u00a0", " ") == "Old lighthouse to reopen"
    assert [paragraph.text for paragraph in found.paragraphs] == [STORY, MORE]


def test_what_stands_between_headline_and_text_is_the_subtitle():
    found = release("Old lighthouse to reopen", "Schools will be let in for free", STORY)
    assert found.subtitle.text == "Schools will be let in for free"


def test_a_release_that_begins_with_its_text_has_no_headline():
    assert release("EMBARGOED UNTIL 8 AUGUST 1995.", STORY, MORE).title is None


def test_lines_wrapped_by_hand_are_one_paragraph():
    wrapped = "\n".join(STORY[n : n + 70] for n in range(0, 70, 70))
    words, lines = STORY.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 68:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    found = release("Old lighthouse to reopen", "\r\n".join(lines), "\n".join(lines))
    assert [paragraph.text for paragraph in found.paragraphs] == [STORY, STORY]
    assert wrapped


def test_paragraphs_on_lines_without_a_blank_line_are_kept_apart():
    found = release("Old lighthouse to reopen\n" + STORY + "\n" + MORE + "\n" + STORY)
    assert [paragraph.text for paragraph in found.paragraphs] == [STORY, MORE, STORY]


def test_sentences_that_a_page_ran_together_are_paragraphs_again():
    glued = STORY + MORE + "“We are glad,” said Ann Lee, keeper of the light." + STORY + MORE
    found = release("Old lighthouse to reopen", glued)
    assert [paragraph.text for paragraph in found.paragraphs][:2] == [STORY, MORE]


@pytest.mark.parametrize(
    "mark", ["###", "# # #", "-ENDS-", "ENDS", "- 30 -", "*****", "### Return", "FIN", "انتهى"]
)
def test_an_end_mark_is_furniture(mark):
    found = told(MORE, mark)
    assert [paragraph.text for paragraph in found.paragraphs] == [STORY, MORE]
    assert found.left_over == ()


def test_more_in_the_middle_is_no_end():
    assert len(told(MORE, "-more-", STORY).paragraphs) == 3


@pytest.mark.parametrize(
    "label", ["Notes to editors", "Notes to Editors:", "Note aux rédactions :", "Notas a los editores"]
)
def test_notes_to_editors_are_kept_apart(label):
    found = told(MORE, "ENDS", label, "1. The tower was built in 1801 by the port and was closed in 1998.")
    assert [note.text for note in found.notes_to_editors][-1].endswith("closed in 1998.")
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    "lines",
    [
        "About the Harbour Trust\n\nThe Harbour Trust looks after nine towers on the coast of the island.",
        "About the Harbour Trust: The trust looks after nine towers on the coast.",
        "À propos du Harbour Trust\nLe trust s’occupe de neuf phares.",
        "Acerca de Harbour Trust\nLa fundación cuida nueve faros.",
        "Sobre a Harbour Trust\nA fundação cuida de nove faróis.",
        "About Harbour Trust Harbour Trust is a charity with nine towers.",
    ],
)
def test_an_about_part_is_boilerplate(lines):
    found = told(MORE, lines)
    assert found.boilerplate
    assert len(found.paragraphs) == 2


def test_a_closing_description_without_a_heading_is_boilerplate():
    found = told(
        MORE,
        "To give or to lend a hand, go to: www.trust.example",
        "Founded in 1901, the Harbour Trust is a charity whose mission it is to keep towers lit.",
    )
    assert [part.text for part in found.boilerplate] == [
        "Founded in 1901, the Harbour Trust is a charity whose mission it is to keep towers lit."
    ]


def test_bullets_and_headings_in_the_text_are_told_apart():
    kinds = [
        paragraph.kind for paragraph in told("What is new", "• A lens of glass", "• A lamp", MORE).paragraphs
    ]
    assert kinds == ["p", "h2", "li", "li", "p"]


def test_a_release_in_a_language_that_is_not_known_says_none():
    assert release("Zzyx", "Qwv zxk plm trw. " * 12).language == ""


FIRST = f"Old lighthouse to reopen\n\nLONDON, 4 May 2021 – {STORY}\n\n{MORE}\n\nContact: Ann Lee, +44 20 7946 0000"
SECOND = (
    f"Second tower to close\n\nLONDON, 6 May 2021 – {STORY}\n\n{MORE}\n\nContact: Ben Roy, +44 20 7946 0001"
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, SECOND),
        (FIRST + "\n\n###", SECOND),
        (FIRST, "FOR IMMEDIATE RELEASE\n\n" + SECOND),
        (FIRST, "second.txt\n\n" + SECOND),
        (FIRST, "PRESS RELEASE\n6 May 2021\n\n" + SECOND),
    ],
)
def test_two_releases_in_one_text_are_split(first, second):
    found = parse(first + "\n\n" + second).releases
    assert [one.title.text for one in found] == ["Old lighthouse to reopen", "Second tower to close"]
    assert [one.contacts[0].name.text for one in found] == ["Ann Lee", "Ben Roy"]
    assert [one.dated_on.iso for one in found] == ["2021-05-04", "2021-05-06"]


def test_a_letter_within_a_release_does_not_split_it():
    letter = f"March 3, 2009\n\nThe Honourable Ben Roy\n12 Pier Street\n\nDear Mr Roy:\n\n{STORY}\n\nSincerely,\n\nAnn Lee"
    assert (
        len(split(f"Old lighthouse to reopen\n\n{STORY}\n\n{letter}\n\nContact: Tom Ray, 202/555-5344.")) == 1
    )


def test_an_empty_text_holds_no_release():
    assert parse("").releases == parse(" \n\t\r\n").releases == ()


def test_what_no_rule_understands_is_left_over_and_never_lost():
    text = f"The Hon Ann Lee MP\nMinister for Ports\n\nOld lighthouse to reopen\n\n{STORY}"
    (found,) = parse(text).releases
    assert [text[start:end] for start, end in found.left_over] == ["The Hon Ann Lee MP\nMinister for Ports"]
