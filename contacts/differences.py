"""Two texts compared word by word, for people to read.

The cost is bounded whatever the texts are. Paragraphs that stand in both are found first, then words that
stand once in each (the anchors of "patience" comparing); only the short gaps between them are left to
difflib, whose time can grow with the cube of what it is given. What would cost too much is shown as taken
out and put in whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

SAME, OUT, IN, FOLDED = "same", "out", "in", "folded"
STEPS_OF_DIFFLIB = 3_000_000  # about a third of a second
ALIKE = 0.25  # below this share of words in common, two passages are two texts, not two versions of one
FOLDS_FROM, STAYS_IN_VIEW = 60, 12  # words
MOST_RUNS = 5000  # more than that nobody reads, and a page of them is too heavy
# A line's end, a number, one sign of a script without spaces (Thai to Khmer, Chinese, Japanese, Korean),
# a word, a mark; each with the spaces after it.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
MARKS = r"\s.,;:!?…()\[\]“”„«»\"،؛؟。、"
WORD = re.compile(rf"(\n|\d+(?:[.,]\d+)*|[{SPACELESS}]|[^{MARKS}{SPACELESS}]+|.)([^\S\n]*)")


@dataclass(frozen=True)
class Stretch:
    """A run of words that both texts have ("same", or "folded" where it is long), that only the earlier
    one has ("out"), or only the later one ("in"). `words` counts those of a folded run.
    """

    kind: str
    text: str
    words: int = 0


def marked(before, after):
    """The later text as `Stretch`es, in order, with what was taken out of the earlier one in its place."""
    old, new = _lines(before), _lines(after)
    budget = Counter(steps=STEPS_OF_DIFFLIB)
    found = []
    for is_same, a, b in _steps([_keys(line) for line in old], [_keys(line) for line in new], budget):
        earlier, later = _joined(old[slice(*a)]), _joined(new[slice(*b)])
        if is_same:
            found += [(SAME, shown) for _, shown in later]
        else:
            found += _by_words(earlier, later, budget)
    runs = list(_grouped(found))
    if len(runs) > MOST_RUNS:
        runs = [(kind, [text.strip()]) for kind, text in ((OUT, before), (IN, after))]
    return list(_folded(runs))


def _lines(text):
    """Each line of the text as its words: (what is compared, what is shown)."""
    lines = [[]]
    for key, space in WORD.findall(text.strip().replace("\r\n", "\n")):
        lines[-1].append((key, key + space))
        if key == "\n":
            lines.append([])
    return [line for line in lines if line]


def _keys(words):
    return tuple(key for key, _ in words)


def _joined(lines):
    return [word for line in lines for word in line]


def _by_words(earlier, later, budget):
    steps = list(_steps(_keys(earlier), _keys(later), budget))
    same = sum(b[1] - b[0] for is_same, _, b in steps if is_same)
    if same < ALIKE * min(len(earlier), len(later)):
        steps = [(False, (0, len(earlier)), (0, len(later)))]
    for is_same, a, b in steps:
        if is_same:
            yield from ((SAME, shown) for _, shown in later[slice(*b)])
        else:
            yield from ((OUT, shown) for _, shown in earlier[slice(*a)])
            yield from ((IN, shown) for _, shown in later[slice(*b)])


def _steps(a, b, budget):
    """(whether both have it, (from, to) in `a`, (from, to) in `b`) for the whole of both, in order."""
    i = j = 0
    for start_a, start_b, size in [*_matches(a, b, budget), (len(a), len(b), 0)]:
        if (i, j) != (start_a, start_b):
            yield False, (i, start_a), (j, start_b)
        if size:
            yield True, (start_a, start_a + size), (start_b, start_b + size)
        i, j = start_a + size, start_b + size


def _matches(a, b, budget):
    """(place in `a`, place in `b`, how many) of what stands in both, in order."""
    anchors = [(-1, -1), *_anchors(a, b), (len(a), len(b))]
    for (i, j), (next_i, next_j) in pairwise(anchors):
        if i >= 0:
            yield i, j, 1
        yield from _gap(a, b, i + 1, next_i, j + 1, next_j, budget)


def _gap(a, b, i, end_i, j, end_j, budget):
    """What both have between two anchors: how it begins, how it ends, and the middle by difflib."""
    start = 0
    while start < min(end_i - i, end_j - j) and a[i + start] == b[j + start]:
        start += 1
    end = 0
    while end < min(end_i - i, end_j - j) - start and a[end_i - 1 - end] == b[end_j - 1 - end]:
        end += 1
    if start:
        yield i, j, start
    middle_a, middle_b = a[i + start : end_i - end], b[j + start : end_j - end]
    if middle_a and middle_b:
        counts = Counter(middle_a)
        pairs = sum(counts[one] for one in middle_b)
        budget["steps"] -= (pairs + len(middle_a)) * min(len(middle_a), len(middle_b), pairs)
        if pairs and budget["steps"] >= 0:
            for match in SequenceMatcher(None, middle_a, middle_b, autojunk=False).get_matching_blocks():
                if match.size:
                    yield i + start + match.a, j + start + match.b, match.size
    if end:
        yield end_i - end, end_j - end, end


def _anchors(a, b):
    """The longest run of places, growing in both, of what stands once in each."""
    once_a, once_b = ({one for one, count in Counter(text).items() if count == 1} for text in (a, b))
    places = {one: place for place, one in enumerate(b) if one in once_b}
    pairs = [(place, places[one]) for place, one in enumerate(a) if one in once_a and one in places]
    ends, ways = [], []  # for each length of a run, the lowest place it can end at; each pair's way back
    for _, j in pairs:
        length = bisect_left(ends, j, key=lambda number: pairs[number][1])
        ways.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [len(ways) - 1]
    run, number = [], ends[-1] if ends else None
    while number is not None:
        run.append(pairs[number])
        number = ways[number]
    return run[::-1]


def _grouped(found):
    """Runs of one kind; between two runs that both have, what went out stands before what came in."""
    for is_same, run in groupby(found, key=lambda one: one[0] == SAME):
        run = list(run)
        for kind in (SAME,) if is_same else (OUT, IN):
            chosen = [shown for its_kind, shown in run if its_kind == kind]
            if chosen:
                yield kind, chosen


def _folded(runs):
    """The runs as stretches; the middle of a long one that both have is folded away."""
    for number, (kind, words) in enumerate(runs):
        if kind != SAME or len(words) <= FOLDS_FROM:
            yield Stretch(kind, "".join(words))
            continue
        start = STAYS_IN_VIEW if number else 0
        end = len(words) - (STAYS_IN_VIEW if number < len(runs) - 1 else 0)
        hidden = words[start:end]
        if start:
            yield Stretch(SAME, "".join(words[:start]))
        yield Stretch(FOLDED, "".join(hidden), sum(any(sign.isalnum() for sign in one) for one in hidden))
        if end < len(words):
            yield Stretch(SAME, "".join(words[end:]))
