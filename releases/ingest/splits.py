"""Where a text is cut into releases, and what becomes of the texts that wait when it is cut anew."""

from django.db import transaction

from .parse import parse
from .save import await_review
from .standing import intake_of


def stretches(text, starts):
    """[(start, end)] of the releases of a text that is cut at these characters, as `parse` takes them."""
    starts = sorted(set(starts))
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def starts_of(intakes):
    """The first characters of the releases of one text, in order."""
    return sorted(one.start for one in intakes)


@transaction.atomic
def cut(source, text, starts):
    """Cuts the text at these characters alone: what an editor chose for a text that stays is kept.

    Returns the first intake that is new, or else the first.
    """
    found = parse(text, stretches(text, starts)).releases
    spans = {one.span for one in found}
    kept = set()
    for intake in source.intakes.all():
        if (intake.start, intake.end) in spans:
            kept.add((intake.start, intake.end))
        else:
            intake.delete()
    intakes = [await_review(intake_of(source, one, text)) for one in found]
    new = [one for one in intakes if (one.start, one.end) not in kept]
    return (new or intakes)[0]
