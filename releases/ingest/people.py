"""The persons of a release: the full name for a surname, the function that another sentence gives."""

import bisect
import re
from dataclasses import replace

from .naming import AFTER_NAME, COURTESY, NAME_WORD, OWNED, PARTY, PREPOSITIONS, TOKEN, Naming, Person, bare
from .saying import SENTENCE_STOP

PARTICLE = (
    r"(?:(?:de la|de los|van der|van den|von der|de|da|do|dos|das|del|van|von|bin|ibn|al|el|ben|di|du|ter) )"
)
CHAIN = re.compile(rf"(?<![\w’'-]){NAME_WORD}(?: {PARTICLE}?{NAME_WORD}){{1,7}}")
MENTION = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]+(?=,? (?:[a-z]|the|who))")
AS_ROLE = re.compile(r" as (?:its |the |our |their )?(?:new )?(?P<role>[A-Z][^,.;:]{3,60})")
WHO = re.compile(r"[\w’'-]+, who\b")
END_OF_ROLE = re.compile(r",? ?(?:,|\.|;|\b(?:said|says|has|is|was|will|today)\b)")
SHARED = re.compile(
    rf"(?<!\w)(?P<title>[A-ZÀ-Þ]\w+s\b\.?) (?:{NAME_WORD}(?: {NAME_WORD}){{0,3}}(?: ?\([^()]{{1,12}}\)|"
    rf", [A-Z]-[\w.]+,?)?"
    r"(?:, (?:and |et |y |e )?| and | et | y | e )){1,4}$"
)
BEFORE_COMMA = re.compile(r"[^,.;:!?“”\"«»]{4,140}, $")
JOINS = re.compile(r"(?:and|of|for|in|on|the|at|de|du|et|y|e|la|le|à|da|do|del|para|pour)\b")
FULL_NAME = f"{NAME_WORD} {NAME_WORD}"
HELD_BEFORE = (
    r"(?<!\w)(?P<role>OFFICE(?: (?:for|of|des|de la|de|du|da|do) [^,.;:\n]{2,60}?)?),? "
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|the|The|Hon|Honourable|Senator|Shri|Smt|M|Mme|Sra?|Dra?)\.? ){0,3}"
    rf"(?P<name>{FULL_NAME})"
)
HELD_BEHIND = (
    rf"(?<!\w)(?P<name>{FULL_NAME}), (?:the |le |la |l['’]|el |o |a )?"
    r"(?P<role>OFFICE(?: (?:of|for|des|de la|de|du|da|do) [^,.;:\n]{2,60}?)?)(?=[,.;]| (?:and|et|y|e|said|"
    r"a|ha) )"
)
MOST_OFFICES = 30
NEAR = 20_000  # characters in which the holder of an office is looked for
LEADING = ("Acting", "Federal", "State", "Former", "Deputy", "Assistant")
MOST_MENTIONS = 6  # of one surname that are looked at, so that the work stays in proportion to the text


class People:
    """The persons of one release; `rules` are its language's words."""

    def __init__(self, words, blocks, rules):
        self.words, self.rules = words, rules
        self.naming = Naming(words, rules)
        self.by_surname, self.speaker_words, self._holders = {}, set(), {}
        self._contexts = {}  # {where a name stands: the person, as the words beside it say}
        self._extent = (blocks[0].start, min(blocks[-1].end, blocks[0].start + NEAR)) if blocks else (0, 0)
        for block in blocks:
            for chain in CHAIN.finditer(words, block.start, block.end):
                parts = chain[0].split()
                while len(parts) > 2 and parts[-1] in AFTER_NAME:
                    parts.pop()
                found = self.by_surname.setdefault(bare(parts[-1]), [])
                if len(found) < MOST_MENTIONS:
                    found.append((chain.start(), chain.start() + len(" ".join(parts)), block))

    def note_speaker(self, name):
        """Remembers the words of a speaker's name, so that they are not taken for a body."""
        self.speaker_words.update(bare(part) for part in self.words[name[0] : name[1]].split())

    def is_person(self, text):
        """Whether these words are the name, or part of the name, of someone who speaks."""
        return all(bare(part) in self.speaker_words for part in text.split())

    def same(self, one, other):
        """Whether two names can be one person's: the words of one are among the other's."""
        first = {bare(word) for word in self.words[one[0] : one[1]].split()}
        second = {bare(word) for word in self.words[other[0] : other[1]].split()}
        return first <= second or second <= first

    def complete(self, person):
        """The person under the fullest form of the name in the text, with a role from there if none yet."""
        if not person or not person.name or not person.named or self.rules.code == "ar":
            return person
        full = person.name
        parts = self.words[full[0] : full[1]].split()
        size = len(parts)
        for start, end, block in self.by_surname.get(bare(parts[-1]), []):
            found = self._in_context(start, end, block)
            if not found:
                continue
            length = len(self.words[found.name[0] : found.name[1]].split())
            if size == 1 and length > 1:
                full, size = found.name, length
            elif not self.same(full, found.name):
                continue
            if found.role and (not person.role or self._says_more(found.role, person.role)):
                person = replace(person, role=found.role)
        return replace(person, name=full)

    def _says_more(self, role, known):
        """Whether a role says more than the title "Senator" that is known."""
        title, told = self.words[known[0] : known[1]], self.words[role[0] : role[1]].casefold()
        return " " not in title and self.naming.is_title(title) and " " in told and bare(title) not in told

    def _in_context(self, start, end, block):
        """A name in the running text with the title before it or the function behind it; read once."""
        if start not in self._contexts:
            self._contexts[start] = self._read_in_context(start, end, block)
        return self._contexts[start]

    def _read_in_context(self, start, end, block):
        shared = self._shared_title(start, block)
        if shared:
            return Person((start, end), shared)
        begin = self._back_over_title(start, end, block)
        end -= 2 if self.words[start:end].endswith(OWNED) else 0
        name, role = self.naming.split(begin, end)
        if not name:
            return None
        stated = self._role_before_comma(begin, block)
        short = not role or " " not in self.words[role[0] : role[1]] or not self.naming.has_role_word(role)
        if stated and short:
            return Person(name, stated)
        if not role:
            return Person(name, self._role_behind(end, block))
        titles = self.words[role[0] : role[1]].split()
        if not self.naming.has_role_word(role) and not any(map(self.naming.is_title, titles)):
            role = None
        return Person(name, role)

    def _shared_title(self, start, block):
        """The title in "Senators Ann Lee (R-ME) and Ben Roy" for the second name, or None."""
        if not self.words[max(0, start - 5) : start].endswith((" and ", " et ", " y ", " e ", ", ")):
            return None
        shared = SHARED.search(self.words, max(block.start, start - 100), start)
        plural = shared and bare(shared["title"])
        if (
            not plural
            or plural not in self.rules.roles | self.rules.honorifics
            or plural in self.rules.single_roles
        ):
            return None
        return shared.span("title")

    def _role_behind(self, end, block):
        """The function in "Ann Lee, chair of the Trust, has …" or "Ann Lee as chair", or None."""
        named = AS_ROLE.match(self.words, end, block.end)
        if named and self.naming.has_role_word(named.span("role")):
            return named.span("role")
        if self.words[end : end + 1] != "," and not PARTY.match(self.words, end, block.end):
            return None
        stop = END_OF_ROLE.search(self.words, end + 2, min(block.end, end + 120))
        role = self.naming.role_in(self.naming.behind(end, stop.start())) if stop else None
        return role if role and self.naming.has_role_word(role) else None

    def _role_before_comma(self, start, block):
        """The function in "The chair of the Growers' Union, Mr Lee", or None."""
        lead = BEFORE_COMMA.search(self.words, max(block.start, start - 145), start)
        if not lead:
            return None
        tokens = list(TOKEN.finditer(self.words, lead.start(), start - 2))
        verb = max((n for n, token in enumerate(tokens) if token[0] in self.rules.no_title), default=-1)
        first = next((n for n in range(verb + 1, len(tokens)) if self.naming.is_role(tokens[n][0])), None)
        if first is None or any(token[0] in ("said", "says", "who", "that") for token in tokens):
            return None
        while first and tokens[first - 1][0][0].isupper() and self._may_lead(tokens[first - 1][0]):
            first -= 1
        return tokens[first].start(), start - 2

    def _may_lead(self, token):
        return token not in self.rules.generic_first or token in LEADING

    def _back_over_title(self, start, end, block):
        """Where the title before a name begins: capitals, roles and the small words between them."""
        window = max(block.start, start - 120)
        tokens = list(re.finditer(r"\S+", self.words[window:start]))
        begin = start
        for number, token in enumerate(reversed(tokens)):
            text = token[0]
            role = self.naming.is_role(text) or self.naming.is_title(text)
            if text[-1] in ',;:.!?”"»)' and not self.naming.is_title(text):
                break
            joins = text.casefold() in PREPOSITIONS and number < len(tokens) - 1
            before = tokens[max(0, len(tokens) - number - 2)][0]
            if text in ("and", "&", "et", "y", "e") and self._is_second(begin, end, before):
                break
            if not (text[0].isupper() or role or joins):
                break
            if text[0].isupper() and not role and not self._may_lead(text):
                break
            begin = window + token.start()
        while begin < start and JOINS.match(self.words, begin, start):
            begin = self.words.index(" ", begin) + 1
        return begin

    def _is_second(self, begin, end, before):
        """Whether "and" parts two persons: a title of its own stands behind it, and no title before it."""
        return self.naming.has_role_word((begin, end)) and not self.naming.is_role(before)

    def holder(self, office):
        """The person who holds an office that a text then calls by the office alone, or None."""
        if office not in self._holders and len(self._holders) < MOST_OFFICES:
            shapes = [
                re.compile(one.replace("OFFICE", re.escape(office))) for one in (HELD_BEFORE, HELD_BEHIND)
            ]
            held = (shape.search(self.words, *self._extent) for shape in shapes)
            found = next(filter(None, held), None)
            self._holders[office] = Person(found.span("name"), found.span("role")) if found else None
        return self._holders.get(office)

    def last_in(self, block, end, other=frozenset()):
        """The first person in the last sentence that names one, as the subject of a sentence is whom "she"
        means next; a person with a title among `other`, those of the other sex, is passed over.
        """
        start = max(block.start, end - 600)
        named = [(match.start(), None) for match in MENTION.finditer(self.words, start, end)]
        named += [match.span() for match in CHAIN.finditer(self.words, start, end)]
        stops = [match.end() for match in SENTENCE_STOP.finditer(self.words, start, end)]
        order = sorted(named, key=lambda place: (-bisect.bisect_right(stops, place[0]), place[0]))
        for begin, finish in order:
            found = self._introduced(begin, finish, block) if finish else self._mentioned(begin)
            if found and not self._titles_before(found) & other:
                return found
        return None

    def _mentioned(self, start):
        """The person whose surname alone stands here."""
        surname = bare(MENTION.match(self.words, start)[0])
        places = (self._introduced(*place) for place in self.by_surname.get(surname, [])[:2])
        found = next(filter(None, places), None)
        if not found and surname in self.by_surname and WHO.match(self.words, start):
            begin, finish, _ = self.by_surname[surname][0]
            return Person((begin, finish))
        return found

    def _titles_before(self, person):
        return {bare(word) for word in self.words[max(0, person.name[0] - 12) : person.name[0]].split()}

    def _introduced(self, start, end, block):
        """The person, if the text says who that is: a function or "Mr" beside the name."""
        found = self._in_context(start, end, block)
        if not found or not self.rules.heads.isdisjoint(self.words[slice(*found.name)].split()):
            return None  # nobody, or a body
        return found if found.role or self._titles_before(found) & (COURTESY - {"the"}) else None
