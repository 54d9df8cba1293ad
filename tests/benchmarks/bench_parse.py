"""How long the parser takes for texts of 10 KB to 10 MB: `python -m tests.benchmarks.bench_parse`.

Read the ratios: time for each character against the smallest text, which a linear parser keeps near 1.
"""

import time

from releases.ingest.parse import parse
from tests.press_texts import MORE, STORY

QUOTE = "“We are glad to see it again,” said Ann Lee, chair of the Harbour Trust. “It was time.”"
CONTACT = "Contact: Ann Lee, Harbour Trust, Tel: +44 20 7946 0000, Email: ann.lee@trust.example"
ONE = f"Old lighthouse to reopen\n\nLONDON, 4 May 2021 – {STORY}\n\n{MORE}\n\n{QUOTE}\n\n{CONTACT}\n\n"
LONG = f"{STORY}\n\n{MORE}\n\n{QUOTE}\n\n"


def seconds(text):
    started = time.process_time()
    parse(text)
    return time.process_time() - started


def main():
    parse(ONE)
    repeats = 300
    started = time.process_time()
    for _ in range(repeats):
        parse(ONE)
    each = (time.process_time() - started) / repeats
    print(f"one release of {len(ONE)} characters: {1 / each:.0f} a second")
    for name, start, unit in (("many releases", "", ONE), ("one long release", ONE, LONG)):
        base = None
        for size in (10_000, 100_000, 1_000_000, 10_000_000):
            text = start + unit * (size // len(unit))
            per_character = seconds(text) / len(text)
            base = base or per_character
            print(f"{name}, {size:>10,} characters: {per_character / base:.2f} times the time a character")


if __name__ == "__main__":
    main()
