"""The bodies that a release names: one entry for each, under its fullest name, with every mention."""

import bisect
import re
from dataclasses import dataclass, field

from .evidence import Evidence
from .names import CHAIN, HeadNames, Named, bare, short_form
from .parsed import Confidence, ParsedOrganisation
from .romance import romance_names

FIRM = ("head word", "company ending", "government of", "owner of a unit")
ARTICLE = re.compile(r"^(?:(?:[Tt]he|[Ll][ae]s?|[Ee]l|[Ll]os|[OoAa]s?) |[Ll]['’])(?=[A-ZÀ-Þ])")
LISTED = re.compile(r"(?<=, )(?P<name>[A-Z][A-Z&]{2,11})(?=,| and | et | y )")
USED_AS_BODY = r"(?<!in )(?<!across )(?<!as )(?<!of )(?<!for )\b{}(?:['’]s)?,? (?:has|said|says|announced|will|works?|supports?|provides?|is (?:a|an|the|committed|proud|working)|a |ha |president|CEO|chief|members?|director|spokes)"


@dataclass
class Entry:
    named: Named
    text: str
    short: tuple | None = None
    short_text: str = ""
    mentions: list = field(default_factory=list)


def find_organisations(wording, title, blocks, turns, people, rules, about, contact_names):
    """The organisations of headline and body, in order of their first mention."""
    return _Finder(wording, title, blocks, turns, people, rules, about, contact_names).result()


class _Finder:
    def __init__(self, wording, title, blocks, turns, people, rules, about, contact_names):
        self.wording, self.words, self.rules = wording, wording.words, rules
        self.title, self.blocks, self.people, self.about = title, blocks, people, about
        self.turns, self.contact_names = turns, contact_names
        self.entries, self.by_key = [], {}
        self.counts = {}

    def result(self):
        for named in sorted(self._all(), key=lambda named: (named.start, -named.end)):
            self._add(named)
        self._merge_parts()
        self._mention()
        return [self._parsed(entry) for entry in self.entries]

    def _all(self):
        heads = HeadNames(self.words, self.rules, self.people)
        evidence = Evidence(self.words, self.rules, self.people, None)
        found = []
        for number, block in enumerate(self.blocks):
            found += heads.find(block.start, block.end)
            found += romance_names(self.words, block, self.rules)
            found += evidence.find(block, number == 0)
            found += self._government(block)
            found += self._known(block)
            if number < 3:
                found += [n for n in evidence.subjects(block) if self._is_issuer(n)]
        for turn in self.turns:
            if turn.person and turn.person.role:
                found += evidence.employers(turn.person.role)
        found += self._defined(found, evidence)
        found += self._from_about(evidence)
        found += self._in_lists(found)
        return self._confirmed(self._outermost(found))

    def _outermost(self, found):
        """The names that do not stand within, or across, the name of another body."""
        kept, reach = [], None
        firm = [named for named in found if named.rule in FIRM]
        loose = [named for named in found if named.rule not in FIRM]
        for named in sorted(firm, key=lambda named: (named.start, -named.end)):
            if (
                reach
                and named.end <= reach.end
                and (named.start, named.end) != (reach.start, reach.end)
                and named.rule != "owner of a unit"
            ):
                continue
            kept.append(named)
            reach = named if not reach or named.end > reach.end else reach
        edges = sorted((named.start, named.end) for named in kept)
        starts = [start for start, _ in edges]
        for named in loose:
            at = bisect.bisect_right(starts, named.start) - 1
            before = at >= 0 and edges[at][1] > named.start
            after = at + 1 < len(edges) and edges[at + 1][0] < named.end
            if (not before and not after) or (named.start, named.end) in edges:
                kept.append(named)
        return kept

    def _is_issuer(self, named):
        """A name in the headline that acts in the first paragraphs."""
        text = self.words[named.start : named.end]
        if not self.title or len(text) < 3:
            return False
        if " " not in text and not self._is_proper(text):
            return False
        title = self.title.text.casefold()
        return re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", title) is not None

    def _is_proper(self, text):
        """Whether a single word has its capital in the middle of a sentence too, or more than one."""
        if sum(letter.isupper() for letter in text) > 1:
            return True
        inside = re.compile(rf"[a-zà-ÿ,] {re.escape(text)}(?!\w)")
        return any(inside.search(self.words, block.start, block.end) for block in self.blocks[:40])

    def _government(self, block):
        for match in re.compile(
            rf"(?<!\w)(?:{self.rules.government})(?: |(?<=['’]))[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){{0,3}}"
        ).finditer(self.words, block.start, block.end):
            yield Named(
                match.start(), match.end(), "government of", short_form(self.words, match.end(), block.end)
            )

    def _known(self, block):
        for chain in CHAIN.finditer(self.words, block.start, block.end):
            text = chain[0]
            for name in self._known_in(text):
                if re.search(rf"\bMembers? of (?:the )?{name}", text):
                    continue
                at = chain.start() + re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", text).start()
                yield Named(at, at + len(name), "well-known body")

    def _known_in(self, text):
        parts = text.split()
        if len(parts) == 1:
            return [bare(text)] if bare(text) in self.rules.known else []
        pairs = [f"{one} {other}" for one, other in zip(map(bare, parts), map(bare, parts[1:]), strict=False)]
        found = [pair for pair in pairs if pair in self.rules.known]
        return found or [bare(part) for part in parts if bare(part) in self.rules.known and part.isupper()]

    def _defined(self, found, evidence):
        """A name without a head word that the text shortens, and whose short form acts like a body."""
        taken = {(named.start, named.end) for named in found}
        for block in self.blocks:
            for chain in CHAIN.finditer(self.words, block.start, block.end):
                short = short_form(self.words, chain.end(), block.end)
                if not short or any(start <= chain.start() < end for start, end in taken):
                    continue
                acronym = self.words[short[0] : short[1]]
                following = self.words[short[1] + 1 : short[1] + 14].split()
                if following and bare(following[0]) in self.rules.not_bodies:
                    continue
                acts = re.compile(USED_AS_BODY.format(re.escape(acronym)))
                if any(acts.search(self.words, other.start, other.end) for other in self.blocks[:40]):
                    yield from evidence._named(chain.start(), chain.end(), "defined short form", block.end)

    def _from_about(self, evidence):
        """The body that an "About …" part describes, where headline or body name it."""
        for name in self.about:
            if not evidence.could_be(name):
                continue
            pattern = re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])")
            for block in self.blocks:
                match = pattern.search(self.words, block.start, block.end)
                if match:
                    yield Named(match.start(), match.end(), "about")
                    break

    def _in_lists(self, found):
        """A word in capitals that stands in a list between bodies."""
        edges = {named.end for named in found} | {named.start for named in found}
        for block in self.blocks:
            for match in LISTED.finditer(self.words, block.start, block.end):
                after = self.words[match.end() : match.end() + 10]
                lead = len(after) - len(re.sub(r"^(?:,? and the |,? and |, the |, | et | y )", "", after))
                if match.start() - 2 in edges or match.end() + lead in edges:
                    yield Named(match.start(), match.end(), "list of bodies")

    def _confirmed(self, found):
        """Weak names stay only where the text uses them twice."""
        for named in found:
            if named.weak:
                text = self.words[named.start : named.end]
                if sum(self.words.count(text, block.start, block.end) for block in self.blocks[:60]) < 2:
                    continue
            text = self.words[named.start : named.end]
            if not self.people.is_person(text) and len(text) < 160:
                yield named

    def _key(self, text):
        text = ARTICLE.sub("", text, count=1).casefold().replace("’", "'")
        return re.sub(r"[™®.,]", "", text).strip()

    def _add(self, named):
        text = self.words[named.start : named.end]
        key = self._key(text)
        entry = self.by_key.get(key)
        if not entry:
            entry = Entry(named, text)
            self.entries.append(entry)
            self.by_key[key] = entry
        if named.short and not entry.short:
            entry.short, entry.short_text = named.short, self.words[named.short[0] : named.short[1]]
            self.by_key.setdefault(self._key(entry.short_text), entry)
            if self.by_key[self._key(entry.short_text)] is not entry:
                other = self.by_key[self._key(entry.short_text)]
                if other in self.entries and other is not entry:
                    self.entries.remove(other)
                self.by_key[self._key(entry.short_text)] = entry

    def _merge_parts(self):
        """A name that is the beginning or end of a longer one, or its initials, is the same body."""
        longest = sorted(self.entries, key=lambda entry: -len(entry.text))
        by_edge, initials = {}, {}
        for entry in longest:
            parts = self._key(entry.text).split()
            for size in range(1, len(parts)):
                by_edge.setdefault(" ".join(parts[:size]), entry)
                by_edge.setdefault(" ".join(parts[-size:]), entry)
            capitals = "".join(part[0] for part in re.findall(r"[A-ZÀ-Þ]\w*", entry.text))
            if len(capitals) > 2:
                initials.setdefault(capitals, entry)
        kept = []
        for entry in self.entries:
            whole = by_edge.get(self._key(entry.text)) or (
                initials.get(entry.text.replace(".", "")) if entry.text.isupper() else None
            )
            if whole and whole is not entry and self._same_body(entry, whole):
                self.by_key[self._key(entry.text)] = whole
                if entry.short and not whole.short:
                    whole.short, whole.short_text = entry.short, entry.short_text
                continue
            kept.append(entry)
        self.entries = kept

    def _same_body(self, part, whole):
        """Not "Harvard University" and "Harvard University Press", but "Acme" and "Acme Holdings, LLC"."""
        more = self._heads_in(whole.text) > self._heads_in(part.text) > 0
        if more and self._key(whole.text).startswith(self._key(part.text)):
            return False
        if whole.text.startswith(part.text) or self._key(whole.text).startswith(self._key(part.text)):
            last = bare(part.text.split()[-1])
            return last not in self.rules.heads or whole.named.rule == "company ending"
        return True

    def _heads_in(self, text):
        return sum(bare(word) in self.rules.heads for word in text.split())

    def _mention(self):
        """Every place where a form of an entry's name stands, in headline and body."""
        forms = {}
        for key, entry in self.by_key.items():
            if entry in self.entries and key:
                forms.setdefault(key.split()[0], []).append((key, entry))
        stretches = [(block.start, block.end) for block in self.blocks]
        for start, end in stretches:
            text = self.words[start:end].casefold().replace("’", "'")
            if len(text) != end - start:
                continue
            for word in re.finditer(r"[^\s(\"“‘,.;:]+", text):
                candidates = forms.get(word[0]) or forms.get(re.sub(r"(?:'s|[™®.,)\]”\"]+)$", "", word[0]))
                for key, entry in candidates or ():
                    if (
                        text.startswith(key, word.start())
                        and not text[word.start() + len(key) : word.start() + len(key) + 1].isalnum()
                    ):
                        entry.mentions.append(
                            self.wording.span(start + word.start(), start + word.start() + len(key))
                        )

    def _parsed(self, entry):
        sure = entry.named.rule in (
            "head word",
            "company ending",
            "government of",
            "well-known body",
            "stock exchange",
        )
        confidence = Confidence.FOUND if sure or entry.short else Confidence.CHECK
        name = self.wording.value(entry.named.start, entry.named.end, entry.named.rule, confidence)
        short = self.wording.value(*entry.short, "short form in brackets") if entry.short else None
        mentions = tuple(sorted({*entry.mentions, *name.spans}))
        return ParsedOrganisation(name=name, short_name=short, mentions=mentions)
