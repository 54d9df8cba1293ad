"""One page at a time: what may be kept of what a view makes, and who makes it when many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import monotonic, sleep

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from newsroom.caching import MOST, PublicCacheMiddleware
from newsroom.memory import NEAR
from releases.models import Release
from tests.builders import make_draft, make_embargoed, make_release

pytestmark = pytest.mark.usefixtures("db")
MICROSECOND, HOUR = timedelta(microseconds=1), timedelta(hours=1)


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture
def release(db):
    return make_release()


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of the newsroom."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def _clock_stands_still(at):
    """What is kept turns at a full minute or quarter of an hour: no test meets one by chance."""
    at(timezone.now())


def request(address="/"):
    return RequestFactory().get(address)


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse("x", status=404),
        lambda: HttpResponse("x", headers={"Vary": "Accept-Language"}),
        lambda: HttpResponse("x", headers={"Cache-Control": "private, no-store"}),
        lambda: HttpResponse("x", headers={"Content-Security-Policy": "script-src 'nonce-abc'"}),
        lambda: HttpResponse("x" * (MOST + 1)),
    ],
)
def test_an_answer_that_is_not_for_everybody_is_not_kept(release, answer):
    made = []
    view = PublicCacheMiddleware(lambda request: made.append(1) or answer())
    for _ in range(2):
        view(request())
    assert len(made) == 2


def test_an_answer_that_sets_a_cookie_is_not_kept(release):
    def view(request):
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    pages = PublicCacheMiddleware(view)
    assert [pages(request())["Cache-Control"] for _ in range(2)] == ["private, no-store"] * 2
    assert not any(b"Set-Cookie" in value for value in caches["near"]._cache.values())


def test_a_page_that_was_overtaken_while_it_was_made_is_not_kept(release):
    titles = iter(["one", "two", "three"])

    def view(request):
        title = next(titles)
        if title == "one":
            Release.objects.filter(pk=release.pk).update(title="Changed")
        return HttpResponse(title)

    pages = PublicCacheMiddleware(view)
    assert [pages(request()).content for _ in range(3)] == [b"one", b"two", b"two"]


def test_a_page_that_the_clock_overtakes_while_it_is_made_is_not_kept(release, at):
    instant = timezone.now() + HOUR
    make_embargoed(public_from=instant)

    def view(request):
        at(instant)
        return HttpResponse("made after")

    at(instant - MICROSECOND)
    PublicCacheMiddleware(view)(request())
    at(instant - MICROSECOND)
    assert PublicCacheMiddleware(lambda request: HttpResponse("before"))(request()).content == b"before"


def test_a_crowd_after_a_publication_has_each_page_made_once(release):
    made, signal = [], Barrier(8)

    def view(request):
        made.append(request.path)
        sleep(0.2)
        return HttpResponse(request.path)

    pages = PublicCacheMiddleware(view)

    def visit(address):
        signal.wait()
        try:
            return pages(request(address)).content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(visit, ["/", "/releases/"] * 4))
    assert answers == [b"/", b"/releases/"] * 4
    assert sorted(made) == ["/", "/releases/"]


def test_a_crowd_at_an_address_that_is_not_there_does_not_queue(release):
    signal = Barrier(6)

    def view(request):
        sleep(0.2)
        return HttpResponse(status=404)

    pages = PublicCacheMiddleware(view)

    def visit(_):
        signal.wait()
        try:
            return pages(request("/releases/never-was/")).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as crowd:
        started = monotonic()
        assert set(crowd.map(visit, range(6))) == {404}
        assert monotonic() - started < 1.1


def test_a_page_whose_maker_failed_falls_to_the_next(release):
    def fails(request):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        PublicCacheMiddleware(fails)(request())
    started = monotonic()
    assert PublicCacheMiddleware(lambda request: HttpResponse("x"))(request()).content == b"x"
    assert monotonic() - started < 1


def test_what_a_page_reckons_is_remembered_until_the_public_reads_something_else(release):
    reckoned = []

    def view(request):
        value = request.remembered("total", lambda: reckoned.append(1) or len(reckoned))
        again = request.remembered("total", lambda: reckoned.append(1) or len(reckoned))
        return HttpResponse(f"{value} {again}")

    pages = PublicCacheMiddleware(view)
    search = "/releases/?q=x"
    assert [pages(request(search)).content for _ in range(2)] == [b"1 1", b"1 1"]
    make_draft(organisations=[])
    assert pages(request(search)).content == b"1 1"
    make_release()
    assert [pages(request(search)).content for _ in range(2)] == [b"2 2", b"2 2"]
    with transaction.atomic():
        assert pages(request(search)).content == b"3 4"
    assert pages(request(search)).content == b"2 2"


def test_what_a_process_keeps_is_bounded_and_the_oldest_goes_first(db):
    near = caches["near"]
    for number in range(40):
        near.set(str(number), b"x" * (NEAR // 10))
        near.get("0")
    assert sum(map(len, near._cache.values())) <= NEAR
    kept = [number for number in range(40) if near.get(str(number))]
    assert kept == [0, *range(32, 40)]
    assert near._expire_info.keys() == near._cache.keys()
