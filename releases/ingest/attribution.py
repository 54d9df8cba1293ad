"""What each speaker says, in turns.

An attribution stands behind its words ("…", said Ann Lee), before them (Ann Lee said: "…") or between two
halves. A sentence of narrative ends what one speaker says; a paragraph break does not.
"""

import itertools
import re
from dataclasses import dataclass, field

from .naming import Person
from .saying import SENTENCE_STOP
from .speakers import FEW_WORDS, Speakers
from .speech import find_pieces

FIRST_PERSON = re.compile(
    r"\b(?:I|we|our|us|my|me|I['’]m|we['’]re|nous|notre|nos|je|nosotros|nuestr[oa]s?|nós|noss[oa]s?|"
    r"estamos|somos)\b",
    re.IGNORECASE,
)


@dataclass
class Turn:
    """What one speaker says without a sentence of narrative in it: places of the pieces in `words`."""

    pieces: list = field(default_factory=list)
    person: Person | None = None
    rule: str = "quotation marks"
    blocks: set = field(default_factory=set)


def find_turns(words, blocks, people):
    """The speech in the text of a release, as turns in order, with their speakers."""
    return _Reader(words, blocks, people).read()


class _Reader:
    def __init__(self, words, blocks, people):
        self.words, self.blocks = words, blocks
        self.speakers = Speakers(words, blocks, people)
        self.pieces = find_pieces(words, blocks)
        self.turns = []
        self.current = None  # the turn that may go on

    def read(self):
        for number in range(len(self.blocks)):
            if self.pieces[number]:
                self._read_block(number)
            elif not self.turns or number not in self.turns[-1].blocks:
                self.current = None
                self._read_unmarked(number)
        self._give_speakers_back()
        return self.turns

    def _read_block(self, number):
        """Adds the pieces of a block to the turns."""
        block, pieces = self.blocks[number], self.pieces[number]
        for index, piece in enumerate(pieces):
            before = (pieces[index - 1].closes if index else block.start, piece.opens)
            after = (piece.closes, pieces[index + 1].opens if index + 1 < len(pieces) else block.end)
            person = self.speakers.of(number, piece, before, after, not index)
            narrative = self._has_narrative(before) if index else piece.opens - block.start > 3
            if person:
                if (narrative and not piece.carried) or not self._agrees(person):
                    self.current = None
            elif self.current and self._goes_on(piece, block, index, narrative, len(pieces)):
                pass
            elif piece.whole(block) or self._stands_alone(before, piece):
                self.current = None
            else:
                continue  # a scare quote, a title, a slogan
            self._extend(piece, number, person)
        if self.current and number in self.current.blocks and self._narrative_after(pieces[-1], block):
            self.current = None

    def _extend(self, piece, number, person):
        if self.current is None:
            self.current = Turn()
            self.turns.append(self.current)
        self.current.pieces.append((piece.start, piece.end))
        self.current.blocks.add(number)
        self.current.person = self.current.person or person

    def _agrees(self, person):
        """Whether the turn that may go on is this person's, or nobody's yet."""
        if not self.current or not self.current.person:
            return bool(self.current)
        return self.speakers.people.same(self.current.person.name, person.name)

    def _goes_on(self, piece, block, index, narrative, count):
        """Whether a piece without an attribution is the rest of what was being said."""
        if piece.carried:
            return True
        if index:
            return not narrative and (self._is_long(piece) or count > 1)
        return piece.opens - block.start < 3

    def _is_long(self, piece):
        return len(self.words[piece.start : piece.end].split()) >= FEW_WORDS + 4

    def _stands_alone(self, before, piece):
        """Whether quoted words are a sentence of their own, and not part of one of narrative."""
        lead = self.words[before[0] : before[1]].rstrip()
        return self._is_long(piece) and (not lead or lead[-1] in '.!?:,”"')

    def _has_narrative(self, gap):
        """Whether a sentence stands between two pieces beside the attribution."""
        text = self.words[gap[0] : gap[1]]
        verb, according = self.speakers.shapes.verb, self.speakers.shapes.according
        stop = SENTENCE_STOP.search(text)
        if not stop:
            return len(text.split()) > 12 and not verb.search(text) and not according.search(text)
        rest = text[stop.end() :].strip(' “"«')
        size = len(rest.split())
        return size > 0 and not (size < 14 and verb.search(rest))

    def _narrative_after(self, piece, block):
        """Whether more than the attribution follows the last piece of a block."""
        trailing = self.words[piece.closes : block.end]
        stop = SENTENCE_STOP.search(trailing)
        return stop is not None and len(trailing[stop.end() :].split()) > 3

    def _read_unmarked(self, number):
        """A statement without quotation marks: the paragraphs that follow "Ann Lee made this statement:"."""
        if not number or self.pieces[number - 1] or len(self.blocks[number].text) < 40:
            return
        previous = self.blocks[number - 1].text
        person = self.speakers.above(number)
        if not person:
            return
        stated = self.speakers.shapes.statement.search(previous)
        turn = Turn([], person, "statement after a colon")
        for ahead in range(number, len(self.blocks)):
            if ahead > number and not self._is_stated(ahead, stated):
                break
            turn.pieces.append((self.blocks[ahead].start, self.blocks[ahead].end))
            turn.blocks.add(ahead)
        self.turns.append(turn)

    def _is_stated(self, number, stated):
        """Whether a further paragraph is still part of a statement: in the first person, and no report."""
        if self.pieces[number]:
            return False
        text = self.blocks[number].text
        if FIRST_PERSON.search(text):
            return True
        return bool(stated) and len(text) > 60 and not self.speakers.shapes.verb.search(text)

    def _give_speakers_back(self):
        """Speech that runs into the next paragraph takes the speaker who is named there."""
        for turn, following in itertools.pairwise(self.turns):
            near = 0 < min(following.blocks) - max(turn.blocks) <= 1
            if not turn.person and near:
                turn.person = following.person
