"""Names of bodies that only the sentence gives away: "Acme, a maker of pumps, …", "CEO of Acme"."""

import re
from functools import cache
from types import SimpleNamespace

from .generic_names import SMALL
from .names import GENITIVE, NAME, Named, bare, short_form
from .rules import for_language

EXCHANGES = (
    r"(?:NASDAQ|NYSE|Nasdaq|TSXV?|ASX|LSE|AIM|OTC\w*|Euronext|BMV|B3|BME|TSE|HKEX|NSE|BSE|SIX|FWB|CSE)\b"
)
OFFICE = (
    r"(?:CEO|CFO|CTO|COO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Ee]xecutive [Dd]irector|"
    r"[Mm]anaging [Dd]irector|"
    r"[Cc]hair(?:man|woman|person)?|[Ff]ounder|[Cc]o-?founder|[Ss]pokes(?:man|woman|person)|"
    r"[Pp]resident and CEO|"
    r"Director[- ]General|PDG|[Pp]orte-parole|[Pp]ortavoz|[Pp]orta-voz)"
)
HERE = rf"(?<![\w.’'-])(?P<name>{NAME})"
BRACKETS = r"(?: ?\([^()]{1,60}\))?"
THE = r"(?:the |la |le |les |l['’]|el |los |las |o |a |os |as )?"
ADJECTIVE = r"(?: [a-zà-ÿ]+(?:ais|aise|ique|ien|ienne|ain|aine|ano|ana|eiro|eira|ense|ol|ola|ês|esa))?"
NAME_HERE = re.compile(HERE)
OFFICE_BEHIND = re.compile(rf"(?:['’]s)? {OFFICE}(?!\w)")
TICKER = re.compile(rf" ?\([^()]{{0,20}}?{EXCHANGES}[^()]{{0,60}}\)")
ITEM = re.compile(
    rf"{THE}(?P<name>{NAME})(?: ?\([^()]{{1,40}}\))?"
    rf"(?P<joint>, (?:(?:and|et|y|e) )?{THE}| (?:and|et|y|e|&|et de la|et de|et du|y de|e d[oa]) {THE})?"
)
JOINT = re.compile(r" (?:and|et|y|e) (?:de la |de |du |the |la )?")
LAST_JOINT = re.compile(r"(?:.*[^,] )?(?:and|et|y|e) (?=[A-ZÀ-Þ])")
OWNER = re.compile(r"(?P<name>(?:\S+ )*?(?P<last>\S+?))['’]s(?: |$)")
OWNER_IN_ROLE = re.compile(rf"(?P<name>{NAME})(?:['’]s|(?<=s)['’]) ")
BEHIND_PREPOSITION = re.compile(
    r"\b(?:in|near|at|of|from|for|with|to|by|on|across|en|à|de|em|no|na) (?:the |la )?$"
)
OF = ("of ", "for ", "of the ", "de ", "da ", "do ", "du ", "del ", "de la ", "d’")
AT = ("at ", "at the ", "chez ")
EMPLOYER = re.compile(
    "(?:" + "|".join(f"(?<={lead})" for lead in (*OF, *AT, "with ", ", ")) + f")(?P<name>{NAME})"
)
OF_BEHIND = re.compile(r",? (?:of|for|at|de|du|da|do|chez|d['’])")
PREPOSITION = re.compile(r" (?:of|for|at|de|du|da|do|chez) ")
BODY_NAME = re.compile(NAME)


@cache
def _shapes(code):
    """The sentences of one language in which bodies stand."""
    rules = for_language(code)
    an = r"(?:an?|the|une?|la|le|el|uma?|o|a|l['’]|one of the|un des)\b ?"
    now = r"(?:(?:today|proudly|also|recently|aujourd['’]hui|hoy|hoje) )?"
    nouns = rules.body_nouns
    before = r"[\s(“\"«—–]"  # faster than a lookbehind, which would be tried at every character
    return SimpleNamespace(
        apposed=re.compile(rf"{BRACKETS}, {an}(?:[\w’'&-]+ ){{0,6}}?(?i:{nouns})\b"),
        typed=re.compile(
            rf"{before}(?:{nouns}(?:,|{ADJECTIVE}) |{rules.body_nouns_first} include )"
            rf"(?:such as |including |like )?(?={NAME})"
        ),
        with_bodies=re.compile(rf"{before}{rules.with_bodies} {THE}(?={NAME})"),
        office_of=re.compile(
            rf"{before}{OFFICE}(?: (?:and|&|et|y|e) {OFFICE})?,? "
            rf"(?:of|at|for|de la|de l['’]|du|de|del|da|do|des|d['’]) ?(?:the )?(?={NAME})"
        ),
        relative=re.compile(
            rf"{BRACKETS}(?:, which (?:has|is|was|will|have|had|says?|{rules.verbs})|"
            r" (?:said|says) (?:it|its)\b)"
        ),
        subject=re.compile(rf"[™®]?{BRACKETS}(?:,[^,.;]{{2,160}},)? {now}(?:{rules.verbs})(?!\w)"),
    )


class Evidence:
    """What the sentences of a release say about names without a head word."""

    def __init__(self, words, rules, people):
        self.words, self.rules, self.people = words, rules, people
        self.shapes = _shapes(rules.code)

    def find(self, block):
        """The bodies that the sentences of one block give away."""
        start, end, words = block.start, block.end, self.words
        for name in NAME_HERE.finditer(words, start, end):
            yield from self._by_what_follows(name.start("name"), name.end("name"), end)
        for shape, rule in ((self.shapes.typed, "kind of body"), (self.shapes.with_bodies, "partner")):
            for match in shape.finditer(words, max(0, start - 1), end):
                yield from self._list(match.end(), end, rule)
        for match in self.shapes.office_of.finditer(words, max(0, start - 1), end):
            name = BODY_NAME.match(words, match.end(), end)
            if bare(name[0].split()[0]).casefold() not in self.rules.areas:
                yield from self.named(*name.span(), "office", end)

    def _by_what_follows(self, start, end, limit):
        """The body in a name that an exchange, an apposition, a clause or an office follows."""
        words = self.words
        following = words[end : end + 2]
        if following in (" (", ", "):
            apposition = self.shapes.apposed.match(words, end, limit)
            if apposition:
                yield from self._apposed(start, end, apposition[0], limit)
            if TICKER.match(words, end, limit):
                yield from self.named(start, end, "stock exchange", limit)
        if following in (" (", ", ", " s") and self.shapes.relative.match(words, end, limit):
            joint = LAST_JOINT.match(words, start, end)
            begin = joint.end() if joint else start
            name = words[begin:end]
            if " " in name or any(letter.isupper() for letter in name[2:]):
                yield from self.named(begin, end, "relative clause", limit)
        yield from self._before_office(start, end, limit)

    def subjects(self, block):
        """Names that do something in a block: the caller keeps those that the headline names too."""
        for name in NAME_HERE.finditer(self.words, block.start, block.end):
            start, end = name.span("name")
            if not self.shapes.subject.match(self.words, end, block.end):
                continue
            if not BEHIND_PREPOSITION.search(self.words, max(block.start, start - 9), start):
                yield from self.named(start, end, "issuer", block.end)

    def employers(self, role):
        """The bodies that a speaker's function names: "head of care at Acme", "president, Acme"."""
        start, end = role
        for match in EMPLOYER.finditer(self.words, start + 1, end):  # not the function itself
            if self._is_employer(match, start):
                yield from self.named(*match.span("name"), "speaker's employer", end)
        for name in NAME_HERE.finditer(self.words, start, end):
            yield from self._before_office(*name.span("name"), end)
        owner = OWNER_IN_ROLE.search(self.words, start, end)
        if owner:
            yield from self.named(*owner.span("name"), "speaker's employer", end)

    def _is_employer(self, match, start):
        """Not "Director of Sales", "Member for Green Valley" or the second half of a function."""
        before = self.words[max(start, match.start() - 8) : match.start()]
        if before.endswith(", ") and OF_BEHIND.match(self.words, match.end()):
            return False  # "Vice-President, Customers, of Acme"
        if before.endswith("for ") and any(part in self.rules.places for part in match["name"].split()):
            return False  # "Director for West Africa"
        if before.endswith(AT):
            return True
        head = self.words[start : match.start()]
        if before.endswith(OF) and not any(
            word.strip(",.").casefold() in self.rules.employed for word in head.split()
        ):
            return False
        if before.endswith(", ") and PREPOSITION.search(head):
            return False
        return bare(match["name"].split()[0]).casefold() not in self.rules.areas

    def _apposed(self, start, end, apposition, limit):
        """ "Acme, a maker of pumps": the last name before the comma, unless the apposition is a person's."""
        if any(word.casefold() in self.rules.roles for word in apposition.split()[:-1]):
            return
        joint = LAST_JOINT.match(self.words, start, end)
        start = joint.end() if joint else start
        if " " in self.words[start:end] and "profit" in apposition:
            yield Named(start, end, "apposition", short_form(self.words, end, limit))
        yield from self.named(start, end, "apposition", limit)

    def _before_office(self, start, end, limit):
        """ "Acme CEO Ann Lee": the name before an office that only bodies have."""
        office = OFFICE_BEHIND.search(self.words, start, min(limit, end + 40))
        if not office or office.start() > end + 2:
            return
        name = BODY_NAME.fullmatch(self.words, start, office.start())
        parts = name[0].split() if name else []
        places = self.rules.places | self.rules.generic
        if name and parts[-1] not in places and bare(parts[0]).casefold() not in self.rules.areas:
            yield from self.named(*name.span(), "office", limit)

    def _list(self, start, end, rule):
        """Each name in "Acme, Bolt and Crane"."""
        at = start
        for _ in range(9):
            item = ITEM.match(self.words, at, end)
            if not item:
                return
            begin = item.start("name")
            for joint in JOINT.finditer(self.words, *item.span("name")):
                yield from self.named(begin, joint.start(), rule, end)
                begin = joint.end()
            yield from self.named(begin, item.end("name"), rule, end)
            if not item["joint"]:
                return
            at = item.end()

    def named(self, start, end, rule, limit):
        """The name in a stretch without opening words and genitive, if it can be a body's."""
        text = self.words[start:end]
        owner = OWNER.match(text)
        if owner and not self.rules.possessor.fullmatch(owner["last"]):
            end = start + owner.end("name")
        elif text.endswith(GENITIVE):
            end -= 2
        while " " in self.words[start:end]:
            first = self.words[start:end].split(" ", 1)[0]
            if first not in self.rules.generic_first:
                break
            start += len(first) + 1
        if self.words[start : start + 1].islower() and self.words[start:end].split(" ", 1)[0] in SMALL:
            return  # "Support for Workers Abroad"
        text = self.words[start:end].rstrip("™®.")
        end = start + len(text)
        short = short_form(self.words, end, limit)
        if text and self.could_be(text, self.rules.single_roles if short else self.rules.roles):
            yield Named(start, end, rule, short)

    def could_be(self, text, roles=frozenset()):
        """Whether a name could be a body's: no place, person, title, plan or opening word."""
        parts = text.split()
        if text in self.rules.places or (
            len(parts) == 1 and text in self.rules.generic_first | self.rules.heads
        ):
            return False
        if len(text) < 2 or text.isdigit() or bare(parts[-1]) in self.rules.not_bodies:
            return False
        if any(bare(part).casefold() in (roles or self.rules.roles) for part in parts):
            return False
        return bare(parts[0]).casefold() not in self.rules.honorifics and not self.people.is_person(text)
