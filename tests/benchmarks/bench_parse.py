"""Releases a second by size, beside reading the files alone, and time a character from 10 KB to 10 MB:
`python -m tests.benchmarks.bench_parse`.

All is processor time of one core. Read the ratios: a busy machine is slower in all of them alike, and a
linear parser keeps the time for each character near that of the smallest text.
"""

import platform
import tempfile
import time
from pathlib import Path

from releases.ingest.parse import parse
from tests.press_texts import MORE, STORY

QUOTE = "“We are glad to see it again,” said Ann Lee, chair of the Harbour Trust. “It was time.”"
CONTACT = "Contact: Ann Lee, Harbour Trust, Tel: +44 20 7946 0000, Email: ann.lee@trust.example"
ONE = f"Old lighthouse to reopen\n\nLONDON, 4 May 2021 – {STORY}\n\n{MORE}\n\n{QUOTE}\n\n{CONTACT}\n\n"
LONG = f"{STORY}\n\n{MORE}\n\n{QUOTE}\n\n"


SIZES = (500, 1_000, 2_000, 4_000)
FILES = 200


def seconds(work, *arguments):
    started = time.process_time()
    work(*arguments)
    return time.process_time() - started


def read_all(paths):
    return [path.read_bytes().decode() for path in paths]


def parse_all(texts):
    for text in texts:
        parse(text)


def release_of(size):
    """One release of about this many characters."""
    return ONE + LONG * max(0, round((size - len(ONE)) / len(LONG)))


def by_size(folder):
    """Prints, for each size, how many releases a second are read and parsed, and how many only read."""
    for size in SIZES:
        text = release_of(size)
        paths = [Path(folder, f"{size}-{number}.txt") for number in range(FILES)]
        for path in paths:
            path.write_text(text)
        reading = seconds(read_all, paths)
        parsing = seconds(parse_all, read_all(paths))
        print(
            f"{len(text):>6,} characters: {FILES / (reading + parsing):>5.0f} releases a second, "
            f"read alone {FILES / reading:>7,.0f}"
        )


def main():
    print(f"Python {platform.python_version()}, {platform.machine()}")
    parse(ONE)
    with tempfile.TemporaryDirectory() as folder:
        by_size(folder)
    for name, start, unit in (("many releases", "", ONE), ("one long release", ONE, LONG)):
        base = None
        for size in (10_000, 100_000, 1_000_000, 10_000_000):
            text = start + unit * (size // len(unit))
            per_character = seconds(parse, text) / len(text)
            base = base or per_character
            print(f"{name}, {size:>10,} characters: {per_character / base:.2f} times the time a character")


if __name__ == "__main__":
    main()
