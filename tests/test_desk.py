"""The editor's desk: what needs attention, what goes live next, and for whose eyes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from newsroom.desk import desk
from releases.models import Quote, Release
from releases.office_time import in_words, until
from tests.builders import make_contact, make_organisation, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 26, 10, 46, tzinfo=UTC)


def desk_of(role, at=NOW):
    request = RequestFactory().get("/admin/")
    request.user = make_user(role)
    return desk(admin.site, request, at)


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def named(context):
    return [(thing.what, thing.about) for kind in context["attention"] for thing in kind.things]


def test_counts_follow_the_clock():
    make_draft()
    make_release(public_from=NOW + timedelta(minutes=1))
    make_release(public_from=NOW)
    make_release(status="withdrawn")
    assert [count for _state, _label, count in desk_of("Editors")["counts"]] == [1, 1, 1, 1]
    later = desk_of("Editors", NOW + timedelta(minutes=1))
    assert [count for _state, _label, count in later["counts"]] == [1, 0, 2, 1]


def test_what_stops_publishing_stands_before_what_is_worth_fixing():
    contact = make_contact(name="Ada", phone="", email="")
    full = {"contacts": [contact], "organisations": [contact.organisation]}
    make_draft(**full, title="Undated", dated_on=None)
    make_draft(**full | {"organisations": []}, title="Nobody's")
    misquoted = make_draft(**full, title="Misquoted", body="<p>As said.</p>")
    Quote.objects.create(release=misquoted, text="As said.")
    Release.objects.filter(pk=misquoted.pk).update(body="<p>As written.</p>")
    make_draft(**full | {"contacts": []}, title="Without a contact")
    make_draft(**full, title="Long" * 25)
    context = desk_of("Editors")
    assert named(context) == [
        ("No date", "Undated"),
        ("No issuing organisation", "Nobody's"),
        ("A quote is not in the body", "Misquoted"),
        ("No press contact", "Without a contact"),
        ("A long title", "Long" * 25),
        ("No e-mail for Ada", f"{contact.organisation.name}. Named in 4 releases."),
        ("No public number for Ada", f"{contact.organisation.name}. Named in 4 releases."),
    ]
    assert context["attention_count"] == 7


def test_leading_organisation_without_a_contact_is_named():
    make_draft(
        organisations=[make_organisation(name="Silent Office")], contacts=[make_contact(email="a@b.org")]
    )
    make_organisation(name="Leads nothing")
    assert named(desk_of("Editors")) == [("No press contact for Silent Office", "Party to 1 release.")]


def test_confirmed_absence_of_a_date_needs_no_attention():
    contact = make_contact(email="ada@example.org")
    make_draft(dated_on=None, date_not_stated=True, contacts=[contact], organisations=[contact.organisation])
    assert named(desk_of("Editors")) == []


def test_every_row_leads_to_the_group_that_mends_it(client):
    client.force_login(make_user("Editors"))
    release = make_draft(dated_on=None)
    page = client.get(reverse("admin:index")).content.decode()
    assert f'<a href="/admin/releases/release/{release.pk}/change/#date">Add date' in page
    assert "?lacks=" not in page


def test_many_of_a_kind_are_counted_and_found_in_the_list(client):
    client.force_login(make_user("Editors"))
    for _number in range(7):
        make_draft(dated_on=None)
    page = client.get(reverse("admin:index")).content.decode()
    assert '<a href="/admin/releases/release/?lacks=date">3 more of this kind</a>' in page


def test_coming_up_gives_the_wait_and_the_moment_in_both_zones(settings):
    settings.TIME_ZONE = "Europe/Zurich"
    make_release(title="Second", public_from=NOW + timedelta(days=1, hours=3, minutes=59))
    make_release(title="First", public_from=NOW + timedelta(hours=2, minutes=14))
    soon = desk_of("Editors")["soon"]
    assert [(one["release"].title, one["wait"]) for one in soon] == [
        ("First", "in 2 h 14 min"),
        ("Second", "in 1 d 3 h"),
    ]
    assert soon[0]["words"] == "26 May 2026, 15:00 in Europe/Zurich (13:00 UTC)"


def test_moment_in_words_says_utc_once_and_another_day_where_it_is_one(settings):
    settings.TIME_ZONE = "UTC"
    assert in_words(NOW) == "26 May 2026, 10:46 UTC"
    settings.TIME_ZONE = "Pacific/Auckland"
    assert in_words(NOW.replace(hour=13)) == "27 May 2026, 01:46 in Pacific/Auckland (26 May 2026, 13:46 UTC)"


def test_last_minute_is_less_than_a_minute():
    assert until(NOW + timedelta(seconds=59), NOW) == "in less than a minute"
    assert until(NOW + timedelta(seconds=60), NOW) == "in 1 min"


def test_draft_says_how_far_it_is_and_what_is_missing():
    make_draft(dated_on=None, summary="A summary.", contacts=[make_contact(email="a@example.org")])
    draft = desk_of("Editors")["drafts"][0]
    assert draft["ready"] == "5 of 6 ready"
    assert draft["missing"] == ["A date, or a tick that none is stated"]


def test_chart_keeps_empty_months_and_counts_only_what_is_public():
    for day in (date(2026, 5, 1), date(2026, 5, 31), date(2025, 6, 30), date(2025, 5, 31)):
        make_release(dated_on=day)
    make_draft(dated_on=date(2026, 4, 1))
    make_release(dated_on=None, date_not_stated=True)
    chart = desk_of("Editors")["chart"]
    assert [bar.count for bar in chart.bars] == [1] + [0] * 10 + [2]
    assert chart.span == "June 2025 – May 2026"
    assert chart.bars[-1].is_present
    assert "Highest: 2 in May 2026. Lowest: 0 in July 2025." in chart.title


def test_chart_of_an_old_newsroom_ends_with_its_newest_release():
    make_release(dated_on=date(2020, 5, 26))
    chart = desk_of("Editors")["chart"]
    assert chart.span == "June 2019 – May 2020"
    assert not any(bar.is_present for bar in chart.bars)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_chart_survives_the_ends_of_the_calendar(day):
    make_release(dated_on=day)
    assert len(desk_of("Editors")["chart"].bars) == 12


def test_empty_newsroom_says_so_in_every_panel(client):
    client.force_login(make_user("Editors"))
    page = client.get(reverse("admin:index")).content.decode()
    for line in (
        "Nothing. All that could be checked is in order.",
        "Nothing is scheduled.",
        "No drafts.",
        "No public release bears a date yet.",
        "Nothing yet.",
    ):
        assert line in page


def test_panels_of_releases_vanish_for_directory_staff():
    contact = make_contact(name="Ada", email="")
    make_draft(title="An unspoken word", contacts=[contact], dated_on=None)
    context = desk_of("Directory staff")
    assert not {"counts", "soon", "drafts", "chart"} & set(context)
    assert named(context) == [("No e-mail for Ada", contact.organisation.name)]
    assert {record["name"] for record in context["records"]} == {"Organisations", "Press contacts"}


@pytest.mark.parametrize(("role", "offered"), [("Editors", "Add e-mail"), ("Writers", "Open")])
def test_nobody_is_asked_to_add_what_they_may_not(role, offered):
    make_contact(name="Ada", email="")
    things = [thing for kind in desk_of(role)["attention"] for thing in kind.things]
    assert [[label for label, _address in thing.links] for thing in things] == [[offered]]


def test_own_actions_are_listed_and_nobody_elses(client):
    editor, release = make_user("Editors"), make_draft()
    client.force_login(editor)
    url = reverse("admin:releases_release_change", args=[release.pk])
    client.post(url, typed(client.get(url), title="Touched"))
    page = client.get(reverse("admin:index")).content.decode()
    assert "Changed Title." in page
    client.force_login(make_user("Editors"))
    assert "Changed Title." not in client.get(reverse("admin:index")).content.decode()


def test_desk_costs_the_same_however_much_there_is(client, django_assert_max_num_queries):
    client.force_login(make_user("Editors"))
    counts = []
    for size in (10, 60):
        for number in range(size):
            contact = make_contact(phone="", email="")
            release = make_draft(
                dated_on=None, organisations=[make_organisation()], contacts=[contact], title="Long" * 30
            )
            Quote.objects.create(release=release, text="Body")
            make_draft(organisations=[])
            make_release(contacts=[contact], public_from=timezone.now() + timedelta(days=number - size / 2))
        client.get(reverse("admin:index"))
        with django_assert_max_num_queries(60) as found:
            client.get(reverse("admin:index"))
        counts.append(len(found))
    assert counts[0] == counts[1]
