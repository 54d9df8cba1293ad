"""The parts of a release, block by block: what stands over the text, the text, and what follows it."""

import re
from dataclasses import dataclass, field

from . import marks
from .dateline import find_dateline
from .dates import date_at, find_dates
from .description import DESCRIPTION, QUOTED, TELLTALE, move_description
from .layout import ABOUT_AND_TEXT, RUN_IN_ABOUT, taken_apart
from .rules import EMAIL_LABEL, EMBARGO_LABEL, MOBILE_LABEL, PHONE_LABEL

CHANNEL_LINE = re.compile(
    rf"(?:{PHONE_LABEL}|{MOBILE_LABEL}|{EMAIL_LABEL})[. ]{{0,2}}: ?[+(\w]|{marks.EMAIL.pattern}$"
    r"|\(\d{2,4}\) ?\d[\d -]{6,}$",
    re.IGNORECASE,
)
MOST_OVER = 4  # lines of a contact over its first number
MOST_UNDER = 8  # paragraphs under a heading in which someone may be quoted


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
    sorter = _Sorter(wording.words, parts, month_first)
    for number, block in enumerate(blocks):
        if not (parts.body and marks.notes_label(block.text) and _is_mid_text(blocks, number)):
            sorter.sort(block, number >= start)
        else:
            parts.body.append(block)
    move_description(parts)
    return parts


class _Sorter:
    """Remembers the zone it reads in: header, body, contact, notes, boilerplate or what follows them."""

    def __init__(self, words, parts, month_first):
        self.words, self.parts, self.month_first = words, parts, month_first
        self.zone, self.over_text, self.ended = "header", True, False
        self.stretch = None  # the contact lines that are being read

    def sort(self, block, in_text):
        text = block.text
        if marks.is_end_mark(text) and self.zone != "header":
            self._end(block)
        elif block is self.parts.dated_block and block.end - self.parts.dateline.close < 3:
            pass  # a dateline alone on its line
        elif marks.FILE_NAME.fullmatch(text) or (marks.CHROME.fullmatch(text) and self.zone != "notes"):
            self.parts.furniture.append(block)
        else:
            label = _label_of(text, self.zone, bool(self.parts.body))
            if label == "contact" and self._is_function(text):
                pass  # "Press office" under a name
            elif label == "contact":
                self._open_contacts()
            elif label:
                self.zone, self.over_text = label, False
            elif self.zone == "contact" and self._leaves_contacts(block, in_text):
                return
            elif (
                self.zone in ("body", "notes", "boilerplate") and CHANNEL_LINE.match(text) and len(text) < 90
            ):
                self._find_contacts()
            self._put(block, in_text)

    def _end(self, block):
        self.parts.furniture.append(block)
        self.stretch = None
        if not block.text.strip("[]()-–— ").casefold().startswith("more"):
            self.ended, self.zone = True, "after"

    def _is_function(self, text):
        """Whether what may be a label belongs to a contact whose numbers are still to come."""
        if self.zone != "contact" or len(self.stretch) < 2 or ":" in text:
            return False
        return not any(marks.has_channel(block.text) for block in self.stretch)

    def _open_contacts(self):
        single = self.zone == "contact" and len(self.stretch) == 1
        if single and not marks.has_channel(self.stretch[0].text):
            self.parts.furniture.append(self.stretch.pop())  # "Contact", and under it "Media enquiries"
        else:
            self.stretch = []
            self.parts.contacts.append(self.stretch)
        self.over_text = self.over_text and self.zone in ("header", "contact")
        self.zone = "contact"

    def _find_contacts(self):
        """Contacts under no label: a line "Tel: …" and the short lines over it, with name and office."""
        over = getattr(self.parts, self.zone)
        lines = []
        while over and len(lines) < MOST_OVER and _is_short_line(over[-1]) and not self._is_dated(over[-1]):
            lines.insert(0, over.pop())
        if lines:
            self._open_contacts()
            self.stretch += lines

    def _is_dated(self, block):
        return bool(find_dates(self.words, block.start, block.end, True, self.month_first))

    def _leaves_contacts(self, block, in_text):
        """Ends the contacts where a line is none; a date between them is dealt with at once."""
        if self.over_text and date_at(self.words, block.start, block.end, True, self.month_first):
            self.parts.header.append(block)
            return True
        if not self._is_contact_line(block, in_text):
            self.zone = "header" if self.over_text else "after"
        return False

    def _is_contact_line(self, block, in_text):
        text = block.text
        if marks.has_channel(text):
            return len(text) < 400
        if not self.stretch:
            return len(text) < 200
        wide = len(text) > 90 or (text.isupper() and len(text) > 40)
        if wide or block.is_prose or (in_text and len(text) > 120):
            return False
        return not (self.over_text and block.gap and len(text.split()) > 5)

    def _put(self, block, in_text):
        if self.zone == "header" and in_text:
            self.zone, self.over_text = "body", False
        if self.zone == "contact":
            self.stretch.append(block)
        elif self.zone == "after":
            self._put_after(block)
        else:
            getattr(self.parts, self.zone).append(block)

    def _put_after(self, block):
        """What follows an end mark or contacts without a label of its own."""
        text = block.text
        described = DESCRIPTION.search(text[:500])
        if marks.has_channel(text) and len(text) < 300:
            self._open_contacts()
            self.stretch.append(block)
        elif block.is_prose and not self.ended and not described:
            self.zone = "body"
            self.parts.body.append(block)
        elif block.is_prose:
            described = described or TELLTALE.search(text)
            (self.parts.boilerplate if described else self.parts.notes).append(block)
        elif len(text) < 60 and not marks.URL.match(text):
            self._open_contacts()
            self.stretch.append(block)


def _is_short_line(block):
    """Whether a line may be a name, a function or an office over a telephone number."""
    text = block.text
    return len(text) < 80 and text[0].isupper() and text[-1] not in '.!?:;,”"' and not block.is_prose


def _find_dateline(words, blocks, parts, month_first):
    """The number of the block with which the text begins; notes its dateline."""
    first_prose = next((n for n, block in enumerate(blocks) if block.is_prose), len(blocks))
    for number, block in enumerate(blocks[: first_prose + 8]):
        if number > first_prose and not block.is_prose:
            continue
        if any(
            is_one(block.text)
            for is_one in (EMBARGO_LABEL.match, marks.is_date_label, marks.is_release_label)
        ):
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


def _is_mid_text(blocks, number):
    """Whether "Background" is a heading within the news: someone is quoted under it."""
    if "not" in blocks[number].text[:5].casefold():
        return False
    for block in blocks[number + 1 : number + MOST_UNDER]:
        text = block.text
        if marks.is_end_mark(text) or marks.contact_label(text) or marks.is_about_heading(text):
            return False
        if QUOTED.match(text) and block.is_prose:
            return True
    return False


def _label_of(text, zone, has_body):
    """The part that a label opens here: contact, notes or boilerplate, or ""."""
    if marks.contact_label(text) and not (zone == "body" and len(text) > 600):
        return "contact"
    if not has_body:
        return ""
    if marks.notes_label(text):
        return "notes"
    if marks.is_about_heading(text) or RUN_IN_ABOUT.match(text) or ABOUT_AND_TEXT.match(text):
        return "boilerplate"
    return ""
