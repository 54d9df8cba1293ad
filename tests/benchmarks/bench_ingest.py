"""Figures of ingest, on plainly synthetic documents: `make bench-ingest`, or with a number of documents.

Reading the files alone is the yardstick; then reading and parsing, and laying out drafts; then saving
alone, and the command as a whole, each in an empty database of its own on the server that DATABASE_URL
names. Each step is a process of its own, so that its memory is: "grown" is how much of it the step needed
at most. On a machine that does other work too, the rate per CPU second is the steadier one.

On two cores, with PostgreSQL beside it, documents of 3 KB:

    documents step          per second  per CPU second  grown MB
         1000 files alone        56654           56645         0
         1000 read               14312           14360         0
         1000 parsed               185             185         0
         1000 drafted              142             142         1
         1000 saved                201             472        24
         1000 command               84             110        23

and of 1 KB (`--size 1000`):

         1000 parsed               381             382         0
         1000 saved                296             532        22

Of 100,000 documents of 900 bytes the command was followed to the 57,900th: its peak was 96 MB from the
20,700th on, and 98 MB from the 54,200th.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from releases.ingest import batch as batches  # noqa: E402
from releases.ingest.draft import draft_of  # noqa: E402
from releases.ingest.parse import parse  # noqa: E402
from releases.ingest.read import documents  # noqa: E402
from releases.models import Release  # noqa: E402

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


def drafted(folder):
    return sum(
        len([draft_of(release, document.text) for release in parse(document.text).releases])
        for document in documents([str(folder)])
    )


def saved(folder):
    """Everything, into a database of its own; the time of reading the text itself is left out."""
    made = setup_databases(verbosity=0, interactive=False)
    clock = Clock()
    try:
        started = clock.now()
        batches.parse, batches.draft_of = clock.timing(parse), clock.timing(draft_of)
        batch = batches.Batch()
        count = sum(len(list(batch.take(document))) for document in documents([str(folder)]))
        count += len(list(batch.finish()))
        return count, clock.since(started)
    finally:
        teardown_databases(made, verbosity=0)


def commanded(folder):
    """The whole of `manage.py ingest`: read, parse, match and save."""
    made = setup_databases(verbosity=0, interactive=False)
    clock = Clock()
    try:
        started = clock.now()
        call_command("ingest", str(folder), stdout=StringIO())
        spent = clock.since(started)
        return Release.objects.count(), spent
    finally:
        teardown_databases(made, verbosity=0)


class Clock:
    """Seconds on the wall and of this process, less those of the functions that it times."""

    def __init__(self):
        self.apart = (0, 0)

    def now(self):
        return time.perf_counter(), time.process_time()

    def since(self, started):
        return tuple(
            now - then - less for now, then, less in zip(self.now(), started, self.apart, strict=True)
        )

    def timing(self, function):
        def timed(*values):
            started = self.now()
            result = function(*values)
            spent = zip(self.now(), started, self.apart, strict=True)
            self.apart = tuple(now - then + before for now, then, before in spent)
            return result

        return timed


STEPS = {"files alone": files_alone, "read": read, "parsed": parsed, "drafted": drafted, "saved": saved}
STEPS["command"] = commanded


def measure(step, folder):
    """Runs one step here, and prints its figures as JSON."""
    clock = Clock()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = clock.now()
    result = STEPS[step](folder)
    count, (wall, own) = result if isinstance(result, tuple) else (result, clock.since(started))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps({"count": count, "wall": wall, "own": own, "grown": grown // 1024}))


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
    print(f"{'documents':>10} {'step':<12} {'per second':>11} {'per CPU second':>15} {'grown MB':>9}")
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), count, given.size)
            for step in given.steps.split(","):
                command = [sys.executable, __file__, "--measure", step, folder]
                run = subprocess.run(command, capture_output=True, text=True, check=False)
                if run.returncode:
                    sys.exit(run.stderr)
                found = json.loads(run.stdout.splitlines()[-1])
                print(
                    f"{found['count']:>10} {step:<12} {found['count'] / found['wall']:>11.0f} "
                    f"{found['count'] / found['own']:>15.0f} {found['grown']:>9}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
