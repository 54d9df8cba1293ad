"""Where quotation marks open and close, over one paragraph or several.

Curly, straight and angle marks are told apart only where it matters: press texts open with one kind and
close with another. Single marks count only where they cannot be apostrophes.
"""

import re
from dataclasses import dataclass

MARK = re.compile(r"[“”„‟\"«»]|''|,,(?=\w)")
SINGLE_OPEN = re.compile(r"[‘'](?=[A-ZÀ-Þ])(?<![\w’'].)")
SINGLE_CLOSE = re.compile(r"[’'](?!\w)(?<=[,.!?…].)")
OPENERS, CLOSERS = "“„«", "”»"
FAR = 15  # paragraphs that one pair of marks may span


@dataclass
class Piece:
    """Words between quotation marks: [start, end) without the marks, [opens, closes) with them."""

    start: int
    end: int
    opens: int
    closes: int
    unclosed: bool = False
    carried: bool = False  # goes on from the paragraph before

    def whole(self, block):
        """Whether the piece is all of its paragraph."""
        return self.opens - block.start < 3 and block.end - self.closes < 3


def find_pieces(words, blocks):
    """For each block, its pieces of quoted text in order."""
    marks = [_marks(words, block) for block in blocks]
    found, number, carry = [[] for _ in blocks], 0, False
    while number < len(blocks):
        block = blocks[number]
        pieces = _pieces(words, block, marks[number], carry)
        found[number] = pieces
        carry = False
        if pieces and pieces[-1].unclosed and number + 1 < len(blocks):
            carry, skipped = _carries(words, blocks, marks, number)
            for between in skipped:
                inner = blocks[between]
                found[between] = [Piece(inner.start, inner.end, inner.start, inner.end, True, True)]
            number += len(skipped)
        number += 1
    return found


def _marks(words, block):
    """[(start, end, "open" or "close")] of the marks in a block; a straight one by its neighbours."""
    result, depth = [], 0
    for match in MARK.finditer(words, block.start, block.end):
        mark = match[0]
        before = words[match.start() - 1] if match.start() > block.start else " "
        after = words[match.end()] if match.end() < block.end else " "
        if mark in ("“", "„", "«", ",,", "‟"):
            kind = (
                "open"
                if not (
                    mark == "“" and depth and (before in ".,!?" or after in " ,.;:)") and not after.isalnum()
                )
                else "close"
            )
        elif mark in CLOSERS:
            kind = (
                "close" if not (mark == "”" and not depth and before == " " and after.isalnum()) else "open"
            )
        else:
            if before.isdigit() and not depth and not after.isalnum():
                continue  # inches
            opens = before in " (\n[{—–-/:" and not after.isspace()
            closes = not before.isspace() and (not after.isalnum())
            if opens and not closes:
                kind = "open"
            elif closes and not opens:
                kind = "close"
            else:
                kind = "close" if depth else "open"
        depth = depth + 1 if kind == "open" else max(0, depth - 1)
        result.append((match.start(), match.end(), kind))
    return result


def _pieces(words, block, marks, carry):
    """The pieces of one block. `carry` says that speech from before runs on into it without a mark."""
    pieces, depth, opened = [], 0, None
    if carry:
        depth, opened = 1, (block.start, block.start)
    for start, end, kind in marks:
        if kind == "open":
            if depth == 0:
                opened = (start, end)
            elif start == block.start and carry:
                opened, depth = (start, end), 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                pieces.append(Piece(opened[1], start, opened[0], end, False, carry and not pieces))
    if depth:
        end = _nested_end(words, marks, opened, block) or block.end
        pieces.append(Piece(opened[1], end, opened[0], end, end == block.end, carry and not pieces))
    if not marks and not carry:
        pieces = _single_pieces(words, block)
    return [piece for piece in pieces if words[piece.start : piece.end].strip()]


def _nested_end(words, marks, opened, block):
    """The last closing mark, where more marks open than close: one of them was left out."""
    closers = [start for start, _, kind in marks if kind == "close" and start > opened[0]]
    ended = closers and block.end - closers[-1] >= 3
    return closers[-1] if ended else None


def _single_pieces(words, block):
    """Speech between single marks: it opens before a capital and closes behind a comma or stop."""
    closers = [match.start() for match in SINGLE_CLOSE.finditer(words, block.start, block.end)]
    pieces, at = [], block.start
    for opener in SINGLE_OPEN.finditer(words, block.start, block.end):
        while closers and closers[0] <= opener.end() + 12:
            closers.pop(0)
        if not closers:
            break
        if opener.start() >= at:
            at = closers[0] + 1
            pieces.append(Piece(opener.end(), closers[0], opener.start(), at))
    return pieces


def _carries(words, blocks, marks, number):
    """(whether the next block goes on without a mark, the numbers of blocks wholly within the speech)."""
    if marks[number + 1]:
        first = marks[number + 1][0]
        return first[2] == "close", []
    for ahead in range(number + 1, min(number + FAR, len(blocks))):
        if marks[ahead]:
            if marks[ahead][0][2] == "close":
                return True, list(range(number + 1, ahead))
            return False, []
    return False, []
