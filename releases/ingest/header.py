"""What stands over the text of a release: title, subtitle, date, embargo."""

import re

from . import marks
from .dates import date_at, find_dates, find_embargo, find_time, moment
from .parsed import Confidence, Gap
from .rules import DATE_LABEL, EMBARGO_LABEL, HEADLINE_VERB, RELEASE_LABEL, WEEKDAY

AROUND_DATE = re.compile(
    rf"[\s|,:–—\-•*#/.()]*(?:(?:{DATE_LABEL.pattern}|{RELEASE_LABEL.pattern}|{WEEKDAY}|posted|by|on|admin|"
    rf"am|pm|updated|last|news|at|gmt|utc|e[sd]?t|c[sd]?t|p[sd]?t|bst|edt|est|"
    rf"pdt|le|el|em)\b[\s|,:–—\-•*#/.()]*)*",
    re.IGNORECASE,
)
LINE_NUMBER = re.compile(rf"[\s:|–—\-]*{marks.NUMBERING.pattern}$", re.IGNORECASE)
NAMED_LABEL = re.compile(
    rf".{{3,60}} ?[-–—|:] ?{RELEASE_LABEL.pattern}\W*", re.IGNORECASE
)  # "Acme - Press release"
PREFIX = re.compile(
    r"(?:title|titre|título|headline|subject|objet|asunto|assunto|العنوان) ?: ?", re.IGNORECASE
)


class Header:
    """Reads the lines over the text and keeps what they say."""

    def __init__(self, wording, parts, month_first):
        self.wording, self.month_first = wording, month_first
        self.dated, self.labelled, self.embargo, self.gaps = None, None, None, []
        self.furniture, self.candidates, self.embargo_blocks = [], [], []
        self.expects_date, self.over_label = None, 0
        for block in parts.header:
            self._read(block)
        self._close_label()
        self.headline = None  # the place of the title in `words`
        self.title, self.subtitles = self._title(parts)

    def _read(self, block):
        words, at = self.wording.words, block.start
        if EMBARGO_LABEL.match(words, at, block.end):
            self.embargo_blocks.append(block)
            return
        while at < block.end:
            start = marks.SEPARATOR.match(words, at, block.end).end()
            if start >= block.end:
                break
            then = self._mark_at(block, start)
            if not then:
                break
            at = then
        rest = marks.SEPARATOR.match(words, at, block.end).end()
        if at > block.start:
            self._keep(block.start, at)
        if rest >= block.end:
            return
        if self._is_date_line(block, at):
            return
        if LINE_NUMBER.fullmatch(words, at, block.end):
            self._keep(at, block.end)
            return
        self._close_label()
        start = at if at == block.start else rest
        self.candidates.append((start, block))

    def _mark_at(self, block, at):
        """The end of a label or date that begins here, or 0."""
        words = self.wording.words
        label = RELEASE_LABEL.match(words, at, block.end)
        if label:
            self.over_label = self.over_label or len(self.candidates)
            return label.end()
        label = DATE_LABEL.match(words, at, block.end)
        if label:
            colon = re.compile(r" ?:").match(words, label.end(), block.end)
            if colon:
                self._close_label()
                self.expects_date = (at, colon.end())
                return colon.end()
            if date_at(words, label.end() + 1, block.end, True, self.month_first):
                return label.end()
        date = date_at(words, at, block.end, True, self.month_first)
        if date:
            self._note_date(date)
            return self._past_time(date.end, block.end)
        time = find_time(words, at, min(block.end, at + 14)) if self.expects_date else None
        return time[1] if time and time[0] == at else 0

    def _past_time(self, at, end):
        """The end of a time of day and zone that follow a date."""
        time = find_time(self.wording.words, at, min(end, at + 20))
        if not time:
            return at
        zone = re.compile(r" ?\(?[A-Z]{2,4}\b\)?").match(self.wording.words, time[1], end)
        return zone.end() if zone else time[1]

    def _note_date(self, date):
        rule = "date label" if self.expects_date else "date line"
        value = moment(self.wording, date, rule)
        if self.expects_date and not self.labelled:
            self.labelled = value
        elif not self.dated:
            self.dated = value
        else:
            self._keep(date.start, date.end)
        if self.expects_date:
            self._keep(*self.expects_date)
            self.expects_date = None

    def _close_label(self):
        """A date label that no date follows is a gap."""
        if self.expects_date:
            span = self.wording.span(*self.expects_date)
            self.gaps.append(Gap("dated_on", span))
            self._keep(*self.expects_date)
            self.expects_date = None

    def _is_date_line(self, block, at):
        """Whether the rest of a short line is a date and hardly anything else: "Admin | May 4, 2020"."""
        words = self.wording.words
        if block.end - at > 90:
            return False
        for date in find_dates(words, at, block.end, True, self.month_first):
            before, after = words[at : date.start], words[self._past_time(date.end, block.end) : block.end]
            barred = "|" in before or "|" in after
            loose = sum(_loose_words(side) for side in (before, after))
            headed = not after.strip() and marks.LETTERHEAD.fullmatch(before.strip(" –—-|:,"))
            if loose == 0 or headed or (barred and loose <= 4):
                self._keep(at, date.start)
                self._keep(self._past_time(date.end, block.end), block.end)
                self._note_date(date)
                return True
        return False

    def _keep(self, start, end):
        span = self.wording.span(start, end)
        if span:
            self.furniture.append(span)

    def _title(self, parts):
        """The headline and what stands under it; a letterhead is neither."""
        over, under = self.candidates[: self.over_label], self.candidates[self.over_label :]
        if under and all(self._is_name(*pair) for pair in over):
            over = []  # names of the issuer over "Press release"
        lines = [*over, *under]
        heads = [self._is_letterhead(*pair) for pair in lines]
        if heads[1:2] == [True] and not all(heads[1:]) and self._is_name(*lines[0]):
            heads[0] = True  # "Example Information Bureau" over "Ministry of Example"
        lines = [pair for pair, head in zip(lines, heads, strict=True) if not head]
        if not lines:
            return None, []
        start, block = lines[0]
        start = self._past_prefix(start, block)
        title = self.wording.value(start, block.end, "headline")
        self.headline = (start, block.end)
        if title is None:
            return None, lines[1:]
        same = [pair for pair in lines[1:] if self._words(pair) == self._words((start, block))]
        for again in same:
            self._keep(again[1].start, again[1].end)
        repeated = {place for place, _ in same}
        return title, [pair for pair in lines[1:] if pair[0] not in repeated]

    def _past_prefix(self, start, block):
        prefix = PREFIX.match(self.wording.words, start, block.end)
        if not prefix:
            return start
        self._keep(start, prefix.end())
        return prefix.end()

    def _words(self, pair):
        return re.findall(r"\w+", self.wording.words[pair[0] : pair[1].end].casefold())

    def _is_name(self, start, block):
        """Whether a line is hardly more than capitalised words, as names are, and says nothing."""
        text = self.wording.words[start : block.end]
        return len(text) < 70 and marks.lower_share(text) < 0.4 and not HEADLINE_VERB.search(text)

    def _is_letterhead(self, start, block):
        text = self.wording.words[start : block.end]
        if marks.ADDRESS.search(text) or marks.EMAIL.search(text) or marks.URL.match(text):
            return len(text) < 120
        if NAMED_LABEL.fullmatch(text) or sum(letter.isalpha() for letter in text) < 4:
            return True
        if any(True for _ in marks.phones(text)) and len(text) < 80:
            return True
        return len(text) < 90 and bool(marks.LETTERHEAD.fullmatch(text)) and not HEADLINE_VERB.search(text)

    def read_embargo(self, dated):
        """The embargo, once the release's own date is known: its year may be left out."""
        for block in self.embargo_blocks:
            found, label = find_embargo(self.wording, block, dated, self.month_first) or (None, None)
            self._keep(block.start, block.end)
            if found and not self.embargo:
                self.embargo = found
            elif label:
                self.gaps.append(Gap("embargo_until", self.wording.span(label.start(), label.end())))


def _loose_words(text):
    """How many words beside a date do not belong to it, as "posted by" and a weekday do."""
    return len(AROUND_DATE.sub(lambda match: " " if match[0] else "", text).split())


def date_of(wording, header, parts, month_first):
    """The day the release bears: labelled, in the dateline, on a line over the text or at its foot."""
    line = parts.dateline
    in_line = None
    if line and line.date and line.date.year:
        in_line = moment(wording, line.date, "dateline")
    for value in (header.labelled, in_line, header.dated):
        if value:
            return value
    return _at_the_foot(wording, parts, month_first) or _today_in_brackets(wording, parts, month_first)


def _at_the_foot(wording, parts, month_first):
    """A date alone on a line, or behind a place, after the text."""
    for blocks in ([*parts.body[-2:]], parts.notes, *parts.contacts, parts.furniture):
        for block in blocks:
            if len(block.text) > 60:
                continue
            for date in find_dates(wording.words, block.start, block.end, True, month_first):
                rest = wording.words[block.start : date.start] + wording.words[date.end : block.end]
                if _loose_words(rest) <= 2:
                    return moment(wording, date, "date at the foot", Confidence.CHECK)
    return None


TODAY = re.compile(
    rf"\b(?:(?:today|aujourd['’]hui|hoy|hoje|اليوم)|(?:this|ce|este|"
    rf"d?n?est[ea]) {WEEKDAY}),? ?(?P<open>[(,]) ?",
    re.IGNORECASE,
)


def _today_in_brackets(wording, parts, month_first):
    for block in parts.body[:4]:
        for today in TODAY.finditer(wording.words, block.start, block.end):
            date = date_at(wording.words, today.end(), block.end, True, month_first)
            if date:
                return moment(wording, date, "today, in brackets")
    return None
