"""Publishing, scheduling and withdrawing: each is asked about once more, and refused with its reasons."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db


def change_url(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def page_url(name, release):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return client


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def test_save_and_publish_saves_and_then_asks(editor):
    release = make_draft()
    data = typed(editor.get(change_url(release)), title="Nearly out")
    response = editor.post(change_url(release), data | {"_publish": ""}, follow=True)
    release.refresh_from_db()
    assert (release.title, release.status) == ("Nearly out", "draft")
    assert response.request["PATH_INFO"] == page_url("publish", release)
    assert "Nearly out" in response.content.decode()


def test_publishing_now_makes_it_public(editor):
    release = make_draft()
    page = editor.get(page_url("publish", release))
    response = editor.post(page_url("publish", release), typed(page), follow=True)
    release.refresh_from_db()
    assert release.is_public()
    assert "Published. Anyone can read it now." in response.content.decode()


def test_publishing_page_names_what_stops_it_and_offers_no_button(editor):
    release = make_draft(organisations=[], dated_on=None)
    page = editor.get(page_url("publish", release))
    assert "An organisation that issues it" in page.content.decode()
    data = typed(page) | {"when": "now"}
    response = editor.post(page_url("publish", release), data)
    assert "Before publishing: An organisation that issues it." in response.content.decode()
    release.refresh_from_db()
    assert release.status == "draft"


def test_scheduled_moment_is_shown_in_utc_before_it_is_taken(editor, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    release = make_draft()
    day = timezone.now().astimezone(timezone.get_default_timezone()).date() + timedelta(days=40)
    url = page_url("publish", release)
    data = typed(editor.get(url), when="later", day=str(day), time="10:00")
    response = editor.post(url, data)
    release.refresh_from_db()
    assert release.status == "draft"
    assert "in Europe/Zurich (0" in response.content.decode()
    editor.post(url, typed(response, when="later"))
    release.refresh_from_db()
    assert release.is_scheduled()
    assert release.public_from.astimezone(timezone.get_default_timezone()).hour == 10


def schedule(editor, release, day, time, **more):
    url = page_url("publish", release)
    data = typed(editor.get(url), when="later", day=day, time=time, **more)
    return editor.post(url, data).content.decode()


@pytest.fixture
def spring(monkeypatch):
    """Early 2026 in Zurich: the clocks go forward on 29 March and back on 25 October."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 1, 12, 0, tzinfo=UTC))


@pytest.mark.usefixtures("spring")
def test_time_that_the_clocks_skip_is_refused(editor, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    assert "this time does not exist" in schedule(editor, make_draft(), "2026-03-29", "02:30")


@pytest.mark.usefixtures("spring")
def test_time_that_comes_twice_is_asked_about(editor, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    release = make_draft()
    assert "Say which of the two." in schedule(editor, release, "2026-10-25", "02:30")
    assert "00:30 UTC" in schedule(editor, release, "2026-10-25", "02:30", fold="0")
    assert "01:30 UTC" in schedule(editor, release, "2026-10-25", "02:30", fold="1")


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-02-28", "10:00", "This moment has passed."),
        ("2025-12-31", "10:00", "Check the year"),
        ("2062-03-01", "10:00", "Check the year"),
        ("9999-12-31", "23:59", "Check the year"),
        ("0001-01-01", "00:00", "Check the year"),
        ("", "10:00", "Give the day."),
        ("2026-03-02", "", "Give the time."),
        ("the day after", "10:00", "Enter a valid date."),
        ("2026-03-02", "25:61", "Enter a valid time."),
    ],
)
def test_impossible_moment_is_refused_in_words(editor, day, time, said):
    release = make_draft()
    assert said in schedule(editor, release, day, time)
    release.refresh_from_db()
    assert release.status == "draft"


def test_scheduled_release_goes_back_to_draft(editor):
    release = make_release(public_from=timezone.now() + timedelta(hours=3))
    editor.post(page_url("unpublish", release), typed(editor.get(page_url("unpublish", release))))
    release.refresh_from_db()
    assert (release.status, release.public_from) == ("draft", None)


def test_withdrawing_needs_a_reason(editor):
    release = make_release()
    url = page_url("withdraw", release)
    response = editor.post(url, typed(editor.get(url), reason="  "))
    assert "This field is required." in response.content.decode()
    editor.post(url, typed(response, reason="The figures were wrong."))
    release.refresh_from_db()
    assert (release.status, release.ended_reason) == ("withdrawn", "The figures were wrong.")


def test_opening_a_page_that_asks_changes_nothing(editor):
    release = make_release()
    editor.get(page_url("withdraw", release))
    release.refresh_from_db()
    assert release.is_public()


def test_release_that_a_colleague_saved_meanwhile_is_not_published_unread(editor):
    release = make_draft()
    data = typed(editor.get(page_url("publish", release)))
    release.save()
    response = editor.post(page_url("publish", release), data)
    assert "A colleague has saved this release since." in response.content.decode()
    release.refresh_from_db()
    assert release.status == "draft"
