"""Persons as releases name them: title before the name, function after it, the surname alone later on."""

import re
from dataclasses import dataclass, replace

# Tokens of a name and the small words within one.
NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞŠŽŁĆČŚ](?:[\w'’-]*\w)?|[A-Z]\.(?:[A-Z]\.)*)"
PARTICLES = frozenset(
    ["de", "da", "do", "dos", "das", "del", "la", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ben", "di", "du", "le", "ter", "y", "e", "st.", "dos"]
)
PARTICLE = (
    r"(?:(?:de la|de los|van der|van den|von der|de|da|do|dos|das|del|van|von|bin|ibn|al|el|ben|di|du|ter) )"
)
CHAIN = re.compile(rf"(?<![\w’'-]){NAME_WORD}(?: {PARTICLE}?{NAME_WORD}){{1,7}}")
NAME_OF = re.compile(
    rf"(?P<name>{NAME_WORD} {NAME_WORD}(?: {NAME_WORD})?) (?:of|from|du|de la|del|da) (?:the )?(?=[A-ZÀ-Þ])"
)
TOKEN = re.compile(r"[^\s,]+")
COURTESY = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "m", "mme", "mlle", "me", "sr", "sra", "don", "doña", "dra", "the", "hon", "rt"]
)
DETERMINERS = frozenset(["the", "a", "an", "our", "le", "la", "l’", "l'", "el", "o", "a", "os", "os", "les", "un", "une", "its", "their", "his", "her", "by"])
PREPOSITIONS = frozenset(
    ["of", "for", "de", "du", "des", "del", "da", "do", "dos", "das", "pour", "para", "at", "in", "on", "and", "&", "et", "y", "e", "la", "le", "the", "à", "of"]
)
CUT_ROLE = re.compile(
    r"(?:,? (?:who|whose|whom|which|qui|dont|que|quien|in an? |in the |during|today|yesterday|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"at a |at the (?:launch|event|opening|conference|announcement)|after |before |when |while |as (?:he|she|they) |adding|speaking|"
    r"dans un|lors d|en un|durante|em (?:nota|comunicado)|told |following |outside |welcoming |commenting )| (?:said|says|stated)\b|[;:]| [–—-]+ )",
    re.IGNORECASE,
)
NOT_A_ROLE = re.compile(
    r"(?:who|whose|which|and|adding|during|after|before|at|in|on|when|as|while|qui|dont|lors|avant|après|que|today|referring|speaking|"
    r"from|a|ont|est|ha|has|have|is|was|will|had|foi|é|fue|welcoming|commenting|announcing|but|pointing|noting|if|because|[RDIL]-[A-Z]|\d+\b|Jr|Sr|III?)\b",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(
    r"(?:, ?(?:Ph\.?D\.?|M\.?D\.?|MP|MEP|MSP|QC|KC|SC|AO|AM|AC|OAM|OBE|MBE|CBE|Jr\.?|Sr\.?|III?|Esq\.?|R\.?N\.?|MPH|MBA|CPA|J\.?D\.?|FRS|DBE|CEng))+(?![\w.])"
)
PARTY = re.compile(r" ?\([RDI][-–—][^()]{1,20}\)|,? ?\b[RDI]-[A-Z][A-Za-z.]+,?")


@dataclass(frozen=True)
class Person:
    """Places in `words` of a speaker's name and role; `named` is False for "the delegation"."""

    name: tuple | None = None
    role: tuple | None = None
    named: bool = True


class People:
    """The persons of one release; `rules` are its language's words."""

    def __init__(self, words, blocks, rules):
        self.words, self.rules = words, rules
        self.by_surname, self.speaker_words = {}, set()
        for block in blocks:
            for chain in CHAIN.finditer(words, block.start, block.end):
                last = self._bare(chain[0].rsplit(" ", 1)[-1])
                self.by_surname.setdefault(last, [])
                if len(self.by_surname[last]) < 6:
                    self.by_surname[last].append((chain.start(), chain.end(), block))

    @staticmethod
    def _bare(token):
        token = token.casefold().rstrip(".,")
        return token[:-2] if token.endswith(("'s", "’s")) else token

    def _is_role(self, token):
        bare = self._bare(token)
        return bare in self.rules.roles or (bare.rsplit("-", 1)[-1] in self.rules.roles and "-" in bare)

    def _is_title(self, token):
        return self._bare(token) in self.rules.honorifics

    def read(self, start, end):
        """The person whom a stretch names: "Ann Lee, chair of the Trust", "Trust chair Ann Lee"."""
        words = self.words
        while start < end and words[start] in ' ,.–—-:“"':
            start += 1
        while end > start and words[end - 1] in " ,:–—-":
            end -= 1
        if self.rules.code == "ar":
            return self._read_arabic(start, end)
        head_end = self._head_end(start, end)
        name, role = self.split(start, head_end)
        rest = self._rest(head_end, end)
        if (
            name
            and rest
            and role
            and " " not in self.words[name[0] : name[1]]
            and not self._is_title(self.words[start:head_end].split()[0])
        ):
            later, _ = self.split(rest[0], self._head_end(rest[0], end))
            if later and self._looks_a_name(later) and not self._has_role_word(rest):
                return Person(later, (role[0], name[1]))
        if not name and rest and role:
            later_end = self._head_end(rest[0], end)
            later, _ = self.split(rest[0], later_end)
            if later and self._looks_a_name(later):
                return Person(later, role)
        if not name:
            return None
        after = self._role_after(rest)
        if after and (not role or self._has_role_word(after) or not self._has_role_word(role)):
            role = after
        return Person(name, role)

    def _head_end(self, start, end):
        """The end of the words up to the first comma or bracket."""
        stop = re.compile(r",| \(| [–—-] ").search(self.words, start, end)
        return stop.start() if stop else end

    def _rest(self, head_end, end):
        """What follows the name: behind a comma, a dash or in brackets."""
        at = head_end
        for _ in range(4):
            skipped = CREDENTIAL.match(self.words, at, end) or PARTY.match(self.words, at, end)
            if not skipped or skipped.end() == at:
                break
            at = skipped.end()
        lead = re.compile(r"[\s,(–—-]*").match(self.words, at, end).end()
        return (lead, end) if lead < end else None

    def _role_after(self, rest):
        if not rest:
            return None
        start, end = rest
        if self.words[start - 1] == "(":
            close = self.words.find(")", start, end)
            end = close if close > 0 else end
        if NOT_A_ROLE.match(self.words, start, end):
            return None
        cut = CUT_ROLE.search(self.words, start, end)
        end = cut.start() if cut else end
        while end > start and self.words[end - 1] in " ,.;:–—-":
            end -= 1
        article = re.compile(r"(?:(?:the|an|a|le|la|el|o) |l['’])(?=\S)").match(self.words, start, end)
        if article and self._has_role_word((start, end)):
            start = article.end()
        size = len(self.words[start:end].split())
        return (start, end) if 0 < size <= 30 and end - start > 1 else None

    def _has_role_word(self, place):
        return any(self._is_role(token[0]) for token in TOKEN.finditer(self.words, *place))

    def split(self, start, end):
        """(name, role) of words without a comma: the run of capitals at the end is the name."""
        tokens = list(TOKEN.finditer(self.words, start, end))
        while tokens and self._bare(tokens[0][0]) in DETERMINERS and len(tokens) > 1:
            tokens = tokens[1:]
        if not tokens or len(tokens) > 30:
            return None, None
        first = NAME_OF.match(self.words, tokens[0].start(), end)
        if first and not any(
            self._is_role(token) or self._is_title(token) for token in first["name"].split()
        ):
            return first.span("name"), None
        last = -1
        for number, _token in enumerate(tokens):
            if self._breaks_name(tokens, number):
                last = number
        run = tokens[last + 1 :]
        before = tokens[last] if last >= 0 else None
        if before and self._bare(before[0]) in PREPOSITIONS and not self._is_role(before[0]):
            # "Minister for Foreign Affairs Ann Lee": portfolio and name stand side by side.
            run = run[-2:] if len(run) > 2 else []
        elif len(run) > 4:
            run = run[-3:] if self._bare(run[-2][0]) in PARTICLES or len(run[-2][0]) < 3 else run[-2:]
        while run and self._bare(run[0][0]) in self.rules.areas and len(run) > 2:
            run = run[1:]
        if (
            run
            and any(token[0] in self.rules.heads or token[0] in self.rules.endings for token in run)
            and (last >= 0 or len(run) > 2)
        ):
            run = []
        role_tokens = tokens[: len(tokens) - len(run)]
        while role_tokens and self._bare(role_tokens[-1][0]) in COURTESY:
            role_tokens = role_tokens[:-1]
        while role_tokens and self._bare(role_tokens[0][0]) in COURTESY:
            role_tokens = role_tokens[1:]
        role = (role_tokens[0].start(), role_tokens[-1].end()) if role_tokens else None
        name = (run[0].start(), run[-1].end()) if run else None
        if role and not any(
            self._is_role(token[0]) or self._is_title(token[0]) or token[0][0].islower()
            for token in role_tokens
        ) and (not run or len(run) < 2):
            return (role_tokens[0].start(), tokens[-1].end()), None
        return name, role

    def _breaks_name(self, tokens, number):
        """Whether a word is part of a title and not of a name."""
        token = tokens[number][0]
        if self._is_role(token) or (self._is_title(token) and (token[0].isupper() or token.endswith("."))):
            return True
        if token[0].isupper() or not token[0].isalpha():
            return token[0].isdigit() or token == "&" or token.endswith(("'s", "’s"))
        following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
        before = number - 1
        while before >= 0 and tokens[before][0] in PARTICLES:
            before -= 1
        if before < 0 or self._is_role(tokens[before][0]):
            return not token.startswith(("al-", "el-", "d’", "d'"))
        between = number > 0 and tokens[number - 1][0][0].isupper() and following[:1].isupper()
        if token in PARTICLES and following.casefold() in PARTICLES:
            return not (
                number > 0 and tokens[number - 1][0][0].isupper() and not self._is_role(tokens[number - 1][0])
            )
        if token.startswith(("al-", "el-", "d’", "d'")):
            return False
        return not (
            token in PARTICLES
            and (between or tokens[number - 1][0] in PARTICLES)
            and not self._is_role(tokens[number - 1][0])
        )

    def _looks_a_name(self, place):
        text = self.words[place[0] : place[1]]
        parts = text.split()
        return (
            1 < len(parts) < 6
            and all(part[0].isupper() or part in PARTICLES for part in parts)
            and not any(part in self.rules.heads for part in parts)
        )

    def _read_arabic(self, start, end):
        parts = list(re.finditer(r"[^،,]+", self.words[start:end]))
        if not parts:
            return None
        head = list(re.finditer(r"\S+", parts[0][0]))
        titles = [n for n, token in enumerate(head) if token[0].rstrip(".") in self.rules.honorifics]
        if titles:
            cut = titles[-1] + 1
            role = (start, start + head[titles[0]].start()) if titles[0] else None
        elif head and head[0][0] in self.rules.roles:
            cut = max(1, len(head) - 2)
            role = (start, start + head[cut].start()) if cut < len(head) else None
        else:
            cut, role = 0, None
        names = head[cut : cut + 4]
        if not names:
            return None
        name = (start + names[0].start(), start + names[-1].end())
        if len(parts) > 1 and not role:
            role = (start + parts[1].start() + 1, start + parts[1].end())
        return Person(name, role)

    def complete(self, person):
        """The person under the fullest form of the name in the text, with a role from there if none yet."""
        if not person or not person.name or not person.named or self.rules.code == "ar":
            return person
        full = person.name
        surname = self._bare(self.words[full[0] : full[1]].rsplit(" ", 1)[-1])
        size = len(self.words[full[0] : full[1]].split())
        for start, end, block in self.by_surname.get(surname, []):
            found = self._in_context(start, end, block)
            if not found or not found.name:
                continue
            length = len(self.words[found.name[0] : found.name[1]].split())
            if size == 1 and length > 1:
                full, size = found.name, length
            elif not self._same(full, found.name):
                continue
            if found.role and (not person.role or self._is_better(found.role, person.role)):
                person = replace(person, role=found.role)
        return replace(person, name=full)

    def _is_better(self, role, known):
        """Whether a role says more than the title "Senator" that is known."""
        title = self.words[known[0] : known[1]]
        told = self.words[role[0] : role[1]].casefold()
        return " " not in title and self._is_title(title) and " " in told and self._bare(title) not in told

    def _same(self, one, other):
        first = {self._bare(word) for word in self.words[one[0] : one[1]].split()}
        second = {self._bare(word) for word in self.words[other[0] : other[1]].split()}
        return first <= second or second <= first

    def _in_context(self, start, end, block):
        """A name in the running text with the title before it or the function behind it."""
        begin = self._back_over_title(start, block)
        text = self.words[start:end]
        if text.endswith(("'s", "’s")):
            end -= 2
        name, role = self.split(begin, end)
        if not name:
            return None
        stated = self._role_before_comma(begin, block)
        if stated and (
            not role or not self._has_role_word(role) or len(self.words[role[0] : role[1]].split()) == 1
        ):
            return Person(name, stated)
        if not role and self.words[end : end + 1] in (",", " "):
            stop = re.compile(r",? ?(?:,|\.|;|\b(?:said|says|has|is|was|will|today)\b)").search(
                self.words, end + 2, min(block.end, end + 120)
            )
            after = (
                self._role_after(self._rest(end, stop.start()))
                if stop and (self.words[end] == "," or PARTY.match(self.words, end, block.end))
                else None
            )
            role = after if after and self._has_role_word(after) else None
        elif (
            role
            and not self._has_role_word(role)
            and not any(self._is_title(t) for t in self.words[role[0] : role[1]].split())
        ):
            role = None
        return Person(name, role)

    def _role_before_comma(self, start, block):
        """ "The chair of the Growers' Union, Mr Lee": a function, a comma, the name."""
        lead = re.compile(r"[^,.;:!?“”\"«»]{4,140}, $").search(
            self.words, max(block.start, start - 145), start
        )
        if not lead:
            return None
        tokens = list(TOKEN.finditer(self.words, lead.start(), start - 2))
        first = next((n for n, token in enumerate(tokens) if self._is_role(token[0])), None)
        if first is None or any(
            token[0].casefold() in ("said", "says", "who", "that") for token in tokens[first:]
        ):
            return None
        while (
            first
            and tokens[first - 1][0][0].isupper()
            and tokens[first - 1][0] not in self.rules.generic_first
        ):
            first -= 1
        return tokens[first].start(), start - 2

    def _back_over_title(self, start, block):
        """Where the title before a name begins: capitals, roles and the small words between them."""
        window = max(block.start, start - 120)
        tokens = list(re.finditer(r"\S+", self.words[window:start]))
        begin = start
        for number, token in enumerate(reversed(tokens)):
            text = token[0]
            if text[-1] in ',;:.!?”"»)' and not self._is_title(text):
                break
            role = self._is_role(text) or self._is_title(text)
            joins = text.casefold() in PREPOSITIONS and number < len(tokens) - 1
            if not (text[0].isupper() or role or joins):
                break
            if (
                text[0].isupper()
                and not role
                and text in self.rules.generic_first
                and text not in ("Acting", "Federal", "State", "Former", "Deputy", "Assistant")
            ):
                break
            begin = window + token.start()
        while begin < start and re.match(
            r"(?:and|of|for|in|on|the|at|de|du|et|y|e|la|le|à|da|do|del|para|pour)\b", self.words[begin:start]
        ):
            begin = self.words.index(" ", begin) + 1
        return begin

    def last_in(self, block, end):
        """The last person in a block whom a title or function introduces, or whose surname is known, or None."""
        for word in reversed(
            list(
                re.finditer(
                    r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]+(?=,? (?:[a-z]|the|who))", self.words[block.start : end]
                )
            )
        ):
            for start, stop, other in self.by_surname.get(self._bare(word[0]), [])[:2]:
                found = self._in_context(start, stop, other)
                if found and found.name and (found.role or self._has_courtesy(found.name[0])):
                    return found
        for chain in reversed(list(CHAIN.finditer(self.words, block.start, end))):
            found = self._in_context(chain.start(), chain.end(), block)
            if found and found.name and (found.role or self._has_courtesy(found.name[0])):
                return found
        return None

    def _has_courtesy(self, start):
        before = self.words[max(0, start - 12) : start].split()
        return bool(before) and self._bare(before[-1]) in COURTESY - {"the"}

    def note_speaker(self, name):
        """Remembers the words of a speaker's name, so that they are not taken for a body."""
        for part in self.words[name[0] : name[1]].split():
            self.speaker_words.add(self._bare(part))

    def is_person(self, text):
        """Whether these words are the name of someone who speaks, or whom a title introduces."""
        parts = [self._bare(part) for part in text.split()]
        return all(part in self.speaker_words for part in parts)
