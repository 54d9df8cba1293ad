"""What was read of one release, laid out as the fields of a draft: `path` names a field, such as
"title" or "quotes.0.speaker". An editor's changes are laid over it, and what results is saved.
"""

import hashlib
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from django.conf import settings
from django.utils.text import slugify

from contacts.models.addresses import SLUG_LENGTH
from releases.body import sanitise, squash

from .embargo import embargo_of
from .parsed import Confidence, Value
from .subjects import countries_of, topics_of
from .suggest import figures_of, summary_of

MISSING = "missing"
LONGEST = {"title": 300, "dateline": 120, "summary": 1000}
LONGEST |= {"name": 200, "short_name": 40, "speaker": 150, "role": 250, "office": 100, "counts": 200}
LONGEST |= {"qualifier": 40, "figure": 60, "source": 200, "organisation": 200}
CONTACT_LONGEST = {"name": 150, "role": 150}
PARTS = ("lead", "partner", "named")
CHANNELS = ("phone", "mobile", "email")


@dataclass(frozen=True)
class Found:
    """One field: its value, the spans of its words, the rule that found it, and what was decided.

    `confidence` is "found", "check" or, for a marker with nothing after it, "missing". `decision` is ""
    until an editor accepts, edits, rejects or gives it. A suggestion is left out until it is accepted.
    """

    value: str
    spans: tuple = ()
    rule: str = ""
    confidence: str = Confidence.FOUND
    decision: str = ""
    is_suggestion: bool = False

    @property
    def is_kept(self):
        return self.decision != "rejected" and (not self.is_suggestion or bool(self.decision))


@dataclass
class Draft:
    """`fields` by path, in the order of the text; `gaps` are markers without a value."""

    fields: dict = field(default_factory=dict)
    gaps: tuple = ()
    left_over: tuple = ()
    readings: tuple = ()  # the days that an ambiguous date may mean, as YYYY-MM-DD

    def value(self, path):
        found = self.fields.get(path)
        return found.value if found and found.is_kept else ""

    def rows(self, group):
        """[(number, {name: Found})] of a group such as "quotes", those that are left out too."""
        rows = {}
        for path, found in self.fields.items():
            parts = path.split(".")
            if parts[0] == group and len(parts) == 3:
                rows.setdefault(int(parts[1]), {})[parts[2]] = found
        return sorted(rows.items())

    def kept_rows(self, group):
        """[(number, {name: text})] of those rows of which something is kept."""
        for number, row in self.rows(group):
            if any(found.is_kept and found.value for found in row.values()):
                yield number, {name: found.value if found.is_kept else "" for name, found in row.items()}

    def kept_keys(self, group):
        """The last parts of the paths of a group such as "countries" that are kept."""
        return [
            path.partition(".")[2]
            for path, found in self.fields.items()
            if path.startswith(f"{group}.") and found.is_kept
        ]


def draft_of(release, text, topics=()):
    """The draft of one ParsedRelease of this text. `topics` are the newsroom's own, name by slug."""
    draft = Draft(gaps=release.gaps, left_over=release.left_over)
    put = _Putter(draft.fields)
    put("title", release.title)
    put("summary", release.subtitle or summary_of(release, text))
    _put_date(draft, put, release)
    put("dateline", release.dateline)
    language = release.language or settings.LANGUAGE_CODE
    put("embargo_line", embargo_of(release, text))
    put("language", Value(language, (), "language", Confidence.FOUND))
    put("body", _html(release.paragraphs))
    put("notes_to_editors", _html((*release.notes_to_editors, *release.boilerplate), "notes"))
    for number, one in enumerate(sorted(release.organisations, key=lambda one: PARTS.index(one.role))):
        put(f"organisations.{number}.name", one.name)
        put(f"organisations.{number}.short_name", one.short_name)
        role = Value(one.role, one.name.spans, one.name.rule, one.name.confidence)
        put(f"organisations.{number}.role", role)
    for number, one in enumerate(release.quotes):
        put(f"quotes.{number}.text", _joined(one.pieces))
        put(f"quotes.{number}.speaker", one.speaker)
        put(f"quotes.{number}.role", one.role)
    for number, one in enumerate(figures_of(release, text)):
        for name, value in one.items():
            put(f"key_figures.{number}.{name}", value, is_suggestion=True)
    for number, one in enumerate(release.contacts):
        _put_contact(put, f"contacts.{number}", one)
    for code, value in countries_of(release, text).items():
        put(f"countries.{code}", value)
    for slug, value in topics_of(release, text, dict(topics)).items():
        put(f"topics.{slug}", value)
    return draft


class _Putter:
    def __init__(self, fields):
        self.fields = fields

    def __call__(self, path, value, is_suggestion=False):
        if value is None:
            return
        name = path.rpartition(".")[2]
        limits = LONGEST | CONTACT_LONGEST if path.startswith("contacts.") else LONGEST
        if len(value.text) > limits.get(name, len(value.text)):
            return  # longer than such a thing can be: it stays in the text, for an editor
        self.fields[path] = Found(
            value.text, value.spans, value.rule, str(value.confidence), is_suggestion=is_suggestion
        )


def _put_date(draft, put, release):
    """A day that is certain; of an ambiguous one the readings; of an empty label, that none is stated."""
    day = release.dated_on
    bare = [gap for gap in release.gaps if gap.field == "dated_on"]
    if day and day.others:
        draft.readings = tuple(sorted({day.iso[:10], *(one[:10] for one in day.others)}))
        put("dated_on", replace(day, text="", confidence=Confidence.CHECK))
    elif day and day.iso:
        put("dated_on", replace(day, text=day.iso[:10]))
    elif bare:
        spans = tuple(gap.span for gap in bare)
        draft.fields["dated_on"] = Found("", spans, "empty label", MISSING)
        draft.fields["date_not_stated"] = Found("yes", spans, "empty label", Confidence.FOUND)


def _put_contact(put, path, contact):
    for name in ("name", "role", "organisation", "office"):
        put(f"{path}.{name}", getattr(contact, name))
    for kind in CHANNELS:
        put(f"{path}.{kind}", _joined([one for one in contact.channels if one.kind == kind]))


def _joined(values):
    """Several values as one, a line each."""
    if not values:
        return None
    is_sure = all(one.confidence == Confidence.FOUND for one in values)
    return Value(
        "\n".join(one.text for one in values),
        tuple(span for one in values for span in one.spans),
        values[0].rule,
        Confidence.FOUND if is_sure else Confidence.CHECK,
    )


def _html(paragraphs, rule="body"):
    """Paragraphs as the newsroom stores text: safe HTML, a block a line."""
    if not paragraphs:
        return None
    blocks = []
    for kind, group in groupby(paragraphs, key=lambda one: one.kind):
        tagged = [f"<{kind}>{escape(one.text, quote=False)}</{kind}>" for one in group]
        blocks += [f"<ul>{''.join(tagged)}</ul>"] if kind == "li" else tagged
    spans = tuple(span for one in paragraphs for span in one.spans)
    return Value(sanitise("\n".join(blocks)), spans, rule)


def digest_of(text):
    """The same for the same words, whatever the white space between them."""
    return hashlib.sha256(squash(text).encode("utf-8", "replace")).hexdigest()


def key_of(title):
    """The same for the same title, whatever its capitals and punctuation."""
    return slugify(title, allow_unicode=True)[:SLUG_LENGTH].strip("-_")
