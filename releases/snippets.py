"""What a found release is shown with: its title and a stretch of its text, with the words looked for marked.

Everything is escaped; a mark is put around words after that.
"""

import re
import unicodedata
from functools import lru_cache

from django.utils.html import format_html, format_html_join

from .engines.folding import LETTERS, MARKS, ONE_FORM, plain

AROUND = 110  # characters before and after the first word that is marked
LOOSE = "\N{COMBINING GRAVE ACCENT}"  # stands for any mark that is not compared


class _Base(dict):
    """{code point: one character that stands for it in comparing}, so that places stay the same."""

    def __missing__(self, code):
        character = chr(code)
        if re.match(f"[{MARKS}]", character):
            found = LOOSE
        else:
            found = unicodedata.normalize("NFKD", character.translate(ONE_FORM).lower())
            found = (found.translate(LETTERS).casefold() or character)[0]
        self[code] = found
        return found


BASE = _Base()


@lru_cache(maxsize=64)
def pattern(marks):
    """The regular expression, over text of BASE characters, of these words: "word", "begin*", "a phrase"."""
    ways = []
    for mark in sorted(marks, key=lambda one: (-len(one), one)):
        words = [f"{LOOSE}*".join(map(re.escape, word)) for word in mark.rstrip("*").split()]
        ways.append(r"[\W_]+".join(words) + (rf"[\w{LOOSE}]*" if mark.endswith("*") else ""))
    return re.compile(rf"(?<![\w{LOOSE}])(?:{'|'.join(ways)})(?![\w{LOOSE}])")


class Marker:
    """Marks what a query was after; `marks` as in `engines.query.Query`."""

    def __init__(self, marks):
        self.words = pattern(tuple(marks)) if marks else None

    def title(self, release):
        return self._mark(release.title)

    def snippet(self, release):
        """The summary, or the first stretch of the text in which one of the words stands if it does not
        stand in the summary.
        """
        if self._found(release.summary) or not self._found(text := plain(release.body)):
            return self._mark(release.summary)
        return self._mark(_cut(text, self._found(text)))

    def _found(self, text):
        return self.words and self.words.search(text.translate(BASE))

    def _mark(self, text):
        if self.words is None:
            return format_html("{}", text)
        parts, end = [], 0
        for found in self.words.finditer(text.translate(BASE)):
            parts.append((text[end : found.start()], text[found.start() : found.end()]))
            end = found.end()
        return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[end:])


def _cut(text, found):
    """What stands around a word, whole words only, with an ellipsis where it was cut."""
    start, end = max(found.start() - AROUND, 0), min(found.end() + AROUND, len(text))
    before, after = text[start : found.start()], text[found.end() : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[found.start() : found.end()]}{after}".split())
