"""The benchmark measures what it says: on a newsroom of two releases, for a moment."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command

from tests.benchmarks import bench_pages, tables
from tests.benchmarks.client import fault
from tests.benchmarks.measuring import Figures, Seen
from tests.benchmarks.scenarios import page
from tests.benchmarks.servers import Server, Talker, memory_of


@pytest.fixture
def db(own_database):
    return own_database


def test_the_bare_view_is_measured_and_every_answer_looked_at(db, tmp_path):
    call_command("synthesise", releases=2, out=tmp_path, verbosity=0)
    call_command("load_jsonl", tmp_path, verbosity=0)
    given = SimpleNamespace(workers=2, gunicorn="")
    server = Server("bare", "tests.benchmarks.bare", {"DATABASE_URL": db}, given)
    client = Talker("client")
    try:
        before = server.application_seconds()
        asked = {"port": server.port, "connections": 2, "count": 20}
        right = client.ask(requests=[page("/release-000002/", "Release 000002", "Paragraph 4")], **asked)
        wrong = client.ask(requests=[page("/release-000002/", "Release 000001")], **asked)
        spent = server.application_seconds()
        assert (right["done"], right["wrong"]) == (20, [])
        assert wrong["wrong"] == ["/release-000002/: without 'Release 000001'"] * 20
        assert sum(spent.values()) > sum(before.values())
        assert all(resident > 10 for resident, _shared in map(memory_of, server.workers()))
    finally:
        client.stop()
        server.stop()


def test_an_answer_is_right_if_it_holds_what_it_must_in_this_order():
    assert fault((200, b"one two"), 200, [b"one", b"two"]) == ""
    assert fault((200, b"two one"), 200, [b"one", b"two"]) == "without 'two'"
    assert fault((500, b""), 200, []) == "status 500"


def test_a_figure_is_the_median_of_ratios_of_neighbouring_rounds():
    figures = Figures([Seen(100, 0.001, 0.001), Seen(50, 0.002, 0.002)], [Seen(50, 0.003, 0.001)] * 2)
    assert (figures.cpu, figures.rate, figures.database_share) == (1.5, 0.75, 0.25)


def test_a_plan_that_reads_all_releases_is_named():
    asked = {"list": [{"scans": ["Index Scan using a"]}], "feed": [{"scans": [tables.WHOLE]}]}
    assert tables.scanned(asked) == ["feed"]
    assert bench_pages.sizes("1000,2") == [2, 1000]
