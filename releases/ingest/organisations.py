"""The bodies that the headline and the text of a release name."""

import bisect
import re
from collections import Counter
from dataclasses import replace
from itertools import chain

from .evidence import Evidence
from .head_names import HeadNames
from .listed import Lists
from .marks import lower_share
from .names import Named, bare, short_form
from .parsed import Confidence, ParsedOrganisation
from .register import Register
from .romance import romance_names
from .wording import Block

# Rules that go by the name itself; the others go by the sentence around it.
FIRM = frozenset(("head word", "company ending", "government of", "owner of a unit"))
SURE = FIRM | {"well-known body", "stock exchange"}
ACTS = (
    r"(?<!in )(?<!across )(?<!as )(?<!of )(?<!for )\b{}(?:['’]s)?,? (?:has|said|says|announced|will|works?|"
    r"supports?|"
    r"provides?|is (?:a|an|the|committed|proud|working)|a |ha |president|CEO|chief|members?|director|spokes)"
)
# At the head of a sentence, without the article that other nouns of these languages need.
ACTS_FIRST = r"(?:^|[.!?:\n] ?){}(?:,| [a-zà-ÿ])"
BESIDE = re.compile(r"[A-ZÀ-Þ][\w’'-]* $")
COUNTRY = re.compile(r"(?<=of )(?!the )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*|(?<=of the )[A-Z].*")
MOST_ABOUT = 12
MOST_SHORT = 200  # short forms that are looked for, so that the work stays in proportion to the text
SENTENCE = 0.45  # of the words of a headline begin small
NEAR = 20_000  # characters of text in which a short form must act


def find_organisations(wording, headline, blocks, turns, people, rules, about):
    """The organisations of headline and body, in order of their first mention; `headline` is its place."""
    finder = _Finder(wording.words, headline, blocks, people, rules)
    register = Register(wording.words, rules)
    for named in sorted(finder.find(turns, about), key=lambda named: (named.start, -named.end)):
        register.add(named)
    for named in finder.in_headline():
        register.add(named)
    register.merge()
    register.note_mentions(blocks, wording.span)
    return [_parsed(wording, entry) for entry in register.entries]


def _parsed(wording, entry):
    named = entry.named
    confidence = Confidence.FOUND if named.rule in SURE or entry.short else Confidence.CHECK
    name = wording.value(named.start, named.end, named.rule, confidence)
    short = wording.value(*entry.short, "short form") if entry.short else None
    return ParsedOrganisation(name, short, mentions=tuple(sorted({*entry.mentions, *name.spans})))


class _Finder:
    def __init__(self, words, headline, blocks, people, rules):
        self.words, self.blocks, self.people, self.rules = words, blocks, people, rules
        self.place = headline or (0, 0)
        self.headline = words[slice(*self.place)]
        self.title, self.shouted = self.headline.casefold(), self.headline.isupper()
        self.heads = HeadNames(words, rules, people)
        self.evidence = Evidence(words, rules, people)
        self.lists = Lists(words, rules, self.evidence)
        self.acts = ACTS if rules.code == "en" else rf"{ACTS}|{ACTS_FIRST}"

    def find(self, turns, about):
        """Every name of a body, each place by itself."""
        found = []
        for number, block in enumerate(self.blocks):
            found += self._by_name(block)
            found += self.evidence.find(block)
            if number < 3:
                found += [named for named in self.evidence.subjects(block) if self._is_issuer(named)]
        for turn in turns:
            if turn.person and turn.person.role:
                found += self.evidence.employers(turn.person.role)
        found += self._shortened(found)
        found += self._described(about)
        found += self.lists.beside(found, self.blocks)
        return self._believed(_outermost(found))

    def in_headline(self):
        """The names in a headline that is written as a sentence; one in capitals parts no names."""
        if lower_share(self.headline) > SENTENCE:
            block = Block(*self.place, self.headline, False)
            return self._believed(_outermost(list(self._by_name(block))))
        return ()

    def _by_name(self, block):
        yield from self.heads.find(block)
        yield from romance_names(self.words, block, self.rules)
        yield from self._governments(block)
        yield from self._well_known(block)

    def _is_issuer(self, named):
        """A name in the headline that acts in the first paragraphs."""
        text = self.words[named.start : named.end]
        if len(text) < 3 or (" " not in text and not self._is_proper(text)):
            return False
        headline = self.title if self.shouted else self.headline
        text = text.casefold() if self.shouted else text
        return (
            re.search(rf"(?<!\w)(?<!\bin )(?<!\ben )(?<!\bem ){re.escape(text)}(?!\w)", headline) is not None
        )

    def _is_proper(self, text):
        """Whether a single word has its capital in the middle of a sentence too, or more than one."""
        if sum(letter.isupper() for letter in text) > 1:
            return True
        inside = re.compile(rf"[a-zà-ÿ,] {re.escape(text)}(?!\w)")
        return inside.search(self.words, self.blocks[0].start, self.blocks[-1].end) is not None

    def _governments(self, block):
        for match in self.rules.government.finditer(self.words, block.start, block.end):
            short = short_form(self.words, match.end(), block.end) or self._acting_country(match[0])
            yield Named(*match.span(), "government of", short)

    def _acting_country(self, name):
        """The country that stands for its government at the head of the headline, or None."""
        country = COUNTRY.search(name)
        at = self.words.find(country[0], 0, self.blocks[0].start) if country else -1
        acts = at >= 0 and self.title.startswith(country[0].casefold() + " ")
        return (at, at + len(country[0])) if acts else None

    def _well_known(self, block):
        """Bodies that texts name without ever spelling them out."""
        first = self.rules.known_name.match(self.words, block.start, block.end)
        later = self.rules.well_known.finditer(self.words, block.start, block.end)
        for match in chain([first] if first else [], later):
            name, (start, end) = match["name"], match.span("name")
            after = self.words[end : end + 2]
            beside = BESIDE.search(self.words, max(block.start, start - 30), start)
            longer = beside or (after[:1] == " " and after[1:].isupper())
            if name.isupper() or " " in name or not longer:
                yield Named(start, end, "well-known body")

    def _shortened(self, found):
        """A name without a head word that the text shortens, and whose short form acts like a body."""
        taken, acting = {named.start for named in found}, {}
        for start, end, block in self.heads.defined:
            short = short_form(self.words, end, block.end)
            if not short or start in taken:
                continue
            following = self.words[short[1] + 1 : short[1] + 14].split()
            if following and bare(following[0]) in self.rules.not_bodies:
                continue
            name = self.words[short[0] : short[1]]
            if name not in acting and len(acting) < MOST_SHORT:
                acts = re.compile(self.acts.replace("{}", re.escape(name)))
                until = min(block.start + NEAR, self.blocks[-1].end)
                acting[name] = bool(acts.search(self.words, block.start, until))
            if acting.get(name):
                yield from self.evidence.named(start, end, "defined short form", block.end)

    def _described(self, about):
        """The bodies that "About …" parts describe, where headline or body name them."""
        for name in about[:MOST_ABOUT]:
            if not self.evidence.could_be(name) or not self.blocks:
                continue
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            match = pattern.search(self.words, self.blocks[0].start, self.blocks[-1].end)
            if match:
                yield Named(*match.span(), "about")

    def _believed(self, found):
        """Weak names only where the text uses them twice, and nobody who speaks; a board is its body."""
        for n, named in enumerate(found):
            board = self.rules.board_of.match(self.words, named.start, named.end)
            if board:
                found[n] = replace(named, start=board.end())
        counts = Counter(self.words[named.start : named.end] for named in found if named.weak)
        for named in found:
            text = self.words[named.start : named.end]
            if (not named.weak or counts[text] > 1) and len(text) < 160 and not self.people.is_person(text):
                yield named


def _outermost(found):
    """The names that do not stand within, or across, the name of another body."""
    kept, reach = [], None
    for named in sorted((n for n in found if n.rule in FIRM), key=lambda named: (named.start, -named.end)):
        same = reach and (named.start, named.end) == (reach.start, reach.end)
        if reach and named.end <= reach.end and not same and named.rule != "owner of a unit":
            continue
        kept.append(named)
        reach = named if not reach or named.end > reach.end else reach
    edges = sorted((named.start, named.end) for named in kept)
    starts, places = [start for start, _ in edges], set(edges)
    for named in found:
        if named.rule in FIRM:
            continue
        at = bisect.bisect_right(starts, named.start) - 1
        across = at >= 0 and edges[at][1] > named.start
        across = across or (at + 1 < len(edges) and edges[at + 1][0] < named.end)
        if not across or (named.start, named.end) in places:
            kept.append(named)
    return kept
