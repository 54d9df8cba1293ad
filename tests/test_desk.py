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
from tests.builders import make_contact, make_draft, make_organisation, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 26, 10, 46, tzinfo=UTC)
HOUR = timedelta(hours=1)


def desk_of(role, at=NOW):
    request = RequestFactory().get("/admin/")
    request.user = make_user(role)
    return desk(admin.site, request, at)


def named(context):
    return [(thing.what, thing.about) for kind in context["attention"] for thing in kind.things]


def counts(at=NOW):
    """{state: how many} as the desk counts at this moment, without the empty states."""
    return {state: count for state, _label, count in desk_of("Editors", at)["counts"] if count}


def test_counts_follow_the_clock():
    for status in ("draft", "review", "approved"):
        make_draft(status=status)
    soon = NOW + timedelta(minutes=1)
    make_release(public_from=soon)
    make_release(public_from=soon, under_embargo=True)
    make_release(public_from=soon, corrected_at=NOW)
    out = make_release(public_from=NOW)
    for status in ("withdrawn", "removed"):
        make_release(status=status)
    make_release(status="redirected", replaced_by=out)
    others = dict.fromkeys(("draft", "review", "approved", "withdrawn", "removed", "redirected"), 1)
    assert counts() == others | {"scheduled": 2, "embargoed": 1, "public": 1}
    assert counts(soon) == others | {"public": 3, "corrected": 1}


def titles(rows):
    return [(row["release"] if isinstance(row, dict) else row).title for row in rows]


def desk_for(user, at=NOW):
    request = RequestFactory().get("/admin/")
    request.user = user
    return desk(admin.site, request, at)


def test_my_work_is_what_i_was_given_what_i_wrote_and_what_was_sent_back():
    me, other = make_user("Writers"), make_user("Editors")
    for title, values, writer in (
        ("A draft of mine", {}, me),
        ("A draft of another", {}, other),
        ("Given to me", {"assigned_to": me}, other),
        ("Given to me, in review", {"assigned_to": me, "status": "review"}, other),
        ("Mine, in review", {"status": "review"}, me),
        ("Given, coming", {"assigned_to": me, "status": "published", "public_from": NOW + HOUR}, other),
        ("Given, out", {"assigned_to": me, "status": "published", "public_from": NOW}, other),
        ("Given, taken back", {"assigned_to": me, "status": "withdrawn", "public_from": NOW}, other),
    ):
        make_draft(title=title, **values).written_by.add(writer, make_user("Writers"))
    back = make_draft(title="Sent back", status="review")
    back.written_by.add(me)
    back.back_to_draft(other, "Whose figure is it?")
    mine = desk_for(me)["mine"]
    assert sorted(titles(mine)) == [
        "A draft of mine",
        "Given to me",
        "Given to me, in review",
        "Given, coming",
        "Sent back",
    ]
    assert {one["release"].sent_back_reason for one in mine} == {"", "Whose figure is it?"}


def test_sent_back_draft_says_why_on_the_desk_of_its_writer(client):
    me, release = make_user("Writers"), make_draft(status="review")
    release.written_by.add(me)
    release.back_to_draft(make_user("Editors"), "Whose <figure> is it?")
    client.force_login(me)
    assert "Whose &lt;figure&gt; is it?" in client.get(reverse("admin:index")).content.decode()


def test_texts_of_others_wait_for_review_the_longest_waiting_first():
    me = make_user("Editors")
    make_draft(title="Mine", status="review").written_by.add(me)
    make_draft(title="First", status="review")
    make_draft(title="Second", status="review").written_by.add(make_user("Writers"))
    make_draft(title="A draft")
    assert titles(desk_for(me)["to_review"]) == ["First", "Second"]


def test_what_went_out_as_urgent_stays_until_a_second_person_has_looked(client):
    me, other = make_user("Editors"), make_user("Editors", first_name="Ben", last_name="Specimen")
    make_release(title="I was in a hurry", urgent_by=me)
    hasty = make_release(title="Ben was in a hurry", urgent_by=other)
    client.force_login(me)
    page = client.get(reverse("admin:index")).content.decode()
    assert "You let it pass. A colleague must look." in page
    assert "Ben Specimen let it pass although nobody else had looked." in page
    assert page.count("/look/") == 1
    hasty.look(me)
    assert titles(desk_for(me)["urgent"]) == ["I was in a hurry"]


def test_panels_of_those_who_decide_are_theirs_alone():
    make_draft(status="review")
    make_release(urgent_by=make_user("Editors"))
    for role in ("Writers", "Auditors", "Directory staff"):
        assert not {"to_review", "urgent"} & set(desk_of(role))
    assert {"to_review", "urgent"} <= set(desk_of("Editors"))


def test_today_ends_at_midnight_in_the_office(settings):
    settings.TIME_ZONE = "Pacific/Auckland"  # NOW is 22:46 there
    make_release(title="Before midnight", public_from=NOW + timedelta(minutes=73))
    make_release(title="At midnight", public_from=NOW + timedelta(minutes=74))
    context = desk_of("Editors")
    assert titles(context["today"]) == ["Before midnight"]
    assert titles(context["soon"]) == ["At midnight"]


def test_embargo_is_told_from_a_schedule_with_its_instant(client):
    client.force_login(make_user("Editors"))
    make_release(public_from=timezone.now() + timedelta(days=3), under_embargo=True)
    page = client.get(reverse("admin:index")).content.decode()
    assert '<span class="nr-flag nr-flag--hold">Under embargo</span>' in page
    assert "Under embargo until <time" in page.replace("\n", "")


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
    context = desk_of("Editors")
    today, soon = context["today"], context["soon"]
    assert [(one["release"].title, one["wait"]) for one in today] == [("First", "in 2 h 14 min")]
    assert [(one["release"].title, one["wait"]) for one in soon] == [("Second", "in 1 d 3 h")]
    assert today[0]["words"] == "26 May 2026, 15:00 in Europe/Zurich (13:00 UTC)"


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
        "Nothing is assigned to you, and you have no draft of your own.",
        "No colleague’s text is waiting for you.",
        "Nothing goes live today.",
        "Nothing is scheduled after today.",
        "No drafts.",
        "No public release bears a date yet.",
        "Nothing yet.",
    ):
        assert line in page


def test_panels_of_releases_vanish_for_directory_staff():
    contact = make_contact(name="Ada", email="")
    make_draft(title="An unspoken word", contacts=[contact], dated_on=None)
    context = desk_of("Directory staff")
    assert not {"counts", "today", "soon", "mine", "drafts", "chart", "to_review", "urgent"} & set(context)
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
    editor, writer = make_user("Editors"), make_user("Writers")
    client.force_login(editor)
    counts = []
    for size in (10, 60):
        for number in range(size):
            contact = make_contact(phone="", email="")
            release = make_draft(
                dated_on=None,
                organisations=[make_organisation()],
                contacts=[contact],
                title="Long" * 30,
                assigned_to=editor,
                body='<p>Body</p><p><a href="/releases/x/">x</a></p>',
            )
            Quote.objects.create(release=release, text="Body")
            make_draft(organisations=[])
            make_draft(status="review", assigned_to=writer).written_by.add(writer)
            make_release(
                contacts=[contact],
                public_from=timezone.now() + timedelta(days=number - size / 2),
                urgent_by=writer,
            )
        client.get(reverse("admin:index"))
        with django_assert_max_num_queries(60) as found:
            client.get(reverse("admin:index"))
        counts.append(len(found))
    assert counts[0] == counts[1]
