"""The fields of a long text are reviewed some at a time: a form has its limits, and so has a browser."""

MOST = 80  # of at most nine values each: Django refuses a form of more than a thousand


def parts_of(cards):
    """The stretches in which these cards are shown, counted from 1."""
    starts = range(0, len(cards), MOST)
    return [
        {"number": number, "first": start + 1, "last": min(start + MOST, len(cards))}
        for number, start in enumerate(starts, start=1)
    ]


def part_of(request):
    """Which of them is shown or, by its button, asked for."""
    typed = request.POST.get("_part") or request.GET.get("part") or ""
    return int(typed) if typed.isdecimal() and len(typed) < 9 and int(typed) else 1


def counts_of(cards):
    """How many of these were found, are to be checked, or are missing."""
    counts = {"found": 0, "check": 0, "missing": 0}
    for card in cards:
        counts[card.confidence] += 1
    return counts
