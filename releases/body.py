"""The text of a release: made safe on the way in, taken apart on the way out.

`sanitise()` is the only way into a body. Everything that reads one (the page, the plain text, the
feeds, the check that a quote is word for word) starts from `blocks()`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from contacts.words import readable

BLOCK_TAGS = {"p", "h2", "h3", "ul", "ol", "blockquote", "table"}
ALLOWED_TAGS = BLOCK_TAGS | {"li", "a", "strong", "b", "em", "i", "sub", "sup", "br", "span"}
ALLOWED_TAGS |= {"thead", "tbody", "tr", "th", "td", "caption"}
ALLOWED_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
LINE_ENDS = {"li", "tr", "caption", "p", "blockquote"}


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list, quotation or table: `inner` is safe HTML, `text` plain text."""

    tag: str
    inner: str
    text: str
    lang: str = ""
    dir: str = ""
    role: str = ""  # "dateline" for a place line that stands alone

    @property
    def html(self):
        given = (("class", self.role), ("lang", self.lang), ("dir", self.dir))
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in given if value)
        return f"<{self.tag}{attributes}>{self.inner}</{self.tag}>"


@dataclass(frozen=True)
class Passage:
    """Blocks as they stand or, where someone is quoted, the blocks of that quote and who speaks."""

    blocks: list
    quotes: list


def sanitise(html):
    """HTML that is safe on any page, as one block a line.

    Scripts, styles, event handlers, unknown tags and `javascript:` addresses are dropped; text
    outside any block becomes a paragraph, and so does each stretch between blank lines of text
    that holds no tags at all.
    """
    html = readable(re.sub("\r\n?|\x85", "\n", html))
    if not re.search(r"<[/!?]?[a-zA-Z]|<!", html):
        html = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", html) if part.strip())
    # What a tag that goes had kept apart may nest anew, so the result must pass unchanged.
    for _ in range(5):
        before, html = html, _clean(html)
        if html == before:
            break
    return html


def _clean(html):
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        clean_content_tags={"script", "style"},
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
    )
    # A character may have come as a reference: &#11;
    return "\n".join(block.html for block in _blocks_read_once(readable(clean)))


def blocks(html):
    """The top-level blocks of sanitised HTML, in order. Empty ones are left out."""
    return list(_blocks_read_once(html))


@lru_cache(maxsize=8)
def _blocks_read_once(html):
    """A text is cleaned until nothing changes, then asked about each of its quotes, and printed."""
    splitter = _Splitter()
    splitter.feed(html)
    splitter.close()
    splitter.end_block()
    return tuple(splitter.blocks)


def plain_text(html):
    """The words alone, a blank line between blocks."""
    return "\n\n".join(block.text for block in blocks(html))


def squash(text):
    """Text for comparing word by word: every run of white space, no-break spaces too, is one space."""
    return " ".join(text.split())


def stands_in(words, html):
    """Whether the words stand, one after another and unchanged, within one block of the text.

    A part of a number is another number: "5 million" does not stand in "4.5 million".
    """
    return any(_stands(words, block) for block in _blocks_read_once(html))


def _stands(words, block):
    words = squash(words)
    before = r"(?<!\d)(?<!\d[.,])" if words[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if words[-1:].isdigit() else ""
    return re.search(before + re.escape(words) + after, squash(block.text)) is not None


def opened(blocks, dateline):
    """The blocks with the place line before the first sentence, or on its own before anything else."""
    if not dateline or not blocks:
        return blocks
    first, place = blocks[0], escape(dateline)
    if first.tag != "p":
        return [Block("p", place, dateline, role="dateline"), *blocks]
    inner = f'<span class="dateline">{place}</span> – {first.inner}'
    return [Block("p", inner, first.text, first.lang, first.dir), *blocks[1:]]


def passages(html, quotes, dateline=""):
    """The text in order as `Passage`s: blocks that hold a piece of the same quote stand together, and so do
    those without any. The first opens with the place line.
    """
    result = []
    for block in blocks(html):
        here = [quote for quote in quotes if any(_stands(piece, block) for piece in quote.pieces)]
        pieces = [piece for quote in here for piece in quote.pieces]
        shown = _mark(block, pieces) if here else block
        if result and result[-1].quotes == here:
            result[-1].blocks.append(shown)
        else:
            result.append(Passage([shown], here))
    if result:
        result[0] = Passage(opened(result[0].blocks, dateline), result[0].quotes)
    return result


def _mark(block, pieces):
    """The block with each piece in a `span` once, where no tag stands in the middle of it."""
    unmarked = sorted(set(pieces), key=len, reverse=True)
    words = "|".join(
        "(" + r"(?:\s|&nbsp;)+".join(re.escape(escape(word, quote=False)) for word in piece.split()) + ")"
        for piece in unmarked
    )

    def mark(found):
        number = found.lastindex
        if number is None or unmarked[number - 1] is None:
            return found[0]
        unmarked[number - 1] = None
        return f'<span class="said">{found[0]}</span>'

    # Whole tags and whole references are stepped over, so that a piece is never found within one.
    inner = re.sub(rf"{words}|<[^>]*>|&[#\w]+;", mark, block.inner)
    return Block(block.tag, inner, block.text, block.lang, block.dir)


class _Splitter(HTMLParser):
    """Cuts well-formed HTML (what nh3 returns) at its top-level tags, keeping the source of each.

    What stands outside any block is a loose paragraph. A block within it ends it: the `<b>` that some
    editors put around a whole text, and a list item without its list, go and leave what they held.
    """

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.blocks = []
        self.open = []  # [tag, what it is in the current block: "block", "inline" or "" for nothing]
        self.start_block("p", {}, loose=True)

    def start_block(self, tag, attributes, loose=False):
        self.tag, self.attributes, self.loose = tag, attributes, loose
        self.source, self.text = [], []

    def end_block(self):
        text = "\n".join(squash(line) for line in "".join(self.text).split("\n")).strip()
        text = re.sub(r"\n{2,}", "\n", text)
        for entry in reversed(self.open):
            if entry[1] == "inline":
                self.source.append(f"</{entry[0]}>")
            entry[1] = ""
        if text:
            inner = "".join(self.source).strip()
            lang, direction = self.attributes.get("lang") or "", self.attributes.get("dir") or ""
            self.blocks.append(Block(self.tag, inner, text, lang, direction))
        self.start_block("p", {}, loose=True)

    def handle_starttag(self, tag, attributes):
        if tag == "br":
            self.source.append("<br>")
            self.text.append("\n")
        elif self.loose and tag in BLOCK_TAGS:
            self.end_block()
            self.start_block(tag, dict(attributes))
            self.open.append([tag, "block"])
        elif self.loose and tag == "li":
            self.end_block()
            self.open.append([tag, ""])
        else:
            self.source.append(self.get_starttag_text())
            self.open.append([tag, "inline"])

    def handle_endtag(self, tag):
        if not any(tag == open_tag for open_tag, _ in self.open):
            return
        while True:
            ended, place = self.open.pop()
            if place == "block" or (ended == "li" and not place):
                self.end_block()
            elif place:
                self.source.append(f"</{ended}>")
                self.text.append("\n" if ended in LINE_ENDS else " " if ended in ("td", "th") else "")
            if ended == tag:
                return

    def handle_data(self, data):
        self.source.append(data)
        self.text.append(data.replace("\n", " "))

    def handle_entityref(self, name):
        self.source.append(f"&{name};")
        self.text.append(unescape(f"&{name};"))

    def handle_charref(self, name):
        self.source.append(f"&#{name};")
        self.text.append(unescape(f"&#{name};"))
