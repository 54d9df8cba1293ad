"""A raw text in, plain dataclasses out: the releases in it and, for each, what its words say.

Read `_release` first: it is the order in which a press officer reads a release. Each rule has its own
file, the words of each language are data in `languages/`. Nothing here guesses: what the text does not
say stays None, what a rule infers is marked CHECK, and what no rule understands is left over.
"""

import bisect
import re

from . import marks
from .attribution import find_turns
from .channels import regions_of
from .contacts import ContactReader
from .cover import left_over
from .header import Header, date_of
from .organisations import find_organisations
from .parsed import Confidence, Paragraph, ParsedQuote, ParsedRelease, ParsedText, Value
from .parts import split_into_parts
from .people import People
from .roles import with_roles
from .rules import ABOUT_LABEL, for_language, language_of
from .splitting import releases_in, split
from .wording import Wording

__all__ = ["parse", "split"]

STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|"
    "OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
# Who writes like this puts the month first.
AMERICAN = re.compile(
    rf"D\.C\.|[A-Z][A-Za-z]+, (?:{STATES})\b|\(\d{{3}}\) ?\d{{3}}-\d{{4}}|E(?<!\w.)[SD]?T\b"
)


def parse(text: str, splits=None) -> ParsedText:
    """What a text says, release by release. `splits` are an editor's own [(start, end)] of the releases."""
    wording = Wording(text)
    spans = releases_in(wording) if splits is None else [tuple(span) for span in splits]
    whole = len(spans) == 1 and splits is None
    releases = [_release(wording if whole else Wording(text, *span)) for span in spans]
    releases = tuple(release for release in releases if release)
    return ParsedText(releases, left_over(text, (0, len(text)), [release.span for release in releases]))


def _release(wording):
    if not wording.blocks:
        return None
    words = wording.words
    span = wording.span(wording.blocks[0].start, wording.blocks[-1].end)
    language = language_of(words)
    rules = for_language(language)
    month_first = language in ("en", "") and bool(AMERICAN.search(words, 0, 20000))

    parts = split_into_parts(wording, month_first)
    header = Header(wording, parts, month_first)
    dated_on = date_of(wording, header, parts, month_first)
    header.read_embargo(dated_on)
    dateline = _dateline(wording, parts)
    body = _text_proper(wording, parts)

    people = People(words, body, rules)
    turns = find_turns(words, body, people)
    title = header.title
    organisations = find_organisations(wording, header.headline, body, turns, people, rules, _about(parts))
    contacts = _contacts(wording, parts, rules, organisations)
    organisations = with_roles(organisations, title, body, contacts.contacts, wording)
    mentions = sorted(
        ((mention, entry.name) for entry in organisations for mention in entry.mentions),
        key=lambda pair: pair[0],
    )
    quotes = tuple(_quote(wording, turn, mentions) for turn in turns)

    furniture = [*header.furniture, *contacts.furniture, *_marks(wording, parts)]
    furniture += [mark for mark in wording.unseen if span[0] <= mark[0] and mark[1] <= span[1]]
    draft = ParsedRelease(
        span=span,
        language=language,
        title=title,
        subtitle=_subtitle(wording, header),
        dated_on=dated_on,
        embargo_until=header.embargo,
        dateline=dateline,
        paragraphs=_paragraphs(wording, body, "paragraph"),
        quotes=quotes,
        organisations=organisations,
        contacts=tuple(contacts.contacts),
        notes_to_editors=_paragraphs(wording, parts.notes, "notes to editors"),
        boilerplate=_paragraphs(wording, parts.boilerplate, "boilerplate"),
        gaps=tuple(sorted([*header.gaps, *contacts.gaps], key=lambda gap: gap.span)),
        furniture=tuple(sorted(set(furniture))),
    )
    return _with_left_over(wording.source, draft)


def _dateline(wording, parts):
    line = parts.dateline
    if not line:
        return None
    sure = Confidence.FOUND if line.sure else Confidence.CHECK
    return wording.value(line.start, line.end, "dateline", sure)


def _text_proper(wording, parts):
    """The blocks of the body, the first without its dateline."""
    line = parts.dateline
    body = []
    for block in parts.body:
        if line and block.start <= line.start < block.end:
            body += wording.cut(block, [line.close])[1:] if line.close < block.end else []
        else:
            body.append(block)
    return body


def _subtitle(wording, header):
    """The lines between headline and text, as one value of several spans."""
    values = [wording.value(start, block.end, "under the headline") for start, block in header.subtitles]
    values = [value for value in values if value]
    if not values or not header.title:
        return None
    spans = tuple(value.spans[0] for value in values)
    return Value(" ".join(value.text for value in values), spans, "under the headline", Confidence.CHECK)


def _paragraphs(wording, blocks, rule):
    """The blocks as paragraphs, headings and list items."""
    result = []
    for block in blocks:
        bullet = marks.BULLET.match(block.text)
        start = block.start + (bullet.end() if bullet else 0)
        short = (
            len(block.text) < 100
            and not marks.SENTENCE.search(block.text)
            and not block.text.endswith((":", ",", ";"))
        )
        kind = "li" if bullet else "h2" if short and len(block.text.split()) < 14 else "p"
        value = wording.value(start, block.end, rule, kind=Paragraph)
        if value:
            result.append(Paragraph(value.text, value.spans, rule, value.confidence, kind))
    return tuple(result)


def _quote(wording, turn, mentions):
    pieces = tuple(wording.value(start, end, turn.rule) for start, end in turn.pieces)
    pieces = tuple(piece for piece in pieces if piece)
    person = turn.person
    if not person:
        return ParsedQuote(pieces)
    speaker = wording.value(*person.name, "attribution")
    role = wording.value(*person.role, "attribution") if person.role else None
    return ParsedQuote(pieces, speaker, role, _stands_for(role, mentions))


def _stands_for(role, mentions):
    """The organisation that a speaker's role names."""
    if not role:
        return None
    start, end = role.spans[0]
    at = bisect.bisect_left(mentions, (start, 0), key=lambda mention: mention[0])
    return mentions[at][1] if at < len(mentions) and mentions[at][0][1] <= end else None


def _about(parts):
    """The names that "About …" headings give."""
    names = []
    for block in parts.boilerplate:
        label = ABOUT_LABEL.match(block.text)
        if label:
            rest = re.sub(
                r"^(?:the|la|le|l['’]|el|o|a) ", "", block.text[label.end() :].strip(), flags=re.IGNORECASE
            )
            name = re.match(
                r"[A-ZÀ-Þ][\w&’'.-]*(?: (?:(?:of|for|the|de|du|la|and|&) )*[A-ZÀ-Þ0-9][\w&’'-]*){0,7}", rest
            )
            if name:
                names += _halves(name[0].rstrip(".:™®"))
    return names


def _halves(name):
    """A name that a run-in heading repeats, "Acme Acme is …", once."""
    parts = name.split()
    half = len(parts) // 2
    for size in range(half, 0, -1):
        if parts[:size] == parts[size : 2 * size]:
            return [" ".join(parts[:size])]
    return [name]


def _contacts(wording, parts, rules, organisations):
    bodies = {
        value.text.casefold() for entry in organisations for value in (entry.name, entry.short_name) if value
    }
    numbers = [
        match[0] for stretch in parts.contacts for block in stretch for match in marks.phones(block.text)
    ]
    reader = ContactReader(wording, rules, bodies, regions_of(numbers))
    for stretch in parts.contacts:
        if stretch:
            reader.read(stretch)
    return reader


def _marks(wording, parts):
    """End marks, bullets and the like: recognised, and no value."""
    spans = [wording.span(block.start, block.end) for block in parts.furniture]
    for block in [*parts.body, *parts.notes, *parts.boilerplate]:
        bullet = marks.BULLET.match(block.text)
        if bullet:
            spans.append(wording.span(block.start, block.start + bullet.end()))
    if parts.dateline:
        spans.append(wording.span(parts.dateline.start, parts.dateline.close))
    return [span for span in spans if span]


def _with_left_over(source, release):
    used = [span for value in _values(release) for span in value.spans]
    rest = left_over(source, release.span, [*used, *release.furniture])
    return ParsedRelease(**{**vars(release), "left_over": rest})


def _values(release):
    """Every value of a release that stands in its own right."""
    single = (release.title, release.subtitle, release.dated_on, release.embargo_until, release.dateline)
    yield from (value for value in single if value)
    yield from (*release.paragraphs, *release.notes_to_editors, *release.boilerplate)
    for contact in release.contacts:
        yield from (
            value for value in (contact.name, contact.role, contact.organisation, contact.office) if value
        )
        yield from contact.channels
