"""What the words in a contact line are: a person's name, a function, a body, a press desk."""

import re

from . import marks
from .naming import CREDENTIAL, PARTICLES
from .rules import words

DESK = re.compile(
    r"\b(?:press|media|communications?|public relations|public affairs|pr|relations|presse|médias?|"
    r"médiatiques|prensa|"
    r"comunicaci[oó]n|imprensa|comunicação|newsroom|news)\b",
    re.IGNORECASE,
)
NO_NAME = frozenset(
    words("press media office relations public news contact street road house information team desk tel")
)
ATTACHED = ("al-", "d’", "d'")
TOKEN = re.compile(r"\S+")


class ContactWords:
    """Judges words by the language's lists and the bodies that the release itself names."""

    def __init__(self, rules, bodies):
        self.rules, self.bodies = rules, bodies

    def is_role(self, text):
        parts = text.split()
        return len(parts) < 14 and any(part.strip(".,").casefold() in self.rules.roles for part in parts)

    def is_desk(self, text):
        return len(text) < 60 and DESK.match(text) is not None

    def is_body(self, text):
        """A name that the release uses for a body, or one with a head word or company ending."""
        parts = text.replace(",", "").split()
        if text.casefold() in self.bodies or parts[0].casefold() in self.bodies:
            return True
        signs = self.rules.heads | self.rules.endings
        named = parts[0][0].isupper() and any(part.rstrip(".") in signs for part in parts)
        return named and 1 < len(parts) < 14 and not self.is_role(text)

    def may_be_body(self, text):
        """A few capitalised words that are nothing else: under a name they are the body."""
        plain = text[0].isupper() and not any(letter.isdigit() for letter in text)
        return (
            plain
            and len(text.split()) < 6
            and not marks.ADDRESS.search(text)
            and text not in self.rules.places
        )

    def is_name(self, text):
        """Two to five words with capitals, none of them a function, a body or a place."""
        parts = CREDENTIAL.sub("", text).split()
        while parts and parts[0].rstrip(".").casefold() in self.rules.honorifics:
            parts = parts[1:]
        if not 1 < len(parts) < 6 or any(letter.isdigit() for letter in text):
            return False
        if text.casefold() in self.bodies or parts[0].casefold() in self.bodies or text in self.rules.places:
            return False
        if self.rules.code == "ar" and "\u0600" < parts[0][0] < "\u06ff":
            return len(parts) < 5 and not any(
                part in self.rules.roles or part in self.rules.heads or part in self.rules.areas
                for part in parts
            )
        if not text.isupper() and any(
            len(part) < 6 and part.isupper() and part.isalpha() and len(part) > 1 for part in parts
        ):
            return False  # "ACME London", "Grant PR"
        if parts[0] in self.rules.generic_first or (text.isupper() and len(text) < 6):
            return False
        return all(self._may_be_in_name(part) for part in parts)

    def _may_be_in_name(self, part):
        word = part.strip(".,").casefold()
        if not (part[0].isupper() or part in PARTICLES or part.startswith(ATTACHED)):
            return False
        if part in self.rules.heads or part in self.rules.endings:
            return False
        return word not in self.rules.roles and word not in self.rules.areas and word not in NO_NAME

    def split_name(self, text):
        """(name, rest) as pairs of places in "Ann Lee Press Officer" or "Press Officer Ann Lee", or None."""
        tokens = list(TOKEN.finditer(text))
        roles = [n for n, token in enumerate(tokens) if token[0].strip(".,").casefold() in self.rules.roles]
        if not roles:
            return None
        for size in (3, 2):
            if len(tokens) > size <= roles[0]:
                end = tokens[size - 1].end()
                if self.is_name(text[:end]):
                    return (0, end), (tokens[size].start(), len(text))
        last = roles[-1] + 1
        if last < len(tokens) and self.is_name(text[tokens[last].start() :]):
            return (tokens[last].start(), len(text)), (0, tokens[last - 1].end())
        return None
