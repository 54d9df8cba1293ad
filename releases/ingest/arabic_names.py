"""How a person is named in Arabic, which has no capitals: a title leads to the name, or a function does."""

import re

PARTS = re.compile(r"[^،,]+")
THAT = frozenset(["أن", "إن", "بأن", "قائلا", "قائلاً", "قائلة"])
WORD = re.compile(r"\S+")


def read_arabic(words, start, end, rules):
    """(name, role) as places in `words`, the role None where there is none; None without a name."""
    parts = list(PARTS.finditer(words[start:end]))
    if not parts:
        return None
    head = list(WORD.finditer(parts[0][0]))
    while head and head[-1][0] in THAT:
        head.pop()
    titles = [n for n, token in enumerate(head) if token[0].rstrip(".") in rules.honorifics]
    cut, role = 0, None
    if titles:
        cut = titles[-1] + 1
        role = (start, start + head[titles[0]].start()) if titles[0] else None
    elif _is_office(head, rules) and len(parts) > 1 and 1 < len(parts[1][0].split()) < 5:
        name = list(WORD.finditer(parts[1][0]))  # "the Spokesman for the Council, Ann Lee"
        begin = start + parts[1].start()
        return (begin + name[0].start(), begin + name[-1].end()), (start, start + head[-1].end())
    elif head and head[0][0] in rules.roles:
        cut = max(1, len(head) - 2)
        role = (start, start + head[cut].start()) if cut < len(head) else None
    names = head[cut : cut + 4]
    if not names:
        return None
    if len(parts) > 1 and not role:
        role = (start + parts[1].start() + 1, start + parts[1].end())
    return (start + names[0].start(), start + names[-1].end()), role


def _is_office(head, rules):
    """Whether the words before a comma are a function alone: its last word has the article."""
    return 1 < len(head) < 7 and head[0][0] in rules.roles and head[-1][0].startswith(("ال", "لل"))
