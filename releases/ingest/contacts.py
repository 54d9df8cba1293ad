"""Press contacts: the name, function, body, office and numbers in the lines that a contact label opens."""

import re
from dataclasses import dataclass, field

from . import marks
from .channels import read_number
from .contact_atoms import ATOM, CUT, DOTTED, GAP_OF, NOTE_MOBILE, PATTERN_OF_ADDRESS
from .contact_words import ContactWords
from .parsed import Gap, ParsedChannel, ParsedContact
from .rules import words

ALWAYS_CUT = frozenset(words("at in chez on via contact call email veuillez"))
AT = frozenset(["at", "in", "chez", "from", "of", "with"])
EMPTY = frozenset(words("and or the please us m t e contact email call")) | {"please contact"}
ARTICLE = re.compile(r"(?:the|le|la|el|o|a) (?=[A-ZÀ-Þ])|l['’](?=[A-ZÀ-Þ])")
OFFICE = re.compile(r"(?:in )?(?P<place>[A-ZÀ-Þ][\w.'’-]*(?:,? [A-ZÀ-Þ][\w.'’-]*){0,3})")
CAPITALS_LAST = re.compile(r" (?P<body>[A-ZÀ-Þ][A-ZÀ-Þ&]{2,}(?: [A-ZÀ-Þ]{2,})*)$")


@dataclass
class Draft:
    """A contact while its lines are read."""

    values: dict = field(default_factory=dict)
    channels: list = field(default_factory=list)
    gaps: list = field(default_factory=list)


class ContactReader:
    """Reads stretches of contact lines; `regions` are the countries of the numbers written with a plus."""

    def __init__(self, wording, rules, bodies, regions):
        self.wording, self.words, self.regions, self.bodies = wording, wording.words, regions, bodies
        self.judge, self.endings = ContactWords(rules, bodies), rules.endings
        self.courtesy = rules.courtesy
        self.furniture, self.gaps, self.contacts = [], [], []

    def read(self, stretch):
        """Reads one stretch of blocks and keeps what it is sure is a contact."""
        self.drafts, self.current, self.label = [], None, None
        labelled = marks.contact_label(stretch[0].text)
        self._keep(stretch[0].start, stretch[0].start + labelled)
        for number, block in enumerate(stretch):
            self._line(block.start + (0 if number else labelled), block.end)
        self._close_label()
        drafts = self.drafts
        while len(drafts) > 1 and not drafts[-1].channels and any(draft.channels for draft in drafts):
            drafts.pop()  # a heading or address under the contacts
        for draft in drafts:
            if draft.channels or (labelled and "name" in draft.values):
                self._finish(draft)
        bare = not stretch[0].text[labelled:].strip(" :-")
        if labelled and bare and not drafts and len(stretch) == 1:
            self.gaps.append(Gap("contacts", self.wording.span(stretch[0].start, stretch[0].end)))

    def _finish(self, draft):
        contact = ParsedContact(**draft.values, channels=tuple(draft.channels))
        self.contacts.append(contact)
        name = contact.name.text if contact.name else ""
        self.gaps += [Gap(gap.field, gap.span, name) for gap in draft.gaps]

    def _keep(self, start, end):
        span = self.wording.span(start, end)
        if span:
            self.furniture.append(span)

    def _line(self, start, end):
        """Numbers, addresses and labels one after another, and the words between them."""
        at = start
        for atom in ATOM.finditer(self.words, start, end):
            if atom["phone"] and not any(marks.phones(self.words, *atom.span(), labelled=True)):
                continue
            self._between(at, atom.start())
            self._atom(atom)
            at = atom.end()
        self._between(at, end)

    def _atom(self, atom):
        start, end = atom.span()
        kind = next((name for name in ("fax", *GAP_OF) if atom[name]), "")
        if kind:
            self._close_label()
            self.label = (kind, start, end)
        elif atom["email"]:
            self._email(start, end, atom[0])
        elif atom["phone"]:
            self._phone(start, end, atom[0])
        else:
            self._keep(start, end)

    def _take_label(self):
        """The kind of the label before a number or address, which is then done with."""
        label, self.label = self.label, None
        if label:
            self._keep(label[1], label[2])
        return label[0] if label else ""

    def _email(self, start, end, text):
        self._take_label()
        if PATTERN_OF_ADDRESS.match(text):
            self._keep(start, end)
            return
        if text.startswith("["):
            self._draft().gaps.append(Gap("email", self.wording.span(start, end)))
            self._keep(start, end)
            return
        lead = len("mailto:") if text.lower().startswith("mailto:") else 0
        self._keep(start, start + lead)
        self._add_channel(start + lead, end, "email")

    def _phone(self, start, end, number):
        label = self._take_label()
        if label == "fax":
            self._keep(start, end)
            return
        if number.startswith("(") and number.count("(") > number.count(")"):
            start += 1
        elif number.endswith(")") and number.count(")") > number.count("("):
            end -= 1
        mobile = label == "mobile" or NOTE_MOBILE.match(self.words, end)
        e164 = read_number(self.words[start:end], self.regions)
        self._add_channel(start, end, "mobile" if mobile else "phone", e164)

    def _add_channel(self, start, end, kind, e164=""):
        value = self.wording.value(start, end, "contact lines")
        self._draft().channels.append(
            ParsedChannel(value.text, value.spans, value.rule, kind=kind, e164=e164)
        )

    def _close_label(self):
        """A label without a number or address is a gap."""
        if not self.label:
            return
        kind, start, end = self.label
        self.label = None
        self._keep(start, end)
        if kind in GAP_OF and self.current and self.words[start:end].endswith((":", ".")):
            self.current.gaps.append(Gap(GAP_OF[kind], self.wording.span(start, end)))

    def _between(self, start, end):
        """The words between numbers and addresses, piece by piece."""
        if start >= end:
            return
        if self.words[start:end].strip(" .:,;()/+-–"):
            self._close_label()
        at, led = start, ""
        for cut in CUT.finditer(self.words, start, end):
            if cut.start() >= at and cut.end() > cut.start() and self._cuts(at, cut, end):
                self._piece(at, cut.start(), led in AT)
                self._keep(*cut.span())
                led, at = cut[0].strip(" ,\n").casefold(), cut.end()
        self._piece(at, end, led in AT)

    def _cuts(self, at, cut, end):
        """Whether a joining word parts two things here, and is not within the name of a body."""
        word = cut[0].strip().casefold()
        if not word.isalpha() or word in ALWAYS_CUT:
            return True
        left, right = self.words[at : cut.start()].strip(), self.words[cut.end() : end].strip()
        if not left or not right[:1].isupper():
            return True
        return self.judge.is_name(left) or self.judge.is_name(" ".join(right.split()[:2]))

    def _piece(self, start, end, at):
        """One piece: a name, a function, a body, or left over. `at` says that "at" stands before it."""
        while start < end and self.words[start] in " ,.:;-–—*•'\"":
            start += 1
        while end > start and self.words[end - 1] in " ,:;-–—*•":
            end -= 1
        article = ARTICLE.match(self.words, start, end)
        if article:
            self._keep(start, article.end())
            start = article.end()
        text = self.words[start:end]
        text = text if text.endswith(DOTTED) else text.rstrip(".")
        end = start + len(text)
        if len(text) < 2 or text.casefold() in EMPTY:
            self._keep(start, end)
        elif at:
            self._body(start, end, at)
        elif self.judge.is_name(text):
            self._name(start, end)
        elif not self._name_and_role(start, text):
            self._function_or_body(start, end, text)

    def _function_or_body(self, start, end, text):
        known = self.current.values if self.current else {}
        if self.judge.is_body(text):
            self._body(start, end)
        elif self.judge.is_role(text):
            self._set("role", start, end)
        elif self.judge.is_desk(text):
            of_person = "name" in known and "role" not in known and len(text.split()) < 4
            self._set("role", start, end) if of_person else self._body(start, end)
        elif self.current and not self.current.channels and self.judge.may_be_body(text):
            self._set("organisation", start, end)

    def _name_and_role(self, start, text):
        """Enters "Ann Lee Press Officer" or "Press Officer Ann Lee"; says whether it was one."""
        found = self.judge.split_name(text)
        if not found:
            return False
        (begin, finish), (first, last) = found
        self._name(start + begin, start + finish)
        capitals = CAPITALS_LAST.search(self.words, start + first, start + last) if first else None
        self._set("role", start + first, capitals.start() if capitals else start + last)
        if capitals:
            self._body(*capitals.span("body"))
        return True

    def _draft(self):
        if self.current is None:
            self._new()
        return self.current

    def _new(self):
        self.current = Draft()
        self.drafts.append(self.current)

    def _name(self, start, end):
        """A name begins a new contact, unless only a body or function stands before it."""
        lead = self.courtesy.match(self.words, start, end)
        if lead:
            self._keep(start, lead.end())
            start = lead.end()
        if not self.current or "name" in self.current.values or self.current.channels:
            self._new()
        self._set("name", start, end)

    def _set(self, key, start, end):
        self._draft().values.setdefault(key, self.wording.value(start, end, "contact lines"))

    def _body(self, start, end, at=False):
        """The body a contact speaks for; what follows its known name is the office: "IOM Geneva"."""
        draft = self._draft()
        if draft.channels and not at and "organisation" in draft.values:
            self._new()
        parts = self.words[start:end].split()
        for size in range(len(parts) - 1, 0, -1):
            known = " ".join(parts[:size])
            if known.casefold() not in self.bodies or " ".join(parts).casefold() in self.bodies:
                continue
            rest = start + len(known)
            office = OFFICE.fullmatch(self.words, rest + 1, end)
            if office and parts[-1].rstrip(".") not in self.endings:
                self._set("organisation", start, rest)
                self._set("office", *office.span("place"))
                return
        self._set("organisation", start, end)
