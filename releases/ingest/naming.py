"""How a person is named: title before the name, function behind it, "Trust chair Ann Lee, a lawyer"."""

import re
from dataclasses import dataclass

from .arabic_names import read_arabic
from .rules import words

# Tokens of a name and the small words within one.
NAME_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-ZÀ-ÖØ-ÞŠŽŁĆČŚ](?:[\w'’-]*\w)?)"
PARTICLES = frozenset(words("de da do dos das del la van von der den bin ibn al el ben di du le ter y e st."))
TOKEN = re.compile(r"[^\s,]+")
NAME_OF = re.compile(
    rf"(?P<name>{NAME_WORD} {NAME_WORD}(?: {NAME_WORD})?) (?:of|from|du|de la|del|da) (?:the )?(?=[A-ZÀ-Þ])"
)
COURTESY = frozenset(
    words(
        """mr mrs ms miss mx dr prof professor sir dame lord lady m mme mlle me sr sra don doña dra the hon
        rt"""
    )
)
DETERMINERS = frozenset(words("the a an our le la l’ l' el o a os as les un une its their his her by"))
PREPOSITIONS = frozenset(
    words("of for de du des del da do dos das pour para at in on and & et y e la le the à")
)
ATTACHED = ("al-", "el-", "d’", "d'")
OWNED = ("'s", "’s")
CUT_ROLE = re.compile(
    r"(?:,? (?:who|whose|whom|which|qui|dont|que|quien|in an? |in the |during|today|yesterday|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at a |"
    r"at the (?:launch|event|opening|conference|announcement)|after |before |when |while |"
    r"as (?:he|she|they) |adding|speaking|based in |dans un|lors d|en un|durante|em (?:nota|comunicado)|"
    r"told |following |outside |welcoming |commenting )| (?:said|says|stated)\b|[;:]| [–—-]+ )",
    re.IGNORECASE,
)
NOT_A_ROLE = re.compile(
    r"(?:who|whose|which|and|adding|during|after|before|at|in|on|when|as|while|qui|dont|lors|avant|après|que|"
    r"today|referring|speaking|from|a|ont|est|ha|has|have|is|was|will|had|foi|é|fue|welcoming|commenting|"
    r"announcing|but|pointing|noting|if|because|[RDIL]-[A-Z]|\d+\b|Jr|Sr|III?)\b",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(
    r"(?:, ?(?:Ph\.?D\.?|M\.?D\.?|MP|MEP|MSP|QC|KC|SC|AO|AM|AC|OAM|OBE|MBE|CBE|Jr\.?|Sr\.?|III?|Esq\.?|"
    r"R\.?N\.?|MPH|MBA|CPA|J\.?D\.?|FRS|DBE|CEng))+(?![\w.])"
)
AFTER_NAME = frozenset(words("MP MEP MSP MLA MPP MHR MLC TD QC KC SC AO AM OBE MBE CBE PhD MD"))
PARTY = re.compile(r" ?\([RDI][-–—][^()]{1,20}\)|,? ?\b[RDI]-[A-Z][A-Za-z.]+,?")
HEAD_END = re.compile(r",| \(| [–—-] ")
LEAD = re.compile(r"[\s,(–—-]*")
ARTICLE = re.compile(r"(?:(?:the|an|a|le|la|el|o) |l['’])(?=\S)")


@dataclass(frozen=True)
class Person:
    """Places in `words` of a speaker's name and role; `named` is False for "the delegation"."""

    name: tuple | None = None
    role: tuple | None = None
    named: bool = True


def bare(token):
    """A word without case, stops and the mark of the genitive."""
    token = token.casefold().rstrip(".,")
    return token[:-2] if token.endswith(OWNED) else token


class Naming:
    """Reads the words that name a person; `rules` are the language's."""

    def __init__(self, words, rules):
        self.words, self.rules = words, rules

    def text(self, place):
        return self.words[place[0] : place[1]]

    def is_role(self, token):
        word = bare(token)
        return word in self.rules.roles or ("-" in word and word.rsplit("-", 1)[-1] in self.rules.roles)

    def is_title(self, token):
        return bare(token) in self.rules.honorifics

    def has_role_word(self, place):
        return any(self.is_role(token[0]) for token in TOKEN.finditer(self.words, *place))

    def looks_a_name(self, place):
        """Two to five words with capitals, none of them the head of a body's name."""
        parts = self.text(place).split()
        return (
            1 < len(parts) < 6
            and all(part[0].isupper() or part in PARTICLES for part in parts)
            and not any(part in self.rules.heads for part in parts)
        )

    def read(self, start, end):
        """The person whom a stretch names: "Ann Lee, chair of the Trust", "Trust chair Ann Lee"."""
        words = self.words
        while start < end and words[start] in ' ,.–—-:“"':
            start += 1
        while end > start and words[end - 1] in " ,:–—-":
            end -= 1
        if self.rules.code == "ar":
            found = read_arabic(words, start, end, self.rules)
            return Person(*found) if found else None
        stop = HEAD_END.search(words, start, end)
        head_end = stop.start() if stop else end
        name, role = self.split(start, head_end)
        rest = self.behind(head_end, end)
        if role and rest:
            later = self._name_behind(start, name, rest, end)
            if later:
                return Person(later, (role[0], name[1]) if name else role)
        if not name:
            return None
        after = self.role_in(rest)
        if after and (not role or self.has_role_word(after) or not self.has_role_word(role)):
            role = after
        return Person(name, role)

    def _name_behind(self, start, name, rest, end):
        """The name behind a function and a comma: "Acme's head buyer, Ann Lee"."""
        if name and (" " in self.text(name) or self.is_title(self.words[start : name[1]].split()[0])):
            return None
        if not self.has_role_word((start, rest[0])) or (name and self.has_role_word(rest)):
            return None
        stop = HEAD_END.search(self.words, rest[0], end)
        later, _ = self.split(rest[0], stop.start() if stop else end)
        return later if later and self.looks_a_name(later) else None

    def behind(self, head_end, end):
        """What follows a name, behind a comma, a dash or in brackets; letters after the name left out."""
        at = head_end
        for _ in range(4):
            skipped = CREDENTIAL.match(self.words, at, end) or PARTY.match(self.words, at, end)
            if not skipped or skipped.end() == at:
                break
            at = skipped.end()
        lead = LEAD.match(self.words, at, end).end()
        return (lead, end) if lead < end else None

    def role_in(self, rest):
        """The function that follows a name, up to where the sentence goes on with something else."""
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
        article = ARTICLE.match(self.words, start, end)
        if article and self.has_role_word((start, end)):
            start = article.end()
        size = len(self.words[start:end].split())
        return (start, end) if 0 < size <= 30 and end - start > 1 else None

    def split(self, start, end):
        """(name, role) of words without a comma: the run of capitals at the end is the name."""
        tokens = list(TOKEN.finditer(self.words, start, min(end, start + 400)))
        while len(tokens) > 1 and bare(tokens[0][0]) in DETERMINERS:
            tokens = tokens[1:]
        while len(tokens) > 2 and tokens[-1][0] in AFTER_NAME and tokens[-3][0][0].isupper():
            tokens = tokens[:-1]
        if not tokens or len(tokens) > 30:
            return None, None
        titles = 0
        while titles < len(tokens) and (self.is_title(tokens[titles][0]) or self.is_role(tokens[titles][0])):
            titles += 1
        first = NAME_OF.match(self.words, tokens[titles].start(), end) if titles < len(tokens) else None
        if first and not any(self.is_role(part) or self.is_title(part) for part in first["name"].split()):
            return first.span("name"), (tokens[0].start(), tokens[titles - 1].end()) if titles else None
        run = self._name_run(tokens)
        before = tokens[: len(tokens) - len(run)]
        while before and bare(before[-1][0]) in COURTESY:
            before = before[:-1]
        while before and bare(before[0][0]) in COURTESY:
            before = before[1:]
        role = (before[0].start(), before[-1].end()) if before else None
        name = (run[0].start(), run[-1].end()) if run else None
        if role and len(run) < 2 and not any(self._may_be_role(token[0]) for token in before):
            return (before[0].start(), tokens[-1].end()), None
        return name, role

    def _may_be_role(self, token):
        return self.is_role(token) or self.is_title(token) or token[0].islower()

    def _name_run(self, tokens):
        """The words at the end that are the name."""
        last = max((n for n in range(len(tokens)) if self._breaks_name(tokens, n)), default=-1)
        run = tokens[last + 1 :]
        before = tokens[last][0] if last >= 0 else ""
        if bare(before) in PREPOSITIONS and not self.is_role(before):
            # "Minister for Foreign Affairs Ann Lee": portfolio and name stand side by side.
            run = run[-2:] if len(run) > 2 else []
        elif len(run) > 4:
            run = run[-3:] if bare(run[-2][0]) in PARTICLES or len(run[-2][0]) < 3 else run[-2:]
        while len(run) > 2 and bare(run[0][0]) in self.rules.areas:
            run = run[1:]
        body = any(token[0] in self.rules.heads or token[0] in self.rules.endings for token in run)
        return [] if body and (last >= 0 or len(run) > 2) else run

    def _breaks_name(self, tokens, number):
        """Whether a word is part of a title and not of a name."""
        token = tokens[number][0]
        if self.is_role(token) or (self.is_title(token) and (token[0].isupper() or token.endswith("."))):
            return True
        if token[0].isupper() or not token[0].isalpha():
            return token[0].isdigit() or token in ("&",) or token.endswith(OWNED)
        if token.startswith(ATTACHED):
            return False
        # A particle stands within a name where a plain capital stands on either side of it and its like.
        before, after = number - 1, number + 1
        while before >= 0 and tokens[before][0] in PARTICLES:
            before -= 1
        while after < len(tokens) and tokens[after][0] in PARTICLES:
            after += 1
        if token not in PARTICLES or before < 0 or after >= len(tokens):
            return True
        left, right = tokens[before][0], tokens[after][0]
        return not (left[0].isupper() and right[0].isupper()) or self.is_role(left)
