"""Which capitalised words are no name although a head word is among them: "the Executive Board"."""

from .rules import words

SMALL = frozenset(
    words(
        "of for the and to & de la del du des dos das do da y e et pour para on in upon los las les without"
    )
)
JOINTS = frozenset(("and", "&", "et", "y", "e"))
ENOUGH = frozenset(
    [
        "Supreme Court",
        "High Court",
        "Federal Court",
        "House of Representatives",
        "House of Commons",
        "House of Lords",
    ]
)
OF_A_COUNTRY = frozenset(
    ["National", "Local", "Federal", "State", "International", "Public", "General", "Central"]
)
ANYBODYS = frozenset(["Academic", "Annual", "Advisory", "Steering", "Organizing"])


def text_of(tokens):
    return " ".join(token[0] for token in tokens)


def is_generic(tokens, rules):
    """Whether nothing but head words and the like is there: "the Executive Board", "District Court"."""
    text = text_of(tokens)
    strong = [token[0] for token in tokens if token[0] not in SMALL]
    links = {token[0] for token in tokens} & SMALL
    generic = rules.heads if links - JOINTS else rules.heads | rules.generic  # "Ministry of Health" is a name
    own = [word for word in strong if word not in generic]
    if text in ENOUGH:
        return False
    if own and tokens[-1][0] in rules.weak and all(word.casefold() in rules.areas for word in own):
        return not links - JOINTS
    if own and all(word.casefold().rstrip("s") in rules.roles for word in own):
        return text.startswith(("Board", "Council"))
    if len(strong) == 2 and strong[0] in ANYBODYS:
        return True
    return not own and not (len(strong) > 2 and (links or strong[0] in OF_A_COUNTRY))


def is_linked(tokens, number):
    """Whether "of" or the like follows a word."""
    return number + 1 < len(tokens) and tokens[number + 1][0] in SMALL


def goes_on(tokens, number):
    """Whether a further word of the name follows without a link."""
    return number + 1 < len(tokens) and tokens[number + 1][0] not in SMALL


def without_article(tokens):
    return tokens[1:] if tokens and tokens[0][0] in ("the", "The") else tokens
