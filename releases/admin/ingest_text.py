"""The source as the review screen shows it: untouched, each character marked by what became of it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise


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


def lines_of(text, start, end, cards, left_over):
    """The Lines of this stretch of the text, with the spans of these cards marked in it."""
    marks = [(span, card) for card in cards for span in card.spans if span[0] < span[1]]
    cuts = {start, end}
    for span in [*(span for span, _card in marks), *left_over]:
        cuts |= {min(max(edge, start), end) for edge in span}
    begins = {}
    for card in cards:
        if card.spans:
            begins.setdefault(min(span[0] for span in card.spans), []).append(card)
    lines = []
    for match in re.finditer(r"[^\r\n]+", text[start:end]):
        at, until = start + match.start(), start + match.end()
        edges = sorted({at, until, *(cut for cut in cuts if at < cut < until)})
        segments = [_segment(text, one, two, marks, left_over) for one, two in pairwise(edges)]
        if any(segment.text.strip() for segment in segments):
            lines.append(Line(len(lines) + 1, at, segments))
    _place_chips(lines, begins, cards)
    return lines


def _segment(text, start, end, marks, left_over):
    here = [card for span, card in marks if span[0] <= start and end <= span[1]]
    order = {"found": 0, "check": 1, "missing": 2}
    confidence = max((card.confidence for card in here), key=lambda one: order.get(one, 0), default="")
    words = text[start:end]
    is_left = any(one <= start and end <= two for one, two in left_over) and bool(words.strip())
    numbers = tuple(sorted({card.number for card in here}))
    return Segment(start, words, numbers, confidence, is_left and not numbers)


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
