"""The source as the review screen shows it: untouched, each character marked by what became of it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

OPENING = 60


@dataclass
class Segment:
    """A stretch of the text that says one thing: the fields that took it, by number, or that none did."""

    start: int
    text: str
    numbers: tuple = ()
    confidence: str = ""
    is_left_over: bool = False
    chips: list = field(default_factory=list)  # numbers of the fields that begin here
    empty: list = field(default_factory=list)  # numbers of the fields whose marker here has no value

    @property
    def fields(self):
        return " ".join(map(str, self.numbers))


@dataclass
class Line:
    """A paragraph of the source. `start` is its first character, counted from 0."""

    number: int
    start: int
    segments: list

    @property
    def opening(self):
        """Enough of its words to know it by."""
        return "".join(segment.text for segment in self.segments[:OPENING])[:OPENING]


def lines_of(text, start, end, cards, left_over):
    """The Lines of this stretch of the text, with the spans of these cards marked in it."""
    marks = _Covering((span, card) for card in cards for span in card.spans)
    rest = _Covering((span, True) for span in left_over)
    edges = {edge for (since, until), _what in [*marks.spans, *rest.spans] for edge in (since, until)}
    cuts = sorted(edge for edge in edges if start < edge < end)
    begins = {}
    for card in cards:
        if card.spans:
            begins.setdefault(min(span[0] for span in card.spans), []).append(card)
    lines = []
    for match in re.finditer(r"[^\r\n]+", text[start:end]):
        at, until = start + match.start(), start + match.end()
        here = [at, *cuts[bisect_right(cuts, at) : bisect_left(cuts, until)], until]
        segments = [_segment(text, one, two, marks.at(one), rest.at(one)) for one, two in pairwise(here)]
        if any(segment.text.strip() for segment in segments):
            lines.append(Line(len(lines) + 1, at, segments))
    _place_chips(lines, begins, cards)
    return lines


class _Covering:
    """What covers one character after another, asked for in their order. `spans` are (span, what)."""

    def __init__(self, spans):
        self.spans = sorted(
            ((span, what) for span, what in spans if span[0] < span[1]), key=lambda one: one[0]
        )
        self.next, self.open = 0, []

    def at(self, place):
        while self.next < len(self.spans) and self.spans[self.next][0][0] <= place:
            self.open.append(self.spans[self.next])
            self.next += 1
        self.open = [one for one in self.open if place < one[0][1]]
        return [what for _span, what in self.open]


def _segment(text, start, end, here, is_left):
    order = {"found": 0, "check": 1, "missing": 2}
    confidence = max((card.confidence for card in here), key=lambda one: order.get(one, 0), default="")
    words = text[start:end]
    numbers = tuple(sorted({card.number for card in here}))
    return Segment(start, words, numbers, confidence, bool(is_left and words.strip() and not numbers))


def _place_chips(lines, begins, cards):
    """Puts each field's number before its first words, and a marker's emptiness after the marker."""
    segments = [segment for line in lines for segment in line.segments]
    starts = [segment.start for segment in segments]
    if not starts:
        return
    for at, here in begins.items():
        segment = segments[max(bisect_right(starts, at) - 1, 0)]
        segment.chips += here
    for card in cards:
        for _start, end in card.empty:
            segments[max(bisect_right(starts, end - 1) - 1, 0)].empty.append(card)
