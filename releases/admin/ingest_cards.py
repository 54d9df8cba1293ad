"""The fields of a draft as the review screen shows them: one card for what is decided as one."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Language, Organisation, PressContact
from releases.contradictions import held_until
from releases.ingest.choices import unit_of
from releases.ingest.draft import CHANNELS, MISSING
from releases.ingest.parties import NEW, contact_match, organisation_match
from releases.models import ReleaseOrganisation
from releases.office_time import in_words

from .ingest_words import reason

LABELS = {
    "title": gettext_lazy("Headline"),
    "dated_on": gettext_lazy("Date issued"),
    "embargo_line": gettext_lazy("Embargo"),
    "dateline": gettext_lazy("Place"),
    "language": gettext_lazy("Language"),
    "summary": gettext_lazy("Summary"),
    "body": gettext_lazy("Text"),
    "notes_to_editors": gettext_lazy("Notes to editors"),
    "organisations": gettext_lazy("Organisation %d"),
    "quotes": gettext_lazy("Quote %d"),
    "key_figures": gettext_lazy("Key figure %d"),
    "contacts": gettext_lazy("Contact %d"),
    "countries": gettext_lazy("Countries"),
    "topics": gettext_lazy("Topics"),
}
INPUTS = {
    "organisations": [("name", gettext_lazy("Name")), ("short_name", gettext_lazy("Short name"))],
    "quotes": [
        ("text", gettext_lazy("Words")),
        ("speaker", gettext_lazy("Speaker")),
        ("role", gettext_lazy("Role")),
    ],
    "key_figures": [
        ("qualifier", gettext_lazy("Qualifier")),
        ("figure", gettext_lazy("Figure")),
        ("counts", gettext_lazy("What it counts")),
        ("source", gettext_lazy("Source")),
    ],
    "contacts": [
        ("name", gettext_lazy("Name")),
        ("role", gettext_lazy("Role")),
        ("organisation", gettext_lazy("Organisation")),
        ("office", gettext_lazy("Office")),
        ("phone", gettext_lazy("Telephone")),
        ("mobile", gettext_lazy("Mobile")),
        ("email", gettext_lazy("E-mail")),
    ],
}
SINGLE = ("title", "dated_on", "embargo_line", "dateline", "summary")
TEXTS = ("body", "notes_to_editors")


@dataclass
class Input:
    path: str
    label: str
    value: str
    kind: str = "line"  # line, lines, channels, select
    choices: list = field(default_factory=list)
    is_missing: bool = False


@dataclass
class Option:
    """One answer to "who is this?": a row on file, or a new one."""

    value: str
    label: str
    is_chosen: bool


@dataclass
class Card:
    number: int
    unit: str
    title: str
    confidence: str
    why: str
    spans: list
    inputs: list = field(default_factory=list)
    empty: list = field(default_factory=list)  # spans of markers without a value
    decision: str = ""
    is_kept: bool = True
    known: object = None  # the row on file that this is
    options: list = field(default_factory=list)
    option_name: str = ""
    ticks: list = field(default_factory=list)  # (unit, label, whether kept)
    note: str = ""  # how its words are read

    @property
    def id(self):
        return self.unit.replace(".", "-")


class Cards:
    """The cards of one draft, numbered in the order in which they stand on the page."""

    def __init__(self, draft, directory, release):
        self.draft, self.directory, self.release = draft, directory, release
        self.cards = []
        for path in SINGLE:
            if path in draft.fields or path in ("title", "dated_on", "dateline", "summary"):
                self._single(path)
        self._language()
        for group in ("organisations", "quotes", "key_figures", "contacts"):
            for place, (number, row) in enumerate(draft.rows(group), start=1):
                self._row(group, number, row, place)
        for group in ("countries", "topics"):
            self._ticks(group)
        for path in TEXTS:
            if path == "body" or path in draft.fields:
                self._single(path)

    def _add(self, unit, title, founds, **values):
        spans = list(dict.fromkeys(span for one in founds for span in one.spans))
        order = {"found": 0, "check": 1, MISSING: 2}
        confidence = max((one.confidence for one in founds), key=lambda one: order[one], default=MISSING)
        decision = next((one.decision for one in founds if one.decision), "")
        is_kept = not founds or any(one.is_kept for one in founds)
        why = reason(founds[0].rule if founds else "", confidence)
        card = Card(len(self.cards) + 1, unit, title, confidence, why, spans, **values)
        card.decision, card.is_kept = decision, is_kept
        self.cards.append(card)
        return card

    def _single(self, path):
        found = self.draft.fields.get(path)
        value = found.value if found else ""
        kind = "lines" if path in ("title", "summary") else "line"
        card = self._add(path, LABELS[path], [found] if found else [])
        card.inputs = [Input(path, LABELS[path], value, kind)]
        if path == "embargo_line" and value:
            held = held_until(value)
            card.note = in_words(held.instant) if held.instant else _("day, time or zone is left open")
        if found and found.confidence == MISSING:
            card.empty, card.spans = card.spans, []
        if path in TEXTS:
            card.spans = []  # most of the text: marking it would hide all else

    def _language(self):
        found = self.draft.fields["language"]
        choices = [(one.pk, str(one)) for one in Language.objects.all()]
        card = self._add("language", LABELS["language"], [found])
        card.inputs = [Input("language", LABELS["language"], found.value, "select", choices)]

    def _row(self, group, number, row, place):
        unit = f"{group}.{number}"
        founds = [row[name] for name, _label in INPUTS[group] if name in row and row[name].value]
        card = self._add(unit, LABELS[group] % place, founds)
        for name, label in INPUTS[group]:
            value = row[name].value if name in row else ""
            kind = (
                "channels" if name in CHANNELS else "lines" if (group, name) == ("quotes", "text") else "line"
            )
            card.inputs.append(Input(f"{unit}.{name}", label, value, kind))
        texts = {name: found.value for name, found in row.items()}
        if group == "organisations":
            choices = [(str(value), str(label)) for value, label in ReleaseOrganisation.Role.choices]
            role = texts.get("role", "named")
            card.inputs.append(Input(f"{unit}.role", _("Part in the release"), role, "select", choices))
            match = organisation_match(texts, self.directory, self.draft.value("dateline"))
            self._offer(card, Organisation, f"{unit}.row", match, texts.get("row", ""))
        elif group == "contacts":
            self._contact(card, unit, texts)

    def _contact(self, card, unit, texts):
        for gap in self.draft.gaps:
            is_named = gap.of and gap.of == texts.get("name")
            if is_named or self._is_within(gap, card):
                card.empty.append(gap.span)
                for one in card.inputs:
                    one.is_missing = one.is_missing or (
                        one.path.endswith(f".{_channel_of(gap.field)}") and not one.value
                    )
        lead = self.release_leads()
        home = self.directory.organisation(texts.get("organisation", ""), [self.draft.value("dateline")])
        home_pk = home.pk or (lead if not texts.get("organisation") else None)
        name = texts.get("name") or texts.get("role") or texts.get("organisation") or ""
        match = contact_match(name, texts, home_pk, [], self.directory)
        if not name and not match.pk:
            card.note = _("nobody is named: it becomes a gap, unless you give a name")
            return
        self._offer(card, PressContact, f"{unit}.row", match, texts.get("row", ""))

    def release_leads(self):
        """The key of the organisation that issues the draft, where it is one alone and on file."""
        rows = [row for _number, row in self.draft.kept_rows("organisations") if row.get("role") == "lead"]
        found = [organisation_match(row, self.directory, self.draft.value("dateline")).pk for row in rows]
        return found[0] if len(found) == 1 else None

    def _is_within(self, gap, card):
        ends = [edge for span in card.spans for edge in span]
        return not gap.of and bool(ends) and min(ends) <= gap.span[0] <= max(ends)

    def _offer(self, card, model, name, match, chosen):
        """Says whom a row is: one on file, a new one or, until the editor says, perhaps one of several."""
        card.option_name = name
        if match.pk and not chosen:
            card.known = model.objects.filter(pk=match.pk).first()
        elif match.near or chosen:
            keys = [*match.near, *([int(chosen)] if chosen.isdigit() else [])]
            rows = model.objects.filter(pk__in=keys)
            card.options = [Option(str(one.pk), str(one), str(one.pk) == chosen) for one in rows]
            card.options.append(Option(NEW, _("Somebody new: make a record"), chosen == NEW))

    def _ticks(self, group):
        found = {path: one for path, one in self.draft.fields.items() if path.startswith(f"{group}.")}
        if found:
            card = self._add(group, LABELS[group], list(found.values()))
            card.ticks = [(unit_of(path), one.value, one.is_kept) for path, one in found.items()]


def _channel_of(name):
    return name.rpartition(".")[2].removesuffix("s")
