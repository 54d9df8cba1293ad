"""Runs of capitalised words, and which of them are the name of a body by their head word.

"Department of Health", "Riverside Superior Court", "Acme Holdings, LLC": what a name ends or begins with
says that it is a body. What only the sentence around it can say is in `evidence.py`.
"""

import re
from dataclasses import dataclass

WORD = r"(?:St\.|[a-z]?[A-ZÀ-ÖØ-ÞŠŽ](?:[\w’'&+-]*\w)?(?:(?<=s)[’'](?= [A-Z]))?(?:\.\w[\w’'&+-]*)*(?:(?<=[. (][A-Z])\.|(?<=\.[A-Z])\.)?[™®]?)"
LINK = r"(?:of the|of|for the|for|on|and|&|de la|de los|de las|del|de|du|des|dos|das|do|da|y|e|et|pour la|pour|para|d[’'](?=[A-ZÀ-Þ])|upon|without|in)"
CHAIN = re.compile(rf"(?<![\w@#’'.-]){WORD}(?: (?:{LINK} ?)?{WORD}){{0,15}}")
NAME = rf"{WORD}(?: (?:(?:of the|of|for|and|&|de la|de|du|des|del|da|do) )?{WORD}){{0,7}}"
PART = re.compile(r"\S+")
SHORT_FORM = re.compile(
    r" ?\((?:the |le |la |el |“the )?(?P<mark>[“\"‘'«]?) ?(?:the )?(?P<short>[A-ZÀ-Þ0-9][\w&.’'+-]{1,30}(?: [A-ZÀ-Þ][\w&’'-]*){0,3}) ?(?P<close>[”\"’'»]?)\)"
)
DEPARTMENT_LIST = re.compile(rf"(?:, {WORD}(?: {WORD})?){{1,3}},? (?:and|&|et|y|e) {WORD}(?: {WORD})?")
SMALL = frozenset(
    ["of", "for", "the", "and", "&", "de", "la", "del", "du", "des", "dos", "das", "do", "da", "y", "e", "et", "pour", "para", "on", "in", "upon", "los", "las", "les", "without"]
)
UNITS = frozenset(["Division", "Unit", "Bureau", "Branch", "Section", "Squad", "Team", "Directorate"])
GROUND = frozenset(["Highway", "Bridge", "Park", "River", "Lake", "Island", "Islands", "Mountains", "Valley"])
OWNING = ("'s", "’s", "s'", "s’")


@dataclass(frozen=True)
class Named:
    """A name of a body in `words`, what its short form is there, and how sure its form makes it."""

    start: int
    end: int
    rule: str
    short: tuple | None = None
    weak: bool = False


def bare(token):
    """A word of a name without the mark of the genitive or of a trade."""
    token = token.rstrip("™®.,")
    return token[:-2] if token.endswith(("'s", "’s")) else token


def short_form(words, end, limit):
    """The place of "(IOM)" behind a name, as a pair, or None; an exchange's ticker is none."""
    match = SHORT_FORM.match(words, end, min(limit, end + 60))
    if not match:
        return None
    short = match["short"]
    capitals = sum(letter.isupper() for letter in short)
    if re.fullmatch(r"[RDI]-\w+|NASDAQ|NYSE|[A-Z]{2}|\d+", short) and not match["mark"] and len(short) != 2:
        return None
    if (match["mark"] or capitals > 1) and not short.isdigit():
        return match.start("short"), match.end("short")
    return None


class HeadNames:
    """Finds the names of bodies in a chain of capitalised words by the words in it."""

    def __init__(self, words, rules, people):
        self.words, self.rules, self.people = words, rules, people

    def find(self, start, end):
        """The bodies named in a block."""
        owned_to = -1
        for chain in CHAIN.finditer(self.words, start, end):
            if chain.start() == owned_to + 2 and self.words[owned_to] == ",":
                owned_to = chain.end()  # "the Ministry's Roads, Rivers and Ports Division" goes on
                continue
            if any(self._owns(part[0]) for part in list(PART.finditer(chain[0]))[:-1]):
                owned_to = chain.end()
            yield from self.in_chain(chain.start(), chain.end(), end)

    def _owns(self, token):
        """Whether a word owns what follows it, as a body does, and is no part of a name: not "Women's"."""
        owner = bare(token)
        return (
            token.endswith(OWNING[:2])
            and not re.fullmatch(self.rules.possessors, owner)
            and owner not in self.rules.places
        )

    def in_chain(self, start, end, limit):
        for piece, owned in self._pieces(list(PART.finditer(self.words, start, end))):
            for tokens in self._conjuncts(piece):
                named = self._name(tokens, limit, owned)
                if named:
                    yield named
                    inner = self._owner(tokens, named)
                    if inner:
                        yield inner

    def _is_role(self, tokens, number):
        token = tokens[number][0]
        if token.endswith(OWNING) or token in self.rules.heads:
            return False
        following = [later[0] for later in tokens[number + 1 : number + 3]]
        if any(
            bare(later) != later and re.fullmatch(self.rules.possessors, bare(later)) for later in following
        ):
            return False
        if number and tokens[number - 1][0] in ("High", "Rights") and token == "Commissioner":
            return len(tokens) > number + 1 and tokens[number + 1][0] not in SMALL
        if (
            number
            and tokens[number - 1][0].casefold() in ("of", "the")
            and number > 1
            and tokens[number - 2][0] in ("Office", "the")
        ):
            return False
        return bare(token).casefold() in self.rules.single_roles

    def _pieces(self, tokens):
        """The chain cut at titles of persons and behind "Ministry's", each with whether another body owns it."""
        piece, owned, after_role = [], False, False
        company = bool(tokens) and tokens[-1][0].rstrip(".") in self.rules.endings
        for number, token in enumerate(tokens):
            if self._is_role(tokens, number):
                yield from self._trimmed(piece, owned)
                piece, owned, after_role = [], False, True
                continue
            if (
                after_role
                and len(piece) == 1
                and piece[0][0] in SMALL
                and token[0] in ("Police", "Policía", "Polícia")
            ):
                return
            if after_role and token[0] == "of" and 1 < len(piece) < 4 and not self._head_at(piece):
                piece, after_role = [], False  # "Officer Ann Lee of the Harbour Division"
                continue
            piece.append(token)
            owner = bare(token[0])
            if (
                token[0].endswith(OWNING[:2])
                and number + 1 < len(tokens)
                and not company
                and not re.fullmatch(self.rules.possessors, owner)
            ):
                if owner in self.rules.places:
                    piece = []
                else:
                    yield from self._trimmed(piece, owned)
                    piece, owned = [], True
        yield from self._trimmed(piece, owned)

    def _trimmed(self, piece, owned):
        """The piece without articles and prepositions at its ends."""
        first = self.rules.generic_first
        while piece and (
            piece[0][0] in SMALL
            or (piece[0][0] in first and piece[0][0] not in ("Federal", "State", "First", "Local"))
        ):
            piece = piece[1:]
        while piece and piece[-1][0] in SMALL:
            piece = piece[:-1]
        if piece:
            yield piece, owned

    def _head_at(self, tokens):
        return [
            n
            for n, token in enumerate(tokens)
            if token[0].rstrip("™®") in self.rules.heads or (n and token[0] in self.rules.endings)
        ]

    def _conjuncts(self, tokens):
        """Two bodies joined by "and" as two; "Health and Human Services" as one."""
        for number, token in enumerate(tokens):
            if (
                token[0] in ("of", "de")
                and 1 < number < 5
                and self.people.is_person(" ".join(part[0] for part in tokens[:number]))
            ):
                tokens = [
                    part
                    for part in tokens[number + 1 :]
                    if part is not tokens[number + 1] or part[0] != "the"
                ]
                break
        for number, token in enumerate(tokens):
            if (
                token[0] == "of"
                and number
                and tokens[number - 1][0] in UNITS
                and self._head_at(tokens[number:])
                and self._head_at(tokens[number:])[-1] + number == len(tokens) - 1
            ):
                yield tokens[:number]
                yield from self._conjuncts(
                    [
                        part
                        for part in tokens[number + 1 :]
                        if part is not tokens[number + 1] or part[0] != "the"
                    ]
                )
                return
            if token[0] not in ("and", "&", "et", "y", "e") or not number or number == len(tokens) - 1:
                continue
            left, right = tokens[:number], tokens[number + 1 :]
            if self._stands_apart(left, right, token[0]):
                yield from self._conjuncts(left)
                yield from self._conjuncts(right)
                return
        yield tokens

    def _stands_apart(self, left, right, joint):
        left_heads, right_heads = self._head_at(left), self._head_at(right)
        if left_heads and left_heads[-1] + 1 < len(left) and left[left_heads[-1] + 1][0] not in SMALL:
            return False
        if joint == "&":
            return False
        if left_heads and right_heads:
            first_of = len(left) > left_heads[0] + 1 and left[left_heads[0] + 1][0] in SMALL
            return not (first_of and right_heads[0] == len(right) - 1 and right[-1][0].endswith("s"))
        if right_heads and joint in ("et", "y", "e") and not right_heads[0]:
            return True
        if right_heads:
            joined = " ".join(token[0] for token in left)
            return joined in self.rules.places or (joined.isupper() and len(left) == 1)
        if left_heads:
            head = left_heads[-1]
            if head == len(left) - 1:
                return True
            joined = " ".join(token[0] for token in right)
            return (
                joined in self.rules.places
                or (left[head][0] in ("University", "Bank", "City") and len(right) > 1)
                or (joined.isupper() and len(right) == 1)
            )
        return joint in ("et", "y", "e")

    def _name(self, tokens, limit, owned):
        """The body that a piece of a chain names, or None."""
        heads = self._head_at(tokens)
        ending = self._company_ending(tokens, limit)
        if ending:
            return Named(tokens[0].start(), ending, "company ending", short_form(self.words, ending, limit))
        if not heads:
            return None
        if tokens[-1][0] == "Commissioner" and len(tokens) > 2:
            return Named(tokens[0].start(), tokens[-1].end(), "head word")
        if (
            tokens[heads[-1]][0] in self.rules.weak
            and heads[-1] + 1 < len(tokens)
            and tokens[heads[-1] + 1][0] not in SMALL
        ):
            return None
        tokens = self._to_last_head(tokens, heads)
        heads = self._head_at(tokens)
        if not heads or self._is_generic(tokens):
            return None
        head = tokens[heads[-1]][0]
        if heads[-1] + 1 < len(tokens):
            head = tokens[heads[0]][0]
        start, end = tokens[0].start(), tokens[-1].end()
        end -= len(self.words[start:end]) - len(self.words[start:end].rstrip("™®"))
        if self.words[start:end].endswith(("'s", "’s")):
            end -= 2
        if tokens[heads[0]][0] in ("Department", "Ministry", "Committee", "Minister", "Office") and heads[
            0
        ] + 1 < len(tokens):
            more = DEPARTMENT_LIST.match(self.words, end, limit)
            if more and not any(word in self.rules.heads for word in more[0].replace(",", "").split()):
                end = more.end()
        short = short_form(self.words, end, limit)
        linked = heads[0] + 1 < len(tokens) and tokens[heads[0] + 1][0] in SMALL
        weak = head in self.rules.weak and len(tokens) < 3 and not linked and not short
        if owned and not short and not linked:
            return None
        return Named(start, end, "head word", short, weak)

    def _company_ending(self, tokens, limit):
        """The end of "Acme Holdings, LLC" or "Acme Inc.", or 0."""
        endings = "|".join(re.escape(word) for word in self.rules.endings)
        for number, token in enumerate(tokens):
            if number and bare(token[0]) in self.rules.endings:
                dot = (
                    self.words[token.end() : token.end() + 1] == "."
                    and bare(token[0])[0].isupper()
                    and not bare(token[0]).isupper()
                )
                return token.end() + dot
        match = re.compile(rf",? (?:{endings})(?![\w-])\.?").match(self.words, tokens[-1].end(), limit)
        return match.end() if match else 0

    def _to_last_head(self, tokens, heads):
        """The tokens up to the head, or with "of …" behind it; what follows without a link is another thing."""
        while tokens and tokens[-1][0].rstrip("™®") in self.rules.not_bodies:
            heads = self._head_at(tokens[:-1])
            if not heads:
                return []
            last = heads[-1]
            linked = last + 1 < len(tokens) and tokens[last + 1][0] in SMALL
            if linked and (len(tokens) == last + 3 or tokens[-1][0] in GROUND):
                break
            tokens = tokens[:-1] if linked and len(tokens) > last + 3 else tokens[: last + 1]
        heads = self._head_at(tokens)
        if not heads:
            return []
        last = heads[-1]
        if last + 1 < len(tokens) and tokens[last + 1][0] not in SMALL:
            first_linked = next((n for n in heads if n + 1 < len(tokens) and tokens[n + 1][0] in SMALL), None)
            if first_linked is None or first_linked == last:
                tokens = tokens[: last + 1]
        elif last + 1 < len(tokens) and tokens[last + 1][0] == "in":
            tokens = tokens[: last + 1]
        while tokens and tokens[-1][0] in SMALL:
            tokens = tokens[:-1]
        return tokens

    def _is_generic(self, tokens):
        """Whether nothing but head words and the like is there: "the Executive Board", "Supreme Council"."""
        own = [
            token[0]
            for token in tokens
            if token[0] not in SMALL
            and token[0] not in self.rules.heads
            and token[0] not in self.rules.generic
        ]
        text = " ".join(token[0] for token in tokens)
        if (
            own
            and all(word.casefold() in self.rules.areas for word in own)
            and text.split()[-1] in self.rules.weak
        ):
            return not any(token[0] in SMALL for token in tokens if token[0] not in ("and", "&"))
        if text in (
            "Supreme Court",
            "High Court",
            "Federal Court",
            "House of Representatives",
            "House of Commons",
            "House of Lords",
        ):
            return False
        if own and all(
            word.casefold().rstrip("s") in self.rules.roles or word.casefold() in self.rules.roles
            for word in own
        ):
            return text.startswith(("Board", "Council"))
        joined = text.split()
        if len(joined) == 2 and joined[0] in ("Academic", "Annual", "Advisory", "Steering", "Organizing"):
            return True
        return not own and not (
            len([t for t in tokens if t[0] not in SMALL]) > 2 and any(t[0] in SMALL for t in tokens)
        )

    def _owner(self, tokens, named):
        """The body whose unit a long name is: "Harvard University" in "Harvard University Medical School"."""
        heads = [
            n
            for n, token in enumerate(tokens)
            if token[0] in ("Association", "University", "Department", "Institute", "Foundation")
        ]
        if not heads or not heads[0] or heads[0] + 1 >= len(tokens) or tokens[heads[0] + 1][0] in SMALL:
            return None
        inner = tokens[: heads[0] + 1]
        if self._is_generic(inner) or inner[-1].end() >= named.end:
            return None
        return Named(inner[0].start(), inner[-1].end(), "owner of a unit")
