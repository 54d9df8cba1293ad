"""Names of bodies by a head word: "Department of Health", "Riverside Superior Court", "Acme, LLC"."""

import re

from .generic_names import JOINTS, SMALL, goes_on, is_generic, is_linked, text_of, without_article
from .names import CHAIN, GENITIVE, WORD, Named, bare, short_form
from .rules import words

PART = re.compile(r"\S+")
DEPARTMENT_LIST = re.compile(rf"(?:, {WORD}(?: {WORD})?){{1,3}},? (?:and|&|et|y|e) {WORD}(?: {WORD})?")
LISTING = frozenset(["Department", "Ministry", "Committee", "Office"])
UNITS = frozenset(words("Division Unit Bureau Branch Section Squad Team Directorate"))
OWNERS = frozenset(["Association", "University", "Department", "Institute", "Foundation"])
GROUND = frozenset(words("Highway Bridge Park River Lake Island Islands Mountains Valley"))
POLICE = frozenset(["Police", "Policía", "Polícia"])
WORLDWIDE = frozenset(("United", "World", "UN", "European", "International"))
KEPT_FIRST = frozenset(("Federal", "State", "First", "Local", "Government"))


class HeadNames:
    """Finds the names of bodies in chains of capitalised words by the words in them."""

    def __init__(self, words, rules, people):
        self.words, self.rules, self.people = words, rules, people
        self.signs = rules.heads | frozenset(map(bare, rules.endings)) | frozenset(["Programme", "Program"])
        self.defined = []  # the chains that a bracket follows: (start, end, block)

    def find(self, block):
        """The bodies named in a block."""
        owned_to = -1
        for chain in CHAIN.finditer(self.words, block.start, block.end):
            same_unit = chain.start() == owned_to + 2 and self.words[owned_to] == ","
            before = self.words[chain.start() - 2 : chain.start()]
            same_unit = same_unit or before == ") "  # "… (WHO) Regional Office"
            if self.words[chain.end() : chain.end() + 2] == " (":
                self.defined.append((*chain.span(), block))
            parts = chain[0].split()
            if same_unit or any(self._owns(part) for part in parts[:-1]):
                owned_to = chain.end()  # "the Ministry's Roads, Rivers and Ports Division" is one unit
            if not same_unit and self._has_sign(parts, chain.end(), block.end):
                yield from self._in_chain(list(PART.finditer(self.words, *chain.span())), block.end)

    def _has_sign(self, parts, end, limit):
        """Whether there is a head word, a company ending or the like in a chain, or behind it."""
        return not self.signs.isdisjoint(map(bare, parts)) or bool(
            self.rules.ending.match(self.words, end, limit)
        )

    def _owns(self, token):
        """Whether a word owns what follows it, as a body does, and is no part of a name: not "Women's"."""
        return self._is_owner(token) and bare(token) not in self.rules.places

    def _is_owner(self, token):
        return token.endswith(GENITIVE) and not self.rules.possessor.fullmatch(bare(token))

    def _in_chain(self, tokens, limit):
        for piece, owned in self._pieces(tokens):
            for part in self._conjuncts(piece):
                named = self._name(part, limit, owned)
                if named:
                    yield named
                    yield from self._owner(part, named)

    def _pieces(self, tokens):
        """The chain cut at titles of persons and behind "Ministry's", each with whether a body owns it."""
        piece, owned, after_role = [], False, False
        company = tokens[-1][0].rstrip(".") in self.rules.endings
        for number, token in enumerate(tokens):
            if self._is_role(tokens, number):
                following = [later[0] for later in tokens[number + 1 : number + 2]]
                yield from self._trimmed(piece, owned)
                piece, owned, after_role = [], False, True
                if bare(token[0]).casefold() in self.rules.portfolios and following in (["for"], ["of"]):
                    return  # "Minister for Primary Industries"
                continue
            if after_role and len(piece) == 1 and piece[0][0] in SMALL and token[0] in POLICE:
                return  # "Chief of Police"
            if after_role and token[0] == "of" and 1 < len(piece) < 4 and not self._heads(piece):
                piece, after_role = [], False  # "Officer Ann Lee of the Harbour Division"
                continue
            piece.append(token)
            if number + 1 < len(tokens) and not company and self._is_owner(token[0]):
                if bare(token[0]) not in self.rules.places:
                    yield from self._trimmed(piece, owned)
                    owned = True
                piece = []
        yield from self._trimmed(piece, owned)

    def _is_role(self, tokens, number):
        """Whether a word is the title of a person, and not part of the name of an office."""
        token = tokens[number][0]
        if token.endswith((*GENITIVE, "s'", "s’")) or token in self.rules.heads:
            return False
        following = [later[0] for later in tokens[number + 1 : number + 3]]
        if any(self.rules.possessor.fullmatch(bare(later)) for later in following if bare(later) != later):
            return False  # "District Attorney General's Office"
        before = [token[0] for token in tokens[max(0, number - 2) : number]]
        if token == "Commissioner" and before[-1:] in (["High"], ["Rights"]):  # noqa: S105
            return bool(following) and following[0] not in SMALL
        if len(before) == 2 and before[0] in ("Office", "the") and before[1].casefold() in ("of", "the"):
            return False
        return bare(token).casefold() in self.rules.single_roles

    def _trimmed(self, piece, owned):
        """The piece without articles and prepositions at its ends."""
        first = self.rules.generic_first - KEPT_FIRST
        while piece and (piece[0][0] in SMALL or piece[0][0] in first):
            piece = piece[1:]
        while piece and piece[-1][0] in SMALL:
            piece = piece[:-1]
        if piece:
            yield piece, owned

    def _heads(self, tokens):
        """The numbers of the head words and company endings in a piece."""
        heads, endings = self.rules.heads, self.rules.endings
        return [n for n, token in enumerate(tokens) if bare(token[0]) in heads or (n and token[0] in endings)]

    def _conjuncts(self, tokens):
        """Two bodies joined by "and" as two; "Health and Human Services" as one."""
        for number in range(1, len(tokens) - 1):
            word, left, right = tokens[number][0], tokens[:number], tokens[number + 1 :]
            if word in ("of", "de") and number < 5 and self.people.is_person(text_of(left)):
                yield from self._conjuncts(without_article(right))
                return
            unit = word == "of" and left[-1][0] in UNITS and self._heads(right)[-1:] == [len(right) - 1]
            if unit or (word in JOINTS and self._stands_apart(left, right, word)):
                yield from self._conjuncts(left)
                yield from self._conjuncts(without_article(right))
                return
        yield tokens

    def _stands_apart(self, left, right, joint):
        """Whether the words on both sides of "and" are names of their own."""
        left_heads, right_heads = self._heads(left), self._heads(right)
        places = self.rules.places
        if joint == "and" and any(token[0] == "&" for token in right[:2]):
            return True
        if joint != "&" and self.rules.known_name.match(self.words, right[0].start()):
            return True
        if joint == "&" or (left_heads and goes_on(left, left_heads[-1])):
            return False
        if left_heads and right_heads:
            linked = is_linked(left, left_heads[0])
            return not (linked and right_heads[0] == len(right) - 1 and right[-1][0].endswith("s"))
        if right_heads:
            if joint in ("et", "y", "e") and not right_heads[0]:
                return True
            if self.people.is_person(text_of(left)):
                return True
            return text_of(left) in places or (len(left) == 1 and left[0][0].isupper())
        if left_heads:
            if left_heads[-1] == len(left) - 1 or text_of(right) in places:
                return True
            if len(right) == 1:
                return right[0][0].isupper()
            return left[left_heads[-1]][0] in ("University", "Bank", "City")
        return joint in ("et", "y", "e")

    def _name(self, tokens, limit, owned):
        """The body that a piece of a chain names, or None."""
        start = tokens[0].start()
        ending = self._company_end(tokens, limit)
        if ending:
            return Named(start, ending, "company ending", short_form(self.words, ending, limit))
        if tokens[0][0] in WORLDWIDE and tokens[-1][0] in ("Programme", "Program"):
            short = short_form(self.words, tokens[-1].end(), limit)
            return Named(start, tokens[-1].end(), "head word", short) if short else None
        heads = self._heads(tokens)
        if not heads:
            return None
        if tokens[-1][0] == "Commissioner" and len(tokens) > 2:
            return Named(start, tokens[-1].end(), "head word")
        if tokens[heads[-1]][0] in self.rules.weak and goes_on(tokens, heads[-1]):
            return None
        tokens = self._to_the_head(tokens)
        heads = self._heads(tokens)
        if not heads:
            return None
        if is_generic(tokens, self.rules) and not short_form(self.words, tokens[-1].end(), limit):
            return None
        linked = is_linked(tokens, heads[0])
        end = start + len(self.words[start : tokens[-1].end()].rstrip("™®"))
        end -= 2 if self.words[start:end].endswith(GENITIVE) else 0
        if linked and tokens[heads[0]][0] in LISTING:
            end = self._to_end_of_list(end, limit)
        short = short_form(self.words, end, limit)
        if owned and not short and not linked:
            return None
        head = tokens[heads[-1] if heads[-1] == len(tokens) - 1 else heads[0]][0]
        weak = head in self.rules.weak and len(tokens) < 3 and not linked and not short
        return Named(start, end, "head word", short, weak)

    def _to_end_of_list(self, end, limit):
        """The end of "Department of Education, Skills and Employment"."""
        more = DEPARTMENT_LIST.match(self.words, end, limit)
        if more and not self.rules.heads & set(more[0].replace(",", "").split()):
            return more.end()
        return end

    def _company_end(self, tokens, limit):
        """The end of "Acme Holdings, LLC" or "Acme Inc.", or 0."""
        for number, token in enumerate(tokens[1:], 2):
            word = bare(token[0])
            more = number < len(tokens) and bare(tokens[number][0]) in self.rules.endings  # "Pty Ltd"
            if word in self.rules.endings and not more:
                dotted = self.words[token.end() : token.end() + 1] == "." and word.istitle()
                return token.end() + dotted
        match = self.rules.ending.match(self.words, tokens[-1].end(), limit)
        return match.end() if match else 0

    def _to_the_head(self, tokens):
        """The tokens up to the head, or with "of …" behind it; what else follows is another thing."""
        while tokens and tokens[-1][0].rstrip("™®") in self.rules.not_bodies:
            heads = self._heads(tokens[:-1])
            if not heads:
                return []
            if is_linked(tokens, heads[-1]):
                if len(tokens) == heads[-1] + 3 or tokens[-1][0] in GROUND:
                    break  # "Bureau of Investigation", "University of Green Valley"
                tokens = tokens[:-1]
            else:
                tokens = tokens[: heads[-1] + 1]
        inside = next((n for n in range(1, len(tokens) - 1) if tokens[n][0] == "in"), 0)
        if inside and tokens[inside + 1][0] in self.rules.places:
            tokens = tokens[:inside]  # "the Museum of Australia in Canberra"
        heads = self._heads(tokens)
        if not heads:
            return []
        last = heads[-1]
        if goes_on(tokens, last):
            linked = next((n for n in heads if is_linked(tokens, n)), last)
            tokens = tokens[: last + 1] if linked == last else tokens
        elif last + 1 < len(tokens) and tokens[last + 1][0] == "in":
            tokens = tokens[: last + 1]
        while tokens and tokens[-1][0] in SMALL:
            tokens = tokens[:-1]
        return tokens

    def _owner(self, tokens, named):
        """The body whose unit a long name is: "Harvard University" in "Harvard University Medical School"."""
        head = next((n for n, token in enumerate(tokens) if token[0] in OWNERS), 0)
        inner = tokens[: head + 1]
        if (
            head
            and goes_on(tokens, head)
            and not is_generic(inner, self.rules)
            and inner[-1].end() < named.end
        ):
            yield Named(inner[0].start(), inner[-1].end(), "owner of a unit")
