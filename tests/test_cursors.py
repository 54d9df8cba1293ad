"""Walking the list of releases: every release once, in order, whatever happens meanwhile."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from releases.cursors import BadCursor, Page, Position
from releases.models import Release
from tests.builders import PAST, make_release, make_user
from tests.reading import elements, having, links, page, words

pytestmark = pytest.mark.django_db

START = "/releases/"


@pytest.fixture
def many():
    """55 releases over five years: many of one day, many of one instant, nine without a date."""
    rows = []
    for number in range(55):
        dated = None if number % 6 == 5 else date(2016 + number % 5, 3, 1 + number % 2)
        rows.append(
            Release(
                title=f"R{number}",
                slug=f"r{number}",
                body="<p>Text.</p>",
                status="published",
                dated_on=dated,
                date_not_stated=dated is None,
                public_from=PAST + timedelta(microseconds=number % 3),
                uuid=UUID(int=(number * 7919) % 1009 + 1),
            )
        )
    Release.objects.bulk_create(rows)
    return [one.title for one in Release.objects.newest_first()]


def titles(tree):
    return [words(one.find("a")) for one in having(tree, "row__title")]


def walk(client, address, rel):
    """The pages from here on, each as (its address, its titles)."""
    while address:
        tree = page(client.get(address))
        yield address, titles(tree)
        onward = [one.get("href") for one in tree.iter("a") if one.get("rel") == rel]
        address = START + onward[0] if onward else None


def test_next_and_previous_visit_every_release_once_and_in_order(client, many):
    down = list(walk(client, START, "next"))
    assert [title for _, found in down for title in found] == many
    assert [len(found) for _, found in down] == [20, 20, 15]
    up = list(walk(client, down[-1][0], "prev"))
    assert [title for _, found in reversed(up) for title in found] == many


def test_dated_releases_come_newest_first_and_undated_ones_last_under_their_own_heading(client, many):
    dates = [Release.objects.get(title=title).dated_on for title in many]
    stated = [day for day in dates if day]
    assert dates == sorted(stated, reverse=True) + [None] * 9
    last = page(client.get(list(walk(client, START, "next"))[-1][0]))
    order = [words(one) for one in elements(last) if one.tag == "h2" or "row__title" in one.get("class", "")]
    heading = order.index("Date not stated")
    assert order[heading + 1 : heading + 10] == many[-9:]
    assert order[heading - 6 : heading] == many[40:46]


def test_the_walk_keeps_the_filters(client, many):
    Release.objects.filter(dated_on__year=2018).update(language="fr")
    walked = [title for _, found in walk(client, START + "?language=en&q=text", "next") for title in found]
    assert walked == [title for title in many if Release.objects.get(title=title).language_id == "en"]


def test_a_release_that_becomes_public_while_somebody_reads_shifts_nothing(client, many):
    _first, second, third = walk(client, START, "next")
    make_release(title="Breaking", dated_on=date(2026, 1, 1))
    assert titles(page(client.get(second[0]))) == second[1]
    assert titles(page(client.get(third[0]))) == third[1]
    up = list(walk(client, third[0], "prev"))
    assert [title for _, found in reversed(up) for title in found][-55:] == many


@pytest.mark.parametrize("place", [0, 19, 20, 39])
def test_a_release_that_is_withdrawn_while_somebody_reads_shifts_nothing(client, many, place):
    (_, _first), (address, _), _ = walk(client, START, "next")
    Release.objects.get(title=many[place]).withdraw(make_user("Editors"), "Issued in error.")
    rest = [title for _, found in walk(client, address, "next") for title in found]
    assert rest == [title for title in many[20:] if title != many[place]]


def test_the_first_page_is_full_when_one_comes_back_to_it(client, many):
    (_, first), (address, _), _ = walk(client, START, "next")
    back = next(one.get("href") for one in page(client.get(address)).iter("a") if one.get("rel") == "prev")
    tree = page(client.get(START + back))
    assert titles(tree) == first
    assert not [one for one in tree.iter("a") if one.get("rel") == "prev"]


def test_a_year_leads_to_its_newest_release(client, many):
    years = links(having(page(client.get(START)), "years")[0])
    assert list(years) == ["2020", "2019", "2018", "2017", "2016", "Date not stated"]
    for year, address in years.items():
        found = Release.objects.get(title=titles(page(client.get(START + address)))[0]).dated_on
        assert str(found.year) == year if found else year == "Date not stated"


def test_beyond_the_last_release_the_list_says_that_it_ends(client, many):
    tree = page(client.get(START + "?after=0001-01-01"))
    assert "The list ends here" in words(tree)
    before = next(one.get("href") for one in tree.iter("a") if one.get("rel") == "prev")
    assert titles(page(client.get(START + before))) == many[-20:]


def test_a_list_of_one_page_has_no_pager(client):
    make_release()
    tree = page(client.get(START))
    assert "Showing the only release" in words(tree)
    assert not having(tree, "years")
    assert not [one for one in tree.iter("a") if one.get("rel")]


def test_a_place_in_the_list_survives_being_written_down(many):
    for release in Release.objects.all():
        position = Position.of(release)
        assert Position.parse(str(position)) == position
        assert str(release.pk) not in str(position).split(".")


def test_the_set_and_the_place_agree_on_what_is_above_and_below(many):
    rows = list(Release.objects.newest_first())
    assert rows == sorted(rows, key=Position.of, reverse=True) == list(Release.objects.oldest_first())[::-1]
    for number in range(0, 55, 9):
        here = Position.of(rows[number])
        assert list(Release.objects.after(here).newest_first()) == rows[number + 1 :]
        assert list(Release.objects.before(here).newest_first()) == rows[:number]


NONSENSE = [
    "x",
    "0",
    "-1",
    "2020",
    "2020-13-01",
    "2020-02-30",
    "20200101",
    "2020-1-1",
    "0000-01-01",
    "99999-01-01",
    "２０２０-01-01",
    "2020-01-01.",
    "2020-01-01.1",
    "2020-01-01.1.2",
    "2020-01-01.x.5d7c2f0e-9c1b-4b5e-8a53-0f4b6a1c7d21",
    "2020-01-01.99999999999999999999999.5d7c2f0e-9c1b-4b5e-8a53-0f4b6a1c7d21",
    "2020-01-01.1.5d7c2f0e-9c1b-4b5e-8a53-0f4b6a1c7d21.9",
    "2020-01-01.1.5d7c2f0e-9c1b-4b5e-8a53-0f4b6a1c7d2",
    "undated.1",
    "Undated",
    " undated",
    "' OR 1=1 --",
    "\0",
    "2020-01-01\0",
    "9" * 5000,
    "2020-01-01." + "9" * 5000 + ".5d7c2f0e-9c1b-4b5e-8a53-0f4b6a1c7d21",
]


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("cursor", NONSENSE, ids=lambda text: ascii(text[:40]))
def test_a_place_that_cannot_be_answers_404_with_the_way_back(client, name, cursor):
    response = client.get(START, {name: cursor, "topic": "health"})
    assert response.status_code == 404
    assert links(page(response))["Back to the newest releases"] == "/releases/?topic=health"


def test_two_places_at_once_are_none(client):
    response = client.get(START + "?after=2020-01-01&before=2020-01-01")
    assert response.status_code == 404


DAYS = st.dates().map(date.isoformat) | st.sampled_from(["0001-01-01", "9999-12-31", "undated"])
NUMBERS = st.integers() | st.integers(min_value=-(10**17), max_value=10**18)
LIKELY = st.tuples(DAYS, NUMBERS.map(str), st.uuids().map(str)).map(".".join)


@given(
    st.text(st.characters(exclude_categories=["Cs"])) | LIKELY | DAYS, st.sampled_from(["after", "before"])
)
@example("0001-01-01.-62135596800000000.00000000-0000-0000-0000-000000000000", "before")
@example("9999-12-31.253402300799999999.ffffffff-ffff-ffff-ffff-ffffffffffff", "after")
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_stands_for_a_place_is_a_place_or_is_not(client, cursor, name):
    response = client.get(START, {name: cursor})
    assert response.status_code in (200, 404)
    if cursor and response.status_code == 200:
        Page.read(Release.objects.public(), 20, **{name: cursor})
    elif cursor:
        with pytest.raises(BadCursor):
            Position.parse(cursor)
