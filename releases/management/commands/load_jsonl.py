from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from releases.archive.bulk import ahead
from releases.archive.lines import CONTACT, ORGANISATION, RELEASE, BadLine, parse, read_lines
from releases.archive.store import Archive, batches
from releases.engines import engine

FILES = {"organisations": ORGANISATION, "contacts": CONTACT, "releases": RELEASE}


class Command(BaseCommand):
    help = (
        "Loads an archive from another system: organisations.jsonl, contacts.jsonl and releases.jsonl, one "
        "object a line. Bad lines are named and skipped, and then the exit code is 1. Run again, it adds "
        "what is missing and changes nothing else."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        if not any((folder / f"{name}.jsonl").is_file() for name in FILES):
            raise CommandError(
                f"There is none of {', '.join(f'{name}.jsonl' for name in FILES)} in {folder}."
            )
        self.refused = 0
        archive = Archive(self._refuse)
        for name, keys in FILES.items():
            path = folder / f"{name}.jsonl"
            if not path.is_file():
                continue
            self.file = path.name
            with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, desc=name, disable=None) as bar:
                add = getattr(archive, f"add_{name}")
                for batch in ahead(batches(self._records(path, keys, bar))):
                    add(batch)
        engine().settle()
        added = ", ".join(f"{count} {name}" for name, count in archive.added.items())
        self.stdout.write(f"Added {added}.")
        if self.refused:
            raise CommandError(f"{self.refused} lines could not be taken.")

    def _records(self, path, keys, bar):
        seen = 0
        for number, line in read_lines(path):
            seen += len(line or b"")
            if not number % 500:
                bar.update(seen)
                seen = 0
            try:
                yield number, parse(line, keys)
            except BadLine as error:
                self._refuse(number, str(error))
        bar.update(seen)

    def _refuse(self, number, reason):
        self.refused += 1
        self.stderr.write(f"{self.file} line {number}: {reason}")
