"""What the parser finds in the source file is what the fixtures hold, field by field."""

import json
from functools import cache
from pathlib import Path

import pytest

from releases.body import blocks
from releases.ingest.parse import parse, split

HOME = Path(__file__).resolve().parent.parent / "fixtures"
SOURCE = (HOME / "sources" / "two-press-releases.txt").read_bytes().decode()


@cache
def parsed():
    return parse(SOURCE).releases


def rows(model):
    """The rows of a model over the three fixture files, in order."""
    found = []
    for name in ("organisations", "contacts", "releases"):
        found += json.loads((HOME / f"{name}.json").read_text())
    return [row["fields"] for row in found if row["model"] == model]


RELEASES = rows("releases.release")
BOTH = pytest.mark.parametrize("number", [0, 1], ids=["memorandum", "funds"])


def of(number, model):
    """The rows that belong to one release."""
    return [row for row in rows(model) if row["release"] == [RELEASES[number]["uuid"]]]


def test_one_file_holds_two_releases():
    assert len(split(SOURCE)) == len(parsed()) == len(RELEASES) == 2
    assert parse(SOURCE).left_over == ()


@BOTH
def test_title_dateline_date_and_language_are_the_fixtures(number):
    found, row = parsed()[number], RELEASES[number]
    assert found.title.text == row["title"]
    assert found.subtitle is None
    assert found.dateline.text == row["dateline"]
    assert (found.dated_on.iso if found.dated_on else None) == row["dated_on"]
    assert found.language == row["language"]
    assert found.embargo_until is None


def test_an_empty_date_label_is_unknown_and_a_gap():
    assert parsed()[0].gaps[0].field == "dated_on"
    assert not [gap for gap in parsed()[1].gaps if gap.field == "dated_on"]


@BOTH
def test_every_paragraph_of_the_body_is_there_in_order(number):
    told = [" ".join(block.text.split()) for block in blocks(RELEASES[number]["body"])]
    assert [paragraph.text for paragraph in parsed()[number].paragraphs] == told
    assert parsed()[number].notes_to_editors == parsed()[number].boilerplate == ()


@BOTH
def test_organisations_have_their_short_names_and_roles(number):
    names = {row["slug"]: (row["name"], row["short_name"]) for row in rows("contacts.organisation")}
    full_here = {entry.name.text: entry for entry in parsed()[number].organisations}
    wanted = of(number, "releases.releaseorganisation")
    assert len(full_here) == len(wanted)
    for row in wanted:
        name, short = names[row["organisation"][0]]
        assert full_here[name].role == row["role"]
        assert (full_here[name].short_name.text if full_here[name].short_name else "") == short


@BOTH
def test_contacts_have_office_and_numbers_and_no_address(number):
    people = {row["slug"]: row for row in rows("contacts.presscontact")}
    points = {row["contact"][0]: row for row in rows("contacts.contactpoint")}
    shorts = {row["slug"]: (row["name"], row["short_name"]) for row in rows("contacts.organisation")}
    wanted = of(number, "releases.releasecontact")
    assert len(parsed()[number].contacts) == len(wanted)
    for found, row in zip(parsed()[number].contacts, wanted, strict=True):
        person, point = people[row["contact"][0]], points[row["contact"][0]]
        assert found.name.text == person["name"]
        assert (found.office.text if found.office else "") == person["office"]
        assert found.organisation.text in shorts[person["organisation"][0]]
        assert [(c.kind, c.text, c.e164) for c in found.channels] == [
            ("phone", point["value"], point["e164"])
        ]


def test_a_bare_email_label_is_a_gap_of_its_contact():
    gaps = [[(gap.field, gap.of) for gap in found.gaps if gap.of] for found in parsed()]
    assert gaps == [[("email", "Liz Lizama"), ("email", "Isabel Alvarez")], [("email", "Liz Lizama")]]


@BOTH
def test_quotes_have_both_halves_speaker_and_role(number):
    found = [
        ("\n".join(piece.text for piece in quote.pieces), quote.speaker.text, quote.role.text)
        for quote in parsed()[number].quotes
    ]
    wanted = [(row["text"], row["speaker"], row["role"]) for row in of(number, "releases.quote")]
    assert found == [(squashed(text), speaker, role) for text, speaker, role in wanted]


def squashed(text):
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def test_flatten_the_curve_is_no_quote():
    assert not [p for found in parsed() for q in found.quotes for p in q.pieces if "curve" in p.text]


@BOTH
def test_nothing_of_the_source_is_left_over(number):
    assert parsed()[number].left_over == ()


def test_a_leading_file_name_is_never_the_title():
    found = parse("000_0123456789abcdef.txt\n\n" + SOURCE).releases
    assert found[0].title.text == RELEASES[0]["title"]


def test_an_editor_may_move_a_split():
    cut = SOURCE.index("United States Funds")
    moved = cut + len("United States Funds IOM")
    first, second = parse(SOURCE, splits=[(0, moved), (moved, len(SOURCE))]).releases
    assert first.span[1] <= moved <= second.span[0]
    assert second.title.text == RELEASES[1]["title"].removeprefix("United States Funds IOM ")
    (one,) = parse(SOURCE, splits=[(0, cut)]).releases
    assert one.title.text == RELEASES[0]["title"]
    assert parse(SOURCE, splits=[(0, cut)]).left_over
