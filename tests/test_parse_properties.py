"""What holds for any text whatever: nothing is lost, nothing is made up, nothing raises."""
# ruff: noqa: E501 - a line of a release is one line here too

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases.ingest.labels import as_labels
from releases.ingest.parse import parse, split
from tests.press_texts import MORE, STORY

PIECES = [
    STORY, MORE, "Old lighthouse to reopen", "FOR IMMEDIATE RELEASE", "26 / 05 / 2020", "Date Publish:", "###", "ENDS",
    "EMBARGOED UNTIL 6pm, 5 May 2015", "“We are glad,” said Ann Lee, chair of the Trust.", "“", "”", "«", "»", "‘", "’",
    '"', "Contact: Ann Lee, +44 20 7946 0000, Email:", "Contact:", "About the Trust", "Notes to editors", "LONDON – ",
    "The World Lamp Organisation (WLO)", "Acme Holdings, LLC", "a@b.example", "[email protected]", "وقال وزير الصحة",
    "À propos de Acme Acme est", "\x00", "\ud800", "\u200b", "\ufeff", "\u00ad", "\u00a0", "\t\t", "      ", "\r\n", "\n\n",
    "ß", "İ", "ﬁ", "(", ")", "[", "1", "۳", "Mr", "said", ":", "-", "–", ".",
]  # fmt: skip
NOISE = st.text(st.characters(), max_size=40)
TEXTS = st.lists(st.sampled_from(PIECES) | NOISE, max_size=14).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n", "\n\n", "\r\n"]).map(lambda glue: glue.join(parts))
)
ANY = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def values(release):
    """Every value of a release, those within others too."""
    single = ("title", "subtitle", "dated_on", "embargo_until", "dateline")
    found = [getattr(release, name) for name in single]
    found += [*release.paragraphs, *release.notes_to_editors, *release.boilerplate]
    for quote in release.quotes:
        found += [*quote.pieces, quote.speaker, quote.role, quote.organisation]
    for entry in release.organisations:
        found += [entry.name, entry.short_name]
    for contact in release.contacts:
        found += [contact.name, contact.role, contact.organisation, contact.office, *contact.channels]
    return [value for value in found if value]


def words(text, spans):
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


@ANY
@given(TEXTS)
def test_the_spans_of_a_value_hold_its_words_and_lie_in_its_release(text):
    for release in parse(text).releases:
        first, last = release.span
        for value in values(release):
            assert value.text == words(text, value.spans)
            assert value.text.strip()
            assert value.rule
            assert all(first <= start < end <= last for start, end in value.spans)


@ANY
@given(TEXTS)
def test_every_character_is_used_recognised_or_left_over(text):
    found = parse(text)
    covered = [span for release in found.releases for span in (*release.furniture, *release.left_over)]
    covered += [span for release in found.releases for value in values(release) for span in value.spans]
    shown = bytearray(len(text))
    for start, end in (*covered, *found.left_over):
        shown[start:end] = b"\x01" * (end - start)
    assert [
        letter for letter, seen in zip(text, shown, strict=True) if not seen and not letter.isspace()
    ] == []


@ANY
@given(TEXTS)
def test_left_over_is_neither_used_nor_white(text):
    for release in parse(text).releases:
        used = {n for value in values(release) for start, end in value.spans for n in range(start, end)}
        for start, end in release.left_over:
            assert text[start:end].strip()
            assert not used & {n for n in range(start, end) if not text[n].isspace()}


@ANY
@given(TEXTS)
def test_the_same_text_always_gives_the_same_answer(text):
    assert parse(text) == parse(text)
    assert parse(text, splits=split(text)).releases == parse(text).releases


@ANY
@given(TEXTS, st.data())
def test_a_split_may_stand_anywhere(text, data):
    cut = data.draw(st.integers(0, len(text)))
    for release in parse(text, splits=[(0, cut), (cut, len(text))]).releases:
        assert release.span[1] <= cut or release.span[0] >= cut


@ANY
@given(TEXTS)
def test_labels_are_plain_values(text):
    for release in parse(text).releases:
        labels = as_labels(release)
        assert set(labels) == {
            "title", "date_published", "embargo_until", "dateline", "quotes", "organisations", "contacts",
            "boilerplate", "language", "spans",
        }  # fmt: skip
        assert isinstance(labels["boilerplate"], bool)
