"""The text of a release: what is let in, and how it is taken apart again."""

import pytest
from html5lib import HTMLParser
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contacts.words import clean_text
from releases.body import blocks, plain_text, sanitise, stands_in

TAGS = ["p", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "caption", "a", "em"]
TAGS += ["strong", "span", "br", "script", "style", "div", "img", "svg", "x"]
ODD = "\0\x0b\x85\xa0\u2028\ud800\uffff&<>\"'\n –“”"
TEXT = st.text(st.characters(codec=None) | st.sampled_from(ODD), max_size=12)
HTMLISH = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(TAGS).map("<{}>".format),
        st.sampled_from(TAGS).map("</{}>".format),
        st.sampled_from(
            [
                '<a href="javascript:alert(1)">',
                '<p lang="ar" dir="rtl">',
                '<td colspan="2" onclick="x">',
                '<p lang="&quot;>">',
                "<!--",
                "-->",
                "<![CDATA[",
                "<",
                "</",
                "&amp",
                "&#0;",
                "&nbsp;",
                "&lt;script&gt;",
                "<plaintext>",
                "<textarea>",
                "\n\n",
                "\r",
            ]
        ),
    ),
    max_size=14,
).map("".join)


@given(HTMLISH)
@example("<h2>0<c><h2>")
@settings(max_examples=400, deadline=None, derandomize=True, database=None)
def test_any_text_becomes_a_body_that_is_safe_whole_and_stays_as_it_is(text):
    body = sanitise(text)
    assert sanitise(body) == body
    body.encode()
    assert "\0" not in body
    tree = HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(body)
    for element in tree.iter():
        assert element.tag not in ("script", "style", "img", "svg", "x", "plaintext", "textarea")
        assert set(element.attrib) <= {"lang", "dir", "href", "colspan"}
        assert not element.get("href", "").startswith("javascript")


@given(HTMLISH)
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_a_body_that_came_in_unclean_still_has_its_words(text):
    assert plain_text(text).split() == " ".join(block.text for block in blocks(text)).split()
    for block in blocks(text):
        assert block.text


@pytest.mark.parametrize(
    ("received", "kept"),
    [
        ("<p>Words<script>alert(1)</script></p>", "<p>Words</p>"),
        ("<p>Words<style>p {color: red}</style></p>", "<p>Words</p>"),
        ('<p onclick="steal()" style="color:red" class="MsoNormal">Words</p>', "<p>Words</p>"),
        ('<p><a href="javascript:steal()">Words</a></p>', "<p><a>Words</a></p>"),
        ('<p><a href="data:text/html,x">Words</a></p>', "<p><a>Words</a></p>"),
        ('<p><a href="JaVaScRiPt&#58;steal()">Words</a></p>', "<p><a>Words</a></p>"),
        ('<p><img src="x" onerror="steal()">Words</p>', "<p>Words</p>"),
        ("<p><font><o:p>Words</o:p></font></p>", "<p>Words</p>"),
        ("<p>Wo\0r\x0bd\x1fs\ud800</p>", "<p>Words</p>"),
        ("<p>One <strong>two", "<p>One <strong>two</strong></p>"),
        ("<p>Wo&#11;rd&#xFFFF;s</p>", "<p>Words</p>"),
        ("<p>One</p>two", "<p>One</p>\n<p>two</p>"),
        ("<p> </p><p>One</p><p><br></p>", "<p>One</p>"),
        ("<iframe src='//evil.example'></iframe>", ""),
        ("", ""),
    ],
)
def test_what_may_not_stand_on_a_page_is_taken_out_of_the_body(received, kept):
    assert sanitise(received) == kept


@pytest.mark.parametrize(
    "kept",
    [
        '<p>A <a href="https://example.org/?a=1&amp;b=2">link</a>, <em>stress</em> and H<sub>2</sub>O.</p>',
        '<p><a href="mailto:desk@example.org">Write</a> or <a href="tel:+41227179111">call</a></p>',
        "<h2>Heading</h2>\n<ul><li>One</li><li>Two</li></ul>\n<blockquote><p>Words</p></blockquote>",
        '<p lang="ar" dir="rtl">قال المدير</p>',
        "<table><tbody><tr><th>Year</th><td>2020</td></tr></tbody></table>",
    ],
)
def test_what_a_release_is_made_of_is_kept(kept):
    assert sanitise(kept) == kept


def test_pasted_plain_text_keeps_its_paragraphs():
    assert (
        sanitise("One & two\r\nthree\r\n\r\n 4 < 5 \n\n\nSix")
        == "<p>One &amp; two\nthree</p>\n<p>4 &lt; 5</p>\n<p>Six</p>"
    )
    assert sanitise("Growth < inflation\n\nSecond") == "<p>Growth &lt; inflation</p>\n<p>Second</p>"


def test_a_text_that_an_editor_wrapped_whole_keeps_its_paragraphs():
    assert (
        sanitise("<b id='docs'>Lead<p>One</p><h2>Two</h2></b> end")
        == "<p><b>Lead</b></p>\n<p>One</p>\n<h2>Two</h2>\n<p>end</p>"
    )


def test_a_list_item_without_its_list_still_makes_a_sound_page():
    HTMLParser(strict=True).parseFragment(sanitise("<li>One</li><li>Two</li>"))
    assert plain_text(sanitise("<li>One</li><li>Two</li>")) == "One\n\nTwo"


def test_plain_text_has_a_line_for_each_item_and_a_tab_between_cells():
    assert (
        plain_text("<h2>Aid</h2><ul><li>Food</li><li>Water &amp; shelter</li></ul>")
        == "Aid\n\nFood\nWater & shelter"
    )
    assert plain_text("<table><tbody><tr><th>Year</th><td>2020</td></tr></tbody></table>") == "Year 2020"
    assert plain_text("<p>One<br>two</p>") == "One\ntwo"


def test_words_stand_in_a_text_whatever_its_tags_and_spaces():
    body = "<p>nearly <em>USD</em>&nbsp;28.5\nmillion &amp; more</p><p>in new funds</p>"
    assert stands_in("nearly USD 28.5 million & more", body)
    assert stands_in("USD 28.5  million", body)


@pytest.mark.parametrize("words", ["USD 28.6 million", "usd 28.5 million", "million in new funds", "<em>"])
def test_words_that_differ_in_a_letter_or_cross_a_paragraph_do_not_stand_in_a_text(words):
    assert not stands_in(words, "<p>nearly <em>USD</em> 28.5 million</p><p>in new funds</p>")


@pytest.mark.parametrize("figure", ["30", "000 deaths", "5 million", "4", "8.5"])
def test_a_part_of_a_number_does_not_stand_in_a_text(figure):
    assert not stands_in(figure, "<p>14.5 million cases, 28.55 dollars and 300,000 deaths</p>")


def test_a_title_is_one_line_of_readable_characters():
    assert clean_text(" Two\n words\0\x0b and\u00a0a\tthird\ud800\uffff ") == "Two words and a third"
