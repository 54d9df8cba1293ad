"""What no text says outright and an editor would look for in it: a summary, and the numbers it states.

Both are suggestions made of the text's own words, never of others.
"""

import re

from .parsed import Confidence, Value

# The words that say how exact a number is, in the languages the newsroom reads.
QUALIFIERS = """
nearly|almost|over|more than|less than|fewer than|at least|at most|up to|as many as|as much as
|about|around|some|approximately|roughly|an estimated
|près de|plus de|moins de|environ|au moins|jusqu’à|presque
|casi|más de|menos de|cerca de|alrededor de|aproximadamente|al menos|unos|unas
|quase|mais de|menos de|aproximadamente|pelo menos|cerca de
|نحو|حوالي|أكثر من|أقل من|ما يقرب من|ما لا يقل عن
"""
CURRENCIES = r"(?:US|CA|AU)?\$|[€£¥]|USD|EUR|GBP|CHF|CAD|AUD|JPY"
NUMBER = r"\d{1,3}(?:[,.  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
MAGNITUDES = "thousand|million|billion|trillion|millions?|milliards?|millones|mil millones|milhões|bilhões"
MAGNITUDES += "|مليون|مليار|ألف"
FIGURE = re.compile(
    rf"(?<![\w.,$€£])(?P<figure>(?:(?P<money>{CURRENCIES})\s?)?(?:{NUMBER})(?:\s(?:{MAGNITUDES}))?)"
    r"(?![\w%]|[.,]\d)"
)
QUALIFIER = re.compile(rf"(?<!\w)({''.join(QUALIFIERS.split(chr(10)))})\s+$", re.IGNORECASE)
LONGEST_QUALIFIER = 24
PLAIN = re.compile(r"\d{1,4}$")
COUNTED = re.compile(
    r"\s+(?P<counts>[^\W\d](?:[^.,;:“”\"«»؛،]|[.,](?=\d))*?)(?=\s*(?:[.,](?!\d)|[;:“”\"«»؛،]|$))"
)
MOST_COUNTED = 160

ENDED = re.compile(r"(?<=[.!?…؟。])[”\"’»)]*\s+(?=[“\"«‘(]?[^\W\d_a-zà-ÿ])")
SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Sra|Mme|No|Inc|Ltd|Co|Gen|Sen|Rep|Gov|Lt|Col|vs|e\.g|i\.e)|\b[A-Z])\.$"
)
SUMMARY_LENGTHS = range(40, 400)


def sentences(text):
    """[(start, end)] of each sentence, its closing marks with it."""
    starts = [0]
    for gap in ENDED.finditer(text):
        if not SHORTENED.search(text[: gap.start()][-12:]):
            starts.append(gap.end())
    found = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = text[start:end].rstrip()
        found.append((start, start + len(words)))
    return [(start, end) for start, end in found if end > start]


def locate(words, text, start=0, end=None):
    """The span of these words in the text, whatever white space stands between them; None if nowhere."""
    end = len(text) if end is None else end
    at = text.find(words, start, end) if words else -1
    if at >= 0:
        return at, at + len(words)
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.compile(pattern).search(text, start, end) if pattern else None
    return found and found.span()


def summary_of(release, text):
    """The sentence after the lead: a page prints the lead below it anyway, and the title has said it.

    Words of a quote are somebody's, not a summary. With no fit sentence after it, the lead itself.
    """
    said = [span for quote in release.quotes for piece in quote.pieces for span in piece.spans]
    lead = None
    for paragraph in release.paragraphs:
        if paragraph.kind != "p" or not paragraph.spans:
            continue
        for start, end in sentences(paragraph.text):
            words = paragraph.text[start:end]
            span = locate(words, text, paragraph.spans[0][0], paragraph.spans[-1][1])
            if span is None or any(span[0] < until and since < span[1] for since, until in said):
                continue
            if lead is None:
                lead = Value(words, (span,), "lead sentence", Confidence.CHECK)
            elif len(words) in SUMMARY_LENGTHS:
                return Value(words, (span,), "sentence after the lead", Confidence.CHECK)
    return lead if lead and len(lead.text) < SUMMARY_LENGTHS.stop else None


def figures_of(release, text):
    """Numbers that the body states, as dicts of Values. What one counts is the words that follow it."""
    found = []
    for paragraph in release.paragraphs:
        if not re.search(r"\d", paragraph.text):
            continue
        for match in FIGURE.finditer(paragraph.text):
            before = paragraph.text[max(match.start() - LONGEST_QUALIFIER, 0) : match.start()]
            qualifier = QUALIFIER.search(before)
            if PLAIN.match(match["figure"]) and not qualifier:
                continue  # a year, an age, a street
            counted = COUNTED.match(paragraph.text, match.end())
            if counted is None or len(counted["counts"]) > MOST_COUNTED or not paragraph.spans:
                continue
            words = f"{qualifier[0] if qualifier else ''}{match[0]}"
            span = locate(words, text, paragraph.spans[0][0], paragraph.spans[-1][1])
            if span:
                found.append(
                    {
                        name: Value(value, (span,), "number", Confidence.CHECK)
                        for name, value in (
                            ("qualifier", qualifier[1] if qualifier else ""),
                            ("figure", match["figure"]),
                            ("counts", counted["counts"]),
                        )
                    }
                )
    return found
