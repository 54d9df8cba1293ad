import json
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from releases.ingest.archive import Unreadable
from releases.ingest.batch import FAILED, HELD, PUBLISHED, REVISION, SAVED, UNCHANGED, Batch, parsed_releases
from releases.ingest.labels import as_labels
from releases.ingest.read import Document, PassedOver, documents, how_many

ROWS = {
    SAVED: "saved as drafts",
    PUBLISHED: "published",
    HELD: "saved as drafts, under embargo",
    UNCHANGED: "on file already, unchanged",
    REVISION: "new versions, waiting for an editor",
    FAILED: "could not be taken in",
}
READ, OVER = "read", "passed over"


class Command(BaseCommand):
    help = (
        "Takes raw press releases in: text, Word files, web pages, mails, archives of these, or a folder. "
        "Each becomes a draft in which every value knows the words that it came from. The same text again "
        "changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A file, a folder, or - to read stdin.")
        parser.add_argument("--dry-run", action="store_true", help="Say what is found, and save nothing.")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--output", metavar="DIR", help="Write what is found there, a JSON file each.")
        parser.add_argument(
            "--publish", action="store_true", help="Publish what is complete, as an archive of the past."
        )

    def handle(self, *, paths, dry_run, format, output, publish, **options):
        self.format, self.folder, self.names = format, output and Path(output), set()
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
        self.counts, self.files = Counter(), Counter()
        batch = None if dry_run else Batch(publish=publish)
        with tqdm(total=how_many(paths), unit=" files", disable=None) as bar:
            for found in documents(paths):
                self._take(found, batch, bar)
                bar.update()
            for outcome in batch.finish() if batch else ():
                self._done(outcome, bar)
        self._sum_up(dry_run)
        if self.counts[FAILED]:
            raise CommandError(f"{self.counts[FAILED]} could not be taken in.")

    def _take(self, found, batch, bar):
        if isinstance(found, PassedOver):
            self.files[OVER] += 1
        elif not isinstance(found, Document):
            self._failed(found.reason, bar)
        else:
            self.files[READ] += 1
            if batch is None or self.folder:
                self._tell(found, bar, is_shown=batch is None)
            for outcome in batch.take(found) if batch else ():
                self._done(outcome, bar)

    def _failed(self, reason, bar):
        self.counts[FAILED] += 1
        with bar.external_write_mode():
            self.stderr.write(self.style.ERROR(reason))

    def _done(self, outcome, bar):
        if outcome.state == FAILED:
            self._failed(outcome.note, bar)
            return
        self.counts[outcome.state] += 1
        with bar.external_write_mode():
            if self.format == "json":
                values = {"name": outcome.name, "title": outcome.title, "state": outcome.state}
                self._write_line(values | {"note": outcome.note})
            elif outcome.note:
                self.stdout.write(f"{outcome.title or outcome.name}: {outcome.note}")

    def _write_line(self, values):
        self.stdout.write(json.dumps(values, ensure_ascii=False))

    # What is found, saved or not

    def _tell(self, document, bar, is_shown):
        try:
            releases = parsed_releases(document)
        except Unreadable as error:
            if is_shown:
                self._failed(str(error), bar)
            return
        for number, release in enumerate(releases, start=1):
            labels = as_labels(release)
            name = self._free_name(document, number if len(releases) > 1 else None)
            if self.folder:
                text = json.dumps(labels, ensure_ascii=False, indent=1)
                (self.folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
            if is_shown and not (self.folder and self.format == "json"):
                with bar.external_write_mode():
                    self._show(name, labels)

    def _free_name(self, document, number):
        """NAME, or NAME-2 for the second of several; with its folders where that is taken."""
        suffix = f"-{number}" if number else ""
        name = document.stem + suffix
        if name in self.names:
            parts = Path(document.name.replace("\\", "/")).with_suffix("").parts
            name = "-".join(part for part in parts if part.strip("./")) + suffix
        base, again = name, 1
        while name in self.names:
            again += 1
            name = f"{base} ({again})"
        self.names.add(name)
        return name

    def _show(self, name, labels):
        if self.format == "json":
            self._write_line({"name": name} | labels)
            return
        self.stdout.write(self.style.MIGRATE_HEADING(name))
        for key, value in labels.items():
            if key != "spans":
                self.stdout.write(f"  {key}: {_in_words(value)}")

    def _sum_up(self, dry_run):
        if self.format == "json":
            return
        rows = [(READ if dry_run else "documents read", self.files[READ])]
        rows += [(ROWS[state], self.counts[state]) for state in ROWS if self.counts[state]]
        if self.files[OVER]:
            rows.append(("files of other kinds passed over", self.files[OVER]))
        width = max(len(label) for label, _count in rows)
        self.stdout.write("\n" + "\n".join(f"  {label:<{width}}  {count:>7}" for label, count in rows))


def _in_words(value):
    if isinstance(value, list):
        return "".join(f"\n    - {_in_words(one)}" for one in value) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_in_words(one).strip()}" for key, one in value.items() if one)
    return "–" if value in (None, "") else str(value)
