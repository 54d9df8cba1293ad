"""Who says what: the words around quoted text that name its speaker.

An attribution stands behind its words ("…", said Ann Lee), before them (Ann Lee said: "…") or between two
halves. A sentence of narrative ends what one speaker says; a paragraph break does not.
"""

import bisect
import itertools
import re
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace

from .people import People, Person
from .speech import find_pieces

SENTENCE_STOP = re.compile(
    r"(?<![A-ZÀ-Þ])(?<!\b[MD]r)(?<!\bM[sm]e)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bHon)(?<!\bProf)(?<!\bSr)(?<!\bSra)(?<!\bInc)(?<!\bNo)(?<!\bLt)(?<!\bSgt)(?<!\bGen)(?<!\bCol)(?<!\bCo)(?<!\bDra)(?<!\bMt)(?<!\bPh\.D)[.!?…؟](?=\s|$)"
)
STATEMENT_BODY = re.compile(
    r"(?<!\w)(?:the (?:\w+ )?|la |le |l['’]|el |o |a )?(?:delegation|company|court|ministry|department|commission|agency|council|senators|committee|group|"
    r"organi[sz]ation|association|board|bank|university|union|foundation|institute|authority|lawmakers|members|ministers|leaders|délégation|société|ministère|ministerio|empresa|compañía|ministério)s?(?=$|,| in an?\b| today)",
    re.IGNORECASE,
)
LED = re.compile(r"[\s,.;:–—\-)]*")
FEW_WORDS = 6
FIRST_PERSON = re.compile(
    r"\b(?:I|we|our|us|my|me|I['’]m|we['’]re|nous|notre|nos|je|nosotros|nuestr[oa]s?|nós|noss[oa]s?|estamos|somos)\b",
    re.IGNORECASE,
)


@dataclass
class Turn:
    """What one speaker says without a sentence of narrative in it: places of the pieces in `words`."""

    pieces: list
    person: Person | None = None
    rule: str = "quotation marks"
    blocks: set = field(default_factory=set)


@cache
def _patterns(rules):
    """A language's verbs of saying as the shapes in which they stand around quoted words."""
    say = rules.say
    auxiliary = r"(?:(?:a|ont|ha|han|has|have|had|avait|also|further|then|today|also|later|également|aussi|también|também|je|s['’]est|se) ){0,2}"
    tail = r"(?:(?:en outre|ensuite|today|also|also said|too|également|que|that|to|of|a|al|how)\b ?)?"
    return SimpleNamespace(
        verb=re.compile(rf"(?<![\w-]){say}(?![\w-])", re.IGNORECASE),
        verb_first=re.compile(
            rf"{auxiliary}(?<![\w-]){say}(?![\w])(?:[-–](?P<inverted>t-(?:il|elle)|il|elle|ils|elles)\b)?,? ?{tail}",
            re.IGNORECASE,
        ),
        according=re.compile(rf"(?<!\w)(?:{rules.according})(?!\w) ?", re.IGNORECASE),
        statement_by=re.compile(rf"(?<!\w)(?:{rules.statement_by}) ", re.IGNORECASE),
        statement=re.compile(rf"(?<!\w)(?:{rules.statement})(?!\w)", re.IGNORECASE),
        pronoun=re.compile(rf"(?:{rules.pronouns})\b", re.IGNORECASE),
    )


class _Key(SimpleNamespace):
    __hash__ = object.__hash__


def find_turns(words, blocks, rules):
    """The speech in the text of a release, as turns in order, with their speakers."""
    return _Reader(words, blocks, rules).turns()


class _Reader:
    def __init__(self, words, blocks, rules):
        self.words, self.blocks, self.rules = words, blocks, rules
        self.people = People(words, blocks, rules)
        self.shapes = patterns_for(rules)
        self.last_person, self.starts = None, [block.start for block in blocks]

    def turns(self):
        found = find_pieces(self.words, self.blocks)
        turns, open_turn = [], None
        for number, block in enumerate(self.blocks):
            pieces = found[number]
            if not pieces:
                unmarked = self._unmarked(number, found)
                if unmarked:
                    turns.append(unmarked)
                    open_turn = None
                elif not any(number in turn.blocks for turn in turns[-1:]):
                    open_turn = None
                continue
            open_turn = self._read_block(number, block, pieces, turns, open_turn)
        return self._settled(turns)

    def _read_block(self, number, block, pieces, turns, open_turn):
        """Adds the pieces of a block to the turns; returns the turn that may go on in the next block."""
        for index, piece in enumerate(pieces):
            before = (pieces[index - 1].closes if index else block.start, piece.opens)
            after = (piece.closes, pieces[index + 1].opens if index + 1 < len(pieces) else block.end)
            person, used = self._speaker(number, piece, before, after, index)
            narrative = self._narrative(before, turns[-1] if turns and index else None)
            fresh = not index and piece.opens - block.start > 3
            if person:
                same = (
                    not fresh
                    and open_turn
                    and self._agree(open_turn, person)
                    and (not narrative or piece.carried)
                )
                if not same or (index and narrative):
                    open_turn = None
                open_turn = self._extend(open_turn, piece, number, turns, person)
            elif open_turn and self._goes_on(piece, block, index, narrative, pieces):
                open_turn = self._extend(open_turn, piece, number, turns, None)
            elif (
                piece.whole(block) or (self._is_long(piece) and not self._is_in_sentence(before, after, piece))
            ):
                open_turn = self._extend(None, piece, number, turns, None)
            else:
                continue
            open_turn.used_until = used
        last = pieces[-1]
        trailing = self.words[last.closes : block.end]
        if open_turn and number in open_turn.blocks and self._ends_with_narrative(trailing, open_turn):
            return None
        return open_turn

    def _extend(self, turn, piece, number, turns, person):
        if turn is None:
            turn = Turn([])
            turns.append(turn)
        turn.pieces.append((piece.start, piece.end))
        turn.blocks.add(number)
        turn.unclosed = piece.unclosed
        if person and not turn.person:
            turn.person = person
        return turn

    def _goes_on(self, piece, block, index, narrative, pieces):
        """Whether a piece without an attribution is the rest of what was being said."""
        if piece.carried:
            return True
        if index:
            return not narrative and (self._is_long(piece) or len(pieces) > 1)
        return piece.opens - block.start < 3

    def _is_long(self, piece):
        return len(self.words[piece.start : piece.end].split()) >= FEW_WORDS + 4

    def _is_in_sentence(self, before, after, piece):
        """Quoted words within a sentence of narrative: a slogan, a title, a scare quote."""
        lead = self.words[before[0] : before[1]].rstrip()
        return bool(lead) and lead[-1] not in '.!?:,”"'

    def _narrative(self, gap, turn):
        """Whether a sentence stands between two pieces beside the attribution."""
        text = self.words[gap[0] : gap[1]]
        stops = [match.end() for match in SENTENCE_STOP.finditer(text)]
        if not stops:
            return (
                len(text.split()) > 12
                and not self.shapes.verb.search(text)
                and not self.shapes.according.search(text)
            )
        rest = text[stops[0] :].strip(' “"«')
        if len(rest.split()) < 1:
            return False
        return not (self.shapes.verb.search(rest) and len(rest.split()) < 14)

    def _ends_with_narrative(self, trailing, turn):
        stops = [match.end() for match in SENTENCE_STOP.finditer(trailing)]
        rest = trailing[stops[0] :] if stops else ""
        return len(rest.split()) > 3

    def _agree(self, turn, person):
        if not turn.person:
            return bool(getattr(turn, "unclosed", False)) or True
        one, other = turn.person.name, person.name
        return bool(one and other) and self.people._same(one, other)

    def _speaker(self, number, piece, before, after, index):
        """The person that the words behind or before a piece name, and how far they reach."""
        said = self.words[piece.start : piece.end].rstrip()
        person = self._behind(piece, after, said)
        if not person:
            person = self._before(before, index, said)
        if not person and not index and piece.opens - self.blocks[number].start < 3 and number:
            previous = self.blocks[number - 1]
            if previous.text.rstrip().endswith(":"):
                person = self._before((previous.start, previous.end), 0, said, far=True)
            else:
                person = self._stated(previous)
        if person:
            person = self.people.complete(person)
            if person.named:
                self.last_person = person
        return person, after[0]

    def _stated(self, block):
        """Who issues a statement in the last sentence of a paragraph, however the sentence goes on."""
        statement = None
        for statement in self.shapes.statement.finditer(self.words, block.start, block.end):
            pass
        if not statement:
            return None
        stops = [match.end() for match in SENTENCE_STOP.finditer(self.words, block.start, statement.start())]
        begin = LED.match(self.words, stops[-1] if stops else block.start, statement.start()).end()
        if SENTENCE_STOP.search(self.words, statement.end(), block.end - 1):
            return None
        return self._person(begin, statement.start())

    def _behind(self, piece, after, said):
        words, (start, end) = self.words, after
        begin = LED.match(words, start, end).end()
        stop = SENTENCE_STOP.search(words, begin, end)
        if end - begin < 3:
            return None
        finish = stop.start() if stop else end
        first = self.shapes.verb_first.match(words, begin, finish)
        fresh = (said[-1:] in ".!?…" and words[start:begin].strip(" ,;-–—") != "") or False
        if first and not fresh:
            if first["inverted"]:
                return self._latest(begin)
            return self._person(first.end(), finish)
        if re.match(r"\s*[–—-]{1,2} ?[A-ZÀ-Þ]", words[start:end]) and finish - begin < 160:
            return self._person(begin, finish, sure=False)
        verb = self.shapes.verb.search(words, begin, min(finish, begin + 220))
        if not verb or verb.start() == begin:
            return None
        if not self._closes_attribution(words, verb.end(), finish, said):
            return None
        return self._person(begin, self._before_auxiliary(begin, verb.start()))

    def _closes_attribution(self, words, at, finish, said):
        """Whether nothing but a time, place or manner follows "X said" up to the end of the sentence."""
        rest = words[at:finish].strip(" ,")
        if not rest or said[-1:] == ",":
            return True
        return bool(
            re.match(
                r"(?:today|yesterday|in |on |at |during|of |about|when|while|after|before|as |to |following|earlier|this|dans|lors|en |durante|em |hoy|hoje|aujourd|during|adding|ce |[“\"«])",
                rest,
            )
        )

    def _before_auxiliary(self, start, end):
        return (
            re.compile(
                r"(?:.*\S)?(?=(?: (?:a|ont|ha|han|has|have|had|avait|also|further|then|today|later|également|aussi|también|também|who|qui)){1,2} $)",
                re.DOTALL,
            )
            .match(self.words, start, end)
            .end()
            if re.search(
                r" (?:a|ont|ha|han|has|have|had|avait|also|further|then|today|later|également|aussi|también|também|who|qui) $",
                self.words[start:end],
            )
            else end
        )

    def _before(self, before, index, said, far=False):
        """Before the words: "Ann Lee, chair of the Trust, said:", "According to Ann Lee,", "Ann Lee:"."""
        words, (start, end) = self.words, before
        text = words[start:end].rstrip()
        if not text or (text[-1] in ".!?”»" and not far):
            return None
        stops = [match.end() for match in SENTENCE_STOP.finditer(words, start, start + len(text))]
        begin = LED.match(words, stops[-1] if stops else start, end).end()
        finish = start + len(text)
        according = self.shapes.according.search(words, begin, finish)
        if according:
            return self._person(according.end(), finish)
        by = self.shapes.statement_by.search(words, begin, finish)
        if by:
            return self._person(by.end(), finish)
        statement = self.shapes.statement.search(words, begin, finish)
        if statement and statement.start() > begin:
            return self._person(begin, statement.start())
        verbs = list(self.shapes.verb.finditer(words, begin, finish))
        long_enough = len(said.split()) >= FEW_WORDS
        ended = text[-1] in ":," or text.endswith(("that", "que", "إن", "أن"))
        for verb in verbs:
            if self._is_bare(begin, verb, finish) and text[-1] in ":,":
                return self._latest(begin)
            if verb.start() - begin < 2:
                if text[-1] in ":," or self.rules.code == "ar":
                    return self._person(
                        self.shapes.verb_first.match(words, verb.start(), finish).end(), finish
                    )
                continue
            if ended or long_enough:
                person = self._person(begin, self._before_auxiliary(begin, verb.start()), sure=True)
                if person:
                    return person
        if text[-1] == ":" and not verbs and finish - begin < 200:
            return self._person(begin, finish, sure=False)
        return None

    def _person(self, start, end, sure=True):
        """The speaker whom these words name; without a verb of saying only a plain name is believed."""
        words = self.words
        pronoun = self.shapes.pronoun.match(words, start, end)
        if pronoun and end - pronoun.end() < 60:
            return self._latest(start)
        lead = re.compile(r"(?:[^,]{2,80}, )?(?=(?:he|she|they|il|elle)$)").match(words, start, end)
        if lead and re.search(r"\b(?:he|she|they|il|elle|él|ella|ele|ela) ?$", words[start:end]):
            return self._latest(start)
        cut = re.compile(
            r",? (?:in (?:a|an|the|response|announcing)\b.*|during .*|speaking .*|at the .*|today|on \w+day.*)$"
        ).search(words, start, end)
        person = self.people.read(start, cut.start() if cut and cut.start() > start else end)
        if person and person.name and self._is_believable(person, sure):
            return person
        body = STATEMENT_BODY.search(words, start, end)
        if body and sure:
            return Person((body.start(), body.end()), None, named=False)
        return self._after_comma(start, end) if sure else None

    def _is_bare(self, begin, verb, finish):
        """A verb of saying without anyone who says it: "Y añadió:", "وأضاف:"."""
        before = self.words[begin : verb.start()].strip()
        after = self.words[verb.end() : finish].strip(" :,")
        return not after and (not before or len(before) < 3)

    def _latest(self, at):
        """Whom "he said" means: the last person with a title before these words, or who spoke last."""
        number = bisect.bisect_right(self.starts, at) - 1
        for block, end in ((self.blocks[number], at), *([(self.blocks[number - 1], None)] if number else [])):
            found = self.people.last_in(block, block.end if end is None else end)
            if found:
                return found
        return self.last_person

    def _after_comma(self, start, end):
        """ "Welcoming the news, Ann Lee, chair of the Trust," – the person after a clause."""
        comma = self.words.find(", ", start, end)
        if comma < 0:
            return None
        person = self.people.read(comma + 2, end)
        return person if person and person.name and self._is_believable(person, False) else None

    def _is_believable(self, person, sure):
        name = self.words[person.name[0] : person.name[1]]
        if self.rules.code == "ar":
            return len(name) > 2
        if not name[:1].isupper() and name[:3].lower() not in ("al-", "el-"):
            return False
        first = name.split()[0]
        if first in self.rules.generic_first and len(name.split()) < 3 and first not in ("A",):
            return False
        return sure or (len(name.split()) > 1 and self.people._looks_a_name(person.name))

    def _unmarked(self, number, found):
        """A statement without quotation marks: the paragraphs that follow "Ann Lee made this statement:"."""
        if not number:
            return None
        previous = self.blocks[number - 1]
        text = previous.text.rstrip()
        if found[number - 1]:
            return None
        person = (
            self._before((previous.start, previous.end), 0, "x " * 20, far=True)
            if text.endswith(":")
            else self._stated(previous)
        )
        if not person or len(self.blocks[number].text) < 40:
            return None
        statement = self.shapes.statement.search(text)
        turn = Turn([], self.people.complete(person), "statement after a colon")
        for ahead in range(number, len(self.blocks)):
            block = self.blocks[ahead]
            if ahead > number and (
                found[ahead] or not (FIRST_PERSON.search(block.text) or (statement and len(block.text) > 60))
            ):
                break
            if ahead > number and self.shapes.verb.search(block.text) and not FIRST_PERSON.search(block.text):
                break
            turn.pieces.append((block.start, block.end))
            turn.blocks.add(ahead)
        return turn

    def _settled(self, turns):
        """Turns without a speaker take the one of the next turn if they run into it, else fall away if short."""
        for turn, following in itertools.pairwise(turns):
            near = min(following.blocks) - max(turn.blocks) <= 1
            if not turn.person and following.person and near and min(following.blocks) != max(turn.blocks):
                turn.person = following.person
        return turns


def patterns_for(rules):
    """The shapes of a language, made once."""
    if rules.code not in _MADE:
        _MADE[rules.code] = _patterns.__wrapped__(rules)
    return _MADE[rules.code]


_MADE = {}
