"""An embargo that a text was received under: the draft carries it, and nothing is public before it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from releases.models import Intake, Release
from tests.builders import make_contact, make_draft, make_user
from tests.form_values import typed
from tests.ingesting import TEXT
from tests.test_ingest_command import ingest
from tests.test_ingest_review import ADD, page_of, paste, review

pytestmark = pytest.mark.django_db
COMING = "EMBARGOED UNTIL 10:00 GMT, 3 June 2031"
INSTANT = datetime(2031, 6, 3, 10, tzinfo=UTC)


@pytest.fixture
def desk(client):
    client.user = make_user("Editors")
    client.force_login(client.user)
    return client


def take_in(tmp_path, line, publish=True, text=TEXT):
    (tmp_path / "a.txt").write_text(f"{line}\n\n{text}")
    return ingest(tmp_path / "a.txt", publish=publish)[0]


def publishing(release):
    return reverse("admin:releases_release_publish", args=[release.pk])


def test_embargo_to_come_is_kept_with_the_draft_and_never_published_by_itself(tmp_path):
    output = take_in(tmp_path, COMING)
    release = Release.objects.get()
    assert (release.status, release.public_from, release.embargo_line) == ("draft", None, COMING)
    assert "Under embargo until 3 June 2031, 10:00 UTC" in " ".join(output.split())
    assert "saved as drafts, under embargo 1" in " ".join(output.split())


def test_archive_text_is_public_from_its_date_once_its_embargo_has_passed(tmp_path):
    take_in(tmp_path, "EMBARGOED UNTIL 10:00 GMT, 2 May 2021")
    assert Release.objects.get().public_from == datetime(2021, 5, 12, tzinfo=UTC)


def test_archive_text_is_public_from_the_end_of_its_embargo_not_from_the_midnight_before(tmp_path):
    take_in(tmp_path, "EMBARGOED UNTIL 10:00 GMT, 12 May 2021")
    assert Release.objects.get().public_from == datetime(2021, 5, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED",
        "Strictly under embargo",
        "STRICTLY UNDER EMBARGO until noon",
        "Embargo: 3 June, 10:00 GMT",
    ],
)
def test_embargo_that_names_no_day_of_a_year_holds_the_text_until_an_editor_decides(tmp_path, line):
    output = take_in(tmp_path, line, text=TEXT.replace("Date: 12 May 2021\n\n", "Date:\n\n"))
    release = Release.objects.get()
    assert (release.status, release.embargo_line) == ("draft", line)
    assert "names no one instant" in output
    with pytest.raises(ValidationError, match="received under"):
        release.publish(make_user("Editors"), urgent=True)


@pytest.mark.parametrize(
    "when",
    ["{:%-d %B %Y}, 00:01", "{:%-d %B %Y}", "{:%-d %B %Y}, 00:01 local time", "{:%-d %B %Y}, midnight GMT"],
)
def test_embargo_without_a_zone_or_time_is_over_when_it_is_over_everywhere(tmp_path, when):
    yesterday = timezone.now() - timedelta(hours=12)
    take_in(tmp_path, "EMBARGOED UNTIL " + when.format(yesterday))
    release = Release.objects.get()
    assert release.status == "draft"
    release.embargo_line = "EMBARGOED UNTIL " + when.format(yesterday - timedelta(days=3))
    release.save()
    release.publish(make_user("Editors"), urgent=True)
    assert release.is_public()


def test_publishing_offers_the_instant_under_embargo_and_says_where_it_stands(desk, tmp_path, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    take_in(tmp_path, COMING)
    release = Release.objects.get()
    page = desk.get(publishing(release))
    found = typed(page)
    assert (found["when"], found["day"], found["time"]) == ("embargo", "2031-06-03", "12:00")
    text = page.content.decode()
    assert f"“<bdi>{COMING}</bdi>”" in text
    assert f"characters 1–{len(COMING)}" in text
    assert "3 June 2031, 12:00 in Europe/Zurich (10:00 UTC)" in text


def test_earlier_instant_than_the_embargo_is_refused_and_a_later_one_is_not(desk, tmp_path):
    take_in(tmp_path, COMING)
    release = Release.objects.get()
    release.contact_links.create(contact=make_contact(email="desk@example.org"), position=9)
    page = desk.get(publishing(release))
    url = publishing(release)
    urgent = {f"{release.pk}-urgent": "on"}
    refused = desk.post(url, typed(page, when="now", **urgent)).content.decode()
    assert "A moment after the embargo" in refused
    refused = desk.post(url, typed(page, time="09:59", **urgent))
    desk.post(url, typed(refused))
    release.refresh_from_db()
    assert release.status == "draft"
    asked = desk.post(url, typed(page, **urgent))
    desk.post(url, typed(asked))
    release.refresh_from_db()
    assert (release.status, release.state(), release.public_from) == ("published", "embargoed", INSTANT)


def test_editor_completes_an_embargo_that_leaves_its_zone_open(desk, tmp_path):
    take_in(tmp_path, "EMBARGOED UNTIL 10:00, 3 June 2031")
    release = Release.objects.get()
    page = desk.get(publishing(release))
    assert "It names no one instant" in page.content.decode()
    assert typed(page)["when"] == "now"
    form = reverse("admin:releases_release_change", args=[release.pk])
    desk.post(form, typed(desk.get(form), embargo_line=COMING))
    page = desk.get(publishing(release))
    assert typed(page)["when"] == "embargo"
    assert "as an editor wrote it" in page.content.decode()


def test_lifted_embargo_holds_nothing_once_it_is_emptied(desk, tmp_path):
    take_in(tmp_path, COMING)
    release = Release.objects.get()
    form = reverse("admin:releases_release_change", args=[release.pk])
    desk.post(form, typed(desk.get(form), embargo_line=""))
    release.refresh_from_db()
    release.publish(desk.user, urgent=True)
    assert release.is_public()


def test_review_shows_the_embargo_as_it_is_read_and_keeps_what_the_editor_makes_of_it(desk):
    paste(desk, f"{COMING}\n\n{TEXT}")
    intake = Intake.objects.get()
    page = desk.get(page_of(intake))
    assert typed(page)["embargo_line"] == COMING
    assert "3 June 2031, 10:00 UTC" in page.content.decode()
    refused = review(desk, intake, "_publish")
    assert "Under embargo until 3 June 2031, 10:00 UTC" in refused.content.decode()
    assert not Release.objects.exists()
    review(desk, intake, embargo_line="Embargo until 4 June 2031, 10:00 GMT")
    assert Release.objects.get().embargo_line == "Embargo until 4 June 2031, 10:00 GMT"


def test_embargo_left_out_in_the_review_is_not_on_the_draft(desk):
    paste(desk, f"{COMING}\n\n{TEXT}")
    review(desk, Intake.objects.get(), **{"decide:embargo_line": "reject"})
    assert Release.objects.get().embargo_line == ""


def test_public_release_has_no_embargo_on_its_form_and_its_page_never_names_one(desk, client):
    release = make_draft(embargo_line="Embargo until 5 May 2020, 10:00 GMT", contacts=[make_contact()])
    release.publish(desk.user, urgent=True)
    form = desk.get(reverse("admin:releases_release_change", args=[release.pk]))
    assert "embargo_line" not in typed(form)
    client.logout()
    assert "Embargo" not in client.get(release.get_absolute_url()).content.decode()
    assert client.get(reverse(ADD)).status_code == 302
