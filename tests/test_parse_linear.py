"""The work of the parser grows with the length of a text, and with nothing else.

Counted, not timed: every call and every character that a pattern may look at costs a step of the
interpreter, so the steps of a text ten times as long must be about ten times as many.
"""
# ruff: noqa: E501 - a line of a release is one line here too

import sys
import time

import pytest

from releases.ingest.parse import parse
from tests.press_texts import MORE, STORY

SPEECH = "“We are glad to see it,” said Ann Lee, chair of the Harbour Trust. “It was time.”\n\n"
NEW_NAMES = "The {0} Harbour Authority and {0} Holdings, LLC met {0} Roy, head of the {0} Council. "


def calls(text):
    """How many calls the parser makes for a text."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count


def name(number):
    """A made-up name for a number: no two are the same."""
    return "Q" + "".join(chr(97 + int(figure)) for figure in str(number)) + "el"


def many_names(count):
    return "".join(NEW_NAMES.format(name(n)) + ("\n\n" if n % 5 == 4 else "") for n in range(count))


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "Old lighthouse to reopen\n\n" + (STORY + "\n\n" + MORE + "\n\n" + SPEECH) * n,
        lambda n: "Old lighthouse to reopen\n\n" + STORY + "\n\n" + SPEECH * 3 * n,
        lambda n: ("Old lighthouse to reopen\n\nLONDON, 4 May 2021 – " + STORY + "\n\nContact: Ann Lee, +44 20 7946 0000\n\n") * n,
        lambda n: "Old lighthouse to reopen\n\n" + STORY + "\n\n" + many_names(6 * n),
        lambda n: "Old lighthouse to reopen\n\n" + STORY + "\n\nContacts:\n" + "Ann Lee, Press Officer, 020 7946 0000\n" * 5 * n,
    ],
    ids=["story", "speech", "releases", "names", "contacts"],
)  # fmt: skip
def test_ten_times_the_text_is_ten_times_the_calls(text):
    parse(text(2))
    assert calls(text(80)) < 13 * calls(text(8))


@pytest.mark.parametrize(
    "unit",
    ["a", "A", '"', "“", "‘A", "(", "«", ".", "1", " ", "\n", "-", "@", "a@", "+1", "Aa ", "Aa, ", "A. ", "x.Aa ",
     "The ", "of ", "Bank of ", "Inc. ", "said ", "May 1 ", "Contact: ", "http://", "“A,” said B C. ", "About Aa Aa. ",
     "de la ", "Ministère de la ", "وزارة ال", "\x00", "\ud800", "\u200b", "a\u200b", "1/", "Aa’s ", "Mr A ", "Aa Bb\n",
     "Aa Bb (AB) ", "Aa Bb\nTel: 12345678\n", "“I,” he said. ", "**", "the Minister said ", "Council and Aa Bb, "],
)  # fmt: skip
def test_no_pattern_runs_away_on_one_thing_over_and_over(unit):
    def took(size):
        started = time.process_time()
        parse((unit * size)[:size])
        return time.process_time() - started

    size = 40_000 if len(unit) == 1 else 16_000

    # Twice the text may take twice the time, and a busy machine some more; a pattern that runs away
    # takes four times and then minutes.
    assert took(size) < 3.5 * took(size // 2) + 0.5


@pytest.mark.parametrize("letter", ["a", "A", '"', "“", "(", "1", "@", " ", "\x00", "\ud800"])
def test_a_hundred_thousand_of_one_character_are_read(letter):
    assert len(parse(letter * 100_000).releases) == (letter != " ")
