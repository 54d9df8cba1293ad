"""The verbs of saying of a language, as the shapes in which they stand around quoted words."""

import re
from functools import cache
from types import SimpleNamespace

from .rules import for_language, words

HELPERS = words(
    "a ont ha han has have had avait also further then today later également aussi también também"
)
FIRST = "(?:(?:" + "|".join([*HELPERS, "je", "s['’]est", "se"]) + ") ){0,2}"
LAST = r"(?:(?:en outre|ensuite|today|also|too|également|que|that|to|of|a|al|how)\b ?)?"
AUXILIARY = re.compile("(?: (?:" + "|".join([*HELPERS, "who", "qui"]) + ")){1,2} $")
ABBREVIATIONS = words(
    "Dr Mr Mrs Ms Me Mme St Sen Rep Gov Hon Prof Sr Sra Dra Inc No Lt Sgt Gen Col Co Mt Capt Ph\\.D Jr"
)
SENTENCE_STOP = re.compile(
    r"[.!?…؟](?=\s|$)(?<![A-ZÀ-Þ].)" + "".join(rf"(?<!\b{short}.)" for short in ABBREVIATIONS)
)


@cache
def shapes_of(code):
    """The patterns of one language."""
    rules = for_language(code)
    say = rf"(?<![\w-]){rules.say}"

    def caseless(pattern):
        return re.compile(pattern, re.IGNORECASE)

    return SimpleNamespace(
        verb=caseless(say + r"(?![\w-])"),
        verb_first=caseless(
            rf"{FIRST}{say}(?!\w)(?:[-–](?P<inverted>t-(?:il|elle)|il|elle|ils|elles)\b)?,? ?{LAST}"
        ),
        according=caseless(rf"(?<!\w)(?:{rules.according})(?!\w) ?"),
        statement_by=caseless(rf"(?<!\w)(?:{rules.statement_by}) "),
        statement=caseless(rf"(?<!\w)(?:{rules.statement})(?!\w)"),
        pronoun=caseless(rf"(?:{rules.pronouns})\b"),
    )


def before_auxiliary(words, start, end):
    """The end of the words before "has", "also" and the like, which belong to the verb behind them."""
    helper = AUXILIARY.search(words, max(start, end - 30), end)
    return helper.start() if helper else end
