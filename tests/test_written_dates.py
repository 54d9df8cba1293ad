"""Dates and times as press offices write them, in the languages of the newsroom."""

from datetime import UTC, date, datetime, time

import pytest

from releases.written_dates import dates_in, instant_in, latest_in, one_instant_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 May 2026", date(2026, 5, 5)),
        ("Geneva, the 3rd of November 2026", date(2026, 11, 3)),
        ("May 5, 2026", date(2026, 5, 5)),
        ("NOV. 3, 2026", date(2026, 11, 3)),
        ("Sept. 3 2026", date(2026, 9, 3)),
        ("le 1er août 2026", date(2026, 8, 1)),
        ("3 mars 2026", date(2026, 3, 3)),
        ("3 de mayo de 2026", date(2026, 5, 3)),
        ("12 de septiembre del 2026", date(2026, 9, 12)),
        ("3 de março de 2026", date(2026, 3, 3)),
        ("15 de dezembro de 2026", date(2026, 12, 15)),
        ("2026-05-03", date(2026, 5, 3)),
        ("26 / 05 / 2020", date(2020, 5, 26)),
        ("26.05.2020", date(2020, 5, 26)),
        ("05/26/2020", date(2020, 5, 26)),
    ],
)
def test_date_is_read_as_it_is_written(text, day):
    assert [written.day() for written in dates_in(text)] == [day]


@pytest.mark.parametrize(
    "text",
    ["May 2026", "31 February 2026", "in May", "2026", "4.5 million in 2026", "the 3 marches", "99 May 2026"],
)
def test_half_a_date_and_an_impossible_one_are_none(text):
    assert dates_in(text) == []


def test_date_that_could_be_two_days_agrees_with_both_and_names_neither():
    (written,) = dates_in("03/05/2026")
    assert written.day() is None
    assert written.agrees(date(2026, 5, 3))
    assert written.agrees(date(2026, 3, 5))
    assert not written.agrees(date(2026, 5, 4))


def test_date_without_a_year_agrees_with_its_day_of_any_year():
    (written,) = dates_in("3 May")
    assert written.agrees(date(2026, 5, 3))
    assert not written.agrees(date(2026, 5, 4))
    assert written.day() is None


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("10:00 GMT, 3 May 2026", 10, 0),
        ("3 May 2026, 0930 GMT", 9, 30),
        ("May 3, 2026 at 10 a.m. UTC", 10, 0),
        ("12.30pm GMT on 3 May 2026", 12, 30),
        ("12 a.m. GMT on 3 May 2026", 0, 0),
        ("3 mai 2026 à 14 h 05 UTC", 14, 5),
        ("3 de maio de 2026 às 14h30 UTC", 14, 30),
        ("noon GMT, 3 May 2026", 12, 0),
        ("3 May 2026, 12:00 CEST", 10, 0),
        ("3 May 2026, 9am EDT", 13, 0),
        ("3 May 2026, 15:30 UTC+5:30", 10, 0),
    ],
)
def test_instant_is_read_in_its_zone(text, hour, minute):
    assert instant_in(text).instant() == datetime(2026, 5, 3, hour, minute, tzinfo=UTC)


def test_instant_without_a_zone_is_office_time(settings):
    settings.TIME_ZONE = "Europe/Zurich"
    assert instant_in("3 May 2026, 10:00").instant() == datetime(2026, 5, 3, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["3 May 2026", "3 May, 10:00", "03/05/2026, 10:00"])
def test_instant_that_leaves_something_open_names_none(text):
    assert instant_in(text).instant() is None


@pytest.mark.parametrize("text", ["tomorrow at 10:00", "10:00 GMT", "midnight on 3 May 2026", ""])
def test_what_is_not_plain_is_no_instant(text):
    assert instant_in(text) is None


def test_day_alone_agrees_with_every_moment_of_it_and_a_time_with_itself_only():
    at = datetime(2026, 5, 3, 10, 0, tzinfo=UTC)
    assert instant_in("3 May 2026").agrees(at)
    assert instant_in("3 May 2026, 10:00").agrees(at)
    assert not instant_in("3 May 2026, 10:00").agrees(at.replace(second=1))
    assert not instant_in("3 May 2026").agrees(at.replace(day=4))
    assert instant_in("3 May, 10:00").time == time(10)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("10:00 ET, 5 May 2026", 14),
        ("10:00 ET, 5 January 2026", 15),
        ("10am Pacific Time, 5 May 2026", 17),
        ("10:00 Geneva time, 5 May 2026", 8),
        ("le 5 mai 2026 à 10 h 00, heure de Paris", 8),
        ("10:00 New York time on 5 May 2026", 14),
    ],
)
def test_zone_whose_hours_depend_on_the_day_is_that_of_the_day(text, hour):
    assert one_instant_in(text).hour == hour


@pytest.mark.parametrize("text", ["10:00 IST, 5 May 2026", "10:00 local time, 5 May 2026"])
def test_zone_that_is_not_known_is_not_taken_for_the_offices(text):
    assert instant_in(text) is None
    assert latest_in(text) == datetime(2026, 5, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("10:00 GMT, 5 May 2026", datetime(2026, 5, 5, 10, tzinfo=UTC)),
        ("10:00, 5 May 2026", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("5 May 2026", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("10:00 GMT, 05/06/2026", datetime(2026, 6, 6, 12, tzinfo=UTC)),
        ("issued 3 May 2026, until 5 May 2026, 10:00 GMT", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("midnight, 5 May 2026", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("10:00 ET (14:00 GMT), 5 May 2026", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("briefing 09:00, embargo 10:00 GMT, 5 May 2026", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("10:00 GMT, London time, 5 May 2026", datetime(2026, 5, 6, 12, tzinfo=UTC)),
        ("10:00 GMT, London time, 5 January 2026", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("10:00 GMT, 5 May", None),
        ("until tomorrow", None),
    ],
)
def test_last_instant_that_words_can_mean_is_never_before_the_one_they_mean(text, last):
    assert latest_in(text) == last
