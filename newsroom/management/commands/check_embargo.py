from itertools import groupby

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.embargo.check import check
from newsroom.embargo.questions import UnknownDoor

PARTS = 4  # so that on SQLite nobody waits for long to save
WIDTHS = (42, 22, 44)


class Command(BaseCommand):
    help = (
        "Tries every address of this newsroom for releases that nobody may know of yet, as anybody, as "
        "holder of links that open something else, and as the roles of the staff. The releases to look for "
        "are made in transactions that are never committed. Prints a table of exits; fails if one leaks."
    )

    def handle(self, *, verbosity, **options):
        findings = []
        try:
            for finding in check(timezone.now(), parts=PARTS):
                findings.append(finding)
                if verbosity > 1:
                    question = finding.question
                    asked = f"{question.method} {question.url} ({question.what})"
                    self._line(question.door.name, finding.visitor, asked, finding.leak or "nothing")
        except UnknownDoor as error:
            raise CommandError(str(error)) from error
        self._line("URL", "who", "asked", "found")
        for name, some in groupby(sorted(findings, key=_by_door), key=_by_door):
            self._table_of(name, list(some))
        leaks = sum(bool(finding.leak) for finding in findings)
        if leaks:
            raise CommandError(f"{leaks} of {len(findings)} answers leak.")
        self.stdout.write(self.style.SUCCESS(f"{len(findings)} answers, and nothing leaks."))

    def _table_of(self, name, findings):
        """A line for all who found nothing at this address, and one for each leak."""
        leaking = {finding.visitor for finding in findings if finding.leak}
        for finding in {(one.visitor, one.leak): one for one in findings if one.leak}.values():
            asked = f"{finding.question.url} ({finding.question.what})"
            self._line(name, finding.visitor, asked, finding.leak)
        quiet = [finding for finding in findings if finding.visitor not in leaking]
        if quiet:
            who = list(dict.fromkeys(finding.visitor for finding in quiet))
            varied = sorted(set().union(*(finding.question.varies for finding in quiet)))
            asked = f"{len(quiet)} times" + (f": {', '.join(varied)}" if varied else "")
            self._line(name, f"{who[0]}, {len(who) - 1} more" if who[1:] else who[0], asked, "nothing")

    def _line(self, *cells):
        padded = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)]
        line = "  ".join((*padded, cells[-1]))
        self.stdout.write(line if cells[-1] in ("nothing", "found") else self.style.ERROR(line))


def _by_door(finding):
    return finding.question.door.name
