"""Press contacts: the name, function, body, office and numbers in the lines that a contact label opens."""

import re
from dataclasses import dataclass, field

from . import marks
from .channels import read_number
from .names import CHAIN
from .parsed import Gap, ParsedChannel, ParsedContact
from .naming import CREDENTIAL, PARTICLES
from .rules import EMAIL_LABEL, FAX_LABEL, JOINER, MOBILE_LABEL, PHONE_LABEL

HIDDEN_EMAIL = r"\[email[\s\xa0]protected\]"
ATOM = re.compile(
    rf"(?P<email>(?:mailto:)?{marks.EMAIL.pattern}|{HIDDEN_EMAIL})|(?P<url>{marks.URL.pattern}|(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|gov|edu|int|ca|uk|au|fr|es|br|pt)(?:/\S*)?(?![\w@]))"
    rf"|(?P<phone>{marks.PHONE.pattern})"
    rf"|(?<![\w@.’'-])(?:(?P<fax>{FAX_LABEL})|(?P<mobile>{MOBILE_LABEL})|(?P<emaillabel>{EMAIL_LABEL})|(?P<phonelabel>{PHONE_LABEL}))"
    rf"(?:(?= ?[.:/(+]*[ ]?[+(]?\d)|(?= ?[.:])|(?= [\w.+-]{{1,64}}@)|(?=\)))[.:)]*(?: ?:)?"
    r"|(?P<social>@\w{2,30})",
    re.IGNORECASE,
)
CUT = re.compile(
    rf"\s*(?:[,;|()/]|(?<=\s)[–—•·-]+(?=\s)|:|\n)\s*|(?<=\s)(?:{JOINER})(?=\s|$)|^(?:{JOINER})(?=\s)|^(?:please )?(?:contact|call|e-?mail|veuillez|contacter)\b",
    re.IGNORECASE,
)
AT = re.compile(r"(?:at|chez|from|of|with|en|em|na|no)\s*$|[@]\s*$", re.IGNORECASE)
NOTE_MOBILE = re.compile(rf"[\s,]*\(\s*(?:{MOBILE_LABEL})\s*\)", re.IGNORECASE)
DESK = re.compile(
    r"\b(?:press|media|communications?|public relations|public affairs|pr|relations|presse|médias?|médiatiques|prensa|comunicaci[oó]n|imprensa|comunicação|newsroom|news)\b.{0,40}",
    re.IGNORECASE,
)
HEADLINE_STOP = re.compile(r"^(?:press release|media release|news release|notes?|ends?|http)", re.IGNORECASE)


@dataclass
class Draft:
    """A contact while its lines are read."""

    values: dict = field(default_factory=dict)
    channels: list = field(default_factory=list)
    gaps: list = field(default_factory=list)


class ContactReader:
    def __init__(self, wording, rules, bodies, regions):
        self.wording, self.words, self.rules = wording, wording.words, rules
        self.bodies = bodies  # names and short names of the release's organisations
        self.regions = regions
        self.furniture, self.gaps, self.contacts = [], [], []
        self.current = None
        self.label = None

    def read(self, stretch, labelled=True):
        """Reads one stretch of blocks; keeps what it is sure is a contact."""
        self.current, self.label, drafts = None, None, []
        self.drafts = drafts
        for number, block in enumerate(stretch):
            start = block.start
            if not number and labelled:
                start += marks.contact_label(block.text)
                self._keep(block.start, start)
            self._line(start, block.end)
        self._close_label()
        while len(drafts) > 1 and not drafts[-1].channels and any(draft.channels for draft in drafts):
            drafts.pop()  # a heading or address under the contacts
        kept = [draft for draft in drafts if draft.channels or (labelled and draft.values.get("name"))]
        if (
            labelled
            and not kept
            and stretch
            and len(stretch) == 1
            and not self.words[start : stretch[0].end].strip(" :-")
        ):
            self.gaps.append(Gap("contacts", self.wording.span(stretch[0].start, stretch[0].end)))
        for draft in kept:
            contact = ParsedContact(**draft.values, channels=tuple(draft.channels))
            self.contacts.append(contact)
            name = contact.name.text if contact.name else ""
            self.gaps += [Gap(gap.field, gap.span, name) for gap in draft.gaps]
        return bool(kept)

    def _line(self, start, end):
        at, lead = start, ""
        for atom in ATOM.finditer(self.words, start, end):
            if atom.lastgroup == "phone" or atom["phone"]:
                if not any(True for _ in marks.phones(self.words, atom.start(), atom.end(), labelled=True)):
                    continue
            self._text(at, atom.start(), atom)
            self._atom(atom)
            at = atom.end()
        self._text(at, end, None)
        del lead

    def _atom(self, atom):
        start, end = atom.span()
        if atom["email"]:
            self._email(start, end, atom[0])
        elif atom["phone"]:
            self._phone(start, end)
        elif atom["url"] or atom["social"]:
            self._keep(start, end)
        else:
            kind = next(name for name in ("fax", "mobile", "emaillabel", "phonelabel") if atom[name])
            self._close_label()
            self.label = (kind, start, end)

    def _email(self, start, end, text):
        label, self.label = self.label, None
        if label:
            self._keep(label[1], label[2])
        if text.startswith("["):
            self._draft().gaps.append(Gap("email", self.wording.span(start, end)))
            self._keep(start, end)
            return
        start += 7 if text.lower().startswith("mailto:") else 0
        self._draft().channels.append(
            self.wording.value(start, end, "e-mail address", kind=ParsedChannel)
            and self._channel(start, end, "email", "")
        )

    def _channel(self, start, end, kind, e164):
        spans = (self.wording.span(start, end),)
        text = self.wording.value(start, end, "").text
        return ParsedChannel(text=text, spans=spans, rule="contact lines", kind=kind, e164=e164)

    def _phone(self, start, end):
        label, self.label = self.label, None
        if label:
            self._keep(label[1], label[2])
        if label and label[0] == "fax":
            self._keep(start, end)
            return
        mobile = (label and label[0] == "mobile") or NOTE_MOBILE.match(self.words, end)
        number = self.words[start:end]
        if number.startswith("(") and number.count("(") > number.count(")"):
            start += 1
        elif number.count(")") > number.count("(") and number.endswith(")"):
            end -= 1
        number = self.words[start:end]
        self._draft().channels.append(
            self._channel(start, end, "mobile" if mobile else "phone", read_number(number, self.regions))
        )

    def _draft(self):
        if self.current is None:
            self.current = Draft()
            self.drafts.append(self.current)
        return self.current

    def _close_label(self):
        """A label without a number or address is a gap."""
        if not self.label:
            return
        kind, start, end = self.label
        self.label = None
        self._keep(start, end)
        if kind != "fax" and self.current and self.words[start:end].rstrip().endswith((":", ".")):
            name = {"emaillabel": "email", "mobile": "mobile", "phonelabel": "phone"}[kind]
            self.current.gaps.append(Gap(name, self.wording.span(start, end)))

    def _keep(self, start, end):
        span = self.wording.span(start, end)
        if span:
            self.furniture.append(span)

    def _text(self, start, end, atom):
        """Words between numbers and addresses: a name, a function, a body, or words that only join."""
        if start >= end:
            return
        if (
            self.label
            and self.words[start:end].strip(" .:,;()/-–")
            and not re.fullmatch(r"[\s.:,;()/+–-]*", self.words[start:end])
        ):
            self._close_label()
        at, led = start, ""
        for cut in CUT.finditer(self.words, start, end):
            if cut.start() < at or cut.end() == cut.start():
                continue
            if not self._cuts(at, cut, end):
                continue
            self._piece(at, cut.start(), led)
            self._keep(cut.start(), cut.end())
            led, at = cut[0].strip(" ,\n").casefold(), cut.end()
        self._piece(at, end, led)

    def _cuts(self, at, cut, end):
        """Whether a joining word parts two things here, and is not within the name of a body."""
        word = cut[0].strip().casefold()
        if not word.isalpha() or word in (
            "at",
            "in",
            "chez",
            "on",
            "via",
            "contact",
            "call",
            "email",
            "veuillez",
        ):
            return True
        left, right = self.words[at : cut.start()].strip(), self.words[cut.end() : end].strip()
        if not left or not right:
            return True
        first = " ".join(right.split()[:2])
        return self._is_name(left) or self._is_name(first) or not right[:1].isupper()

    def _piece(self, start, end, led):
        while start < end and self.words[start] in " ,.:;-–—*•'\"":
            start += 1
        while end > start and self.words[end - 1] in " ,:;-–—*•":
            end -= 1
        text = (
            self.words[start:end].rstrip(".")
            if not self.words[start:end].endswith(("Inc.", "Ltd.", "Co.", "Corp."))
            else self.words[start:end]
        )
        end = start + len(text)
        if len(text) < 2 or text.casefold() in (
            "and",
            "or",
            "the",
            "please contact",
            "please",
            "us",
            "m",
            "t",
            "e",
            "contact",
            "email",
            "call",
        ):
            self._keep(start, end)
            return
        article = re.compile(r"(?:the|le|la|el) (?=[A-ZÀ-Þ])|l['’](?=[A-ZÀ-Þ])").match(self.words, start, end)
        if article:
            self._keep(start, article.end())
            start = article.end()
            text = text[article.end() - article.start() :]
        at = led in ("at", "in", "chez", "from", "of", "with")
        if not at and self._is_name(text):
            self._name(start, end)
        elif not at and self._split_name(start, end):
            return
        elif at or self._is_body(text):
            self._body(start, end, at)
        elif self._is_role(text):
            self._set("role", start, end)
        elif DESK.match(text) and len(text) < 60:
            named = (
                self.current
                and "name" in self.current.values
                and len(text.split()) < 4
                and "role" not in self.current.values
            )
            self._set("role", start, end) if named else self._body(start, end, at)
        elif (
            self.current
            and not self.current.values.get("organisation")
            and len(text.split()) < 6
            and text[0].isupper()
            and not marks.ADDRESS.search(text)
            and not any(letter.isdigit() for letter in text)
            and not self.current.channels
            and text not in self.rules.places
        ):
            self._body(start, end, at)

    def _is_role(self, text):
        return (
            any(word.strip(".,").casefold() in self.rules.roles for word in text.split())
            and len(text.split()) < 14
        )

    def _is_body(self, text):
        parts = text.replace(",", "").split()
        if text.casefold() in self.bodies or parts[0].casefold() in self.bodies:
            return True
        return (
            len(parts) > 1
            and len(parts) < 14
            and parts[0][0].isupper()
            and any(
                part.rstrip(".") in self.rules.heads or part.rstrip(".") in self.rules.endings
                for part in parts
            )
            and not self._is_role(text)
        )

    def _is_name(self, text):
        """Two to five words with capitals, none of them a function, a body or a place."""
        text = CREDENTIAL.sub("", text)
        parts = text.split()
        while parts and parts[0].rstrip(".").casefold() in self.rules.honorifics:
            parts = parts[1:]
        if (
            not 1 < len(parts) < 6
            or any(letter.isdigit() for letter in text)
            or text.casefold() in self.bodies
            or text in self.rules.places
        ):
            return False
        if self.rules.code == "ar" and "\u0600" < parts[0][0] < "\u06ff":
            return len(parts) < 5 and not any(
                part in self.rules.roles or part in self.rules.heads for part in parts
            )
        if parts[0].casefold() in self.bodies or (
            parts[0].isupper() and len(parts[0]) < 6 and not text.isupper() and "." not in parts[0]
        ):
            return False
        for part in parts:
            bare = part.strip(".,").casefold()
            if not (part[0].isupper() or part in PARTICLES or part.startswith(("al-", "d’", "d'"))):
                return False
            if (
                part in self.rules.heads
                or bare in self.rules.roles
                or bare in self.rules.areas
                or part in self.rules.endings
            ):
                return False
            if bare in (
                "press",
                "media",
                "office",
                "relations",
                "public",
                "news",
                "contact",
                "street",
                "road",
                "house",
                "information",
                "team",
                "desk",
                "tel",
            ):
                return False
        return parts[0] not in self.rules.generic_first and not (text.isupper() and len(text) < 6)

    def _split_name(self, start, end):
        """ "Ann Lee Press Officer", "Press Officer Ann Lee": a name with its function and no comma."""
        tokens = list(re.finditer(r"\S+", self.words[start:end]))
        roles = [n for n, token in enumerate(tokens) if token[0].strip(".,").casefold() in self.rules.roles]
        if not roles:
            return False
        for size in (3, 2):
            head = self.words[start : start + tokens[size - 1].end()] if len(tokens) > size else ""
            if head and roles[0] >= size and self._is_name(head):
                self._name(start, start + tokens[size - 1].end())
                rest = start + tokens[size].start()
                self._role_and_body(rest, end)
                return True
        last = roles[-1] + 1
        tail = self.words[start + tokens[last].start() : end] if last < len(tokens) else ""
        if tail and self._is_name(tail):
            self._name(start + tokens[last].start(), end)
            self._set("role", start, start + tokens[last - 1].end())
            return True
        return False

    def _role_and_body(self, start, end):
        """A function, and behind it a body in capitals: "Chargée de comptes ACME"."""
        capitals = re.compile(r" (?P<body>[A-ZÀ-Þ][A-ZÀ-Þ&]{2,}(?: [A-ZÀ-Þ]{2,})*)$").search(
            self.words, start, end
        )
        if capitals:
            self._set("role", start, capitals.start())
            self._body(capitals.start("body"), end, False)
        else:
            self._set("role", start, end)

    def _name(self, start, end):
        lead = re.compile(
            rf"(?:(?:{'|'.join(map(re.escape, self.rules.honorifics))})\b\.? )+", re.IGNORECASE
        ).match(self.words, start, end)
        if lead:
            self._keep(start, lead.end())
            start = lead.end()
        reuse = self.current and "name" not in self.current.values and not self.current.channels
        if not reuse:
            self.current = Draft()
            self.drafts.append(self.current)
        self.current.values["name"] = self.wording.value(start, end, "contact lines")

    def _set(self, key, start, end):
        draft = self._draft()
        if key not in draft.values:
            draft.values[key] = self.wording.value(start, end, "contact lines")

    def _body(self, start, end, at):
        """The body a contact speaks for; what follows its known name is the office: "IOM Geneva"."""
        draft = self._draft()
        if draft.channels and not at and draft.values.get("organisation") is not None:
            self.current = draft = Draft()
            self.drafts.append(draft)
        article = re.compile(r"(?:the|la|le|l['’]|el|o|a) ?(?=[A-ZÀ-Þ])").match(self.words, start, end)
        start = article.end() if article else start
        text = self.words[start:end]
        for size in range(len(text.split()) - 1, 0, -1):
            known = " ".join(text.split()[:size])
            if known.casefold() in self.bodies and text.casefold() not in self.bodies:
                rest = start + len(known)
                tail = text[len(known) :].strip()
                if tail.rstrip(".") in self.rules.endings:
                    break
                if re.fullmatch(r"(?:in )?[A-ZÀ-Þ][\w.'’-]*(?:,? [A-ZÀ-Þ][\w.'’-]*){0,3}", tail):
                    self._set("organisation", start, rest)
                    inner = self.words.index(tail, rest)
                    self._set("office", inner, inner + len(tail))
                    return
        self._set("organisation", start, end)


_ = CHAIN
