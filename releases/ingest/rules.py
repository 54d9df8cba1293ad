"""The languages' words made into patterns, once."""

import re
from collections import Counter
from functools import cache
from types import SimpleNamespace

from .languages import ar, en, es, fr, pt

LANGUAGES = {"en": en, "fr": fr, "es": es, "pt": pt, "ar": ar}


def words(data):
    """The words of a list; a low line within one stands for a space."""
    return [word.replace("_", " ") for word in data.split()]


def phrases(data):
    """The phrases of a list, which are parted by semicolons and line ends."""
    return [phrase.strip() for phrase in re.split(r"[;\n]", data) if phrase.strip()]


def any_of(parts):
    """One pattern for any of the parts, the longest first, so that "media contact" is not just "media"."""
    return "(?:" + "|".join(sorted(set(parts), key=len, reverse=True)) + ")"


def in_either_case(parts):
    """Phrases as they are and with a capital at their head, which is faster than ignoring case."""
    return [*parts, *(part[0].upper() + part[1:] for part in parts)]


def everywhere(name, split=phrases):
    """What a name holds in all the languages together."""
    return [part for rules in LANGUAGES.values() for part in split(getattr(rules, name, ""))]


def _caseless(pattern):
    return re.compile(pattern, re.IGNORECASE)


RELEASE_LABEL = _caseless(
    any_of(everywhere("RELEASE_LABELS")) + r"(?!\w)(?=[ )\]*_]*(?:[:\-–—|.,/(]|$|\d|n[o°r]\b))"
)
DATE_LABEL = _caseless(any_of(everywhere("DATE_LABELS")) + r"(?!\w)")
EMBARGO_LABEL = _caseless(r"[\W_]{0,6}" + any_of(everywhere("EMBARGO_LABELS")) + r"(?!\w)")
_CLOSED = r"(?!\w)(?=[ )\]*_]*(?:[:\-–—|.]|$))"
CONTACT_LABEL = _caseless(any_of(everywhere("CONTACT_LABELS")) + _CLOSED)
CONTACT_SENTENCE = _caseless(r"(?<!\w)" + any_of(everywhere("CONTACT_SENTENCES")) + r"(?!\w)")
NOTES_LABEL = _caseless(any_of(everywhere("NOTES_LABELS")) + _CLOSED)
ABOUT_LABEL = _caseless(any_of(everywhere("ABOUT")))
END_MARK = _caseless(
    r"[\W_]*(?:" + any_of(everywhere("END_MARKS")) + r"(?!\w)[\W_]*|-? ?30 ?-[\W_]*|[#*＊_~=]{1,}[\W_]*)"
)
HEADLINE_VERB = _caseless(r"\b" + any_of(everywhere("HEADLINE_VERBS", words)) + r"\b")
PHONE_LABEL = any_of(everywhere("PHONE_LABELS", words))
MOBILE_LABEL = any_of(everywhere("MOBILE_LABELS", words))
FAX_LABEL = any_of(everywhere("FAX_LABELS", words))
EMAIL_LABEL = any_of(everywhere("EMAIL_LABELS", words))
JOINER = any_of(everywhere("JOINERS", words))
LINE_WORD = frozenset(everywhere("LINE_WORDS", words)) - {"t", "d", "l"}
MIDDAY_WORD = any_of(everywhere("MIDDAY", words))
MIDNIGHT_WORD = any_of(everywhere("MIDNIGHT", words))
WEEKDAY_NUMBERS = {
    name: number
    for rules in LANGUAGES.values()
    for number, names in enumerate(phrases(rules.WEEKDAYS))
    for name in words(names)
}
WEEKDAY = any_of(WEEKDAY_NUMBERS)
MONTH_NUMBERS = {
    name.casefold(): number
    for rules in LANGUAGES.values()
    for number, names in enumerate(phrases(rules.MONTHS), 1)
    for name in words(names)
}
MONTH = any_of(re.escape(name) for name in MONTH_NUMBERS)
STOPWORDS = {code: frozenset(words(rules.STOPWORDS)) for code, rules in LANGUAGES.items()}


@cache
def for_language(code):
    """The verbs, roles and names of bodies for a release in this language; English ones beside them."""
    chosen = [en] if code in ("en", "") else [LANGUAGES.get(code, en), en]

    def both(name, split=words):
        return [part for rules in chosen for part in split(getattr(rules, name, ""))]

    def lower(name):
        return frozenset(word.casefold() for word in both(name))

    own = chosen[0]
    heads = both("ORG_HEADS")
    return SimpleNamespace(
        code=code or "en",
        say=any_of(words(own.SAY_VERBS)),
        pronouns=any_of(words(own.PRONOUNS)),
        according=any_of(phrases(own.ACCORDING)),
        statement=any_of(both("STATEMENT", phrases)),
        statement_by=any_of(both("STATEMENT_BY", phrases) or ["(?!)"]),
        lower_bodies=any_of(both("LOWER_BODIES") or ["(?!)"]),
        honorifics=lower("HONORIFICS"),
        courtesy=_caseless(rf"(?:{any_of(map(re.escape, lower('HONORIFICS')))}\b\.? )+"),
        roles=lower("ROLE_WORDS") | frozenset(word + "s" for word in lower("ROLE_WORDS")),
        single_roles=lower("ROLE_WORDS"),
        no_title=frozenset([*both("NO_TITLE"), *words(own.SAY_VERBS), *words(own.ORG_VERBS)]),
        portfolios=lower("PORTFOLIOS"),
        his=lower("HIS_TITLES"),
        hers=lower("HER_TITLES"),
        he=frozenset(words(own.HE)),
        she=frozenset(words(own.SHE)),
        employed=lower("EMPLOYED"),
        areas=lower("AREAS"),
        heads=frozenset(heads),
        own_heads=frozenset(words(own.ORG_HEADS)),
        weak=frozenset(both("WEAK_HEADS")),
        lower_heads=any_of(both("LOWER_HEADS") or ["(?!)"]),
        endings=frozenset(both("COMPANY_ENDINGS")),
        last_ending=re.compile(rf",? {any_of(map(re.escape, both('COMPANY_ENDINGS')))}\.?$"),
        ending=re.compile(rf",? {any_of(map(re.escape, both('COMPANY_ENDINGS')))}(?![\w-])\.?"),
        not_bodies=frozenset(both("NOT_ORG_ENDINGS")),
        body_nouns=any_of(re.escape(word) for word in both("BODY_NOUNS")),
        body_nouns_first=any_of(in_either_case([re.escape(word) for word in both("BODY_NOUNS")])),
        generic_first=frozenset(both("GENERIC_FIRST")),
        generic=frozenset(both("GENERIC_NAME")),
        possessor=re.compile(any_of(both("POSSESSORS") or ["(?!)"])),
        verbs=any_of(words(own.ORG_VERBS)),
        with_bodies=any_of(in_either_case(both("WITH_BODIES", phrases))),
        government=re.compile(
            rf"(?<!\w){any_of(both('GOVERNMENT', phrases))}(?: |(?<=['’]))"
            r"[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){0,3}"
        ),
        known=any_of(map(re.escape, both("KNOWN"))),
        known_name=re.compile(rf"(?P<name>{any_of(map(re.escape, both('KNOWN')))})(?![\w-])"),
        well_known=re.compile(
            rf"[\s(\"“«‘’'/—–,](?<!ember of )(?<!embers of )"
            rf"(?P<name>{any_of(map(re.escape, both('KNOWN')))})(?![\w-])"
        ),
        board_of=re.compile(
            rf"{any_of(both('BOARDS', phrases))} (?:of|de|d[aeo]|du|del) (?:the |la |l['’])?(?=[A-ZÀ-Þ])"
        ),
        places=frozenset(both("PLACES")),
        small=any_of(both("SMALL") or ["(?!)"]),
    )


def language_of(text):
    """The language whose small words are the most frequent at the beginning of a text, or "" for none."""
    sample = re.findall(r"[^\W\d_]+", text[:8000].casefold())
    seen = Counter(sample)
    counts = {code: sum(seen[word] for word in known) for code, known in STOPWORDS.items()}
    best = max(counts, key=counts.get)
    return best if counts[best] else ""
