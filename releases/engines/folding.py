"""Words as they are compared, for SQLite and for the marks on a page.

What `releases_fold()` does in PostgreSQL: without marks, accents and punctuation, in small letters; Arabic
letters in one form; Chinese and Japanese ones each on its own.
"""

import re
import unicodedata
from html import unescape

MARKS = (
    "\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
MARK = re.compile(f"[{MARKS}]")
EAST_ASIAN = re.compile("([\u3040-\u30ff\u3400-\u9fff])")
NOT_A_WORD = re.compile(r"[\W_]+")
INLINE_TAG = re.compile("</?(?:a|b|em|i|span|strong|sub|sup)(?: [^>]*)?>")
TAG = re.compile("<[^>]*>")
ONE_FORM = str.maketrans("أإآٱىئةؤک٠١٢٣٤٥٦٧٨٩", "ااااييهوك0123456789")
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def fold(words):
    """The words in folded form, a space between them."""
    words = words.casefold()
    if not words.isascii():
        words = MARK.sub("", words.translate(ONE_FORM))
        words = unicodedata.normalize("NFKD", words).translate(LETTERS)
        words = EAST_ASIAN.sub(r" \1 ", MARK.sub("", words).casefold())
    return " ".join(NOT_A_WORD.sub(" ", words).split())


def plain(html):
    """The text of sanitised HTML on one line, for finding words in: far cheaper than `body.plain_text`."""
    return unescape(TAG.sub(" ", INLINE_TAG.sub("", html)))
