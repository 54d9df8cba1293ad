"""The parts of a release, block by block: what stands over the text, the text, and what follows it."""

import re
from dataclasses import dataclass, field

from . import marks
from .dateline import find_dateline
from .dates import date_at
from .layout import RUN_IN_ABOUT, taken_apart
from .rules import EMBARGO_LABEL

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
    blocks = taken_apart(wording, month_first)
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
