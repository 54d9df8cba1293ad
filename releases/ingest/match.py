"""Names to rows. What is the same but for case, accents and punctuation is taken; what is only like it
is offered, never taken.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from contacts.models import ContactPoint, Organisation, OtherName, PressContact

from .rules import LANGUAGES, for_language

ALIKE = 0.85  # below it two names share little more than their letters
OFFERED = 3
ARTICLES = {"the", "le", "la", "les", "el", "los", "las", "o", "os"}
LEGAL_FORMS = {"ltd", "limited", "inc", "incorporated", "llc", "plc", "corp", "corporation", "co", "company"}
LEGAL_FORMS |= {"gmbh", "ag", "sa", "sarl", "spa", "bv", "nv", "asbl", "ev"}
OFFICE = r"(?:(?:regional |country |field |liaison )?office|headquarters|hq|bureau|mission)"
BODY_WORDS = frozenset().union(
    *(for_language(code).heads | for_language(code).not_bodies for code in LANGUAGES)
)
OFFICE_AROUND = re.compile(rf"^{OFFICE},? ?(?:in |at |– |- )?|,? {OFFICE}$", re.IGNORECASE)


def fold(name):
    """A name as it is compared: without case, accents, punctuation and article."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"['’.]", "", plain)
    words = re.findall(r"\w+", words)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def _core(folded):
    return " ".join(sorted(set(folded.split()) - LEGAL_FORMS))


@dataclass(frozen=True)
class Match:
    """`pk` of the row that this is, or None; `near` are keys of rows that it may be, likeliest first.

    `office` is the place that the words name besides the organisation: "IOM Washington".
    """

    pk: int | None = None
    office: str = ""
    near: tuple = ()


class Directory:
    """The organisations and contacts on file, read once for a batch; `learn` what is added meanwhile."""

    def __init__(self):
        self.names, self.words = {}, {}  # folded name, and each of its words: keys of organisations
        self.people, self.channels = {}, {}  # folded name, and number or address: keys of contacts
        self.contacts = {}  # key of a contact: (folded name, key of its organisation)
        self.homes = {}  # key of an organisation: keys of its contacts
        self.offices = set()
        for pk, name, short in Organisation.objects.order_by("pk").values_list("pk", "name", "short_name"):
            self.learn_organisation(pk, name, short)
        for pk, name in OtherName.objects.order_by("pk").values_list("organisation", "name"):
            self.learn_organisation(pk, name)
        people = PressContact.objects.order_by("pk").values_list("pk", "name", "organisation", "office")
        for one in people:
            self.learn_contact(*one)
        points = ContactPoint.objects.order_by("pk").values_list("contact", "e164", "value")
        for pk, e164, value in points:
            self.learn_channel(pk, e164 or value)

    def learn_organisation(self, pk, *names):
        for name in filter(None, map(fold, names)):
            if pk not in self.names.setdefault(name, []):
                self.names[name].append(pk)
            for word in name.split():
                self.words.setdefault(word, set()).add(name)

    def learn_contact(self, pk, name, organisation, office=""):
        self.contacts[pk] = (fold(name), organisation)
        self.homes.setdefault(organisation, []).append(pk)
        self.people.setdefault(fold(name), []).append(pk)
        self.offices.add(fold(office))

    def learn_channel(self, pk, channel):
        self.channels.setdefault(channel.casefold(), set()).add(pk)

    def reaches(self, pk, channel):
        """Whether this contact is on file with this number (E.164) or address."""
        return pk in self.channels.get(channel.casefold(), ())

    def reached(self, channels):
        """Keys of the contacts on file with any of these (kind, value, number or address)."""
        found = {pk for _kind, _value, key in channels for pk in self.channels.get(key.casefold(), ())}
        return tuple(sorted(found))[:OFFERED]

    def organisation(self, words, places=()):
        """Who these words name. `places` are words known to be a place, such as the release's own."""
        folded = fold(words)
        found = self.names.get(folded, [])
        if len(found) == 1:
            return Match(found[0])
        if found:
            return Match(near=tuple(found[:OFFERED]))
        office, pk = self._office_of(words, places)
        if pk:
            return Match(pk, office)
        return Match(near=self._near_organisations(folded))

    def _office_of(self, words, places):
        """("Washington", IOM) for "IOM Washington", "IOM's Washington office", "IOM office in Washington"."""
        places = self.offices | {fold(place) for place in places}
        parts = words.split()
        for cut in range(len(parts) - 1, 0, -1):
            head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
            found = self.names.get(fold(re.sub(r"['’]s$", "", head)), [])
            place = OFFICE_AROUND.sub("", tail)
            is_office = place and (place != tail or _could_be_place(head, tail))
            if len(found) == 1 and (is_office or fold(place) in places - {""}):
                return place.strip(" ,–-()"), found[0]
        return "", None

    def _near_organisations(self, folded):
        rare = sorted((self.words.get(word, set()) for word in folded.split()), key=len)
        candidates = {name for names in rare[:3] for name in names if len(names) < 500}
        scored = sorted(((_likeness(folded, name), name) for name in candidates), reverse=True)
        names = [name for score, name in scored if score >= ALIKE]
        names += filter(self.names.get, [_initials(folded)])
        keys = [pk for name in names for pk in self.names[name]]
        return tuple(dict.fromkeys(keys))[:OFFERED]

    def contact(self, name, organisation=None, channels=()):
        """Who this is: the same name at the same organisation, or with the same number or address."""
        folded = fold(name)
        reached = {pk for one in channels for pk in self.channels.get(one.casefold(), ())}
        namesakes = self.people.get(folded, [])
        same = [pk for pk in namesakes if pk in reached or self.contacts[pk][1] == organisation]
        if len(same) == 1:
            return Match(same[0])
        alike = [pk for pk in reached if _likeness(folded, self.contacts[pk][0]) >= ALIKE]
        home = self.homes.get(organisation, []) if organisation and not same else []
        at_home = [pk for pk in home if _likeness(folded, self.contacts[pk][0]) >= ALIKE]
        return Match(near=tuple(dict.fromkeys([*same, *alike, *namesakes, *at_home]))[:OFFERED])


def _likeness(one, other):
    if _core(one) == _core(other):
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _could_be_place(short_name, words):
    """Whether these words after an abbreviation are a place, as in "IOM Washington", and no part of a
    name, as in "IOM Development Fund".
    """
    words = words.split()
    is_name = all(word[:1].isupper() or word in ("de", "of") for word in words)
    return short_name.isupper() and len(words) <= 3 and is_name and not BODY_WORDS.intersection(words)


def _initials(folded):
    return "".join(word[0] for word in folded.split() if len(word) > 3) if " " in folded else ""
