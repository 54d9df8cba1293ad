"""Which lines of a text are one block: a sentence that goes on, a headline over two lines."""

import re

from .marks import LETTERHEAD
from .rules import ABOUT_LABEL, CONTACT_LABEL, EMBARGO_LABEL, LINE_WORD, RELEASE_LABEL

PLACE_LINE = re.compile(r"[A-ZÀ-Þ]{4,}[A-ZÀ-Þ .-]*(?:, | \()")  # "GENEVA, 12 May"
SENTENCE_END = (".", "!", "?", ":", "”", "»", '"', ";", "؟")
STARTS_LOWER = re.compile(r"(?:[a-zß-öø-ÿ]|[,;)])")
NO_PROSE = re.compile(r"\S+@\S+|https?:|www\.|[-•*–·o] |\*\S")


def joined(lines):
    """Lines in lists, each the lines of one block."""
    lines = list(lines)
    width = _width(lines)
    block = []
    for line in lines:
        if block and not line.gap and not line.beside and _goes_on(block[-1], line, width):
            block.append(line)
        else:
            if block:
                yield block
            block = [line]
    if block:
        yield block


def _width(lines):
    """The width at which the text was wrapped by hand, 0 where each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 40)
    if len(lengths) < 3 or sum(size for size in lengths if size > 130) * 5 > sum(lengths):
        return 0
    return min(lengths[len(lengths) * 9 // 10], 130)


def _goes_on(first, second, width):
    """Whether a line is the rest of the sentence in the line before it."""
    last = first.text.rsplit(None, 1)[-1]
    if _is_label(second.text):
        return False
    if first.text.endswith(("-", "–")) and second.text[0].islower():
        return True
    if PLACE_LINE.match(second.text) and not first.text.isupper():
        return False
    if _changes_case(first.text, second.text) or _is_heading(first.text, second.text):
        return False
    if last.casefold() in LINE_WORD and not last[1:].isupper() and not first.text.isupper():
        return not NO_PROSE.match(second.text) or last.casefold() in ("at", "to", "a", "à", "or")
    if first.text.endswith(SENTENCE_END) and not (width and len(first.text) > width * 0.6):
        return False
    if NO_PROSE.match(second.text) or NO_PROSE.match(first.text[-1:] + " "):
        return False
    if STARTS_LOWER.match(second.text) and "@" not in first.text:
        return True
    if not width:
        return _both_capitals(first.text, second.text)
    would_fit = len(first.text) + 1 + len(second.text.split(None, 1)[0]) <= width * 0.9
    if len(second.text) > width * 0.7 and not would_fit:
        return True
    return not would_fit or (
        len(second.text) > width * 0.7 and len(first.text) > 20 and ":" not in first.text
    )


def _changes_case(first, second):
    """Whether a headline in capitals and a line of text meet."""
    return first.isupper() != second.isupper() and min(len(first), len(second)) > 20


def _is_heading(first, second):
    """Whether a line is "About the Agency", and a sentence follows."""
    label = ABOUT_LABEL.match(first)
    return (
        bool(label) and second[0].isupper() and first[label.end() :].strip()[:1].isupper() and len(first) < 60
    )


def _is_label(line):
    """Whether a line is a label alone, or a label and what a colon leads to."""
    found = (label.match(line) for label in (RELEASE_LABEL, EMBARGO_LABEL, CONTACT_LABEL))
    return any(match and line[match.end() :].strip()[:1] in ("", ":") for match in found)


def _both_capitals(first, second):
    """Two lines of a headline in capitals."""
    if any(label.match(line) for label in (RELEASE_LABEL, EMBARGO_LABEL) for line in (first, second)):
        return False
    if LETTERHEAD.fullmatch(first) or (LETTERHEAD.fullmatch(second) and len(first) < 30):
        return False
    return (
        first.isupper() and second.isupper() and min(len(first), len(second)) > 14 and "," not in first[-1:]
    )
