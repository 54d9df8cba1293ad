"""A text with its white space closed up, block by block, that still knows where each character stood.

Every rule reads `words`: one space for any run of white space, one line end between blocks, no soft hyphens
or other characters without width. `value` and `span` lead back to the text as it was read.
"""

import bisect
import itertools
import re
from array import array
from dataclasses import dataclass
from functools import cached_property

from .joining import joined
from .marks import is_prose
from .parsed import Confidence, Value

# More than a typist's two or three spaces: what stands beside is another cell, not the same sentence.
CELL = re.compile(r"(?:[ \xa0\u3000]{5,}|[ \xa0]*\t[ \xa0]*\t\s*)(?=\S)")
WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
BOLD = re.compile(r"(?<![*\w])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?![*\w])")  # as plain text is marked up
UNSEEN = re.compile(rf"{WIDTHLESS.pattern}|{BOLD.pattern}")
UNSEEN_RUN = re.compile(rf"(?:{UNSEEN.pattern})+")
TOKEN = re.compile(r"\S+")
FIGURES = {first + n: str(n) for first in (0x0660, 0x06F0) for n in range(10)}  # Arabic and Persian
PLAIN = FIGURES | str.maketrans({"‑": "-", "‐": "-", "`": "'", "´": "'", "′": "'", "ʼ": "’", "‛": "‘"})
# Two sentences that a page lost the line end between: "the end."When", "the rule.The council".
GLUE = re.compile(r"[.!?](?<=[a-z0-9)%’'].)(?:(?=[\"“«]?[A-ZÀ-Þ][\w’']*[ ,.])|[\"”»](?=[\"“«]?[A-ZÀ-Þ]))")


@dataclass(frozen=True)
class Block:
    """A heading, paragraph or line: its place in `words`. `gap` says that a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @cached_property
    def is_prose(self):
        """Whether it is running text: asked for again and again."""
        return is_prose(self.text)


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    text: str
    gap: bool
    beside: bool  # on the same line of the source as the one before, many spaces away


class Wording:
    """Stretch by stretch, `_starts` says where one begins in `words`, `_places` where in the source."""

    def __init__(self, source, start=0, end=None):
        self.source = source
        self._starts, self._places = array("L"), array("L")
        self.unseen = []  # spans of characters without width and of marks for bold type
        parts, blocks, at = [], [], 0
        for lines in joined(_lines(source[start:end], start)):
            begin = at
            for line in lines:
                at = self._add_line(line, parts, at)
            if at > begin:
                parts[-1] = "\n"
                blocks.append((begin, at - 1, lines[0].gap))
        self.words = "".join(parts).translate(PLAIN)
        self.blocks = [Block(begin, end, self.words[begin:end], gap) for begin, end, gap in blocks]

    def _add_line(self, line, parts, at):
        """Adds the tokens of a line and a space behind each; returns the new length of `words`."""
        if UNSEEN.search(line.text):
            return self._add_broken_line(line, parts, at)
        starts, places, offset = self._starts, self._places, line.start
        joined = " ".join(line.text.split())
        if len(joined) == len(line.text):  # one space between any two words: one place is enough
            starts.append(at)
            places.append(offset)
            parts += (joined, " ")
            return at + len(joined) + 1
        for token in TOKEN.finditer(line.text):
            text = token[0]
            starts.append(at)
            places.append(offset + token.start())
            parts += (text, " ")
            at += len(text) + 1
        return at

    def _add_broken_line(self, line, parts, at):
        """The same for a line with characters that are not seen, which part no word."""
        edge, ended = 0, -1
        for mark in (*UNSEEN_RUN.finditer(line.text), None):
            stop = mark.start() if mark else len(line.text)
            for token in TOKEN.finditer(line.text, edge, stop):
                if token.start() == edge and ended == at:
                    parts.pop()
                    at -= 1
                self._starts.append(at)
                self._places.append(line.start + token.start())
                parts += (token[0], " ")
                at += len(token[0]) + 1
                ended = at if token.end() == stop else -1
            if mark:
                edge = mark.end()
                self.unseen.append((line.start + mark.start(), line.start + edge))
        return at

    def _place(self, at):
        number = bisect.bisect_right(self._starts, at) - 1
        return self._places[number] + at - self._starts[number]

    def span(self, start, end):
        """The place in the source of a stretch of `words`, white space at its ends left out."""
        while start < end and self.words[start].isspace():
            start += 1
        while end > start and self.words[end - 1].isspace():
            end -= 1
        return (self._place(start), self._place(end - 1) + 1) if start < end else None

    def value(self, start, end, rule, confidence=Confidence.FOUND, kind=Value, **more):
        """The value that a stretch of `words` holds, or None where it holds only white space."""
        span = self.span(start, end)
        if span is None:
            return None
        return kind(text=said(self.source, span), spans=(span,), rule=rule, confidence=confidence, **more)

    def cut(self, block, places):
        """The block as several, cut at these places of `words`."""
        edges = [block.start, *places, block.end]
        pieces = []
        for start, end in itertools.pairwise(edges):
            text = self.words[start:end]
            start += len(text) - len(text.lstrip())
            text = text.strip()
            if text:
                pieces.append(Block(start, start + len(text), text, block.gap and not pieces))
        return pieces


def said(source, span):
    """The words of a span with runs of white space closed up."""
    return " ".join(source[span[0] : span[1]].split())


def _lines(source, start):
    """The lines of a text that hold something, a line with cells far apart as several."""
    gap = True
    for raw in source.splitlines(keepends=True):
        stripped = raw.strip()
        if not stripped:
            gap, start = True, start + len(raw)
            continue
        place = start + raw.index(stripped[0])
        for number, (begin, end) in enumerate(_cells(stripped)):
            yield Line(place + begin, place + end, stripped[begin:end], gap and not number, bool(number))
        gap, start = False, start + len(raw)


def _cells(line):
    """(start, end) of each cell; spaces within a sentence that goes on in lower case part nothing."""
    start = 0
    for gap in CELL.finditer(line):
        if line[gap.end()].islower() and line[gap.start() - 1] not in ".!?:":
            continue
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    yield start, len(line)
