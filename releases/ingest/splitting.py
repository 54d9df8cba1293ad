"""Where one release ends and the next begins, in a text that holds several.

A new one begins where a date label, a "for immediate release" or a dateline opens after the text before it
was closed: by its contacts, an end mark, an "About …" part or a new page. The headline above goes with it.
"""

from . import marks
from .dateline import find_dateline
from .wording import Wording

MOST_LINES = 4  # of headline and subtitle over the label


def split(text: str) -> list[tuple[int, int]]:
    """The spans of the releases in a text, in order; none in a text without a word."""
    return releases_in(Wording(text))


def releases_in(wording):
    """The spans of the releases in a text whose white space is closed up."""
    blocks = wording.blocks
    if not blocks:
        return []
    starts = [0, *_starts(wording, blocks)]
    ends = [*starts[1:], len(blocks)]
    return [_span(wording, blocks[first], blocks[last - 1]) for first, last in zip(starts, ends, strict=True)]


def _span(wording, first, last):
    return wording.span(first.start, last.end)


def _starts(wording, blocks):
    """The numbers of the blocks with which a further release begins."""
    has_text, closed, seen, first = False, None, set(), 0
    last_text = max((number for number, block in enumerate(blocks) if block.is_prose), default=-1)
    for number, block in enumerate(blocks[: last_text + 1]):  # a label under the last text opens nothing
        if has_text:
            mark = _opening(wording, block, closed is not None)
            if mark and (closed is not None or mark in seen):
                start = _headline_start(blocks, number, max(first, -1 if closed is None else closed))
                yield start
                has_text, closed, seen, first = False, None, {mark}, start
                continue
            if _closes(block.text):
                closed = number
        else:
            seen.add(_opening(wording, block, False))
        has_text = has_text or (block.is_prose and len(block.text) > 80)


def _opening(wording, block, closed):
    """The kind of mark with which a block opens a release, or ""."""
    text = block.text
    if marks.is_date_label(text):
        return "date label"
    if marks.is_release_label(text) and not marks.is_end_mark(text):
        return "release label"
    if marks.FILE_NAME.fullmatch(text):
        return "file name"
    if closed and block.is_prose and not marks.contact_label(text):
        line = find_dateline(wording.words, block)
        return "dateline" if line and line.sure else ""
    return ""


def _closes(text):
    return (
        marks.is_end_mark(text)
        or bool(marks.contact_label(text))
        or marks.is_about_heading(text)
        or (marks.has_channel(text) and len(text) < 300)
    )


def _headline_start(blocks, number, floor):
    """Back from the mark over the lines of a headline, but not over what closed the release before."""
    start = number
    while start - 1 > floor and number - start < MOST_LINES:
        text = blocks[start - 1].text
        if blocks[start - 1].is_prose or _closes(text) or len(text) > 320 or text.endswith("."):
            break
        start -= 1
    return start
