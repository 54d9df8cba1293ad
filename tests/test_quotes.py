"""Quotes and key figures: word for word from the body, set off where they stand, printed once."""

import pytest
from django.core.exceptions import ValidationError

from releases.models import KeyFigure, Quote, Release
from tests.builders import make_release
from tests.reading import having, page, words

pytestmark = pytest.mark.django_db

LEAD = "<p>The office moved on Monday.</p>"
HALVES = "<p>“We moved,” said Ana Lima, Director. “We are glad.”</p>"
CONTINUED = "<p>“It was time,” said Ana Lima.</p><p>“The old house was small.”</p>"


def quoted(body, *quotes, **values):
    """A release of this body, in which Ana Lima says each of these, read back from the database."""
    release = make_release(body=body, **values)
    for position, text in enumerate(quotes):
        Quote.objects.create(
            release=release, position=position, text=text, speaker="Ana Lima", role="Director of the Office"
        )
    return Release.objects.get(pk=release.pk)


def outline(release):
    """Each passage as the number of its paragraphs, and the speakers if it is a quote."""
    return [(len(one.blocks), [quote.speaker for quote in one.quotes]) for one in release.passages()]


def test_both_halves_of_a_quote_in_one_paragraph_are_one_quote():
    release = quoted(LEAD + HALVES + LEAD, "We moved,\nWe are glad.")
    assert outline(release) == [(1, []), (1, ["Ana Lima"]), (1, [])]


def test_a_quote_that_goes_on_in_the_next_paragraph_belongs_to_its_speaker():
    release = quoted(LEAD + CONTINUED, "It was time,\nThe old house was small.")
    assert outline(release) == [(1, []), (2, ["Ana Lima"])]


def test_two_quotes_one_after_another_stay_two():
    release = quoted(HALVES + CONTINUED, "We moved,\nWe are glad.", "It was time,\nThe old house was small.")
    assert outline(release) == [(1, ["Ana Lima"]), (2, ["Ana Lima"])]


def test_a_phrase_in_quotation_marks_that_nobody_said_is_left_in_the_text():
    assert outline(quoted("<p>Measures to “flatten the curve” are hard to keep.</p>")) == [(1, [])]


def test_a_release_without_quotes_is_one_running_text():
    assert outline(quoted(LEAD * 3)) == [(3, [])]


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ("<p>“We <em>never</em> moved,” said Ana Lima.</p>", "We never moved,"),
        ("<p>“We&nbsp;moved &amp; stayed,” said Ana Lima.</p>", "We moved & stayed,"),
        ("<p>“We<br>moved,” said Ana Lima.</p>", "We\u00a0moved,"),
        ('<p>“<a href="https://said.example/class">said</a>” was the word of Ana Lima.</p>', "said"),
        ("<p>“AT&amp;T amp 5 &lt; 6,” said Ana Lima.</p>", "amp"),
        ("<ul><li>“We moved,” said Ana Lima.</li><li>It rained.</li></ul>", "We moved,"),
    ],
)
def test_a_quote_is_found_and_its_page_sound_whatever_tags_stand_in_it(client, body, piece):
    release = quoted(body, piece)
    figure = having(page(client.get(release.get_absolute_url())), "quote")
    assert [words(one) for one in having(figure[0], "quote__by")] == ["Ana Lima, Director of the Office"]
    assert words(having(figure[0], "quote__text")[0]) == " ".join(release.text().split())


def test_a_short_quote_does_not_break_the_mark_of_a_longer_one():
    release = quoted(
        "<p>“We said the class moved,” he said. “span said”</p>", "We said the class moved,\nsaid\nspan"
    )
    html = release.passages()[0].blocks[0].html
    assert html.count('<span class="said">') == html.count("</span>") == 3
    assert '<span class="said">We said the class moved,</span>' in html


def test_the_words_of_a_quote_are_printed_once_on_the_page(client):
    release = quoted(
        LEAD + HALVES + CONTINUED, "We moved,\nWe are glad.", "It was time,\nThe old house was small."
    )
    text = words(page(client.get(release.get_absolute_url())))
    for piece in ("We moved,", "We are glad.", "It was time,", "The old house was small."):
        assert text.count(piece) == 1


def test_the_place_is_printed_before_a_release_that_begins_with_a_quote(client):
    release = quoted(HALVES, "We moved,\nWe are glad.", dateline="Geneva")
    text = words(having(page(client.get(release.get_absolute_url())), "quote__text")[0])
    assert text.startswith("Geneva – “We moved,”")


@pytest.mark.parametrize("text", ["We stayed.", "We moved, said", "We moved,\nWe are sad.", "we moved,"])
def test_a_quote_that_differs_from_the_body_is_refused(text):
    release = make_release(body=HALVES)
    with pytest.raises(ValidationError, match="These words do not stand in the body"):
        Quote.objects.create(release=release, text=text, speaker="Ana Lima")


def test_a_quote_is_kept_with_one_piece_a_line_and_no_empty_ones():
    quote = quoted(HALVES, "  We   moved, \n\n\u00a0\nWe are glad.\n").quotes.get()
    assert quote.pieces == ["We moved,", "We are glad."]


@pytest.mark.parametrize(
    ("name", "wrong"), [("qualifier", "almost"), ("figure", "USD 28.6 million"), ("source", "the World Bank")]
)
def test_a_key_figure_that_the_body_does_not_state_is_refused(name, wrong):
    release = make_release(body="<p>The WHO counted nearly USD 28.5 million.</p>")
    stated = {"qualifier": "nearly", "figure": "USD 28.5 million", "source": "The WHO", "counts": "new funds"}
    KeyFigure.objects.create(release=release, **stated)
    with pytest.raises(ValidationError, match=f"This does not stand in the body: “{wrong}”"):
        KeyFigure.objects.create(release=release, **stated | {name: wrong})
