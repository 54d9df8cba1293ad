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
TICKER = re.compile(rf"{HERE} ?\([^()]{{0,20}}?{EXCHANGES}[^()]{{0,60}}\)")
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
PREPOSITION = re.compile(r" (?:of|for|at|de|du|da|do|chez) ")
BODY_NAME = re.compile(NAME)


@cache
def _shapes(code):
    """The sentences of one language in which bodies stand."""
    rules = for_language(code)
    an = r"(?:an?|the|une?|la|le|el|uma?|o|a|l['’]|one of the|un des)\b ?"
    now = r"(?:(?:today|proudly|also|recently|aujourd['’]hui|hoy|hoje) )?"
    return SimpleNamespace(
        apposed=re.compile(rf"{HERE}{BRACKETS}, {an}(?:[\w’'&-]+ ){{0,6}}?(?i:{rules.body_nouns})\b"),
        typed=re.compile(
            rf"(?<![\w-])(?:{rules.body_nouns}(?:,|{ADJECTIVE}) |(?i:{rules.body_nouns}) include )"
            rf"(?:such as |including |like )?(?={NAME})"
        ),
        with_bodies=re.compile(rf"(?<!\w)(?i:{rules.with_bodies}) {THE}(?={NAME})"),
        office_of=re.compile(
            rf"(?<![\w-]){OFFICE}(?: (?:and|&|et|y|e) {OFFICE})?,? "
            rf"(?:of|at|for|de la|de l['’]|du|de|del|da|do|des|d['’]) ?(?:the )?(?={NAME})"
        ),
        office_after=re.compile(rf"{HERE}(?:['’]s)? {OFFICE}(?!\w)"),
        relative=re.compile(
            rf"{HERE}{BRACKETS}(?:, which (?:has|is|was|will|have|had|says?|{rules.verbs})| (?:said|"
            rf"says) (?:it|its)\b)"
        ),
        subject=re.compile(rf"{HERE}[™®]?{BRACKETS}(?:,[^,.;]{{2,160}},)? {now}(?:{rules.verbs})(?!\w)"),
    )


class Evidence:
    """What the sentences of a release say about names without a head word."""

    def __init__(self, words, rules, people):
        self.words, self.rules, self.people = words, rules, people
        self.shapes = _shapes(rules.code)

    def find(self, block):
        """The bodies that the sentences of one block give away."""
        start, end, words = block.start, block.end, self.words
        for match in TICKER.finditer(words, start, end):
            yield from self.named(*match.span("name"), "stock exchange", end)
        for match in self.shapes.apposed.finditer(words, start, end):
            yield from self._apposed(match, end)
        for shape, rule in ((self.shapes.typed, "kind of body"), (self.shapes.with_bodies, "partner")):
            for match in shape.finditer(words, start, end):
                yield from self._list(match.end(), end, rule)
        for match in self.shapes.office_of.finditer(words, start, end):
            name = BODY_NAME.match(words, match.end(), end)
            if bare(name[0].split()[0]).casefold() not in self.rules.areas:
                yield from self.named(*name.span(), "office", end)
        for match in self.shapes.relative.finditer(words, start, end):
            joint = LAST_JOINT.match(words, *match.span("name"))
            begin = joint.end() if joint else match.start("name")
            name = words[begin : match.end("name")]
            if " " in name or any(letter.isupper() for letter in name[2:]):
                yield from self.named(begin, match.end("name"), "relative clause", end)
        yield from self._before_office(start, end)

    def subjects(self, block):
        """Names that do something in a block: the caller keeps those that the headline names too."""
        for match in self.shapes.subject.finditer(self.words, block.start, block.end):
            if BEHIND_PREPOSITION.search(self.words, max(block.start, match.start() - 9), match.start()):
                continue
            yield from self.named(*match.span("name"), "issuer", block.end)

    def employers(self, role):
        """The bodies that a speaker's function names: "head of care at Acme", "president, Acme"."""
        start, end = role
        for match in EMPLOYER.finditer(self.words, start + 1, end):  # not the function itself
            if self._is_employer(match, start):
                yield from self.named(*match.span("name"), "speaker's employer", end)
        yield from self._before_office(start, end)
        owner = OWNER_IN_ROLE.search(self.words, start, end)
        if owner:
            yield from self.named(*owner.span("name"), "speaker's employer", end)

    def _is_employer(self, match, start):
        """Not "Director of Sales", "Member for Green Valley" or the second half of a function."""
        before = self.words[max(start, match.start() - 8) : match.start()]
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

    def _apposed(self, match, end):
        """ "Acme, a maker of pumps": the last name before the comma, unless the apposition is a person's."""
        if any(word.casefold() in self.rules.roles for word in match[0][len(match["name"]) :].split()[:-1]):
            return
        joint = LAST_JOINT.match(self.words, *match.span("name"))
        start = joint.end() if joint else match.start("name")
        if " " in self.words[start : match.end("name")] and "profit" in match[0][len(match["name"]) :]:
            yield Named(
                start, match.end("name"), "apposition", short_form(self.words, match.end("name"), end)
            )
        yield from self.named(start, match.end("name"), "apposition", end)

    def _before_office(self, start, end):
        """ "Acme CEO Ann Lee": the name before an office that only bodies have."""
        for match in self.shapes.office_after.finditer(self.words, start, end):
            parts = match["name"].split()
            places = self.rules.places | self.rules.generic
            if parts[-1] not in places and bare(parts[0]).casefold() not in self.rules.areas:
                yield from self.named(*match.span("name"), "office", end)

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
