"""The page that publishes: it asks from when and what is let stand, and refuses with its reasons."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from releases.models import OutboxMessage
from tests.builders import make_approved, make_contact, make_draft, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db


def change_url(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def page_url(name, release):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.user = user
    client.force_login(user)
    return client


def test_save_and_publish_saves_and_then_asks(editor):
    release = make_draft()
    data = typed(editor.get(change_url(release)), title="Nearly out")
    response = editor.post(change_url(release), data | {"_publish": ""}, follow=True)
    release.refresh_from_db()
    assert (release.title, release.status) == ("Nearly out", "draft")
    assert response.request["PATH_INFO"] == page_url("publish", release)
    assert "Nearly out" in response.content.decode()


def publish(editor, release, **answers):
    """Answers the page once, and once more if it asks."""
    url = page_url("publish", release)
    response = editor.post(url, typed(editor.get(url), **answers), follow=True)
    if "Then press the button." in response.content.decode():
        response = editor.post(url, typed(response), follow=True)
    release.refresh_from_db()
    return response.content.decode()


def tomorrow():
    return str(timezone.now().astimezone(timezone.get_default_timezone()).date() + timedelta(days=1))


def test_publishing_now_makes_it_public(editor):
    release = make_approved()
    assert "Published. Anyone can read it now." in publish(editor, release)
    assert release.is_public()


@pytest.mark.parametrize("status", ["draft", "review"])
def test_what_nobody_has_approved_is_published_as_urgent_only(editor, status):
    release = make_approved(status=status)
    assert "A colleague must approve it first. Or tick that it is urgent." in publish(editor, release)
    assert release.status == status
    page = publish(editor, release, **{f"{release.pk}-urgent": "on"})
    assert "Published. Anyone can read it now." in page
    assert "Urgent, not yet looked at" in page
    assert (release.is_public(), release.urgent_by) == (True, editor.user)


def test_what_is_approved_is_not_asked_about_urgency(editor):
    assert "urgent" not in "".join(typed(editor.get(page_url("publish", make_approved()))))


def test_publishing_page_names_what_stops_it_and_offers_no_button(editor):
    release = make_approved(organisations=[], dated_on=None)
    page = editor.get(page_url("publish", release))
    assert "An organisation that issues it" in page.content.decode()
    assert "when" not in typed(page)
    data = typed(page) | {"when": "now"}
    response = editor.post(page_url("publish", release), data)
    assert "Before publishing: An organisation that issues it." in response.content.decode()
    release.refresh_from_db()
    assert release.status == "approved"


def test_each_warning_is_answered_with_a_reason_and_a_reason_given_is_not_lost(editor):
    release = make_approved(contacts=[], body="<p>Call +1 202 999.</p>")
    url = page_url("publish", release)
    fields = [name for name in typed(editor.get(url)) if "-waive-" in name]
    assert fields[0] == f"{release.pk}-waive-no-contact"
    assert len(fields) == 2
    response = editor.post(url, typed(editor.get(url), **{fields[0]: "The desk is closed."}))
    assert response.content.decode().count("Mend this, or say why it may stand.") == 1
    assert typed(response)[fields[0]] == "The desk is closed."
    page = publish(editor, release, **{fields[0]: "The desk is closed.", fields[1]: "An extension."})
    assert release.is_public()
    assert "Let stand by" in page
    assert "The desk is closed." in page
    assert {waiver.by for waiver in release.waivers.all()} == {editor.user}


def test_warning_that_is_waived_is_shown_and_not_asked_about_again(editor):
    release = make_approved(contacts=[])
    release.publish(
        editor.user, at=timezone.now() + timedelta(days=1), waivers={"no-contact": "The desk is closed."}
    )
    page = editor.get(page_url("publish", release))
    assert "The desk is closed." in page.content.decode()
    assert not [name for name in typed(page) if "-waive-" in name]


def test_scheduled_moment_is_shown_in_utc_before_it_is_taken(editor, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    release = make_approved()
    day = timezone.now().astimezone(timezone.get_default_timezone()).date() + timedelta(days=40)
    url = page_url("publish", release)
    response = editor.post(url, typed(editor.get(url), when="later", day=str(day), time="10:00"))
    release.refresh_from_db()
    assert release.status == "approved"
    page = response.content.decode()
    assert "in Europe/Zurich (0" in page
    assert "in 39 d " in page or "in 40 d " in page
    assert "Schedule it" in page
    editor.post(url, typed(response))
    release.refresh_from_db()
    assert release.state() == "scheduled"
    assert release.public_from.astimezone(timezone.get_default_timezone()).hour == 10


def test_embargo_is_asked_about_in_its_own_words_and_kept_when_the_time_changes(editor):
    release = make_approved()
    url = page_url("publish", release)
    response = editor.post(url, typed(editor.get(url), when="embargo", day=tomorrow(), time="10:00"))
    assert "journalists to whom you give a link" in response.content.decode()
    assert "Put it under embargo" in response.content.decode()
    page = editor.post(url, typed(response), follow=True).content.decode()
    release.refresh_from_db()
    assert release.state() == "embargoed"
    assert "Under embargo until" in page
    again = typed(editor.get(url))
    assert (again["when"], again["time"]) == ("embargo", "10:00")
    publish(editor, release, when="embargo", time="11:00")
    assert (release.state(), release.public_from.hour) == ("embargoed", 11)
    assert OutboxMessage.objects.get().due_at == release.public_from


def test_answer_for_one_way_is_not_taken_for_the_other(editor):
    release = make_approved()
    url = page_url("publish", release)
    response = editor.post(url, typed(editor.get(url), when="later", day=tomorrow(), time="10:00"))
    response = editor.post(url, typed(response, when="embargo"))
    release.refresh_from_db()
    assert release.status == "approved"
    assert "Put it under embargo" in response.content.decode()


def test_embargo_line_of_the_text_is_what_the_page_suggests(editor, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    release = make_approved(body="<p>EMBARGOED UNTIL 10:00 GMT, 3 MAY 2031</p><p>Text.</p>")
    page = editor.get(page_url("publish", release))
    found = typed(page)
    assert (found["when"], found["day"], found["time"]) == ("embargo", "2031-05-03", "12:00")
    assert "It cannot be published" not in page.content.decode()
    assert "It cannot be published at this moment" in publish(editor, release, when="now")
    assert release.status == "approved"
    publish(editor, release)
    assert (release.state(), release.public_from) == ("embargoed", datetime(2031, 5, 3, 10, tzinfo=UTC))


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
    assert "this time does not exist" in schedule(editor, make_approved(), "2026-03-29", "02:30")


@pytest.mark.usefixtures("spring")
def test_time_that_comes_twice_is_asked_about(editor, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    release = make_approved()
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
    release = make_approved()
    assert said in schedule(editor, release, day, time)
    release.refresh_from_db()
    assert release.status == "approved"


def test_release_that_a_colleague_saved_meanwhile_is_not_published_unread(editor):
    release = make_approved()
    data = typed(editor.get(page_url("publish", release)))
    release.save()
    response = editor.post(page_url("publish", release), data)
    assert "A colleague has saved this release since." in response.content.decode()
    release.refresh_from_db()
    assert release.status == "approved"
    editor.post(page_url("publish", release), typed(response))
    release.refresh_from_db()
    assert release.is_public()


def test_release_of_a_bundle_is_not_published_alone(editor):
    first, second = make_approved(), make_approved(contacts=[make_contact()])
    bundle = first._meta.get_field("bundle").related_model(name="Two")
    bundle.begin(editor.user, [first, second])
    assert "goes out together with others" in publish(editor, first)
    assert first.status == "approved"


@pytest.mark.parametrize("values", [{}, {"status": "withdrawn"}])
def test_what_is_or_was_public_is_not_published_again(editor, values):
    release = make_release(**values)
    page = editor.get(page_url("publish", release))
    assert "This cannot be done now." in page.content.decode()
    assert "when" not in typed(page)
