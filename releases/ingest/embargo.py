"""The line of a text that says until when it is held back."""

import re

from contacts.words import clean_text
from releases.contradictions import embargo_line
from releases.written_dates import one_instant_in

from .parsed import Confidence, Value

LONGEST = 200
BARE = re.compile(
    r"\W*(?:(?:strictly|strict|under|sous|bajo|sob|press|news|release)\W+)*embargo(?:ed)?\W*", re.IGNORECASE
)


def embargo_of(release, text):
    """The whole line as a Value, whatever it leaves open, or None: `releases.contradictions.held_until`
    reads when it ends. Lines of the text proper are left out: `readiness` finds those in the release.
    """
    span = _span(release, text)
    if span is None:
        return None
    words = clean_text(text[slice(*span)])[:LONGEST]
    is_sure = one_instant_in(words) is not None
    return Value(words, (span,), "embargo line", Confidence.FOUND if is_sure else Confidence.CHECK)


def _span(release, text):
    found = release.embargo_until.spans if release.embargo_until else ()
    found = found or tuple(gap.span for gap in release.gaps if gap.field == "embargo_until")
    if found:
        start, end = _line(release, text, found[0][0], found[-1][1])
        return (start, end) if end - start <= LONGEST else (found[0][0], found[-1][1])
    proper = [
        span
        for one in (*release.paragraphs, *release.notes_to_editors, *release.boilerplate)
        for span in one.spans
    ]
    for match in re.finditer(r"[^\r\n]+", text[slice(*release.span)]):
        start, end = (release.span[0] + at for at in match.span())
        is_held = BARE.fullmatch(match[0][:LONGEST]) or embargo_line([match[0][:LONGEST]])
        if is_held and not any(since < end and start < until for since, until in proper):
            return start, end
    return None


def _line(release, text, start, end):
    """The span with what stands before and after it on its line."""
    since, until = release.span
    before = max(text.rfind(mark, since, start) for mark in "\r\n") + 1
    after = [at for mark in "\r\n" if (at := text.find(mark, end, until)) >= 0]
    return before or since, min(after, default=until)
