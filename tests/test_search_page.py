"""The list of what was found: its orders, marks, suggestions and cost, and what it must never tell."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from releases import search
from releases.engines import engine, postgresql
from releases.models import Release, ReleaseOrganisation
from releases.search import Match
from tests.builders import make_embargoed, make_organisation, make_release, make_user
from tests.reading import elements, having, links, page, words
from tests.searching import finds, make_searchable

pytestmark = pytest.mark.django_db


@pytest.fixture
def releases():
    make_searchable()


def test_a_word_in_the_title_outweighs_any_number_in_the_text_and_alike_the_newest_is_first():
    for title, body, day in (
        ("One", "harbour " * 50, 3),
        ("Harbour", "nothing", 1),
        ("Two", "of a harbour", 4),
        ("The harbour", "nothing", 2),
    ):
        make_release(title=title, body=f"<p>{body}</p>", dated_on=date(2024, 3, day))
    assert finds("harbour")[:2] == ["The harbour", "Harbour"]
    public = Release.objects.public()
    best = Match("harbour", public, timezone.now()).best(public).newest_first()
    top = best.top(2, public.only("title"))
    assert [(one.title, one.score) for one in top] == [(one.title, one.score) for one in best[:2]]
    assert sorted(finds("harbour")[2:]) == ["One", "Two"]


def titles(tree):
    return [words(one.find("a")) for one in having(tree, "row__title")]


@pytest.mark.parametrize("common", [False, True])
def test_both_orders_are_read_page_by_page_and_lose_nothing(client, monkeypatch, common):
    monkeypatch.setattr(search, "MOST", 30 if common else 500)
    for number in range(47):
        title = f"Harbour {number:02}" if number % 3 == 0 else f"Number {number:02}"
        make_release(title=title, body="<p>Of a harbour.</p>", dated_on=date(2024, 1, 1) + timedelta(number))
    by_day = [f"Harbour {n:02}" if n % 3 == 0 else f"Number {n:02}" for n in range(46, -1, -1)]
    for order in ("newest", "best"):
        seen, address = [], f"/releases/?q=harbour&order={order}"
        while address:
            tree = page(client.get(address))
            seen += titles(tree)
            following = [one.get("href") for one in elements(tree) if one.get("rel") == "next"]
            address = "/releases/" + following[0] if following else ""
        if order == "newest":
            assert seen == by_day
        else:
            ranked = by_day[:30] if common else by_day
            assert seen == sorted(ranked, key=lambda title: title.startswith("Number"))
    assert ("30 newest" in words(tree)) is common
    back = next(one.get("href") for one in elements(tree) if one.get("rel") == "prev")
    assert len(titles(page(client.get("/releases/" + back)))) == 20


def test_a_place_in_one_order_is_none_in_the_other(client, releases):
    assert client.get("/releases/?q=water&after=2024-03-01").status_code == 404
    assert client.get("/releases/?q=water&order=newest&after=2024-03-02").status_code == 200


def test_filters_narrow_what_is_found_in_either_order(client, monkeypatch):
    organisation = make_organisation(name="Board", slug="board")
    for number in range(12):
        make_release(
            title=f"R{number:02}",
            body="<p>Of a harbour.</p>",
            organisations=[organisation] if number < 3 else [],
            dated_on=date(2024, 1, 1) + timedelta(number),
        )
    for most in (500, 4):
        monkeypatch.setattr(search, "MOST", most)
        for order in ("best", "newest"):
            tree = page(client.get("/releases/", {"q": "harbour", "organisation": "board", "order": order}))
            assert titles(tree) == ["R02", "R01", "R00"], (most, order)


def test_the_words_found_are_marked_and_everything_else_is_escaped(client):
    make_release(
        title="Harbour <b>& Co</b>",
        summary="Nothing here.",
        body="<p>"
        + "Before it. " * 40
        + "The Hàrbours of “A &amp; B &lt;i&gt;” opened."
        + " After it." * 40
        + "</p>",
    )
    response = client.get("/releases/?q=harbour").content.decode()
    assert "<mark>Harbour</mark> &lt;b&gt;&amp; Co&lt;/b&gt;" in response
    assert "The <mark>Hàrbours</mark> of “A &amp; B &lt;i&gt;” opened." in response
    assert re.search(r">… (it\. )?Before it\. Before", response)
    assert re.search(r"(After|it\.) …<", response)
    assert "<mark>" not in client.get("/releases/").content.decode()


def test_arabic_is_marked_in_its_own_letters(client, releases):
    assert "<mark>المُنظّمة</mark>" in client.get("/releases/?q=المنظمه").content.decode()


def test_a_misspelt_word_leads_to_the_right_one(client, releases):
    tree = page(client.get("/releases/?q=vaccinatoins quito"))
    assert titles(tree) == []
    assert links(having(tree, "empty")[0])["vaccinations quito"] == "?q=vaccinations+quito"


def test_nothing_is_suggested_that_would_find_nothing(client, releases):
    assert "Perhaps you meant" not in client.get("/releases/?q=vaccinatoins oceans").content.decode()
    assert "Perhaps you meant" not in client.get("/releases/?q=zzzzzz").content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft", "public_from": None},
        {"status": "withdrawn"},
        {"status": "removed"},
    ],
)
def test_words_that_are_not_public_are_neither_found_nor_suggested(client, releases, values):
    unknown = client.get("/releases/?q=zanzibarr").content
    make_release(title="Zanzibar", organisations=[make_organisation(name="Zanzibari Works")], **values)
    assert client.get("/releases/?q=zanzibarr").content == unknown
    assert titles(page(client.get("/releases/?q=zanzibar"))) == []


def test_an_embargoed_word_is_found_and_suggested_from_its_instant_on(client, releases, monkeypatch):
    instant = timezone.now() + timedelta(hours=1)
    make_embargoed(title="Zanzibar", public_from=instant)
    for asked, expected in (("zanzibar", ["Zanzibar"]), ("zanzibarr", [])):
        monkeypatch.setattr(timezone, "now", lambda: instant - timedelta(microseconds=1))
        before = client.get("/releases/", {"q": asked})
        assert titles(page(before)) == []
        assert ">zanzibar<" not in before.content.decode()
        monkeypatch.setattr(timezone, "now", lambda: instant)
        after = page(client.get("/releases/", {"q": asked}))
        assert titles(after) == expected
        assert expected or "zanzibar" in links(having(after, "empty")[0])


def test_what_waits_changes_neither_the_order_nor_the_number_of_queries(client, releases):
    def asked():
        with CaptureQueriesContext(connection) as spent:
            answer = client.get("/releases/?q=water").content
        return len(spent), answer

    before = asked()
    for number in range(30):
        make_embargoed(title=f"Water {number}", body="<p>" + "Water is clean. " * 50 + "</p>")
    assert asked() == before


def test_a_search_costs_the_same_with_many_releases(client):
    counts = []
    for size in (3, 300):
        Release.objects.bulk_create(
            Release(
                title=f"Harbour {size} {number}",
                slug=f"harbour-{size}-{number}",
                body="<p>Of cranes.</p>",
                status="published",
                public_from=timezone.now(),
                dated_on=date(2024, 1, 1),
            )
            for number in range(size)
        )
        with CaptureQueriesContext(connection) as spent:
            assert client.get("/releases/?q=cranes harbour").status_code == 200
        counts.append(len(spent))
    assert counts[0] == counts[1] <= 6


def test_colleagues_find_what_is_not_public_and_nobody_else_does(client, releases):
    make_release(title="Zanzibar", status="draft", public_from=None)
    client.force_login(make_user("Editors"))
    assert "Zanzibar" in client.get("/admin/releases/release/?q=zanz").content.decode()
    assert "Zanzibar" not in client.get("/releases/?q=zanz").content.decode().replace("zanz", "")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's planner")
def test_no_search_reads_through_all_releases(client, monkeypatch):
    """At 20,000 releases, on whose words PostgreSQL keeps statistics."""
    organisation = make_organisation(name="Board")
    made = Release.objects.bulk_create(
        Release(
            title=f"Harbour {number}",
            slug=f"r{number}",
            body=f"<p>Of cranes{' and ferries' * (number % 2)}. {number * 7919 % 5003:05x}q</p>",
            status="published",
            public_from=timezone.now(),
            dated_on=date(2000, 1, 1) + timedelta(number // 3),
        )
        for number in range(20_000)
    )
    ReleaseOrganisation.objects.bulk_create(
        ReleaseOrganisation(release=one, organisation=organisation) for one in made[::50]
    )
    engine().settle()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    public = Release.objects.public()
    plans = {}
    for typed in (
        '"0007bq"',
        "ferries",
        '"ferries"',
        "harbour cranes",
        "nowhere",
        "board",
        "harbour -ferries",
    ):
        with CaptureQueriesContext(connection) as spent:
            match = Match(typed, public, timezone.now())
            list(match.of(public).newest_first().for_cards()[:21])
            list(match.best(public).newest_first()[:21])
        for query in spent.captured_queries:
            if query["sql"].startswith("SELECT") and "releases_query" not in query["sql"]:
                with connection.cursor() as cursor:
                    cursor.execute("EXPLAIN " + query["sql"])
                    plans[typed, query["sql"]] = "\n".join(line for (line,) in cursor.fetchall())
        assert match.is_common is (typed in ("ferries", '"ferries"', "harbour cranes", "harbour -ferries"))
    assert len(plans) > 15
    assert [
        plan for plan in plans.values() if re.search(r"Seq Scan on releases_(release|searchentry)\b", plan)
    ] == []
    # Both words are everywhere and never stand so: it cannot be told from the index that there is nothing.
    monkeypatch.setattr(postgresql, "LONGEST", 1)
    monkeypatch.setattr(search, "AMONG", 2_000)
    told = client.get("/releases/", {"q": '"cranes harbour"'}).content.decode()
    assert "Only the 2000 newest releases were searched" in told.replace(",", "")
