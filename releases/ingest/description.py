"""A description of the issuer, known by its words where no heading stands over it."""

import re

DESCRIPTION = re.compile(
    r"(?<![\w])(?:The )?[A-ZÀ-Þ][^.!?;]{1,90}?[™®]?(?: ?\([^()]{2,40}\))?,? (?:is|are|was founded|"
    r"was established|est|es|é) "
    r"(?:also |currently )?(?:an?|the|one of|une?|la|le|el|uma?|o|a|l['’]|in|by)\b[^.!?]{0,160}"
    r"\b(?:organi[sz]ations?|compan(?:y|ies)|foundation|charity|nonprofit|not-for-profit|non-profit|leader|"
    r"provider|association|"
    r"agency|institut\w+|network|firm|manufacturer|university|société|entreprise|organisme|organización|"
    r"empresa|fundación|"
    r"organização|fundação|associação|asociación|association|chef de file|líder|leading|\d{4})\b"
)
TELLTALE = re.compile(
    r"\b(?:founded|headquarter\w*|mission|nonprofit|non-profit|not-for-profit|501\(c\)|leading|trademarks?|"
    r"NASDAQ|NYSE|since (?:its|it|1[89]|20)|"
    r"established in|learn more|more information|visit|employees|members in|fondée?|siège|fundada|sede|"
    r"líder|www\.|https?:)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“”«»]|(?<!\d)\"")


def move_description(parts):
    """A closing description of the issuer under no heading is boilerplate, not news."""
    for back in range(1, 4):
        if len(parts.body) - back < 3:
            return
        block = parts.body[-back]
        found = DESCRIPTION.search(block.text[:500])
        if (
            found
            and found.start() < 160
            and TELLTALE.search(block.text)
            and not QUOTED.search(block.text[:60])
        ):
            if any(QUOTED.match(after.text) for after in parts.body[-back:]):
                continue
            parts.boilerplate[:0] = parts.body[-back:]
            del parts.body[-back:]
            return
