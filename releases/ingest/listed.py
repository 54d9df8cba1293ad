"""Names that stand in a list beside a body: "the Harbour Trust, the Lamplighters of Example and FogHorn"."""

import bisect
import re

from .names import WORD, Named, short_form

LISTED = re.compile(
    r"[A-Z](?:(?<=, .)[A-Z&]{2,11}(?=,| and | et | y )"
    r"|(?<= and .)[A-Z&]{2,11}(?=[.,;]| (?:to|on|in|for|have|will|are)\b))"
)
BETWEEN = re.compile(r"^(?:,? and the |,? and |, the |, | et | y )")
JOINT = r"(?:,? (?:and|et|y|e) |, )"
ITEM = (
    rf"(?P<the>[Tt]he |la |le |les |l['’]|el |los |las )?(?P<name>{WORD}(?: (?:(?:of the|of|for the|for|on|"
    rf"to|de la|de|"
    rf"du|des|del|da|do) )?{WORD}){{0,7}})(?: ?\([^()]{{1,20}}\))?"
)
RIGHT = re.compile(rf"(?: ?\([^()]{{1,20}}\))?{JOINT}{ITEM}")
LEFT = re.compile(rf"(?<![\w’'-]){ITEM}{JOINT}(?:the |la |le |les |l['’]|el |los |las )?$")
OPEN = (", ", " and ", " et ", " y ", " e ", " the ", " la ", " le ", " el ", "l’", "l'")
REACH = 100  # characters that one item may take


class Lists:
    """Looks beside the names that are found; `evidence` judges what could be a body."""

    def __init__(self, words, rules, evidence):
        self.words, self.rules, self.evidence = words, rules, evidence

    def beside(self, found, blocks):
        """The names beside these in their lists."""
        yield from self._in_capitals(found, blocks)
        taken, starts = {named.start for named in found}, [block.start for block in blocks]
        for named in list(found):
            block = blocks[bisect.bisect_right(starts, named.start) - 1]
            yield from self._to_the_right(named.end, block, taken)
            yield from self._to_the_left(named.start, block, taken)

    def _to_the_right(self, end, block, taken):
        for _ in range(6):
            item = RIGHT.match(self.words, end, min(block.end, end + REACH))
            if not item or not (item.start("name") in taken or self._is_body(item)):
                return
            if item.start("name") not in taken:
                yield from self.evidence.named(*item.span("name"), "list of bodies", block.end)
            end = item.end("name")

    def _to_the_left(self, start, block, taken):
        if not self.words[max(block.start, start - 5) : start].endswith(OPEN):
            return
        item = LEFT.search(self.words, max(block.start, start - REACH), start)
        if item and item.start("name") not in taken and self._is_body(item):
            yield from self.evidence.named(*item.span("name"), "list of bodies", block.end)

    def _is_body(self, item):
        """Whether an item has a further sign: "the", a short form, a country at its end, a capital within."""
        name = item["name"]
        parts = name.split()
        if item["the"] and self.rules.code == "en" and len(parts) > 1:
            return True
        if short_form(self.words, item.end("name"), item.end("name") + 30):
            return True
        if len(parts) == 2 and parts[1] in self.rules.places and parts[0] not in self.rules.places:
            return parts[0] not in self.rules.generic_first
        return len(parts) == 1 and any(letter.isupper() for letter in name[2:]) and not name.isupper()

    def _in_capitals(self, found, blocks):
        edges = {named.end for named in found} | {named.start for named in found}
        for block in blocks:
            for match in LISTED.finditer(self.words, block.start, block.end):
                after = self.words[match.end() : match.end() + 10]
                lead = len(after) - len(BETWEEN.sub("", after))
                if {match.start() - 2, match.start() - 5} & edges or match.end() + lead in edges:
                    yield Named(*match.span(), "list of bodies")
