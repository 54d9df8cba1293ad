"""Tries every door of the newsroom for releases that nobody may know of yet.

The canaries are planted in a transaction that is never committed, so that the check can run where the
newsroom is at work, and be killed there, without a trace. A question is asked twice, with the canaries there
and with them gone. Whoever may not know of them must get the same answer, byte for byte, header for header,
after the same number of queries; and no word of theirs may stand where the rules do not let it.
"""

import logging
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from .answers import ask
from .canary import MICROSECOND, Canary, Surroundings, at_this_moment
from .doors import doors
from .questions import Question, questions
from .rules import ENDED, FOUND, HIDDEN, PAGES, PUBLIC, RIGHTS, UNEQUAL, seen, told
from .visitors import ANYBODY, VISITORS

GROUPS = ((HIDDEN, VISITORS), (ENDED, VISITORS), (PUBLIC, (ANYBODY,)))


@dataclass(frozen=True)
class Finding:
    """What a visitor got out of one question: `leak` is "" where that is nothing they may not have."""

    visitor: str
    question: Question
    leak: str = ""


def check(at, groups=GROUPS, wait=MICROSECOND, parts=1, among=None):
    """Yields a Finding for every question of every visitor, and for every door that misses what is public.

    `groups` are (states, visitors). `wait` is for how long those canaries that wait for their instant still
    do. Each round is a transaction, or several `parts`: SQLite lets nobody else write meanwhile. `among` are
    the doors to try (default: all). Raises UnknownDoor for an address that nobody has said how to try.
    """
    tried = list(doors() if among is None else among)
    # What a process asks once only, whoever is the first to need it.
    ContentType.objects.get_for_models(*apps.get_models())
    _ = connection.features.supports_json_field
    with at_this_moment(at), _quiet():
        for states, visitors in groups:
            for visitor, part in product(visitors, range(parts)):
                canaries = [Canary(state, at, wait) for state in states]
                with _undone():
                    findings = list(Round(at, canaries, visitor, tried[part::parts]))
                yield from findings


class Round:
    """One visitor's round of these doors, while these canaries are there."""

    def __init__(self, at, canaries, visitor, doors):
        self.at, self.canaries, self.visitor, self.doors = at, canaries, visitor, doors
        self.around = Surroundings(at)
        self.client, self.rights = visitor.arrive()
        self.found = defaultdict(set)

    def __iter__(self):
        keeps_directory = RIGHTS["organisation"] in self.rights
        if keeps_directory:
            self._plant_directory()
        self.visitor.open_links(self.client, [self.around.links])
        with _apart():
            if not keeps_directory:
                self._plant_directory()
            for canary in self.canaries:
                canary.plant_release(self.around)
            self.visitor.open_links(self.client, [canary.links for canary in self.canaries])
            self.cookies = self.client.cookies
            asked = [(question, self._ask(question)) for question in questions(self)]
        for question, answer in asked:
            yield Finding(self.visitor.name, question, self._leak(question, answer))
        if self.visitor is ANYBODY:
            yield from self._missed()

    def _plant_directory(self):
        for canary in self.canaries:
            canary.plant_directory()

    def _ask(self, question):
        with _apart():
            return ask(self.client, self.cookies, question)

    def _leak(self, question, answer):
        """What this answer tells that it must not, in words."""
        door = question.door
        allowed = {one: told(one, door) | seen(door, self.rights) for one in self.canaries}
        may_know = any(allowed.values()) or door.name in UNEQUAL
        if may_know and not any(one.stands_in(answer) for one in self.canaries):
            return f"answers {answer.status}" if answer.status >= 500 else ""
        never = self._ask(question)
        parts = {one: one.parts_in(answer, never, question) for one in self.canaries}
        for canary, some in parts.items():
            self.found[door.name, canary] |= some
        if wrong := [_named(some - allowed[one], one) for one, some in parts.items() if some - allowed[one]]:
            return "; ".join(wrong)
        if answer.status >= 500:
            return f"answers {answer.status}"
        previewed = any(some and not told(one, door) for one, some in parts.items())
        if previewed and door.name in PAGES and not answer.is_kept_by_nobody:
            return "a preview that may be kept or indexed"
        if may_know or answer == never:
            return ""
        return f"{answer.unlike(never)} other than if it had never been"

    def _missed(self):
        """What is public and was not found where everybody finds it: then the check does not see at all."""
        for door in self.doors:
            for canary in self.canaries:
                missing = set(FOUND.get(door.name, ())) - self.found[door.name, canary]
                if canary.is_public and missing:
                    question = Question(door, "", f"what is {canary.state}")
                    yield Finding(self.visitor.name, question, f"blind: no {_named(missing, canary)}")


def _named(parts, canary):
    return f"{', '.join(sorted(parts))} of the {canary.state}"


@contextmanager
def _undone():
    """A transaction that is never committed and, on a database at work, always sees the same moment of it."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _apart():
    """A part of that transaction that is undone by itself."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _quiet():
    """Refused requests by the hundred, all expected, stay out of the log."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
