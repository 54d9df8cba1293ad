"""Office hours: who is there at a moment, by the clock on the office's wall, and until when."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from contacts.hours import is_open, opening, validate_zone
from contacts.models import OfficeHours, PressContact
from tests.builders import make_contact
from tests.reading import having, page, words

MON, FRI, SAT, SUN = 0, 4, 5, 6
GENEVA, TOKYO, NEW_YORK = "Europe/Zurich", "Asia/Tokyo", "America/New_York"
MINUTE = timedelta(minutes=1)


def hours(first, last, opens, closes):
    return SimpleNamespace(
        first_day=first, last_day=last, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)
    )


OFFICE = [hours(MON, FRI, "09:00", "12:30"), hours(MON, FRI, "13:30", "17:30")]
NIGHT = [hours(FRI, FRI, "22:00", "06:00")]
SUNDAY_TO_THURSDAY = [hours(SUN, 3, "08:00", "16:00")]
ALWAYS = [hours(MON, SUN, "00:00", "00:00")]
SHIFTS = [hours(MON, MON, "06:00", "14:00"), hours(MON, MON, "14:00", "22:00")]


def told(rows, zone, at, place="Geneva"):
    at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return opening(rows, zone, at, place).in_words(at)


@pytest.mark.parametrize(
    ("rows", "zone", "at", "said"),
    [
        (OFFICE, GENEVA, "2026-05-26T10:00", "Open now, until 12:30 in Geneva"),
        (OFFICE, GENEVA, "2026-05-26T10:30", "Closed now, opens 13:30 in Geneva"),
        (OFFICE, GENEVA, "2026-05-26T15:29:59", "Open now, until 17:30 in Geneva"),
        (OFFICE, GENEVA, "2026-05-26T15:30", "Closed now, opens Wednesday, 09:00 in Geneva"),
        (OFFICE, GENEVA, "2026-05-29T16:00", "Closed now, opens Monday, 09:00 in Geneva"),
        (NIGHT, GENEVA, "2026-05-29T21:00", "Open now, until Saturday, 06:00 in Geneva"),
        (NIGHT, GENEVA, "2026-05-30T03:00", "Open now, until 06:00 in Geneva"),
        (NIGHT, GENEVA, "2026-05-30T04:00", "Closed now, opens Friday, 22:00 in Geneva"),
        (SUNDAY_TO_THURSDAY, GENEVA, "2026-05-31T07:00", "Open now, until 16:00 in Geneva"),
        (SUNDAY_TO_THURSDAY, GENEVA, "2026-05-29T07:00", "Closed now, opens Sunday, 08:00 in Geneva"),
        (ALWAYS, TOKYO, "2026-05-29T07:00", "Open at all hours"),
        (SHIFTS, GENEVA, "2026-05-25T08:00", "Open now, until 22:00 in Geneva"),
    ],
)
def test_the_public_is_told_until_when_or_from_when_somebody_is_there(rows, zone, at, said):
    assert told(rows, zone, at) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        # Central Europe changes its clocks on 29 March and on 25 October 2026.
        ("2026-03-27T08:00", "Open now, until 12:30 in Geneva"),
        ("2026-03-27T07:59", "Closed now, opens 09:00 in Geneva"),
        ("2026-03-30T07:00", "Open now, until 12:30 in Geneva"),
        ("2026-03-30T06:59", "Closed now, opens 09:00 in Geneva"),
        ("2026-10-26T07:59", "Closed now, opens 09:00 in Geneva"),
        ("2026-10-26T08:00", "Open now, until 12:30 in Geneva"),
    ],
)
def test_summer_time_moves_the_hours_with_the_clock_on_the_wall(at, said):
    assert told(OFFICE, GENEVA, at) == said


def test_a_night_in_which_the_clock_is_put_back_is_an_hour_longer():
    night = [hours(SAT, SAT, "22:00", "06:00")]
    at = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    assert opening(night, GENEVA, at, "").until.astimezone(UTC) - at == timedelta(hours=9)
    at = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)
    assert opening(night, GENEVA, at, "").until.astimezone(UTC) - at == timedelta(hours=7)


def test_without_hours_or_without_a_zone_nothing_is_said():
    at = datetime(2026, 5, 26, tzinfo=UTC)
    assert opening([], GENEVA, at, "") is None
    assert opening(OFFICE, "", at, "") is None


def test_a_zone_that_does_not_exist_is_refused():
    validate_zone(GENEVA)
    with pytest.raises(ValidationError, match="There is no such time zone"):
        validate_zone("Europe/Nowhere")


ROWS = [*OFFICE, *NIGHT, *SUNDAY_TO_THURSDAY, *ALWAYS, hours(SAT, MON, "23:30", "00:30")]
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


@given(at=moments, zone=st.sampled_from([GENEVA, TOKYO, NEW_YORK]), rows=st.lists(st.sampled_from(ROWS)))
def test_what_is_said_holds_until_the_instant_that_is_named_and_no_longer(at, zone, rows):
    found = opening(rows, zone, at, "")
    if found is None or found.until is None:
        return
    end = found.until.astimezone(UTC)
    assert at < end <= at + timedelta(days=8)
    before, after = (opening(rows, zone, one, "") for one in (end - timedelta(microseconds=1), end))
    assert before.is_open is found.is_open
    assert after.is_open is not found.is_open


# In the directory


def keep(contact, rows, zone=GENEVA, **values):
    PressContact.objects.filter(pk=contact.pk).update(time_zone=zone, **values)
    for row in rows:
        OfficeHours.objects.create(contact=contact, **vars(row))
    contact.refresh_from_db()
    return contact


@pytest.mark.django_db
def test_row_and_set_agree_on_who_is_there_at_every_quarter_of_an_hour_of_a_week():
    contacts = [keep(make_contact(), [row], zone) for row in ROWS for zone in (GENEVA, NEW_YORK)]
    begins = datetime(2026, 10, 23, 12, 0, tzinfo=UTC)  # the week in which Europe's clocks are put back
    for number in range(0, 7 * 96, 5):
        at = begins + number * 15 * MINUTE
        open_now = {contact.pk for contact in contacts if contact.opening(at).is_open}
        assert set(PressContact.objects.on_call(at).values_list("pk", flat=True)) == open_now, at


@pytest.mark.django_db
def test_who_is_away_or_has_left_or_has_no_zone_is_not_on_call():
    at = datetime(2026, 5, 26, 10, 0, tzinfo=UTC)
    for status, zone in (("away", GENEVA), ("left", GENEVA), ("active", "")):
        contact = keep(make_contact(), ALWAYS, zone, status=status)
        assert contact.opening(at) is None
    assert not PressContact.objects.on_call(at).exists()


@pytest.mark.django_db
def test_the_directory_tells_who_is_there_and_is_narrowed_to_them(client, monkeypatch):
    at = datetime(2026, 5, 26, 10, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    keep(make_contact(name="Day desk", office="Geneva", kind="desk"), OFFICE)
    keep(make_contact(name="Night desk"), NIGHT)
    make_contact(name="Unknown")
    text = words(page(client.get("/contacts/")))
    assert "Open now, until 12:30 in Geneva" in text
    assert "Closed now, opens Friday, 22:00 in Zurich" in text
    tree = page(client.get("/contacts/?on_call=on"))
    assert [words(one) for one in having(tree, "person__name")] == ["Day desk"]
    assert "1 contact" in words(tree)
    detail = words(page(client.get("/contacts/day-desk/")))
    assert "Open now, until 12:30 in Geneva" in detail
    assert "Monday to Friday, 09:00–12:30" in detail
    assert "By the clock in Geneva" in detail


@pytest.mark.django_db
def test_hours_are_of_whole_minutes():
    contact = keep(make_contact(), [hours(MON, FRI, "09:00:30", "17:30:59.5")])
    row = contact.hours.get()
    assert (row.opens, row.closes) == (time(9), time(17, 30))


@pytest.mark.django_db
def test_hours_without_a_zone_are_not_shown(client):
    keep(make_contact(slug="c"), OFFICE, zone="")
    text = words(page(client.get("/contacts/c/")))
    assert "Office hours" not in text
    assert "Open now" not in text


@pytest.mark.django_db
def test_a_day_that_no_week_has_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(make_contact(), [hours(7, 7, "09:00", "10:00")])


def test_a_row_over_midnight_belongs_to_the_day_on_which_it_begins():
    (row,) = NIGHT
    wall = datetime(2026, 5, 29, 23, 0, tzinfo=ZoneInfo(GENEVA))
    assert is_open(row, wall.weekday(), wall.time())
    assert not is_open(row, wall.weekday(), time(5, 0))
    assert is_open(row, SAT, time(5, 0))
