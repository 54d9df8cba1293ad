"""What both began from, theirs and yours: whose is kept is chosen field by field, and nothing is lost."""

import pytest
import reversion
from django.urls import reverse
from django.utils import timezone

from releases.models import Quote, Release
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, typed

pytestmark = pytest.mark.django_db


def url_of(thing):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])


@pytest.fixture
def ann(client):
    client.force_login(make_user("Editors", username="ann"))
    return client


@pytest.fixture
def bob(client_of_bob):
    client_of_bob.force_login(make_user("Editors", username="bob", first_name="Bob", last_name="Brown"))
    return client_of_bob


@pytest.fixture
def client_of_bob(client):
    return type(client)()


def save(client, thing, **changes):
    """Opens the form, makes these changes and saves."""
    response = client.post(url_of(thing), typed(client.get(url_of(thing)), **changes))
    assert response.status_code == 302
    thing.refresh_from_db()


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def chosen(response):
    """{label: (what both had, whose is kept, note)}"""
    return {one.label: (one.base, one.keep, one.note) for one in response.context["differences"]}


def both_change(ann, bob):
    """(response, release): Bob has saved a place and another title; Ann, a summary and another title."""
    release = make_draft(title="First", summary="S")
    remember(release)
    mine = typed(ann.get(url_of(release)), title="Ann's", summary="Ann's summary")
    save(bob, release, title="Bob's", dateline="Geneva")
    return ann.post(url_of(release), mine), release


def remember(thing):
    with reversion.create_revision():
        reversion.add_to_revision(thing)


def test_what_only_one_of_both_changed_is_kept_and_of_two_changes_ones_own(ann, bob):
    response, release = both_change(ann, bob)
    assert chosen(response) == {
        "Title": ("First", "mine", ""),
        "Summary": ("S", "mine", "Only you changed this."),
        "Place": ("", "theirs", "Only they changed this."),
    }
    over = release.changed_at.isoformat()
    assert ann.post(url_of(release), typed(response, over=over)).status_code == 302
    release.refresh_from_db()
    assert (release.title, release.summary, release.dateline) == ("Ann's", "Ann's summary", "Geneva")


def test_theirs_can_be_kept_field_by_field(ann, bob):
    response, release = both_change(ann, bob)
    data = typed(response, over=release.changed_at.isoformat())
    data |= {"keep-title": "theirs", "keep-summary": "theirs", "keep-dateline": "mine"}
    assert ann.post(url_of(release), data).status_code == 302
    release.refresh_from_db()
    assert (release.title, release.summary, release.dateline) == ("Bob's", "S", "")


def test_choice_without_the_tick_saves_nothing_and_is_remembered(ann, bob):
    response, release = both_change(ann, bob)
    again = ann.post(url_of(release), typed(response) | {"keep-title": "theirs"})
    assert chosen(again)["Title"] == ("First", "theirs", "")
    assert typed(again)["title"] == "Ann's"
    release.refresh_from_db()
    assert release.title == "Bob's"


def test_theirs_can_be_kept_of_every_kind_of_field_and_of_rows(ann, bob):
    topics, countries = [make_topic(), make_topic()], ["CH", "EC"]
    release = make_draft(body="<p>One. Two.</p>", topics=topics[:1], countries=countries[:1])
    for number, text in enumerate(("One.", "Two.")):
        Quote.objects.create(release=release, text=text, speaker="Ada", position=number)
    remember(release)
    mine = typed(
        ann.get(url_of(release)),
        topics=[topics[1].pk],
        countries=[],
        dated_on="2020-01-01",
        language="ar",
        body="<p>One. Two. Three.</p>",
    )
    mine |= {"quotes-0-DELETE": "on", "quotes-1-speaker": "Ann", "organisation_links-0-role": "named"}
    mine = add_row(mine, "quotes", text="Three.", position=2)
    theirs = {"topics": [one.pk for one in topics], "countries": countries, "date_not_stated": "on"}
    theirs |= {"dated_on": "", "language": "fr", "quotes-0-speaker": "Bob", "quotes-1-speaker": "Bob"}
    save(bob, release, **theirs, **{"organisation_links-0-role": "partner"})
    response = ann.post(url_of(release), mine)
    data = typed(response, over=release.changed_at.isoformat())
    names = [one.name for one in response.context["differences"] if one.name]
    assert {"quotes-0-DELETE", "quotes-1-speaker", "quotes-2", "topics", "language"} <= set(names)
    data |= {f"keep-{name}": "theirs" for name in names if name != "body"}
    assert ann.post(url_of(release), data).status_code == 302
    release.refresh_from_db()
    assert (release.dated_on, release.date_not_stated, release.language_id) == (None, True, "fr")
    assert set(release.topics.all()) == set(topics)
    assert {one.code for one in release.countries.all()} == set(countries)
    assert [(one.text, one.speaker) for one in release.quotes.all()] == [("One.", "Bob"), ("Two.", "Bob")]
    assert release.organisation_links.get().role == "partner"
    assert release.body == "<p>One. Two. Three.</p>"


def test_row_that_they_removed_and_you_had_not_touched_stays_removed(ann, bob):
    release = make_draft(body="<p>One. Two.</p>")
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    remember(release)
    mine = typed(ann.get(url_of(release)), title="Ann's")
    save(bob, release, **{"quotes-0-DELETE": "on"})
    response = ann.post(url_of(release), mine)
    assert chosen(response)["Quote"][1:] == ("theirs", "Removed by them. You had not changed it.")
    ann.post(url_of(release), typed(response, over=release.changed_at.isoformat()))
    release.refresh_from_db()
    assert (release.title, release.quotes.count()) == ("Ann's", 0)


def test_their_new_order_of_rows_is_a_difference_too(ann, bob):
    release = make_draft(organisations=[make_organisation(), make_organisation()])
    remember(release)
    mine = typed(ann.get(url_of(release)), title="Ann's")
    save(bob, release, **{"organisation_links-0-position": 7})
    response = ann.post(url_of(release), mine)
    assert chosen(response)["Organisation 1, Order"] == ("0", "theirs", "Only they changed this.")


def test_where_no_version_tells_what_both_had_two_are_compared(ann, bob):
    release = make_draft(title="First")
    mine = typed(ann.get(url_of(release)), title="Ann's")
    Release.objects.filter(pk=release.pk).update(title="Bob's", changed_at=timezone.now())
    for loaded_at in (mine["loaded_at"], "", "yesterday", "2024-01-01", "2024-13-45T00:00:00+00:00"):
        response = ann.post(url_of(release), mine | {"loaded_at": loaded_at})
        assert chosen(response) == {"Title": (None, "mine", "")}


def test_forged_moment_shows_no_number_that_was_internal_then(ann, bob):
    contact = make_contact(phone="+41 22 917 12 34", audience="internal")
    remember(contact)
    then = contact.changed_at.isoformat()
    contact.points.update(audience="public", value="+41 22 717 91 11")
    contact.save()
    mine = typed(ann.get(url_of(contact))) | {"loaded_at": then, "points-0-value": "+41 22 717 91 12"}
    page = ann.post(url_of(contact), mine).content.decode()
    assert "saved this on" in page
    assert "917 12 34" not in page
