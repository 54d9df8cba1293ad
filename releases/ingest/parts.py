"""The parts of a release, block by block: what stands over the text, the text, and what follows it."""

import re
from dataclasses import dataclass, field

from . import marks
from .dateline import find_dateline
from .dates import date_at
from .rules import ABOUT_LABEL, CONTACT_SENTENCE, EMBARGO_LABEL
from .wording import GLUE

RUN_IN_ABOUT = re.compile(
    rf"(?i:{ABOUT_LABEL.pattern}) ?(?P<name>(?:[A-ZÀ-Þ0-9][^\s:]*[ ]?){{1,7}}?)[ ]?[:.–—-]?[ ]?(?:The |La |Le |L['’]|El |A |O )?(?P=name)(?![\w])"
)
TRAILING_MARK = re.compile(
    r"(?<=[.!?\"”»\s])[ ]?(?:#{2,}|[-–—*]{1,3} ?(?:ENDS?|FIN|FIM|Ends?)[ ]?[-–—*]{0,3}|ENDS)$"
)
DESCRIPTION = re.compile(
    r"(?<![\w])(?:The )?[A-ZÀ-Þ][^.!?;]{1,90}?[™®]?(?: ?\([^()]{2,40}\))?,? (?:is|are|was founded|was established|est|es|é) "
    r"(?:also |currently )?(?:an?|the|one of|une?|la|le|el|uma?|o|a|l['’]|in|by)\b[^.!?]{0,160}"
    r"\b(?:organi[sz]ations?|compan(?:y|ies)|foundation|charity|nonprofit|not-for-profit|non-profit|leader|provider|association|"
    r"agency|institut\w+|network|firm|manufacturer|university|société|entreprise|organisme|organización|empresa|fundación|"
    r"organização|fundação|associação|asociación|association|chef de file|líder|leading|\d{4})\b"
)
TELLTALE = re.compile(
    r"\b(?:founded|headquarter\w*|mission|nonprofit|non-profit|not-for-profit|501\(c\)|leading|trademarks?|NASDAQ|NYSE|since (?:its|it|1[89]|20)|"
    r"established in|learn more|more information|visit|employees|members in|fondée?|siège|fundada|sede|líder|www\.|https?:)",
    re.IGNORECASE,
)
MID_LABEL = re.compile(r"(?<=[\s:])(?:(?:[Mm]edia|[Pp]ress|MEDIA|PRESS) )?(?:Contacts?|CONTACTS?) ?:")
LEADING_DATE = 60  # characters: a date and a contact's line side by side
QUOTED = re.compile(r"[“”«»]|(?<!\d)\"")


@dataclass
class Parts:
    header: list = field(default_factory=list)
    body: list = field(default_factory=list)
    contacts: list = field(default_factory=list)  # lists of blocks, each one stretch of contacts
    notes: list = field(default_factory=list)
    boilerplate: list = field(default_factory=list)
    furniture: list = field(default_factory=list)
    dateline: object = None
    dated_block: object = None


def split_into_parts(wording, month_first=False):
    """Reads the blocks from the top and gives each its part."""
    blocks = [piece for block in wording.blocks for piece in _taken_apart(wording, block)]
    blocks = [piece for block in blocks for piece in _date_and_rest(wording, block, month_first)]
    parts = Parts()
    start = _find_dateline(wording.words, blocks, parts, month_first)
    zone, stretch, ended = "header", None, False
    for number, block in enumerate(blocks):
        text = block.text
        if marks.is_end_mark(text) and zone != "header":
            parts.furniture.append(block)
            stretch, ended = None, not text.strip("[]()-–— ").casefold().startswith("more")
            zone = "after" if ended else zone
            continue
        if block is parts.dated_block and block.end - parts.dateline.close < 3:
            continue
        if marks.FILE_NAME.fullmatch(text) or (marks.CHROME.fullmatch(text) and zone != "notes"):
            parts.furniture.append(block)
            continue
        label = _label_of(text, zone, bool(parts.body))
        if label:
            zone_before, zone = zone, label
            if (
                label == "contact"
                and zone_before in ("contact", "contact top")
                and stretch
                and len(stretch) == 1
                and not marks.has_channel(stretch[0].text)
            ):
                parts.furniture.append(stretch.pop())  # "Contact", and under it "Media enquiries"
            else:
                stretch = [] if label == "contact" else None
                if stretch is not None:
                    parts.contacts.append(stretch)
            if stretch is not None:
                back = "header" if zone_before in ("header", "contact top") else "after"
                zone = "contact top" if back == "header" else "contact"
        elif zone == "contact top" and date_at(wording.words, block.start, block.end, True, month_first):
            parts.header.append(block)
            continue
        elif zone in ("contact", "contact top"):
            if not _is_contact_line(block, stretch, zone == "contact top", number >= start):
                zone = "header" if zone == "contact top" else "after"
        if zone in ("header", "contact top") and number >= start and not label and (zone == "header"):
            zone = "body"
        if zone == "header":
            parts.header.append(block)
        elif zone == "body":
            parts.body.append(block)
        elif zone in ("contact", "contact top"):
            stretch.append(block)
        elif zone == "notes":
            parts.notes.append(block)
        elif zone == "boilerplate":
            parts.boilerplate.append(block)
        elif (
            not ended
            and marks.is_prose(text)
            and not marks.has_channel(text)
            and not DESCRIPTION.search(text[:500])
        ):
            zone = "body"
            parts.body.append(block)
        else:
            zone, stretch = _after_the_text(block, parts, zone, stretch)
    _move_description(parts)
    return parts


def _taken_apart(wording, block):
    """The block as several, where a page lost line ends or a contact or description runs on in it."""
    places = set()
    text = block.text
    glued = [match.start() for match in GLUE.finditer(text) if _balanced(text, match.start())]
    if len(glued) > 2:
        places.update(glued)
    for match in RUN_IN_ABOUT.finditer(text):
        before = text[: match.start()].rstrip()
        if not before or before[-1] in '.!?:»”"' or text[match.start() - 1] != " ":
            places.add(match.start())
    for match in CONTACT_SENTENCE.finditer(text):
        before = text[: match.start()].rstrip()
        if before and before[-1] in '.!?:»”"':
            places.add(match.start())
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


def _balanced(text, place):
    """Whether straight quotation marks are closed here, so that a paragraph may end."""
    return text.count('"', 0, place) % 2 == 0


def _find_dateline(words, blocks, parts, month_first):
    """The number of the block with which the text begins; notes its dateline."""
    first_prose = next((n for n, block in enumerate(blocks) if marks.is_prose(block.text)), len(blocks))
    for number, block in enumerate(blocks[: first_prose + 8]):
        if number > first_prose and not marks.is_prose(block.text):
            continue
        if EMBARGO_LABEL.match(block.text) or marks.is_date_label(block.text):
            continue
        found = find_dateline(words, block, month_first)
        if not found:
            continue
        long = block.end - found.close > 40
        if (
            number < first_prose
            and not (found.date and block.end - found.close < 3)
            and not (long and found.sure)
        ):
            continue
        if number > first_prose and not found.sure:
            continue
        if number == first_prose or found.sure:
            parts.dateline, parts.dated_block = found, block
            return min(number, first_prose) if long else _text_start(number, first_prose)
    return first_prose


def _text_start(number, first_prose):
    """A dateline on a line of its own stands over the text, and is no part of it."""
    return max(number + 1, first_prose) if number < first_prose else first_prose


def _label_of(text, zone, has_body):
    """The part that a label opens here: contact, notes or boilerplate, or ""."""
    if marks.contact_label(text) and not (zone == "body" and len(text) > 600):
        return "contact"
    if not has_body:
        return ""
    if marks.notes_label(text):
        return "notes"
    if marks.is_about_heading(text) or RUN_IN_ABOUT.match(text):
        return "boilerplate"
    return ""


def _is_contact_line(block, stretch, top, in_text):
    """Whether a line still belongs to the contacts that a label opened."""
    text = block.text
    if marks.has_channel(text):
        return len(text) < 400
    if not stretch:
        return len(text) < 200
    if marks.is_prose(text) or (in_text and len(text) > 120):
        return False
    wide = len(text) > 90 or (text.isupper() and len(text) > 40)
    if top:
        return not wide and not (block.gap and len(text.split()) > 5)
    return not wide


def _after_the_text(block, parts, zone, stretch):
    """What follows an end mark or a contact without a label of its own."""
    text = block.text
    if marks.has_channel(text) and len(text) < 300:
        parts.contacts.append([block])
        return "contact", parts.contacts[-1]
    if marks.is_prose(text):
        described = DESCRIPTION.search(text) or TELLTALE.search(text)
        (parts.boilerplate if described else parts.notes).append(block)
        return zone, None
    following = [[block]] if len(text) < 60 and not marks.URL.match(text) else []
    parts.contacts.extend(following)
    return ("contact", parts.contacts[-1]) if following else (zone, None)


def _move_description(parts):
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
