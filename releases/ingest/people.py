"""The persons of a release: the full name for a surname, the function that another sentence gives."""

import re
from dataclasses import replace

from .naming import COURTESY, NAME_WORD, OWNED, PARTY, PREPOSITIONS, TOKEN, Naming, Person, bare

PARTICLE = (
    r"(?:(?:de la|de los|van der|van den|von der|de|da|do|dos|das|del|van|von|bin|ibn|al|el|ben|di|du|ter) )"
)
CHAIN = re.compile(rf"(?<![\w’'-]){NAME_WORD}(?: {PARTICLE}?{NAME_WORD}){{1,7}}")
MENTION = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]+(?=,? (?:[a-z]|the|who))")
END_OF_ROLE = re.compile(r",? ?(?:,|\.|;|\b(?:said|says|has|is|was|will|today)\b)")
BEFORE_COMMA = re.compile(r"[^,.;:!?“”\"«»]{4,140}, $")
JOINS = re.compile(r"(?:and|of|for|in|on|the|at|de|du|et|y|e|la|le|à|da|do|del|para|pour)\b")
FULL_NAME = f"{NAME_WORD} {NAME_WORD}"
HELD = (
    r"(?<!\w)(?P<role>OFFICE(?: (?:for|of|des|de la|de|du|da|do) [^,.;:\n]{2,60}?)?),? "
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|the|The|Hon|Honourable|Senator|M|Mme|Sra?|Dra?)\.? ){0,3}"
    rf"(?P<name>{FULL_NAME})"
)
MOST_OFFICES = 30
LEADING = ("Acting", "Federal", "State", "Former", "Deputy", "Assistant")
MOST_MENTIONS = 6  # of one surname that are looked at, so that the work stays in proportion to the text


class People:
    """The persons of one release; `rules` are its language's words."""

    def __init__(self, words, blocks, rules):
        self.words, self.rules = words, rules
        self.naming = Naming(words, rules)
        self.by_surname, self.speaker_words, self._holders = {}, set(), {}
        self._extent = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
        for block in blocks:
            for chain in CHAIN.finditer(words, block.start, block.end):
                found = self.by_surname.setdefault(bare(chain[0].rsplit(" ", 1)[-1]), [])
                if len(found) < MOST_MENTIONS:
                    found.append((chain.start(), chain.end(), block))

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
        """A name in the running text with the title before it or the function behind it."""
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

    def _role_behind(self, end, block):
        """The function in "Ann Lee, chair of the Trust, has …", or None."""
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
        first = next((n for n, token in enumerate(tokens) if self.naming.is_role(token[0])), None)
        if first is None or any(token[0] in ("said", "says", "who", "that") for token in tokens[first:]):
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
            held = re.compile(HELD.replace("OFFICE", re.escape(office)))
            found = held.search(self.words, *self._extent)
            self._holders[office] = Person(found.span("name"), found.span("role")) if found else None
        return self._holders.get(office)

    def last_in(self, block, end):
        """The last person in a block whom a title or function introduces, or whose surname is known."""
        for word in reversed(list(MENTION.finditer(self.words, max(block.start, end - 600), end))):
            for place in self.by_surname.get(bare(word[0]), [])[:2]:
                found = self._introduced(*place)
                if found:
                    return found
        for chain in reversed(list(CHAIN.finditer(self.words, max(block.start, end - 600), end))):
            found = self._introduced(chain.start(), chain.end(), block)
            if found:
                return found
        return None

    def _introduced(self, start, end, block):
        """The person, if the text says who that is: a function or "Mr" beside the name."""
        found = self._in_context(start, end, block)
        if not found:
            return None
        before = self.words[max(0, found.name[0] - 12) : found.name[0]].split()
        return found if found.role or (before and bare(before[-1]) in COURTESY - {"the"}) else None
