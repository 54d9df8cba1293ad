"""Whom "she" or "the Minister" means: persons called by less than their name."""

import bisect
import re

from .naming import Person

OFFICE = re.compile(
    r"(?:[Tt]he |[Ll]e |[Ll]a |[Ll]['’]|[Ee]l |[Oo] |[Aa] )"
    r"(?P<office>(?:[A-ZÀ-Þ][\w-]* )*(?P<last>[^\W\d_][\w-]*)),? ?"
)
LAST_OFFICE = re.compile(r"\b(?:[Tt]he|[Ll][ae]|[Ee]l|[Oo]|[Aa]) (?P<office>[A-ZÀ-Þ][\w-]+)(?= [a-zà-ÿ])")
REACH = 600  # characters before a piece in which its speaker is looked for


class Meant:
    """Remembers who spoke last in one release."""

    def __init__(self, words, blocks, people):
        self.words, self.blocks, self.people, self.rules = words, blocks, people, people.rules
        self.naming = people.naming
        self.starts = [block.start for block in blocks]
        self.last = None

    def latest(self, at, pronoun=""):
        """Whom "he said" means: the last person with a title before these words, or who spoke last."""
        rules = self.rules
        other = rules.hers if pronoun in rules.he else rules.his if pronoun in rules.she else frozenset()
        number = max(0, bisect.bisect_right(self.starts, at) - 1)
        found = self.people.last_in(self.blocks[number], at, other)
        if not found and number:
            previous = self.blocks[number - 1]
            found = self.people.last_in(previous, previous.end, other) or self.last_office(previous)
        return found or self.last

    def in_office(self, start, end):
        """Who is called by an office alone: "a déclaré la ministre", "the Minister said"."""
        office = OFFICE.fullmatch(self.words, start, end)
        if not office or not self.naming.is_role(office["last"]):
            return None
        held = self.people.holder(office["office"])
        return held or (Person((start, end), named=False) if office["last"].islower() else None)

    def last_office(self, block):
        """Whom the block above calls by the office alone: "the Minister said here today"."""
        for office in LAST_OFFICE.finditer(self.words, max(block.start, block.end - REACH), block.end):
            if self.naming.is_role(office["office"]):
                return self.people.holder(office["office"])
        return None
