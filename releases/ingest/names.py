"""Runs of capitalised words: what may be the name of a body, and the short form behind it."""

import re
from dataclasses import dataclass

# A word of a name: "Smart&Sure", "O'Neill", "U.S.", "growers'", "ePost", "Acme™".
WORD = (
    r"(?:St\.|[a-z]?[A-ZÀ-ÖØ-ÞŠŽ](?:[\w’'&+-]*\w)?(?:(?<=s)[’'](?= [A-Z]))?(?:\.\w[\w’'&+-]*)*"
    r"(?:(?<=[. (][A-Z])\.|(?<=\.[A-Z])\.)?[™®]?)"
)
LINK = (
    r"(?:of the|of|for the|for|on|and|&|de la|de los|de las|del|de|du|des|dos|das|do|da|y|e|et|pour la|"
    r"pour|para|"
    r"d[’'](?=[A-ZÀ-Þ])|upon|without|in|"
    r"(?:(?<=Committee )|(?<=Coalition )|(?<=Campaign )|(?<=Fund ))to)"
)
CHAIN = re.compile(rf"(?<![\w@#’'.])(?<!\w-){WORD}(?: (?:{LINK} ?)?{WORD}){{0,15}}")
NAME = rf"{WORD}(?: (?:(?:of the|of|for|and|&|de la|de|du|des|del|da|do) )?{WORD}){{0,7}}"
SHORT_FORM = re.compile(
    r" ?\((?:the |le |la |el |“the )?(?P<mark>[“\"‘'«]?) ?(?:the )?"
    r"(?P<short>[A-ZÀ-Þ0-9][\w&.’'+-]{1,30}(?: [A-ZÀ-Þ][\w&’'-]*){0,3}) ?[”\"’'»]?\)"
)
NO_SHORT_FORM = re.compile(r"[RDI]-\w+|NASDAQ|NYSE|\d+")
GENITIVE = ("'s", "’s")


@dataclass(frozen=True)
class Named:
    """A name of a body in `words`, its short form there, and whether a second sign is wanted (`weak`)."""

    start: int
    end: int
    rule: str
    short: tuple | None = None
    weak: bool = False


def bare(token):
    """A word of a name without the mark of the genitive or of a trade."""
    token = token.rstrip("™®.,")
    return token[:-2] if token.endswith(GENITIVE) else token


def short_form(words, end, limit):
    """The place of "IOM" in "(IOM)" behind a name, or None; an exchange or a party is no short form."""
    match = SHORT_FORM.match(words, end, min(limit, end + 60))
    if not match or (NO_SHORT_FORM.fullmatch(match["short"]) and not match["mark"]):
        return None
    capitals = sum(letter.isupper() for letter in match["short"])
    return match.span("short") if match["mark"] or capitals > 1 else None
