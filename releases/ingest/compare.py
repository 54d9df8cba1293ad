"""A release on file beside a new reading of its text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from releases.body import plain_text

COMPARED = {
    "title": _("Headline"),
    "dated_on": _("Date issued"),
    "dateline": _("Place"),
    "summary": _("Summary"),
    "body": _("Text"),
    "notes_to_editors": _("Notes to editors"),
}


@dataclass(frozen=True)
class Change:
    """A field that differs: its words in order, each stretch "same", "gone" or "new"."""

    name: str
    label: str
    words: list


def word_changes(release, draft):
    """The Change of each field in which the draft says other words than the release on file."""
    changes = []
    for name, label in COMPARED.items():
        before, after = getattr(release, name), draft.value(name)
        if name in ("body", "notes_to_editors"):
            before, after = plain_text(before), plain_text(after)
        before = str(before or "")
        if before.split() != after.split():
            changes.append(Change(name, label, _compare(before, after)))
    return changes


def _compare(before, after):
    first, second = _words(before), _words(after)
    result = []
    for kind, one, two, three, four in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            result.append(("same", "".join(first[one:two])))
            continue
        if two > one:
            result.append(("gone", "".join(first[one:two])))
        if four > three:
            result.append(("new", "".join(second[three:four])))
    return result


def _words(text):
    return re.findall(r"\S+\s*", text)
