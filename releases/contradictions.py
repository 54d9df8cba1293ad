"""What a text says that its own fields, or its own names, contradict. Nothing here asks the database.

Each function returns what it found, in the words of the text; empty when there is nothing to say.
"""

import re
from dataclasses import dataclass
from itertools import accumulate, product

from django.core.exceptions import ValidationError

from contacts.models.channels import parse_phone

from .body import squash
from .written_dates import dates_in, folded, instant_in, latest_in, one_instant_in

OPENING = 160
EMBARGO = re.compile(
    r"^\W*(?:(?:press|news|release|communiqué|strictly|strict|under|sous|bajo|sob)\W+)*"
    r"(?:embarg(?:o|oed|ad[oa])\b(?=\s*[:–—-]|\W+(?:for|until|till|not|jusqu|levé|le|hasta|até)\b|\W+jusqu)"
    r"|(?:not\s+for|no)\s+(?:release|publication|broadcast)\W.*?\b(?:before|until)\b"
    r"|hold\s+(?:for\s+release\s+)?until\b|ne\s+pas\s+(?:publier|diffuser)\s+avant\b"
    r"|no\s+(?:publicar|difundir)\s+antes\b|não\s+(?:publicar|divulgar)\s+antes\b)",
    re.IGNORECASE,
)
# "GENEVA, 5 May 2026 – The council …": what stands before the first dash.
BEFORE_DASH = re.compile(r"(.{2,80}?)\s*[–—]\s|(.{2,80}?)\s--?\s")
NUMBER = re.compile(r"\+\s?\d(?:[\d\s().\-‐‑–/]*\d)?")
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"\w+")
APOSTROPHES, HYPHENS = "'’ʼ`´", "-‐‑"
JOINT = re.compile(rf"\s|\.\s?|[{HYPHENS}{APOSTROPHES}]")
ONE_LETTER_FROM = 7  # A shorter name is too like other words.


@dataclass(frozen=True)
class EmbargoLine:
    """A line that says until when the text is held back. `until` is None if that is not plain."""

    words: str
    until: object

    def agrees(self, instant):
        """Whether a text that is public from this instant (None: at once) may say this."""
        return instant is not None and self.until is not None and self.until.agrees(instant)


@dataclass(frozen=True)
class HeldUntil:
    """What a text said of its embargo when it was received; the public never reads it. `instant` is the one
    that it names, `latest` the last that it can mean: None where it leaves that open.
    """

    words: str
    instant: object
    latest: object

    def allows(self, at):
        """Whether the text may be public at this instant, however its words are read."""
        return self.latest is not None and self.latest <= at


def held_until(words):
    return HeldUntil(words, one_instant_in(words), latest_in(words))


def embargo_line(texts):
    """The first line of these texts that holds it back, or None."""
    for line in (line for text in texts for line in text.splitlines()):
        if EMBARGO.search(line):
            words = line[:OPENING]
            return EmbargoLine(squash(words), instant_in(words))
    return None


def dateline(text):
    """(place, dates) that the text gives before its first sentence; ("", []) if it begins at once."""
    lines = (squash(line) for line in text.splitlines() if line.strip())
    first = next((line for line in lines if not EMBARGO.search(line)), "")
    found = BEFORE_DASH.match(first[:OPENING])
    head = (found[1] or found[2]) if found else first
    dates = dates_in(head)
    before, after = (head[: dates[0].start], head[dates[0].end :]) if dates else (head, "")
    # "On 3 May 2026 the council met" is a sentence, however it goes on.
    is_short = len(LETTERS.findall(before)) <= 6 and len(LETTERS.findall(after)) <= 2
    is_place = found and ("," in head or head.isupper())
    if not (is_short and (dates or is_place) and _has_capitals(before)):
        return "", []
    place = re.sub(r"\W+(?:le|el|em)\W*$", "", before) if found else ""
    return place.strip(" ,.;:/"), dates


def other_place(text, place):
    """The place of the dateline in the text, if the field gives another."""
    written = dateline(text)[0]
    one, other = _key(written), _key(place)
    return "" if not one or not other or one.startswith(other) or other.startswith(one) else written


def other_date(text, day):
    """The date at the opening of the text, if it is not this day; None is a release without a date."""
    dates = dateline(text)[1]
    return dates[0].words if dates and not (day and dates[0].agrees(day)) else ""


def invalid_numbers(text):
    """International telephone numbers in the text that cannot exist (ITU-T E.164)."""
    numbers = [one for one in dict.fromkeys(NUMBER.findall(squash(text))) if len(DIGIT.findall(one)) > 6]
    return [number for number in numbers if not is_number(number)]


def is_number(typed, region=None):
    try:
        parse_phone(typed, region)
    except ValidationError:
        return False
    return True


def misspelt(names, text):
    """[(name, as the text has it)] where the text has nearly the name: another accent, hyphen,
    apostrophe or a single letter.
    """
    names = [name for name in dict.fromkeys(map(squash, names)) if len(_key(name)) > 3]
    text = squash(text)
    words = list(LETTERS.finditer(text))
    ends = list(accumulate((len(_key(word[0])) for word in words), initial=0))
    room = _room(words, text, [span for name in names for span in _spans(name, text)])
    found = []
    for name in names:
        count, length = len(LETTERS.findall(name)), len(_key(name))
        for more, size in product((0, 1), (count, count - 1, count + 1)):
            for start in range(len(words) - size + 1) if size else ():
                if room[start] >= size and abs(ends[start + size] - ends[start] - length) == more:
                    written = text[words[start].start() : words[start + size - 1].end()]
                    if _is_nearly(name, written):
                        found.append((name, written))
                        room[start : start + size] = [0] * size
    return list(dict.fromkeys(found))


def _spans(name, text):
    """Where in the text the name stands as it is."""
    pattern = rf"(?<!\w){re.escape(_plain(name))}(?!\w)"
    return [found.span() for found in re.finditer(pattern, _plain(text), re.IGNORECASE)]


def _room(words, text, taken):
    """For each word, how many in a row from it on might be one name: joined as in a name, and none taken."""
    room, following = [], None
    for word in reversed(words):
        if any(start <= word.start() < end for start, end in taken):
            room.append(0)
        else:
            is_joined = following and JOINT.fullmatch(text[word.end() : following.start()])
            room.append(1 + (room[-1] if is_joined else 0))
        following = word
    return room[::-1]


def _is_nearly(name, written):
    """Whether these words are the name but for an accent, a hyphen, an apostrophe or one letter."""
    if name[0].isupper() and not written[0].isupper():
        return False
    one, other = _key(name), _key(written)
    if one == other:
        return _plain(name).casefold() != _plain(written).casefold()
    return len(one) >= ONE_LETTER_FROM and name[0].isupper() and _is_one_letter(one, other)


def _is_one_letter(one, other):
    """Whether one letter more, less or other makes one word of the other. A digit makes another name."""
    shorter, longer = sorted((one, other), key=len)
    start = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    is_swap = len(shorter) == len(longer)
    same = shorter[start + is_swap :] == longer[start + 1 :]
    return same and (longer[start] + (shorter[start] if is_swap else "a")).isalpha()


def _plain(text):
    """The text with one kind of apostrophe and one of hyphen, letter for letter."""
    return re.sub(f"[{APOSTROPHES}]", "'", re.sub(f"[{HYPHENS}]", "-", text))


def _key(name):
    return "".join(LETTERS.findall(folded(name)))


def _has_capitals(words):
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", words) if len(word) > 2)
