"""What ingest finds in a text without being told: a summary, numbers, countries, topics."""

import pytest

from releases.ingest.draft import draft_of
from releases.ingest.parse import parse
from releases.ingest.suggest import locate, sentences
from tests.ingesting import TEXT

LEAD = "The Harbour Board (HB) has opened the old bridge."


def drafted(text, **topics):
    return draft_of(parse(text).releases[0], text, topics)


def with_body(words):
    return drafted(TEXT.replace("It was closed for ten years.", words))


def test_sentences_end_at_full_stops_and_not_at_short_forms_or_numbers():
    text = "Dr. Ada Sample paid 4.5 million. “Really?” she asked. The U.S. Office closed! "
    text += "وصل الفريق. ثم غادر؟ نعم."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Dr. Ada Sample paid 4.5 million.",
        "“Really?” she asked.",
        "The U.S. Office closed!",
        "وصل الفريق.",
        "ثم غادر؟",
        "نعم.",
    ]


def test_words_are_located_whatever_white_space_stands_between_them():
    assert locate("one two", "zero one\u00a0 \ntwo three") == (5, 14)
    assert locate("one two", "one three") is None
    assert locate("", "one") is None


def test_summary_is_the_sentence_after_the_lead_and_no_quote():
    words = "Ten thousand people walked over it on the first evening alone."
    assert with_body(words).value("summary") == words
    assert with_body("").value("summary") == LEAD


@pytest.mark.parametrize(
    ("words", "qualifier", "figure", "counts"),
    [
        ("Nearly USD 28.5 million in new funds came.", "Nearly", "USD 28.5 million", "in new funds came"),
        ("Almost 30 countries sent ships.", "Almost", "30", "countries sent ships"),
        ("A total of 12,000 boats sailed by.", "", "12,000", "boats sailed by"),
        ("Plus de 4 millions de personnes sont là.", "Plus de", "4 millions", "de personnes sont là"),
        ("It cost $499 million to build.", "", "$499 million", "to build"),
    ],
)
def test_number_keeps_its_qualifier_and_is_left_out_until_accepted(words, qualifier, figure, counts):
    draft = with_body(words)
    _number, row = draft.rows("key_figures")[0]
    assert [row[name].value for name in ("qualifier", "figure", "counts")] == [qualifier, figure, counts]
    assert list(draft.kept_rows("key_figures")) == []


@pytest.mark.parametrize(
    "words", ["It was built in 1998.", "Call room 17 today.", "It opened on 12 May 2021."]
)
def test_year_or_a_room_is_no_key_figure(words):
    assert with_body(words).rows("key_figures") == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Ships came from Turkey, Viet Nam and the Democratic Republic of the Congo.", ["CD", "TR", "VN"]),
        ("Ships came from Papua New Guinea and Guinea-Bissau.", ["GW", "PG"]),
        ("They came from New Mexico and Northern Ireland, and found a turkey.", []),
        ("The US and the UK paid; nobody asked us.", ["GB", "US"]),
        ("Nigeria is no part of it.", ["NG"]),
    ],
)
def test_countries_are_those_that_the_text_names(words, codes):
    assert with_body(words).kept_keys("countries") == codes


def test_country_in_the_contact_paragraph_or_the_place_is_not_counted():
    text = TEXT.replace("Port Example", "Accra, Ghana").replace("at Harbour Board, Tel", "in Ghana, Tel")
    assert drafted(text).kept_keys("countries") == []


def test_topic_of_the_newsroom_is_found_by_its_name():
    draft = drafted(TEXT, bridges="Old bridge", boats="Boats")
    assert draft.kept_keys("topics") == ["bridges"]


def test_value_longer_than_its_field_stays_in_the_text():
    long = TEXT.replace("Maria Specimen", "Maria " + "Specimen " * 30)
    assert all(len(found.value) <= 150 for path, found in drafted(long).fields.items() if "speaker" in path)


def test_every_span_of_a_draft_holds_the_words_of_its_value():
    draft = drafted(TEXT)
    for path, found in draft.fields.items():
        if path.endswith((".name", ".speaker", ".phone", ".office", "title", "summary", "dateline")):
            words = " ".join(" ".join(TEXT[start:end].split()) for start, end in found.spans)
            assert words == found.value, path
