"""Names of bodies that only the sentence around them gives away: no head word, but something is said of them."""

import re
from types import SimpleNamespace

from .names import NAME, Named, bare, short_form

LIST = rf"{NAME}(?:(?:, | ?, ?(?:and|et|y|e) | (?:and|et|y|e|&) ){NAME}){{0,8}}"
TICKER = re.compile(
    rf"(?<![\w.’'-])(?P<name>{NAME}) ?\((?:[^()]{{0,20}})?(?:NASDAQ|NYSE|Nasdaq|TSXV?|ASX|LSE|AIM|OTC\w*|Euronext|BMV|B3|BME|TSE|HKEX|NSE|BSE|SIX|FWB|CSE)\b[^()]{{0,60}}\)"
)
ITEM = re.compile(
    rf"(?:(?:the|le|la|les|l['’]|el|los|las|o|a|os|as) )?(?P<name>{NAME})(?: ?\([^()]{{1,40}}\))?(?P<joint>, (?:and |et |y |e )?(?:the |la |le |les |el |o |a )?| (?:and|et|y|e|&|et de la|et de|et du|y de|e d[oa]|and the) (?:the |la |le |les |el |o |a )?)?"
)
OFFICES = r"(?:CEO|CFO|CTO|COO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Ee]xecutive [Dd]irector|[Mm]anaging [Dd]irector|[Cc]hair(?:man|woman|person)?|[Ff]ounder|[Cc]o-?founder|[Ss]pokes(?:man|woman|person)|[Pp]resident and CEO|Director[- ]General|PDG|[Pp]orte-parole|[Pp]ortavoz|[Pp]orta-voz)"


def patterns_of(rules):
    nouns = rules.body_nouns
    verbs = rules.verbs
    return SimpleNamespace(
        apposed=re.compile(
            rf"(?<![\w.’'-])(?P<name>{NAME})(?: ?\([^()]{{1,60}}\))?, (?:an?|the|une?|la|le|el|uma?|o|a|l['’]|one of the|un des)\b ?(?:[\w’'&-]+ ){{0,6}}?(?i:{nouns})\b"
        ),
        typed=re.compile(
            rf"(?<![\w-]){nouns}(?:,| [a-zà-ÿ]+(?:ais|aise|ique|ien|ienne|ain|aine|ano|ana|eiro|eira|ense|ol|ola|ês|esa))? (?:such as |including |like )?(?={NAME})"
        ),
        with_bodies=re.compile(
            rf"(?<!\w)(?:{rules.with_bodies}) (?:the |la |le |l['’]|el |los |las |o |a )?(?={NAME})",
            re.IGNORECASE,
        ),
        office_of=re.compile(
            rf"(?<![\w-]){OFFICES}(?: (?:and|&|et|y|e) {OFFICES})?,? (?:of|at|for|de la|de l['’]|du|de|del|da|do|des|d['’]) ?(?:the )?(?={NAME})"
        ),
        office_after=re.compile(rf"(?<![\w.’'-])(?P<name>{NAME})(?:['’]s)? {OFFICES}(?!\w)"),
        subject=re.compile(
            rf"(?<![\w.’'-])(?P<name>{NAME})(?P<mark>[™®])?(?: ?\([^()]{{1,60}}\))?(?:,[^,.;]{{2,160}},)? (?:today |proudly |also |recently |aujourd['’]hui |hoy |hoje )?(?:{verbs})(?!\w)"
        ),
        says=re.compile(rf"(?<![\w.’'-])(?P<name>{NAME})(?:,)? (?:{rules.say})(?!\w)"),
    )


_MADE = {}
PREPOSITION = re.compile(r" (?:of|for|at|de|du|da|do|chez) ")
OWNER = re.compile(r"(?P<name>(?:\S+ )*?(?P<last>\S+?))['’]s(?: |$)")


class Evidence:
    """What the sentences of a release say about names without a head word."""

    def __init__(self, words, rules, people, places):
        self.words, self.rules, self.people = words, rules, people
        if rules.code not in _MADE:
            _MADE[rules.code] = patterns_of(rules)
        self.shapes = _MADE[rules.code]

    def find(self, block, lead):
        """The bodies that one block gives away. `lead` says that it is the first paragraph of the text."""
        start, end, words = block.start, block.end, self.words
        for match in TICKER.finditer(words, start, end):
            yield from self._named(match.start("name"), match.end("name"), "stock exchange", end)
        for match in self.shapes.apposed.finditer(words, start, end):
            apposition = words[match.end("name") : match.end()]
            if any(word.casefold() in self.rules.roles for word in apposition.split()[:-1]):
                continue
            joint = re.compile(r"(?:.*[^,] )?(?:and|et|y|e) (?=[A-ZÀ-Þ])").match(
                words, match.start("name"), match.end("name")
            )
            yield from self._named(
                joint.end() if joint else match.start("name"), match.end("name"), "apposition", end
            )
        for shape, rule in ((self.shapes.typed, "kind of body"), (self.shapes.with_bodies, "partner")):
            for match in shape.finditer(words, start, end):
                yield from self._list(match.end(), end, rule)
        for match in self.shapes.office_of.finditer(words, start, end):
            yield from self._employer(match.end(), end)
        for match in self.shapes.office_after.finditer(words, start, end):
            yield from self._named(match.start("name"), match.end("name"), "office", end, adjective=True)

    def subjects(self, block):
        """Names that do something in a block: the caller keeps those that the headline names too."""
        for match in self.shapes.subject.finditer(self.words, block.start, block.end):
            yield from self._named(match.start("name"), match.end("name"), "issuer", block.end)

    def employers(self, role):
        """The bodies that a speaker's function names: "head of care at Acme", "president, Acme"."""
        start, end = role
        for match in re.compile(
            rf"(?:(?<=at )|(?<=chez )|(?<=for )|(?<=with )|(?<=of )|(?<=of the )|(?<=at the )|(?<=de )|(?<=da )|(?<=do )|(?<=del )|(?<=du )|(?<=d’)|(?<=de la )|(?<=, )){NAME}"
        ).finditer(self.words, start, end):
            before = self.words[max(start, match.start() - 8) : match.start()]
            sure = before.endswith(("at ", "at the ", "chez "))
            name = match[0]
            if before.endswith(
                ("of ", "for ", "of the ", "de ", "da ", "do ", "du ", "del ", "de la ", "d’")
            ):
                head = self.words[start : match.start()]
                if not any(word.strip(",.").casefold() in self.rules.employed for word in head.split()):
                    continue
            if before.endswith(", ") and PREPOSITION.search(self.words, start, match.start()):
                continue
            if not sure and bare(name.split()[0]).casefold() in self.rules.areas:
                continue
            yield from self._named(match.start(), match.end(), "speaker's employer", end)
        yield from (
            named
            for match in self.shapes.office_after.finditer(self.words, start, end)
            for named in self._named(match.start("name"), match.end("name"), "office", end, adjective=True)
        )
        owner = re.compile(rf"(?P<name>{NAME})['’]s ").search(self.words, start, end)
        if owner:
            yield from self._named(owner.start("name"), owner.end("name"), "speaker's employer", end)

    def _employer(self, start, end):
        match = re.compile(NAME).match(self.words, start, end)
        if match and bare(match[0].split()[0]).casefold() not in self.rules.areas:
            yield from self._named(match.start(), match.end(), "office", end)

    def _list(self, start, end, rule):
        """Each name in "Acme, Bolt and Crane"."""
        at = start
        for _ in range(9):
            item = ITEM.match(self.words, at, end)
            if not item:
                return
            yield from self._named(item.start("name"), item.end("name"), rule, end, split=True)
            if not item["joint"]:
                return
            at = item.end()

    def _named(self, start, end, rule, limit, adjective=False, split=False):
        words = self.words
        text = words[start:end]
        if split and re.search(r" (?:and|et|y|e) ", text):
            joint = re.search(r" (?:and|et|y|e) (?:de la |de |du |the |la )?", text)
            yield from self._named(start, start + joint.start(), rule, limit, adjective, split)
            yield from self._named(start + joint.end(), end, rule, limit, adjective, split)
            return
        owner = OWNER.match(text)
        if owner and not re.fullmatch(self.rules.possessors, owner["last"]):
            end = start + owner.end("name")
            text = words[start:end]
        elif text.endswith(("'s", "’s")):
            end -= 2
        first = words[start:end].split(" ", 1)
        while len(first) > 1 and first[0] in self.rules.generic_first:
            start += len(first[0]) + 1
            first = words[start:end].split(" ", 1)
        text = words[start:end].rstrip("™®.")
        end = start + len(text)
        if not text or not self.could_be(text, adjective):
            return
        yield Named(start, end, rule, short_form(words, end, limit))

    def could_be(self, text, adjective=False):
        """Whether a name could be a body's: no place, person, title, month or opening word."""
        parts = text.split()
        if text in self.rules.places or (parts[0] in self.rules.generic_first and len(parts) == 1):
            return False
        if len(text) < 2 or text.isdigit() or bare(parts[-1]) in self.rules.not_bodies:
            return False
        if any(bare(part).casefold() in self.rules.roles for part in parts):
            return False
        if bare(parts[0]).casefold() in self.rules.honorifics:
            return False
        if adjective and (
            parts[-1] in self.rules.places
            or bare(parts[0]).casefold() in self.rules.areas
            or parts[-1] in self.rules.generic
        ):
            return False
        return not self.people.is_person(text)
