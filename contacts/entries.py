"""The lines of a record's history, newest first: its versions, and what else happened to it."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.db.models import CharField, F, QuerySet, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from reversion.models import Version

from .history import Names, snapshots

SHORT = 120  # characters; longer values are compared on a page of their own


@dataclass
class Entry:
    """One line. `by` is a name, or "" for what came about by itself; `version` is the key of the version
    that it left, if it left one, and `changes` how that differs from the one before.
    """

    at: datetime
    what: str
    by: str = ""
    why: str = ""
    is_automatic: bool = False
    version: int = None
    is_first: bool = False
    changes: tuple = ()

    @property
    def short_changes(self):
        return [one for one in self.changes if self._is_short(one)]

    @property
    def long_changes(self):
        return [one.label for one in self.changes if not self._is_short(one)]

    @staticmethod
    def _is_short(change):
        return len(change.before) + len(change.after) <= SHORT and "\n" not in change.before + change.after


@dataclass(frozen=True)
class Events:
    """Something that happened to a record without a version: one event for each row, at the instant in
    this field of it. `tell(row, previous)` makes its Entry, or None if there is nothing to tell;
    `previous` is the Snapshot of the newest version before it.
    """

    kind: str
    rows: QuerySet
    instant: str
    tell: object


class Entries:
    """All lines of a record's history; read by slices, each at a constant number of queries.

    Without `reads_versions`, what a version says is left out.
    """

    def __init__(self, record, events=(), reads_versions=True):
        self.record, self.reads_versions = record, reads_versions
        self.versions = Version.objects.get_for_object(record)
        self.events = {one.kind: one for one in events}

    @cached_property
    def _lines(self):
        """(instant, kind, key) of each line, as one query over all the tables that have any."""
        lines = self._as_lines(self.versions, "revision__date_created", "version")
        others = [self._as_lines(one.rows, one.instant, kind) for kind, one in self.events.items()]
        return lines.union(*others, all=True).order_by("-told_at", "-told_kind", "-told_key")

    @staticmethod
    def _as_lines(rows, instant, kind):
        told = {"told_at": F(instant), "told_kind": Value(kind, CharField()), "told_key": F("pk")}
        return rows.order_by().annotate(**told).values_list(*told)

    def page(self, number, size):
        """The page of this number, or the nearest there is, with Entries for its items."""
        page = Paginator(self._lines, size).get_page(number)
        page.object_list = self._read(list(page.object_list))
        return page

    def all(self, at_once=50):
        """Every line, a few at a time, so that a long history needs no more memory than a short one."""
        lines = list(self._lines)
        for start in range(0, len(lines), at_once):
            yield from self._read(lines[start : start + at_once])

    def _read(self, lines):
        listed, older = self._versions(lines)
        versions = [*listed, *filter(None, [older])]
        self._snapshots = snapshots(versions)
        self._names = Names(self._snapshots.values()) if self.reads_versions else None
        before = {one.pk: (one, next_one) for one, next_one in pairwise([*listed, older])}
        rows = {
            kind: events.rows.in_bulk([key for _at, its_kind, key in lines if its_kind == kind])
            for kind, events in self.events.items()
        }
        entries, newest = [], older
        for _at, kind, key in reversed(lines):
            if kind == "version":
                newest, one_before = before[key]
                entries.append(self._of_version(newest, one_before))
            elif key in rows[kind]:
                previous = self._snapshots.get(newest.pk) if newest else None
                entries.append(self.events[kind].tell(rows[kind][key], previous))
        return [one for one in reversed(entries) if one]

    def _versions(self, lines):
        """The versions among these lines, newest first, and the one before the last of the lines."""
        keys = [key for _at, kind, key in lines if kind == "version"]
        versions = self.versions.select_related("revision__user").order_by("-pk")
        last = lines[-1][0] if lines else None
        older = (
            versions.filter(revision__date_created__lte=last).exclude(pk__in=keys).first() if last else None
        )
        return list(versions.filter(pk__in=keys)), older

    def _of_version(self, version, before):
        what, why = told(version.revision)
        changes = self._changes(version, before) if self.reads_versions else ()
        if changes and version.revision.comment.startswith("["):
            what = _("Created") if before is None else _("Saved")
        return Entry(
            at=version.revision.date_created,
            what=what,
            by=str(version.revision.user or ""),
            why=why,
            version=version.pk,
            is_first=before is None,
            changes=changes,
        )

    def _changes(self, version, before):
        new, old = self._snapshots.get(version.pk), before and self._snapshots.get(before.pk)
        return tuple(new.changes_since(old, self._names)) if new else ()


def comment(message, why):
    """What a revision keeps of a save: the admin's own message of what was done, and why."""
    if not why:
        return message
    if message.startswith("["):
        return json.dumps([*json.loads(message), {"why": why}])
    return f"{message.rstrip('.')}: {why}"


def told(revision):
    """(what was done, why) as a revision's comment has it: from a form, or "Withdrawn: the reason"."""
    if not revision.comment.startswith("["):
        what, _colon, why = revision.comment.partition(": ")
        return what, why
    try:
        why = [one["why"] for one in json.loads(revision.comment) if "why" in one]
    except (ValueError, TypeError):
        why = []
    return LogEntry(change_message=revision.comment).get_change_message(), " ".join(why)
