"""The place line with which a release's text begins: "Washington, DC –", "GENEVA, 12 May (IOM) —"."""

import re
from dataclasses import dataclass

from .dates import date_at
from .rules import MONTH, STOPWORDS, WEEKDAY, words

# Up to where the place goes on: no figure, no quotation, no sentence.
PLACE = re.compile(r"\(?[^\W\d_][^\d\n–—:;!?“”\"«»/(]{1,60}")
BRACKET = re.compile(r" ?\((?P<inside>[^()\n]{2,40})\)")
WIRE = re.compile(r" ?(?:-- ?)?(?:/ ?[\w .&-]{2,40} ?/|\((?:[A-Z][\w .&/+-]{1,40})\))[ ,]*")
DASH = re.compile(r"[ ,.]*(?:[–—―]|-{1,3}(?=[ A-Z“\"]))[–—―-]* ?|\.-+(?![A-Z]\.) ?")
CONNECTORS = frozenset(
    words("& de del la las los le les el of the and upon sur en et y e da do dos das di al du in bei près")
)
SPLIT_PLACE = re.compile(r"[ ,]+")
REGION = re.compile(r", [A-Z]{2}$")  # "Ottawa, ON"
FILE_NUMBER = re.compile(r"\(#?[\w./-]{0,12}\d[\w./-]{0,12}\) ")
DAY_OR_MONTH = re.compile(rf"(?:{WEEKDAY}|{MONTH})\.?", re.IGNORECASE)
MONTH_ALONE = re.compile(rf"{MONTH},? (?:of |de |del )?(?:19|20)\d\d(?!\d)", re.IGNORECASE)
NO_PLACE = frozenset(
    words(
        """sen sens rep reps mr mrs ms dr senator minister embargoed embargo until today yesterday on in
        the this we a an statement by from news update note how why what when where who
        posted published issued released updated dated"""
    )
)


@dataclass(frozen=True)
class Dateline:
    start: int
    end: int  # of the place
    date: object
    close: int  # where the text proper begins
    sure: bool  # has a date or a wire service, not only a dash


def find_dateline(words, block, month_first=False):
    """The dateline at the beginning of a block, or None."""
    text_end = min(block.end, block.start + 160)
    if not SIGNS.search(words, block.start, min(text_end, block.start + 80)):
        return None
    number = FILE_NUMBER.match(words, block.start, text_end)
    start = number.end() if number else block.start
    opened = words[start : start + 1] == "("
    start += opened
    for place_end in _place_ends(words, start, text_end, opened):
        if not _is_place(words[start:place_end].strip(" ,.")):
            continue
        while words[place_end - 1] in " ,،":
            place_end -= 1
        found = _after_place(words, start, place_end, block, text_end, opened, month_first)
        if found:
            return found
    return None


SKIP = re.compile(r"[ ,،]*")
SIGNS = re.compile(r"[–—―:\d/()]|--| -|\.-")  # without any of these there is no dateline
CLOSE = re.compile(r"[ .:,]*")
CAPITAL = re.compile(r",? [\"“«]?[A-ZÀ-Þ]")
PLACE_END = re.compile(
    rf"(?=[ ,(])(?=,? ?\(?(?:(?:le |el |em |on )?(?:{WEEKDAY}\b|\d)|[^\W\d_]+\.?,? (?:of |de |del )?\d))|"
    rf"(?= ?[–—―(/:])|(?= ?--)|(?= - )|"
    rf"(?=\.-(?![A-Z]\.))|(?=\))|(?= -[A-Z])|$",
    re.IGNORECASE,
)


def _place_ends(words, start, end, opened):
    """Where the place may end, the nearest first."""
    place = PLACE.match(words, start, end)
    if not place:
        return
    for stop in PLACE_END.finditer(words[start:end]):
        if 1 < stop.start() <= 60:
            yield start + stop.start()
        elif stop.start() > 60:
            return


def _is_place(text):
    """Words with capitals, as place names have, few and without a verb; in Arabic, few words."""
    parts = [part for part in SPLIT_PLACE.split(text) if part]
    if not parts or len(parts) > 8:
        return False
    if (
        any(part.casefold().rstrip(".") in NO_PLACE for part in SPLIT_PLACE.split(REGION.sub("", text)))
        or DAY_OR_MONTH.fullmatch(parts[0])
        or parts[0].casefold() in STOPWORDS["en"]
    ):
        return False
    if "؀" <= parts[0][0] <= "ۿ":
        return len(parts) <= 4
    longest = max(len(piece.split()) for piece in text.split(","))
    return longest <= 5 and all(part[0].isupper() or part in CONNECTORS for part in parts)


def _after_place(words, start, place_end, block, end, opened, month_first):
    """Reads on after the place: region in brackets, date, wire service, dash, in any usual order."""
    place, date, wire, at = place_end, None, False, place_end
    if opened and words[at : at + 1] == ")":
        at += 1
    for _ in range(4):
        skip = SKIP.match(words, at, end).end()
        inner = BRACKET.match(words, at, end)
        if inner:
            date_inside = date_at(words, inner.start("inside"), inner.end("inside"), False, month_first)
            if date_inside and date_inside.end >= inner.end("inside") - 1:
                date, at = date_inside, inner.end()
                continue
            # A region in brackets is written as part of the place, a service in capitals is not.
            if not date and place == at and not wire and _is_region(inner["inside"]):
                place = at = inner.end()
                continue
        service = WIRE.match(words, at, end)
        if service:
            wire, at = True, service.end()
            continue
        month = MONTH_ALONE.match(words, skip, end) if not date else None
        if month:
            at = month.end()
            continue
        found = date_at(words, skip, end, False, month_first) if not date else None
        if found:
            date, at = found, found.end
            continue
        break
    dash = DASH.match(words, at, end)
    if dash:
        later = date_at(words, dash.end(), end, False, month_first) if not date else None
        close = dash.end()
        if later:
            second = DASH.match(words, later.end, end)
            if second or later.end >= block.end - 1:
                date, close = later, second.end() if second else later.end
        return Dateline(start, place, date, close, bool(date or wire))
    if date and (at >= block.end - 1 or words[at : at + 1] in ".:" or words[at : at + 2] == " :" or wire):
        colon = CLOSE.match(words, at, block.end)
        return Dateline(start, place, date, colon.end(), True)
    if date and date.year and CAPITAL.match(words, at, end):
        return Dateline(start, place, date, at, True)
    if opened and at > place_end and CAPITAL.match(words, at, end):
        return Dateline(start, place, date, at, True)
    return None


def _is_region(text):
    """A region or country in brackets, not a service: "(Ontario)", "(DF)", but no "(IOM)"."""
    return (
        bool(re.fullmatch(r"[A-Z]{2}|[A-ZÀ-Þ][a-zà-ÿ.]+(?: [A-ZÀ-Þ][a-zà-ÿ]+)*", text))
        and "wire" not in text.casefold()
    )
