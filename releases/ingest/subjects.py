"""Countries and topics by dictionary: the newsroom's own rows, found in a text by their names."""

import re
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override
from django_countries import countries

from .parsed import Confidence, Value

# How people write those whose name on file is longer or newer. "US" and "UK" are read in capitals only.
EVERYDAY = {
    "BS": ["Bahamas"],
    "CD": ["Democratic Republic of Congo", "DR Congo", "DRC"],
    "CI": ["Ivory Coast", "Côte d’Ivoire"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic"],
    "GB": ["UK", "Great Britain"],
    "KP": ["North Korea"],
    "KR": ["South Korea", "Republic of Korea"],
    "MM": ["Burma"],
    "MK": ["Macedonia"],
    "PS": ["Palestine", "Palestinian Territories"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey"],
    "US": ["United States", "U.S.", "US", "USA"],
    "VN": ["Vietnam", "Viet Nam"],
}
# Places and people whose name holds a country's.
OTHERS = ["New Mexico", "New Jersey", "Northern Ireland", "Gulf of Mexico", "Guinea worm", "New England"]


WORD = re.compile(r"\w+")
PREFIXES = "وبلف"  # Arabic writes "and", "in", "to" with the word that follows


@lru_cache(maxsize=32)
def _dictionary(language):
    """{first word: [(pattern of a name, ISO code, or "" for what is no country)], longest names first}."""
    known = {}
    for spoken in {"en", language if language in dict(settings.LANGUAGES) else "en"}:
        with override(spoken):
            known |= {str(name): code for code, name in countries}
    known |= {name: code for code, names in EVERYDAY.items() for name in names}
    known |= dict.fromkeys(OTHERS, "")
    known |= {name.replace("’", "'"): code for name, code in known.items()}
    firsts = {}
    for name in sorted(filter(None, known), key=len, reverse=True):
        pattern = re.compile(r"\s+".join(re.escape(word) for word in name.split()) + r"(?!\w)")
        firsts.setdefault(WORD.search(name)[0], []).append((pattern, known[name]))
    return firsts


def _names(language, text, start, end):
    """(code, span) of each country named in this stretch."""
    firsts, done = _dictionary(language), start
    for word in WORD.finditer(text, start, end):
        at, first = word.start(), word[0]
        if first not in firsts and first[:1] in PREFIXES:
            at, first = at + 1, first[1:]
        for pattern, code in firsts.get(first, ()) if at >= done else ():
            if match := pattern.match(text, at, end):
                done = match.end()
                if code:
                    yield code, match.span()
                break


def countries_of(release, text):
    """{ISO code: Value} of the countries that title and body name, in the order of their names."""
    found = {}
    for value in _told(release):
        for stretch in value.spans:
            for code, span in _names(release.language, text, *stretch):
                found.setdefault(code, []).append(span)
    values = {
        code: Value(" ".join(text[slice(*spans[0])].split()), tuple(spans), "country named", Confidence.CHECK)
        for code, spans in found.items()
    }
    return {code: values[code] for code in sorted(values)}


def topics_of(release, text, topics):
    """{slug: Value} of those of these topics (name by slug) that title or body names, capitals aside."""
    found = {}
    for slug, name in topics.items():
        pattern = re.compile(
            r"(?<!\w)" + r"\s+".join(re.escape(one) for one in name.split()) + r"(?!\w)", re.IGNORECASE
        )
        spans = [
            match.span()
            for value in _told(release)
            for start, end in value.spans
            for match in pattern.finditer(text, start, end)
        ]
        if spans:
            found[slug] = Value(name, tuple(spans), "topic named", Confidence.CHECK)
    return found


def _told(release):
    return [one for one in (release.title, release.subtitle, *release.paragraphs) if one]
