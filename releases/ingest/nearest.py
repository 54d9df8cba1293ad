"""The words of a text that are most like given ones: for a quote that its body does not have as it is."""

import re
from difflib import SequenceMatcher
from itertools import product

from releases.body import blocks

ALIKE = 0.5  # below it, it is another sentence
MOST_WORDS = 400  # of a piece: a longer one is no quote
WORD = re.compile(r"\S+")
EDGES = "“”\"'‘’«»„,;:"


def nearest(words, html):
    """The words of the body that are most like these, a line for each of their lines; "" where one of
    them is like nothing there.
    """
    texts = [block.text for block in blocks(html)]
    pieces = [_nearest_piece(piece, texts) for piece in words.splitlines() if piece.strip()]
    return "\n".join(pieces) if pieces and all(pieces) else ""


def _nearest_piece(piece, texts):
    wanted = _keys(piece)[:MOST_WORDS]
    found = max((_stretch(wanted, text) for text in texts), default=(0, ""))
    return found[1] if found[0] >= ALIKE else ""


def _stretch(wanted, text):
    """(likeness, words) of the stretch of one block that is most like the wanted words."""
    if not set(wanted) & set(_keys(text)):
        return 0, ""
    places = [match.span() for match in WORD.finditer(text)]
    keys = _keys(text)
    matcher = SequenceMatcher(None, keys, wanted, autojunk=False)
    runs = [run for run in matcher.get_matching_blocks() if run.size]
    longest = max(runs, key=lambda run: run.size)
    # Around the longest run, with room for a word or a few that only one of them has.
    room = 2 + len(wanted) // 4
    first = longest.a - longest.b - room
    last = longest.a - longest.b + len(wanted) + room
    inner = [run for run in runs if first <= run.a and run.a + run.size <= last]
    ends = [(one.a, two.a + two.size) for one, two in product(inner, inner) if one.a <= two.a]
    likeness, start, end = max((_likeness(keys[start:end], wanted), start, end) for start, end in ends)
    return likeness, text[places[start][0] : places[end - 1][1]].strip(EDGES)


def _likeness(some, others):
    return SequenceMatcher(None, some, others, autojunk=False).ratio()


def _keys(text):
    """Each word as it is compared: without case and marks."""
    return [re.sub(r"\W", "", word[0]).casefold() or word[0] for word in WORD.finditer(text)]
