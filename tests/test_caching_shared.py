"""Several processes and servers: what one of them publishes, all of them show in the next answer."""

import logging
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from newsroom.caching import PublicCacheMiddleware
from newsroom.models import PublicVersion
from newsroom.public_version import public_state
from newsroom.settings import store_at
from releases.models import Release
from tests.builders import make_draft, make_release
from tests.conftest import missing
from tests.test_demo import free_port

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture
def release(db):
    return make_release()


@pytest.fixture(scope="session")
def redis():
    """The address of a Redis that may be emptied."""
    return os.environ.get("NEWSROOM_TEST_REDIS") or missing("NEWSROOM_TEST_REDIS names no Redis to test with")


@pytest.fixture
def shared(settings):
    """Gives this process a store that it shares with others."""

    def use(address):
        settings.CACHES = settings.CACHES | {"default": store_at(address)}

    return use


@pytest.fixture(params=["by itself", "with Redis"])
def servers(request, db, tmp_path):
    """The port of two processes that serve the newsroom."""
    store = request.getfixturevalue("redis") if request.param == "with Redis" else "locmemcache://"
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--workers=2", f"--bind=127.0.0.1:{port}"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": db,
            "CACHE_URL": store,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield port
    server.terminate()
    server.wait(timeout=20)


def visit(port):
    """What a new visitor is shown; which of the processes answers is chance."""
    door = HTTPConnection("127.0.0.1", port, timeout=20)
    door.request("GET", "/")
    answer = door.getresponse()
    assert answer.status == 200
    return answer.read()


def test_every_process_shows_what_was_published_in_its_next_answer(servers):
    release = make_draft(title="Quite new")
    for _ in range(20):
        assert b"Quite new" not in visit(servers)
    Release.objects.filter(pk=release.pk).update(status="published", public_from=timezone.now())
    for _ in range(20):
        assert b"Quite new" in visit(servers)
    Release.objects.filter(pk=release.pk).update(
        status="withdrawn", ended_at=timezone.now(), ended_reason="Issued in error."
    )
    for _ in range(20):
        assert b"Quite new" not in visit(servers)


def test_what_one_server_made_another_finds(release, redis, shared):
    shared(redis)
    caches["default"].clear()
    made = []
    pages = [PublicCacheMiddleware(lambda request: made.append(1) or HttpResponse("x")) for _ in range(2)]
    for page in pages:
        caches["near"].clear()  # as if it were another process
        answer = page(RequestFactory().get("/"))
        assert (answer.content, answer["Cache-Control"]) == (b"x", "public, no-cache")
    assert made == [1]
    assert caches["near"]._cache, "and needs not ask for it again"
    make_release()
    pages[0](RequestFactory().get("/"))
    assert made == [1, 1]


def down():
    return f"redis://127.0.0.1:{free_port()}/0"


@pytest.fixture
def silent():
    """The address of a store that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.mark.parametrize("kind", ["down", "silent"])
def test_a_store_that_is_down_or_hangs_costs_one_page_a_moment(release, shared, caplog, kind, request):
    shared(down() if kind == "down" else request.getfixturevalue("silent"))
    made = []
    page = PublicCacheMiddleware(lambda request: made.append(1) or HttpResponse("x"))
    with caplog.at_level(logging.WARNING):
        started = time.monotonic()
        for _ in range(20):
            assert page(RequestFactory().get("/")).content == b"x"
        assert time.monotonic() - started < 2
    assert made == [1], "the process remembers for itself"
    assert len([one for one in caplog.records if one.name == "newsroom.memory"]) == 1


def test_a_store_that_is_back_is_asked_again(release, redis, shared, monkeypatch):
    shared(down())
    page = PublicCacheMiddleware(lambda request: HttpResponse("x"))
    page(RequestFactory().get("/"))
    assert page.memory.silent_until > time.monotonic()
    shared(redis)
    page.memory.store = caches["default"]
    page.memory.silent_until = 0
    caches["default"].clear()
    caches["near"].clear()
    page(RequestFactory().get("/"))
    again = PublicCacheMiddleware(lambda request: HttpResponse("made anew"))
    caches["near"].clear()
    assert again(RequestFactory().get("/")).content == b"x"


@pytest.fixture
def writers():
    """Two colleagues, each with a connection of their own."""
    with ThreadPoolExecutor(2) as pool:
        yield pool
        both = Barrier(2)
        for done in [pool.submit(lambda: (both.wait(), connection.close())) for _ in range(2)]:
            done.result()


def on_postgresql(test):
    """The test, where several may write at once and each over a connection; on SQLite there is none."""
    return test if connection.vendor == "postgresql" else None


def state():
    return public_state(timezone.now())


@on_postgresql
@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize("undone", [False, True], ids=["committed", "rolled back"])
def test_who_changes_something_waits_for_nobody_and_is_noticed_when_it_is_done(
    release, writers, isolation, undone
):
    """One colleague is in the middle of a long transaction while another publishes."""
    begun, may_end = Barrier(2), Barrier(2)
    seen = [state()]

    def long():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
            Release.objects.filter(pk=release.pk).update(summary="By one.")
            begun.wait(timeout=20)
            may_end.wait(timeout=20)
            Release.objects.filter(pk=release.pk).update(summary="By one, again.")
            if undone:
                transaction.set_rollback(True)

    done = writers.submit(long)
    begun.wait(timeout=20)
    assert state() == seen[0], "nothing is noticed before"
    for _ in range(3):
        writers.submit(make_release).result(timeout=5)
        seen.append(state())
    may_end.wait(timeout=20)
    done.result(timeout=20)
    if not undone:
        seen.append(state())
    make_release()
    seen.append(state())
    assert len(set(seen)) == len(seen), "no state comes again"
    assert PublicVersion.objects.count() == 1


@on_postgresql
def test_who_sees_the_newsroom_as_it_was_may_still_change_it(release, writers):
    """As `check_embargo` does, while colleagues publish."""
    begun, may_end = Barrier(2), Barrier(2)

    def long():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            assert Release.objects.filter(pk=release.pk).exists()
            begun.wait(timeout=20)
            may_end.wait(timeout=20)
            Release.objects.filter(pk=release.pk).update(summary="By one.")

    done = writers.submit(long)
    begun.wait(timeout=20)
    make_release()
    before = state()
    may_end.wait(timeout=20)
    done.result(timeout=20)
    assert state() != before


@on_postgresql
def test_a_connection_that_was_cut_is_replaced(release):
    before = state()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    assert state() == before
