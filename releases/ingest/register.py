"""The register of the bodies in one release: one entry for each, whatever form of its name is used."""

import re
from dataclasses import dataclass, field

from .names import Named, bare

ARTICLE = re.compile(r"(?:(?:[Tt]he|[Ll][ae]s?|[Ee]l|[Ll]os|[OoAa]s?) |[Ll]['’])(?=[A-ZÀ-Þ])|ال(?=\w{3})")
TRIM = re.compile(r"[™®.,]")
FORM = re.compile(r"[^\s(\"“‘,.;:]+")
BEHIND_FORM = '™®.,)]”"'
CAPITAL_WORD = re.compile(r"[A-ZÀ-Þ]\w*")


@dataclass(eq=False)
class Entry:
    named: Named
    text: str
    short: tuple | None = None
    mentions: list = field(default_factory=list)


class Register:
    def __init__(self, words, rules):
        self.words, self.rules = words, rules
        self.by_form = {}  # {a form of the name, folded: its entry}

    @property
    def entries(self):
        """The entries, in order of their first mention."""
        return sorted(set(self.by_form.values()), key=lambda entry: (entry.named.start, -entry.named.end))

    def add(self, named):
        """Enters a name; a form that is known already adds only the short form behind it."""
        text = self.words[named.start : named.end]
        entry = self.by_form.setdefault(self._fold(text), Entry(named, text))
        if named.rule == "company ending":
            plain = self._fold(self.rules.last_ending.sub("", text))
            self.by_form.setdefault(plain, entry)
        if named.short and not entry.short:
            entry.short = named.short
            self.by_form[self._fold(self.words[named.short[0] : named.short[1]])] = entry

    def _fold(self, text):
        article = ARTICLE.match(text)
        text = text[article.end() :] if article else text
        return TRIM.sub("", text.casefold().replace("’", "'")).strip()

    def merge(self):
        """Makes one of a name and the longer one that it begins, ends or abbreviates."""
        by_edge, initials = {}, {}
        for entry in sorted(self.entries, key=lambda entry: -len(entry.text)):
            parts = self._fold(entry.text).split()
            for size in range(1, len(parts)):
                by_edge.setdefault(" ".join(parts[:size]), entry)
                by_edge.setdefault(" ".join(parts[-size:]), entry)
            capitals = "".join(word[0] for word in CAPITAL_WORD.findall(entry.text))
            if len(capitals) > 2:
                initials.setdefault(capitals, entry)
        whole_of = {}
        for entry in self.entries:
            whole = by_edge.get(self._fold(entry.text))
            if not whole and entry.text.isupper():
                whole = initials.get(entry.text.replace(".", ""))
            if whole and whole is not entry and self._is_same(entry, whole):
                whole_of[entry] = whole
                whole.short = whole.short or entry.short
        for form, entry in self.by_form.items():
            while entry in whole_of:
                entry = whole_of[entry]
            self.by_form[form] = entry

    def _is_same(self, part, whole):
        """Not "Harvard University" and "Harvard University Press", but "Acme" and "Acme Holdings, LLC"."""
        if not self._fold(whole.text).startswith(self._fold(part.text)):
            return True
        if self._count_heads(whole.text) > self._count_heads(part.text) > 0:
            return False
        headed = bare(part.text.split()[-1]) in self.rules.heads
        return not headed or whole.named.rule == "company ending"

    def _count_heads(self, text):
        return sum(bare(word) in self.rules.heads for word in text.split())

    def note_mentions(self, blocks, span):
        """Finds every form of every name in the blocks, in one pass; `span` leads back to the source."""
        by_first = {}
        for form, entry in self.by_form.items():
            if form:
                by_first.setdefault(form.split()[0], []).append((form, entry))
        for block in blocks:
            text = block.text.casefold().replace("’", "'")
            if len(text) != block.end - block.start:
                continue  # a letter that folds to two: its places would be wrong
            for word in FORM.finditer(text):
                first = word[0]
                candidates = by_first.get(first)
                if not candidates and (first[-1] == "s" or not first[-1].isalnum()):
                    candidates = by_first.get(first.rstrip(BEHIND_FORM).removesuffix("'s"))
                for form, entry in candidates or ():
                    end = word.start() + len(form)
                    whole = block.start + word.start() == entry.named.start  # the name itself
                    if (
                        text.startswith(form, word.start())
                        and not text[end : end + 1].isalnum()
                        and not whole
                    ):
                        entry.mentions.append(span(block.start + word.start(), block.start + end))
