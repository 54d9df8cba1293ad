"""`manage.py check_embargo`: it finds nothing here, it sees what there is to see, and it leaves no trace."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from reversion.models import Version

from contacts.admin.closed import ClosedMixin
from contacts.models import Organisation
from newsroom import caching
from newsroom.embargo.check import check
from newsroom.embargo.doors import doors
from newsroom.embargo.questions import LISTS, UnknownDoor
from newsroom.embargo.rules import ENDED, FOUND, HIDDEN, PUBLIC, WAITING
from newsroom.embargo.visitors import ANYBODY, VISITORS
from newsroom.management.commands import check_embargo
from releases import directory, reading, views
from releases.admin import ReleaseAdmin
from releases.models import Release
from releases.querysets import ReleaseQuerySet

MICROSECOND = timedelta(microseconds=1)
BY_NAME = {visitor.name: visitor for visitor in VISITORS}
OWN_PAGES = ("releases:detail", "releases:text")
EVERYTHING = Q(pk__gt=0)
# The staff's rounds are long: what the other states add to them, the command tries.
STATES = dict.fromkeys(BY_NAME, ("embargoed", "draft")) | {"anybody": HIDDEN, "Directory staff": HIDDEN[::5]}


def leaks(states, *visitors, among=None, wait=MICROSECOND):
    """(door, visitor, leak) of every leak that these visitors find while such canaries are there."""
    tried = [door for door in doors() if among is None or door.name in among]
    found = check(timezone.now(), [(states, [BY_NAME[name] for name in visitors])], wait=wait, among=tried)
    return [(one.question.door.name, one.visitor, one.leak) for one in found if one.leak]


def leaking(*args, **values):
    return {door for door, _visitor, _leak in leaks(*args, **values)}


# Nothing leaks


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", BY_NAME)
def test_what_is_not_public_yet_leaks_at_no_door_to_anybody(visitor):
    assert leaks(STATES[visitor], visitor) == []


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", ["anybody", "Directory staff"])
def test_what_was_taken_back_is_told_where_its_notice_stands_and_nowhere_else(visitor):
    assert leaks(ENDED, visitor) == []


@pytest.mark.django_db
def test_of_what_is_public_only_what_is_public_is_told():
    assert leaks(PUBLIC, "anybody") == []


@pytest.mark.django_db
@pytest.mark.parametrize("wait", [timedelta(0), -MICROSECOND], ids=["at the instant", "a microsecond after"])
def test_what_was_under_embargo_is_found_at_every_door_from_its_very_instant(wait):
    assert leaks(WAITING, "anybody", among=FOUND, wait=wait) == []


# And if something did


@pytest.fixture
def written_anew(monkeypatch):
    """The questions of a release's page are put together once a process: here, of what a test breaks."""
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    for one in (reading.PAGE, reading.TEXT, reading.AROUND):
        monkeypatch.setattr(one.rows, "written", {})


@pytest.mark.django_db
def test_a_broken_rule_of_what_is_public_is_found_at_every_door_that_asks_it(monkeypatch, written_anew):
    monkeypatch.setattr(ReleaseQuerySet, "_is_public", lambda self, at: EVERYTHING)
    assert set(FOUND) <= leaking(("embargoed",), "anybody")


@pytest.mark.django_db
def test_one_view_that_asks_for_all_is_found(monkeypatch):
    monkeypatch.setattr(directory, "listed_organisations", lambda at=None: Organisation.objects.all())
    among = {"contacts:organisation-list", "contacts:organisation-detail"}
    assert leaking(("approved",), "anybody", among={*among, "contacts:contact-detail", "home"}) == among


@pytest.mark.django_db
def test_a_header_that_betrays_that_something_waits_is_found(monkeypatch):
    def telling(response):
        response["ETag"] = f'"{Release.objects.count()}"'

    monkeypatch.setattr(caching, "set_response_etag", telling)
    found = leaks(("scheduled",), "anybody", among=["robots"])
    assert set(found) == {("robots", "anybody", "headers other than if it had never been")}


@pytest.mark.django_db
def test_one_question_more_to_the_database_is_found(monkeypatch, written_anew):
    honest = ReleaseQuerySet.answering

    def slow(self, at=None):
        Release.objects.filter(pk=Release.objects.scheduled().first().pk) if self else None
        return honest(self, at)

    monkeypatch.setattr(ReleaseQuerySet, "answering", slow)
    assert "number of queries" in leaks(("embargoed",), "anybody", among=["releases:text"])[0][2]


@pytest.mark.django_db
def test_a_role_that_is_shown_too_much_is_found(monkeypatch):
    monkeypatch.setattr(ReleaseAdmin, "has_view_permission", lambda self, request, obj=None: True)
    among = ["admin:releases_release_changelist", "admin:releases_release_change"]
    found = leaks(("review",), "Directory staff", among=among)
    assert {door for door, _visitor, _leak in found} == set(among)
    assert any("title" in leak for _door, _visitor, leak in found)


@pytest.mark.django_db
def test_a_key_that_is_answered_otherwise_than_a_key_of_nothing_is_found(monkeypatch):
    monkeypatch.setattr(ClosedMixin, "refuse_strangers", lambda self, request: None)
    among = {"admin:releases_release_history", "admin:releases_sourcedocument_history"}
    assert leaking(("draft",), "Directory staff", among=among) == among


@pytest.mark.django_db
def test_an_address_that_is_said_to_be_taken_is_found(monkeypatch):
    monkeypatch.setattr(ReleaseAdmin, "has_add_permission", lambda self, request: True)
    door = "admin:releases_release_add"
    assert leaking(("embargoed",), "staff who may only add", among=[door]) == {door}


@pytest.mark.django_db
def test_a_preview_that_others_may_keep_is_found(monkeypatch):
    monkeypatch.setattr(views, "_guarded", lambda response, release, at: response)
    found = leaks(("draft",), "Writers", among=OWN_PAGES)
    assert {leak for _door, _visitor, leak in found} == {"a preview that may be kept or indexed"}


@pytest.mark.django_db
def test_a_check_that_no_longer_sees_what_is_public_says_so(monkeypatch, written_anew):
    monkeypatch.setattr(ReleaseQuerySet, "_is_public", lambda self, at: Q(pk=None))
    assert {(door, "blind") for door in FOUND} == {
        (door, leak.partition(":")[0]) for door, _visitor, leak in leaks(("public",), "anybody", among=FOUND)
    }


@pytest.mark.django_db
def test_an_address_that_nobody_has_said_how_to_try_fails(settings):
    settings.ROOT_URLCONF = "tests.another_exit"
    with pytest.raises(UnknownDoor, match="more:secret: nobody has said what to try for “secret”"):
        leaks(("draft",), "anybody", among=["more:secret"])


@pytest.mark.django_db
def test_a_filter_that_nobody_has_said_how_to_try_fails(monkeypatch):
    monkeypatch.setitem(LISTS, "releases:list", ("q", "speaker"))
    with pytest.raises(UnknownDoor, match="releases:list: nobody has said what to try for “"):
        leaks(("draft",), "anybody", among=["releases:list"])


# The command


def told(monkeypatch, *args, among=("home", "releases:detail")):
    """What the command prints for a small part of its rounds, and whether it failed."""
    groups = [(("draft",), [ANYBODY, BY_NAME["Directory staff"]])]
    tried = [door for door in doors() if door.name in among]
    monkeypatch.setattr(check_embargo, "check", lambda at, parts: check(at, groups, parts=2, among=tried))
    out = StringIO()
    try:
        call_command("check_embargo", *args, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.mark.django_db
def test_the_table_names_the_address_who_asked_what_was_asked_and_what_was_found(monkeypatch):
    table, failure = told(monkeypatch, among=["home", "releases:detail", "releases:feed-rss"])
    lines = table.splitlines()
    assert lines[0].split() == ["URL", "who", "asked", "found"]
    assert [line.split()[0] for line in lines[1:4]] == ["home", "releases:detail", "releases:feed-rss"]
    assert lines[2].startswith("releases:detail".ljust(44) + "anybody, 1 more")
    assert "times: slug" in lines[2]
    filters = "after, before, country, from, language, order, organisation, page, q, to, topic, undated, year"
    assert f"times: {filters}" in lines[3]
    assert all(line.endswith("nothing") for line in lines[1:4])
    assert lines[-1].endswith("answers, and nothing leaks.")
    assert failure == ""


@pytest.mark.django_db
def test_every_single_question_is_told_to_who_wants_to_know(monkeypatch):
    table, _failure = told(monkeypatch, "-v2")
    assert "POST /releases/slug" in table


@pytest.mark.django_db
def test_a_leak_is_named_in_the_table_and_fails_the_command(monkeypatch):
    monkeypatch.setattr(ReleaseQuerySet, "_is_public", lambda self, at: EVERYTHING)
    table, failure = told(monkeypatch)
    assert "of the draft" in table
    assert re.fullmatch(r"\d+ of \d+ answers leak\.", failure)


def rows():
    models = (Release, Organisation, Version, get_user_model())
    return [model.objects.count() for model in models]


@pytest.mark.django_db
def test_the_check_leaves_no_row_behind(monkeypatch):
    before = rows()
    told(monkeypatch)
    assert rows() == before
    assert timezone.now() < timezone.now(), "and the clock goes on"


class TestKilled:
    """On a database that commits."""

    @pytest.fixture
    def db(self, own_database):
        return own_database

    def test_the_check_killed_half_way_leaves_no_row_behind(self, db):
        before = rows()
        run = subprocess.Popen(
            [sys.executable, "manage.py", "check_embargo", "-v2"],
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "SECRET_KEY": settings.SECRET_KEY,
                "DATABASE_URL": db,
                "PYTHONUNBUFFERED": "1",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        assert "nothing" in run.stdout.readline()  # the first part is over, and the second begun
        time.sleep(0.5)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=20)
        assert run.returncode == -signal.SIGKILL
        assert rows() == before
