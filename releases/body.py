"""The text of a release: made safe on the way in, taken apart on the way out.

`sanitise()` is the only way into a body. Everything that reads one (the page, the plain text, the
feeds, the check that a quote is word for word) starts from `blocks()`.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import nh3

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

# Characters that no text holds on purpose: C0 controls but tab and line feed, and lone surrogates,
# which cannot be stored as UTF-8. PostgreSQL refuses NUL in any text.
STRAY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list, quotation or table: `inner` is safe HTML, `text` plain text."""

    tag: str
    inner: str
    text: str
    lang: str = ""
    dir: str = ""

    @property
    def html(self):
        attributes = "".join(
            f' {name}="{escape(value)}"' for name, value in (("lang", self.lang), ("dir", self.dir)) if value
        )
        return f"<{self.tag}{attributes}>{self.inner}</{self.tag}>"


@dataclass(frozen=True)
class Passage:
    """A block as it stands or, where someone is quoted, the blocks of that quote and who speaks."""

    blocks: list
    quotes: list


def clean_text(text):
    """The same text on one line, without characters that no text holds on purpose."""
    return " ".join(STRAY.sub("", text).split())


def sanitise(html):
    """HTML that is safe on any page, as one block a line.

    Scripts, styles, event handlers, unknown tags and `javascript:` addresses are dropped; text
    outside any block becomes a paragraph, and so does each stretch between blank lines of text
    that holds no tags at all.
    """
    html = STRAY.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    if not re.search(r"<\s*/?\s*[a-zA-Z!]", html):
        html = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", html) if part.strip())
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        clean_content_tags={"script", "style"},
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
    )
    return "\n".join(block.html for block in blocks(clean))


def blocks(html):
    """The top-level blocks of sanitised HTML, in order. Empty ones are left out."""
    splitter = _Splitter()
    splitter.feed(html)
    splitter.close()
    splitter.end_block()
    return splitter.blocks


def plain_text(html):
    """The words alone, a blank line between blocks."""
    return "\n\n".join(block.text for block in blocks(html))


def squash(text):
    """Text for comparing word by word: every run of white space, no-break spaces too, is one space."""
    return " ".join(text.split())


def stands_in(words, html):
    """Whether the words stand, one after another and unchanged, within one block of the text."""
    words = squash(words)
    return any(words in squash(block.text) for block in blocks(html))


def passages(html, quotes):
    """The text in order as `Passage`s: blocks that hold a piece of the same quote stand together."""
    result = []
    for block in blocks(html):
        text = squash(block.text)
        here = [quote for quote in quotes if any(squash(piece) in text for piece in quote.pieces)]
        pieces = [piece for quote in here for piece in quote.pieces]
        shown = _mark(block, pieces) if here else block
        if here and result and result[-1].quotes == here:
            result[-1].blocks.append(shown)
        else:
            result.append(Passage([shown], here))
    return result


def _mark(block, pieces):
    """The block with each piece in a `span`, where no tag stands in the middle of it."""
    inner = block.inner
    for piece in sorted(pieces, key=len, reverse=True):
        words = r"\s+".join(re.escape(escape(word, quote=False)) for word in piece.split())
        inner = re.sub(words, lambda found: f'<span class="said">{found[0]}</span>', inner, count=1)
    return Block(block.tag, inner, block.text, block.lang, block.dir)


class _Splitter(HTMLParser):
    """Cuts well-formed HTML (what nh3 returns) at its top-level tags, keeping the source of each."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.blocks = []
        self.depth = 0
        self.start_block("p", {})
        self.loose = True

    def start_block(self, tag, attributes):
        self.tag, self.attributes = tag, attributes
        self.source, self.text = [], []

    def end_block(self):
        text = "\n".join(squash(line) for line in "".join(self.text).split("\n")).strip()
        text = re.sub(r"\n{2,}", "\n", text)
        if text:
            inner = "".join(self.source).strip()
            lang, direction = self.attributes.get("lang") or "", self.attributes.get("dir") or ""
            self.blocks.append(Block(self.tag, inner, text, lang, direction))
        self.start_block("p", {})
        self.loose = True

    def handle_starttag(self, tag, attributes):
        if tag == "br":
            self.source.append("<br>")
            self.text.append("\n")
            return
        if self.depth == 0 and tag in BLOCK_TAGS:
            self.end_block()
            self.start_block(tag, dict(attributes))
            self.loose = False
        else:
            self.source.append(self.get_starttag_text())
        self.depth += 1

    def handle_endtag(self, tag):
        if tag == "br":
            return
        self.depth -= 1
        if self.depth == 0 and not self.loose:
            self.end_block()
        else:
            self.source.append(f"</{tag}>")
            self.text.append("\n" if tag in LINE_ENDS else "\t" if tag in ("td", "th") else "")

    def handle_data(self, data):
        self.source.append(data)
        self.text.append(data.replace("\n", " "))

    def handle_entityref(self, name):
        self.source.append(f"&{name};")
        self.text.append(unescape(f"&{name};"))

    def handle_charref(self, name):
        self.source.append(f"&#{name};")
        self.text.append(unescape(f"&#{name};"))
