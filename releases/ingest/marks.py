"""What kind of line a block is, seen by itself: a label, an end mark, prose, an address."""

import re

from .rules import (
    ABOUT_LABEL,
    CONTACT_LABEL,
    CONTACT_SENTENCE,
    DATE_LABEL,
    END_MARK,
    NOTES_LABEL,
    RELEASE_LABEL,
    any_of,
    everywhere,
)

FILE_NAME = re.compile(r"\S{1,200}\.(?:txt|docx?|pdf|html?|rtf|odt|eml|md|xml)", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?<![.-])")
PHONE = re.compile(
    r"(?:(?<![\w/.,$€£#-])|(?=\+)|(?=\(\+))(?:\+ ?|\(\+?)?\d(?:[ .\-–]?[()]?[ .\-–]?\d|/\d){6,16}"
    r"(?:,? ?(?:ext|x|extension|poste|ramal)\b\.? ?\d{1,5})?(?![\w%])",
    re.IGNORECASE,
)
FIGURES = re.compile(r"\d(?:[ .\-–()/]{0,3}\d){6}")  # without seven there is no number
DATE_OR_YEARS = re.compile(
    r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{4} ?[/.-] ?\d{1,2} ?[/.-] ?\d{1,2}|(?:1[89]|"
    r"20)\d\d ?[-–/] ?(?:1[89]|20)\d\d"
)
SUM = re.compile(r"\d{1,3}(?: \d{3}){2,3}")
URL = re.compile(r"(?:https?://|www\.)\S{2,300}", re.IGNORECASE)
ADDRESS = re.compile(
    r"\b(?:P\.?O\.? Box|GPO Box|\d{1,5}[A-Za-z]? (?:[A-Z]\w*\.? ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|"
    r"Drive|Lane|Boulevard|Blvd|Square|Place|Way|Terrace)\b"
    r"|Suite \d|Floor \d|\d+(?:st|nd|rd|th) Floor|[A-Z]{2} \d{5}(?:-\d{4})?$|[A-Z]{2,3} \d{4}$|"
    r"[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b|Parliament House|Room \w?\d)",
)
CHROME = re.compile(
    r"(?:click here\b.{0,80}|print(?: this)?(?: page)?|share(?: this)?(?: \w+)?|tweet|page \d+(?: of \d+)?|"
    r"skip to .{0,40}|back to .{0,40}|"
    r"read more|download.{0,60}|home|menu|view (?:all|more).{0,30}|contact ?us|subscribe.{0,40}|"
    r"tags?:.{0,100}|- ?more ?-|\d{1,3}|logo)",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[\s:|–—\-•*#/,.>~_=]*")
SENTENCE = re.compile(r"[.!?…؟][\"”»’')\]\d]*$")
INNER_SENTENCE = re.compile(r"[a-zà-ÿ\d)][.!?][\"”»’']? [\"“«]?[A-ZÀ-Þ]")
NUMBERING = re.compile(
    r"(?:no|nr|n[°º]|ref|release|number|#)\.?:? ?[\w/-]{0,12}\d[\w/-]{0,12}|"
    r"(?:[A-Z]{1,5} ?)?\d{1,4}[/-]\d{1,4}[A-Z]?",
    re.IGNORECASE,
)
STATES = re.compile(rf"\b(?:said|says|dit|dijo|disse|{any_of(everywhere('STATEMENT'))})", re.IGNORECASE)
LEADING_NOISE = re.compile(r"[\s*•·–—\-_#>«\"“(\[]*")
CLOSED = re.compile(r"[ )\]*_]*(?:[:\-–—|.]|$)")
# Who writes, over a headline.
LETTERHEAD = re.compile(
    r"(?:(?:news |press release )?from (?:the office of )?.{2,70}|(?:from|location|category|topic|source|"
    r"author|by|tags|posted in|subject area) ?: .{2,80}|(?:the )?(?:right )?(?:hon(?:ou?rable|\.)?|senator|"
    r"sen\.|congressman|congresswoman|rt\.? hon\.?|dr|mr|mrs|ms)\b.{2,60}"
    r"|(?:office of|department of|ministry of|city of|state of|county of|parliament of|republic of|"
    r"kingdom of|"
    r"commonwealth of|government of)\b.{2,60}"
    r"|(?:shadow |assistant |federal |parliamentary |acting |deputy )*(?:minister|secretary|member|senator|"
    r"spokesperson|spokesman|"
    r"attorney general|district attorney|governor|mayor|leader|president|leader)s?(?: (?:for|of|on|in|"
    r"to)\b.{2,60})?|.{4,40},? (?:MP|M\.P\.|MLA|MLC|MHR|MEP|MSP|TD))",
    re.IGNORECASE,
)
ABOUT_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las|o|a|os|as) (?=[A-ZÀ-Þ])")
BULLET = re.compile(r"(?:[•·●▪◦‣*–—-]|o(?= )|\(?\d{1,2}[.)]|[a-z]\)) ?(?=\S)")


def is_end_mark(text):
    return len(text) < 60 and END_MARK.fullmatch(text) is not None


def labelled(pattern, text):
    """The end of a label at the beginning of a line that it opens, or 0."""
    start = LEADING_NOISE.match(text).end()
    label = pattern.match(text, start)
    if not label:
        return 0
    closed = CLOSED.match(text, label.end())
    return closed.end() if closed else 0


def is_release_label(text):
    end = labelled(RELEASE_LABEL, text)
    return bool(end) and len(text) - end < 200


def is_date_label(text):
    start = LEADING_NOISE.match(text).end()
    label = DATE_LABEL.match(text, start)
    return bool(label) and text[label.end() : label.end() + 2].strip()[:1] == ":"


def contact_label(text):
    """The end of a contact label or of the words that lead to a contact, or 0."""
    start = LEADING_NOISE.match(text).end()
    sentence = CONTACT_SENTENCE.match(text, start)
    return sentence.end() if sentence else labelled(CONTACT_LABEL, text)


def notes_label(text):
    end = labelled(NOTES_LABEL, text)
    return end if end and (text[:end].rstrip().endswith(":") or end >= len(text) - 1) else 0


def is_about_heading(text):
    """Whether a line is "About the Agency": a heading, not a sentence about something."""
    label = ABOUT_LABEL.match(text, LEADING_NOISE.match(text).end())
    if not label or len(text) > 110 or (SENTENCE.search(text) and not text.endswith("Inc.")):
        return False
    rest = ABOUT_ARTICLE.sub("", text[label.end() :].strip())
    return bool(rest) and (
        rest[0].isupper() or not rest[0].islower() or rest.startswith(("the ", "us", "l’", "l'"))
    )


def has_channel(text):
    """Whether a line holds a telephone number or an e-mail address."""
    if "@" in text and EMAIL.search(text):
        return True
    return "email protected]" in text or bool(FIGURES.search(text) and any(True for _ in phones(text)))


def phones(text, start=0, end=None, labelled=False):
    """The places of telephone numbers: seven to fifteen figures, no date and, unless labelled, no sum."""
    for match in PHONE.finditer(text, start, len(text) if end is None else end):
        number = match[0]
        figures = sum(letter.isdigit() for letter in number)
        if (
            7 <= figures <= 17
            and not DATE_OR_YEARS.fullmatch(number)
            and (labelled or not SUM.fullmatch(number))
        ):
            yield match


def lower_share(text):
    """The share of words that begin with a small letter; 1 for scripts without capitals."""
    found = [word for word in text.split() if word[0].isalpha()]
    if not found:
        return 0
    return sum(not word[0].isupper() for word in found) / len(found)


def is_prose(text):
    """Whether a block is running text: sentences, not a headline, label, address or list of names."""
    size, small = len(text), lower_share(text)
    if size > 320:
        return True
    ends = SENTENCE.search(text)
    strong = bool(ends) and text[ends.start()] in ".…"
    if size >= 90 and small > 0.35 and text.endswith(":") and STATES.search(text):
        return True
    if strong and ((size >= 45 and small > 0.45) or (size >= 160 and small > 0.3)):
        return True
    if INNER_SENTENCE.search(text) and size >= 110 and small > 0.35:
        return True
    return size >= 180 and small > 0.5 and bool(ends or text.endswith((":", "”", '"', "»", ",")))
