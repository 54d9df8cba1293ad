"""Blocks taken apart that a page or a typist ran together: columns, lost line ends, run-in headings."""

import re

from .dates import date_at
from .rules import ABOUT_LABEL, CONTACT_SENTENCE, words
from .wording import GLUE

RUN_IN_ABOUT = re.compile(
    rf"(?i:{ABOUT_LABEL.pattern}) ?(?P<name>(?:[A-ZÀ-Þ0-9][^\s:]*[ ]?){{1,7}}?)[ ]?[:.–—-]?[ ]?(?:The |La |"
    rf"Le |L['’]|El |A |O )?(?P=name)(?![\w])"
)
ABOUT_WORDS = words("about propos acerca sobre عن حول")  # one stands in every label of the kind
STOP = re.compile(r"[.!?:»”\"] ?(?=\w)")
ABOUT_AND_TEXT = re.compile(
    rf"(?i:{ABOUT_LABEL.pattern}) ?(?:the )?(?:[A-ZÀ-Þ0-9][\w&’'.-]*[ ]?){{1,7}}(?:: | [–—-] )(?=[A-ZÀ-Þ])"
)
TRAILING_MARK = re.compile(
    r"(?<=[.!?\"”»\s])[ ]?(?:#{2,}|[-–—*]{1,3} ?(?:ENDS?|FIN|FIM|Ends?)[ ]?[-–—*]{0,3}|ENDS)$"
)
MID_LABEL = re.compile(r"(?<=[\s:])(?:(?:[Mm]edia|[Pp]ress|MEDIA|PRESS) )?(?:Contacts?|CONTACTS?) ?:")
LEADING_DATE = 60  # characters: a date and a contact's line side by side


def taken_apart(wording, month_first=False):
    """The blocks of a text, the run-together ones as several."""
    blocks = [piece for block in wording.blocks for piece in _pieces(wording, block)]
    return [piece for block in blocks for piece in _date_and_rest(wording, block, month_first)]


def _pieces(wording, block):
    """The block as several, where a page lost line ends or a contact or description runs on in it."""
    places = set()
    text = block.text
    glued = _glued(text)
    if len(glued) > 2:
        places.update(glued)
    lower = text.casefold()
    about = any(word in lower for word in ABOUT_WORDS)
    for match in RUN_IN_ABOUT.finditer(text) if about else ():
        before = text[: match.start()].rstrip()
        if not before or before[-1] in '.!?:»”"' or text[match.start() - 1] != " ":
            places.add(match.start())
    for stop in STOP.finditer(text):
        if CONTACT_SENTENCE.match(text, stop.end()):
            places.add(stop.end())
    for match in MID_LABEL.finditer(text) if len(text) < 200 else ():
        places.add(match.start())
    mark = TRAILING_MARK.search(text[-40:])
    if mark and len(text) > 40:
        places.add(len(text) - 40 + mark.start())
    if not places:
        return [block]
    return wording.cut(block, [block.start + place for place in sorted(places) if 0 < place < len(text)])


def _date_and_rest(wording, block, month_first):
    """A date and the line of another column beside it, as two blocks."""
    if len(block.text) > LEADING_DATE or not block.text[-1].isalpha():
        return [block]
    date = date_at(wording.words, block.start, block.end, True, month_first)
    if (
        not date
        or date.end > block.end - 8
        or wording.words[date.end] != " "
        or not wording.words[date.end + 1].isupper()
    ):
        return [block]
    return wording.cut(block, [date.end])


def _glued(text):
    """Where sentences run into each other; straight quotation marks must be closed there."""
    places, at, marks = [], 0, 0
    for match in GLUE.finditer(text):
        marks += text.count('"', at, match.end())
        at = match.end()
        if marks % 2 == 0:
            places.append(at)
    return places
