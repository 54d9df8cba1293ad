"""Tables for spreadsheets: CSV (RFC 4180), no cell of which is taken for a formula."""

import csv

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """What a CSV writer writes to, when each line goes straight out."""

    def write(self, line):
        return line


def as_csv(name, head, rows):
    """The answer that saves these rows of text as a file of this name, line by line as they are read."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response


def _lines(head, rows):
    writer = csv.writer(_Echo())
    yield "\ufeff"  # by which spreadsheets know UTF-8
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([inert(cell) for cell in row])


def inert(cell):
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell
