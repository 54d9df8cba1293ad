"""The public register of corrections, withdrawals, removals, redirections and restorations, and its feed."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import feedparser
import pytest
from django.utils import timezone

from releases.cursors import BadCursor, NoticePosition
from releases.models import Notice, Release
from tests.builders import PAST, make_release, make_user
from tests.reading import having, links, page, words

pytestmark = pytest.mark.django_db

START = "/corrections/"


@pytest.fixture
def editor():
    return make_user("Editors")


@pytest.fixture
def act(monkeypatch, editor):
    """Does one thing after another to releases, an hour apart."""
    clock = [PAST]

    def later(step, **values):
        clock[0] += timedelta(hours=1)
        monkeypatch.setattr(timezone, "now", lambda: clock[0])
        step(by=editor, **values)

    return later


def entries(client, address=START):
    return [words(one) for one in having(page(client.get(address)), "row")]


def feed(client):
    parsed = feedparser.parse(client.get("/corrections/feed.atom").content)
    assert parsed.bozo is False
    return parsed


def test_every_step_that_the_public_may_know_of_is_there_the_newest_first(client, act):
    one, other = (
        make_release(title="One", slug="one", date_not_stated=True),
        make_release(title="Other", slug="other"),
    )
    act(one.correct, wrong="It said five.", right="It is six.", urgent=True)
    act(one.minor_edit, reason="A comma.")
    act(one.withdraw, reason="Issued in error.", replaced_by=other)
    act(one.restore, reason="It was right.")
    act(one.redirect, reason="Published twice.", to=other)
    assert entries(client) == [
        "1 March 2024 14:00 UTC Redirected One Release whose date is not stated Published twice. "
        "Replaced by: Other",
        "1 March 2024 13:00 UTC Restored One Release whose date is not stated It was right.",
        "1 March 2024 12:00 UTC Withdrawn One Release whose date is not stated Issued in error.",
        "1 March 2024 10:00 UTC Corrected One Release whose date is not stated "
        "What was wrong It said five. What is right It is six.",
    ]


def test_an_entry_leads_to_the_release_and_to_its_earlier_text(client, act):
    release = make_release(title="One", slug="one", dated_on=date(2020, 5, 26))
    act(release.correct, wrong="It said five.", right="It is six.", urgent=True)
    (row,) = having(page(client.get(START)), "row")
    assert "Release of 26 May 2020" in words(row)
    assert links(row) == {
        "One": f"/releases/one/#{row.get('id')}",
        "Read the earlier text of One": "/releases/one/versions/1/",
    }


def test_a_removed_release_is_named_by_its_date_and_the_reason_alone(client, act):
    dated = make_release(title="Walrus", slug="walrus", body="<p>Walrus.</p>", dated_on=date(2020, 5, 26))
    undated = make_release(title="Walrus", date_not_stated=True)
    act(dated.correct, wrong="Walrus.", right="No walrus.", urgent=True)
    act(dated.withdraw, reason="Issued in error.")
    act(dated.remove, reason="It named somebody.")
    act(undated.remove, reason="It had no date.")
    assert entries(client) == [
        "1 March 2024 13:00 UTC Removed A release whose date is not stated It had no date.",
        "1 March 2024 12:00 UTC Removed A release of 26 May 2020 It named somebody.",
        "1 March 2024 11:00 UTC Withdrawn A release of 26 May 2020 Issued in error.",
    ]
    assert [one.title for one in feed(client).entries] == [
        "Removed: A release whose date is not stated",
        "Removed: A release of 26 May 2020",
        "Withdrawn: A release of 26 May 2020",
    ]
    for address in (START, "/corrections/feed.atom"):
        assert "walrus" not in client.get(address).content.decode().lower()


def test_a_redirected_release_loses_its_name_with_the_one_it_led_to(client, act):
    release, other = make_release(title="Walrus"), make_release(title="Whiskers")
    act(release.correct, wrong="A walrus.", right="No walrus.", urgent=True)
    act(release.redirect, reason="Published twice.", to=other)
    act(other.remove, reason="It named somebody.")
    assert entries(client) == [
        "1 March 2024 12:00 UTC Removed A release of 1 March 2024 It named somebody.",
        "1 March 2024 11:00 UTC Redirected A release of 1 March 2024 Published twice.",
        "1 March 2024 10:00 UTC Corrected A release of 1 March 2024",
    ]
    act(other.restore, reason="It did not.")
    assert [one.title for one in feed(client).entries] == [
        "Restored: Whiskers",
        "Removed: Whiskers",
        "Redirected: Walrus",
        "Corrected: Walrus",
    ]


def test_what_is_not_public_is_not_in_the_register(client):
    for values in (
        {"status": "draft", "public_from": None},
        {"status": "review", "public_from": None},
        {"status": "approved", "public_from": None},
        {"public_from": timezone.now() + timedelta(days=1)},
        {"public_from": timezone.now() + timedelta(days=1), "under_embargo": True},
    ):
        release = make_release(title="Walrus", **values)
        release.notices.create(kind="withdrawn", at=PAST, reason="Walrus.")
    assert "Nothing has been corrected yet" in words(page(client.get(START)))
    assert feed(client).entries == []


@pytest.fixture
def many():
    """45 notices, several at one instant."""
    release = make_release(title="One")
    Notice.objects.bulk_create(
        Notice(
            uuid=UUID(int=(number * 7919) % 1009 + 1),
            release=release,
            kind="restored",
            at=PAST + timedelta(microseconds=number % 7),
            reason=f"Reason {number:02}",
        )
        for number in range(45)
    )
    return [one.reason for one in Notice.objects.newest_first()]


def walk(client, address, rel):
    while address:
        tree = page(client.get(address))
        yield address, [words(one)[-9:] for one in having(tree, "row")]
        onward = [one.get("href") for one in tree.iter("a") if one.get("rel") == rel]
        address = START + onward[0] if onward else None


def test_newer_and_older_visit_every_entry_once_and_in_order(client, many):
    down = list(walk(client, START, "next"))
    assert [reason for _, found in down for reason in found] == many
    assert [len(found) for _, found in down] == [20, 20, 5]
    up = list(walk(client, down[-1][0], "prev"))
    assert [reason for _, found in reversed(up) for reason in found] == many
    assert "The list ends here" in words(page(client.get(f"{START}?after=0.{UUID(int=0)}")))


def test_a_new_entry_shifts_nothing_while_somebody_reads(client, many):
    _first, second, _third = walk(client, START, "next")
    make_release().withdraw(make_user("Editors"), "Reason now")
    assert next(walk(client, second[0], "next")) == second


def test_a_place_in_the_register_survives_being_written_down(many):
    for notice in Notice.objects.all():
        position = NoticePosition.of(notice)
        assert NoticePosition.parse(str(position)) == position
    rows = list(Notice.objects.newest_first())
    assert rows == sorted(rows, key=NoticePosition.of, reverse=True)


@pytest.mark.parametrize(
    "cursor", ["x", "1", "1.2", ".", "1.2.3", "2020-01-01", "9" * 400, f"{'9' * 40}.{UUID(int=1)}"]
)
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_place_that_cannot_be_answers_404_with_the_way_back(client, name, cursor):
    response = client.get(START, {name: cursor})
    assert response.status_code == 404
    assert links(page(response))["Back to the newest corrections"] == START
    with pytest.raises(BadCursor):
        NoticePosition.parse(cursor)


def test_the_register_has_no_page_but_by_its_places(client, many):
    assert client.get(START + "?after=1.x&before=1.x").status_code == 404
    assert client.post(START).status_code == 405


def test_every_page_leads_to_the_register_and_the_register_to_its_feed(client):
    make_release(slug="one")
    for address in ("/", "/releases/", "/releases/one/", "/contacts/", "/no-such-page/"):
        assert links(page(client.get(address)))["Corrections"] == START
    tree = page(client.get(START))
    assert links(tree)["Follow corrections"] == "/corrections/feed.atom"
    feeds = [one.get("href") for one in tree.iter("link") if one.get("rel") == "alternate"]
    assert feeds == ["/corrections/feed.atom"]


def test_an_entry_of_the_feed_says_the_whole_of_it(client, act):
    other = make_release(title="Other")
    release = make_release(title="One <b>", slug="one", dated_on=date(2020, 5, 26))
    act(release.correct, wrong="It said <five>.", right="It is\nsix \x0b.", urgent=True)
    act(release.withdraw, reason="All of it.", replaced_by=other)
    withdrawn, corrected = feed(client).entries
    notices = {one.kind: one for one in Notice.objects.all()}
    assert corrected.id == f"urn:uuid:{notices['corrected'].uuid}"
    assert corrected.title == "Corrected: One <b>"
    assert corrected.link == f"http://testserver/releases/one/#n-{notices['corrected'].uuid}"
    assert corrected.published == corrected.updated == "2024-03-01T10:00:00+00:00"
    assert "1 March 2024, 10:00 UTC" in corrected.summary
    assert "Release of 26 May 2020" in corrected.summary
    assert "It said &lt;five&gt;." in corrected.summary
    assert "Replaced by: Other" in withdrawn.summary
    assert withdrawn.link == "http://testserver/releases/one/"


def test_an_entry_that_loses_its_name_says_that_it_changed(client, act):
    release = make_release(title="One")
    act(release.withdraw, reason="All of it.")
    (before,) = feed(client).entries
    act(release.remove, reason="It named somebody.")
    removed, withdrawn = feed(client).entries
    assert (before.id, before.updated) == (withdrawn.id, "2024-03-01T10:00:00+00:00")
    assert withdrawn.updated == removed.updated == "2024-03-01T11:00:00+00:00"
    assert removed.link.startswith("http://testserver/corrections/#n-")


def test_the_entries_of_the_feed_are_the_newest_thirty(client, many):
    assert [one.summary.split("Reason ")[1][:2] for one in feed(client).entries] == [
        one[-2:] for one in many[:30]
    ]


def test_a_title_in_another_language_is_marked_as_such(client, act):
    release = make_release(title="افتتاح", language_id="ar")
    act(release.withdraw, reason="خطأ.")
    title = having(page(client.get(START)), "row__title")[0].find("a")
    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")


def test_the_way_through_many_redirects_costs_few_queries(client, act, django_assert_max_num_queries):
    chain = [make_release(title=f"R{number}") for number in range(8)]
    for one, to in pairwise(chain):
        act(one.redirect, reason="Moved.", to=to)
    with django_assert_max_num_queries(14):
        found = entries(client)
    assert all("Replaced by: R7" in entry for entry in found)
    assert Release.objects.gone().count() == len(found) == 7
