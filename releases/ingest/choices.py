"""What an editor decides about a draft before it is saved: values accepted, edited, rejected, or given.

Choices are kept with the intake as {"values": {path: text}, "rejected": [path of a field or a row],
"accepted": [the same, of suggestions], "given": [[path, text, [[start, end]]]]}.
"""

from dataclasses import replace
from html import escape

from releases.body import sanitise

from .draft import Found
from .suggest import locate

HTML = {"body", "notes_to_editors"}
ROW_FIELDS = {
    "organisations": ("name", "short_name", "role", "row"),
    "quotes": ("text", "speaker", "role"),
    "key_figures": ("qualifier", "figure", "counts", "source"),
    "contacts": ("name", "role", "organisation", "office", "phone", "mobile", "email", "row", "home"),
}
SINGLE = ("title", "summary", "dated_on", "date_not_stated", "embargo_line", "dateline", "language")
SINGLE = (*SINGLE, *sorted(HTML))
# What words of the text can be given to: the field, or the first field of a new row.
TARGETS = {
    "title": "title",
    "summary": "summary",
    "dateline": "dateline",
    "body": "body",
    "notes_to_editors": "notes_to_editors",
    "quotes": "text",
    "organisations": "name",
    "contacts": "name",
}


def unit_of(path):
    """What is accepted or rejected as one: a row, a country, or a field that stands alone."""
    return ".".join(path.split(".")[:2])


def apply_choices(draft, choices):
    """The draft with these choices laid over it; each field says what was decided."""
    fields = dict(draft.fields)
    for path, text, spans in choices.get("given", []):
        fields[path] = Found(text, tuple(map(tuple, spans)), "given by an editor", decision="given")
    rejected, accepted = set(choices.get("rejected", [])), set(choices.get("accepted", []))
    for path, text in choices.get("values", {}).items():
        before = fields.get(path)
        if before is None:
            fields[path] = Found(text, (), "typed by an editor", decision="given")
        elif text != before.value:
            fields[path] = replace(before, value=text, decision=before.decision or "edited")
    for path, found in fields.items():
        unit = unit_of(path)
        if unit in rejected:
            fields[path] = replace(found, decision="rejected")
        elif unit in accepted and not found.decision:
            fields[path] = replace(found, decision="accepted")
    return replace(draft, fields=fields)


def choices_of(draft, data, before):
    """The choices that a posted form makes, those that it does not name left as they were `before`.

    Every unit of the form says "accept" or "reject" in `decide:UNIT`; every field has its value.
    """
    values, rejected, accepted = dict(before.get("values", {})), set(), set()
    given = {path for path, _text, _spans in before.get("given", [])}
    known = set(draft.fields) | given | set(SINGLE)
    for path in [*draft.fields, *given]:
        group, _, rest = path.partition(".")
        if group in ROW_FIELDS:
            known |= {f"{group}.{rest.partition('.')[0]}.{name}" for name in ROW_FIELDS[group]}
    for path in sorted(known):
        if path in data:
            text = data[path].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
            values[path] = sanitise(text) if path in HTML else text.strip()
    if "date_choice" in data:
        values |= _date_values(data, draft)
    for path in known:
        match data.get(f"decide:{unit_of(path)}"):
            case "accept":
                accepted.add(unit_of(path))
            case "reject":
                rejected.add(unit_of(path))
    # What stands as it was read is no change, and a new reading of the text may better it.
    for path, found in draft.fields.items():
        if values.get(path) == found.value and path not in given:
            del values[path]
    values = {path: text for path, text in values.items() if text or path in draft.fields or path in given}
    return {
        "values": values,
        "rejected": sorted(rejected),
        "accepted": sorted(accepted),
        "given": before.get("given", []),
    }


def _date_values(data, draft):
    choice = data["date_choice"]
    if choice == "none":
        return {"dated_on": "", "date_not_stated": "yes"}
    day = choice if choice in draft.readings else data.get("dated_on", "").strip() if choice == "day" else ""
    return {"dated_on": day, "date_not_stated": ""}


def give(draft, choices, target, words, text, span=None, start=0):
    """Choices in which these words of the text go to a field. Raises ValueError if it holds no such words.

    `span` is where they were selected; typed words are looked for from `start`. A text of several
    paragraphs takes them in addition; a quote, an organisation and a contact begin a new row.
    """
    span = span if span and text[slice(*span)].split() == words.split() else locate(words, text, start)
    if span is None or target not in TARGETS or not words.strip():
        raise ValueError(words)
    words = " ".join(text[slice(*span)].split())
    path, spans = target, [list(span)]
    if target in HTML:
        words, spans = _with_paragraph(apply_choices(draft, choices).fields.get(target), words, span)
    elif target in ROW_FIELDS:
        numbers = [number for number, _row in apply_choices(draft, choices).rows(target)]
        path = f"{target}.{max(numbers, default=-1) + 1}.{TARGETS[target]}"
    given = [one for one in choices.get("given", []) if one[0] != path] + [[path, words, spans]]
    values = {name: value for name, value in choices.get("values", {}).items() if name != path}
    return {**choices, "given": given, "values": values}


def _with_paragraph(before, words, span):
    """The HTML of a text with one more paragraph, where the source has it, and the spans of both."""
    paragraph = sanitise(f"<p>{escape(words, quote=False)}</p>")
    if before is None or not before.value:
        return paragraph, [list(span)]
    spans = sorted([*before.spans, tuple(span)])
    parts = before.value.split("\n")
    is_known = len(parts) == len(before.spans)  # a block a line, and a span a block
    parts.insert(spans.index(tuple(span)) if is_known else len(parts), paragraph)
    return "\n".join(parts), [list(one) for one in spans]
