"""Figures of ingest, on plainly synthetic documents: `make bench-ingest`, or with a number of documents.

Reading the files alone is the yardstick; then reading and parsing; then saving, in an empty database of
its own on the server that DATABASE_URL names. Each step is a process of its own, so that its memory is.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from releases.ingest.batch import Batch  # noqa: E402
from releases.ingest.parse import parse  # noqa: E402
from releases.ingest.read import documents  # noqa: E402

PARAGRAPH = (
    "The synthetic text of document {number} goes on for a while in sentences of a usual length, so that "
    "there is something to read. It names the Harbour Board (HB) now and then, and nobody else."
)


def synthetic(number, size):
    """A release of about this many bytes, unlike any other."""
    head = (
        f"Harbour Board Opens Bridge {number:06}\n\nDate: {number % 28 + 1} May {2000 + number % 20}\n\n"
        f"Port Example – The Harbour Board (HB) has opened bridge number {number} to the public. It was "
        "closed for ten years.\n\n“Nobody should have to swim,” said Maria Specimen, Chair of the Harbour "
        "Board.\n\n"
    )
    foot = (
        "For more information, please contact Ada Sample at Harbour Board, Tel: +41 22 717 91 11, "
        "Email: ada@example.org\n"
    )
    paragraph = PARAGRAPH.format(number=number) + "\n\n"
    return head + paragraph * max((size - len(head) - len(foot)) // len(paragraph), 1) + foot


def write(folder, count, size):
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(exist_ok=True)
        (place / f"{number:06}.txt").write_text(synthetic(number, size))


def files_alone(folder):
    return sum(1 for path in sorted(folder.rglob("*.txt")) if path.read_bytes())


def read(folder):
    return sum(1 for _document in documents([str(folder)]))


def parsed(folder):
    return sum(len(parse(document.text).releases) for document in documents([str(folder)]))


def saved(folder):
    made = setup_databases(verbosity=0, interactive=False)
    try:
        started = time.perf_counter()
        batch = Batch()
        count = sum(len(list(batch.take(document))) for document in documents([str(folder)]))
        count += len(list(batch.finish()))
        return count, time.perf_counter() - started
    finally:
        teardown_databases(made, verbosity=0)


STEPS = {"files alone": files_alone, "read": read, "parsed": parsed, "saved": saved}


def measure(step, folder):
    """Runs one step here, and prints its figures as JSON."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    result = STEPS[step](folder)
    count, seconds = result if isinstance(result, tuple) else (result, time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"count": count, "seconds": seconds, "peak": peak // 1024, "grown": (peak - before) // 1024}
        )
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 100_000])
    parser.add_argument("--size", type=int, default=3000, help="bytes of a document")
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure[0], Path(given.measure[1]))
        return
    print(f"{'documents':>10} {'step':<12} {'seconds':>8} {'per second':>11} {'peak MB':>8} {'grown MB':>9}")
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), count, given.size)
            for step in given.steps.split(","):
                command = [sys.executable, __file__, "--measure", step, folder]
                run = subprocess.run(command, capture_output=True, text=True, check=False)
                if run.returncode:
                    sys.exit(run.stderr)
                found = json.loads(run.stdout.splitlines()[-1])
                rate = found["count"] / found["seconds"]
                print(
                    f"{found['count']:>10} {step:<12} {found['seconds']:>8.2f} {rate:>11.0f} "
                    f"{found['peak']:>8} {found['grown']:>9}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
