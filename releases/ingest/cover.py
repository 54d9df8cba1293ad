"""What of a text no value and no recognised mark accounts for."""


def left_over(source, span, taken):
    """The stretches of `span` outside all the spans taken, without white space at their ends."""
    rest, at = [], span[0]
    for start, end in sorted(taken):
        if start > at:
            rest += _inked(source, at, min(start, span[1]))
        at = max(at, end)
    if at < span[1]:
        rest += _inked(source, at, span[1])
    return tuple(rest)


def _inked(source, start, end):
    text = source[start:end]
    begin = len(text) - len(text.lstrip())
    text = text.strip()
    return [(start + begin, start + begin + len(text))] if text else []
