"""What the parser finds in a raw text: plain values, each with the place of its words.

A span is a pair of character offsets (start, end) into the text as it was read, end exclusive. The
words of a value are its spans in order, each with runs of white space closed up to one space, joined
by one space; a value that is a reading of its words (a date, an instant) keeps both.
"""

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]


class Confidence(StrEnum):
    FOUND = "found"  # an explicit marker in the text says so
    CHECK = "check"  # an inference: an editor should look


@dataclass(frozen=True)
class Value:
    """One value, the spans of its words and the name of the rule that found it."""

    text: str
    spans: tuple[Span, ...]
    rule: str
    confidence: Confidence = Confidence.FOUND


@dataclass(frozen=True)
class Moment(Value):
    """A date or instant: `iso` is YYYY-MM-DD, or YYYY-MM-DDTHH:MM local time where a time is given.

    `zone` is as written ("GMT", "Geneva time") or empty. `others` are further ISO readings of an
    ambiguous form such as 05/06/2020, whose confidence is CHECK.
    """

    iso: str = ""
    zone: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph(Value):
    """A paragraph of the body in order. `kind` is p, h2 or li."""

    kind: str = "p"


@dataclass(frozen=True)
class ParsedQuote:
    """Direct speech of one speaker: its pieces in order, marks left out."""

    pieces: tuple[Value, ...]
    speaker: Value | None = None
    role: Value | None = None
    organisation: Value | None = None


@dataclass(frozen=True)
class ParsedOrganisation:
    """A body that the text names: `name` in full as first written, `short_name` as the text defines it.

    `mentions` are the spans of every form of its name. `role` is lead, partner or named.
    """

    name: Value
    short_name: Value | None = None
    role: str = "named"
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True)
class ParsedChannel(Value):
    """A number or address as written. `kind` is phone, mobile or email; `e164` only where it is certain."""

    kind: str = "phone"
    e164: str = ""


@dataclass(frozen=True)
class ParsedContact:
    name: Value | None = None
    role: Value | None = None
    organisation: Value | None = None
    office: Value | None = None
    channels: tuple[ParsedChannel, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A label without a value, such as "Email:" or "Date Publish:". `field` is what it would have held."""

    field: str
    span: Span
    of: str = ""  # the contact's name, for a gap in a contact


@dataclass(frozen=True)
class ParsedRelease:
    """One release within a text. `span` is its stretch of the text; None and () mean that it is not there.

    `left_over` are the stretches within `span` that no value and no recognised furniture (labels,
    "FOR IMMEDIATE RELEASE", end marks) accounts for; white space is never left over. `furniture`
    are the spans of those recognised marks, so that used, furniture and left-over spans cover the text.
    """

    span: Span
    language: str
    title: Value | None = None
    subtitle: Value | None = None
    dated_on: Moment | None = None
    embargo_until: Moment | None = None
    dateline: Value | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    quotes: tuple[ParsedQuote, ...] = ()
    organisations: tuple[ParsedOrganisation, ...] = ()
    contacts: tuple[ParsedContact, ...] = ()
    notes_to_editors: tuple[Paragraph, ...] = ()
    boilerplate: tuple[Paragraph, ...] = ()
    gaps: tuple[Gap, ...] = ()
    furniture: tuple[Span, ...] = ()
    left_over: tuple[Span, ...] = ()


@dataclass(frozen=True)
class ParsedText:
    """A whole text: its releases in order, and what stands outside any of them."""

    releases: tuple[ParsedRelease, ...] = field(default=())
    left_over: tuple[Span, ...] = ()
