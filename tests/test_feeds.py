"""The feeds: what a subscriber's reader makes of them."""

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from releases.models import KeyFigure, Release
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user

pytestmark = pytest.mark.django_db

FEEDS = ["/releases/feed.atom", "/releases/feed.rss"]


@pytest.fixture(params=FEEDS)
def feed(request, client):
    """Reads one of the feeds under these parameters; each test runs for both."""

    def read(query=""):
        response = client.get(request.param + query)
        assert response.status_code == 200
        parsed = feedparser.parse(
            response.content, response_headers={"content-type": response["Content-Type"]}
        )
        assert parsed.bozo is False
        return parsed

    return read


def test_an_entry_is_the_release_whole(feed, source_releases):
    entries = {entry.id: entry for entry in feed().entries}
    assert len(entries) == 2
    for release in Release.objects.all():
        entry = entries[f"urn:uuid:{release.uuid}"]
        assert entry.title == release.title
        assert entry.link == f"http://testserver{release.get_absolute_url()}"
        html = entry.get("content", [{}])[0].get("value") or entry.description
        for block in release.blocks()[1:]:
            assert block.html in html
        assert (
            f'<span class="dateline">{release.dateline}</span> –' in html or f"{release.dateline} –" in html
        )
        assert "+1 202 716 8820" in html
        assert "@" not in html
        assert {tag.term for tag in entry.tags} == {one.name for one in release.parties()}


def test_the_id_of_an_entry_stays_when_everything_else_changes(feed):
    release = make_release()
    (before,) = feed().entries
    release.correct(make_user("Editors"), "The title.", "This one.", urgent=True, title="Another title")
    release.slug = "another-address"
    release.save()
    (after,) = feed().entries
    assert before.id == after.id == f"urn:uuid:{release.uuid}"
    assert after.link.endswith("/releases/another-address/")


def test_a_dated_release_is_published_from_the_instant_it_was_public(feed):
    make_release(dated_on=date(2020, 5, 26))
    (entry,) = feed().entries
    assert entry.published_parsed[:6] == (2024, 3, 1, 9, 0, 0)
    assert "26 May 2020" in str(entry)


def test_an_undated_release_has_no_date_of_publication(feed):
    make_release(date_not_stated=True)
    (entry,) = feed().entries
    assert "published" not in entry
    assert "Date not stated" in str(entry)
    assert "2024" not in str(entry.get("content") or entry.description)


def test_an_empty_feed_says_the_same_at_any_moment(client):
    for address in (*FEEDS, "/corrections/feed.atom"):
        found = feedparser.parse(client.get(address).content).feed
        assert found.updated_parsed[:6] == (1970, 1, 1, 0, 0, 0)


def test_a_feed_gives_no_date_by_which_a_withdrawn_entry_would_be_kept(client):
    make_release()
    for address in (*FEEDS, "/corrections/feed.atom"):
        assert "Last-Modified" not in client.get(address)


def test_an_entry_says_what_was_corrected(feed):
    release = make_release()
    colleague = make_user("Editors", first_name="Ana", last_name="Lima")
    release.correct(make_user("Editors"), "It said <five>.", "It is six.", approved_by=colleague)
    (entry,) = feed().entries
    told = str(entry)
    assert "It said &lt;five&gt;." in told
    assert "It is six." in told
    assert "Ana Lima" in told


def test_the_latest_to_become_public_comes_first_and_thirty_are_enough(feed):
    for number in range(31):
        make_release(
            title=f"R{number}",
            public_from=PAST + timedelta(hours=number),
            dated_on=date(2024, 3, 31 - number % 30),
        )
    assert [entry.title for entry in feed().entries] == [f"R{number}" for number in range(30, 0, -1)]


def test_a_feed_takes_the_filters_of_the_list_and_names_them(feed):
    iom, food = make_organisation(name="Migration Office", slug="iom"), make_topic(name="Food")
    make_release(title="Both", organisations=[iom], topics=[food])
    make_release(title="One", organisations=[iom], dated_on=date(2020, 5, 26))
    make_release(title="None", language_id="fr")
    for query, titles in {
        "": {"Both", "One", "None"},
        "?organisation=iom": {"Both", "One"},
        "?organisation=iom&topic=food": {"Both"},
        "?year=2020": {"One"},
        "?language=fr": {"None"},
        "?q=both": {"Both"},
        "?after=nonsense&before=2020-01-01": {"Both", "One", "None"},
    }.items():
        assert {entry.title for entry in feed(query).entries} == titles, query
    parsed = feed("?organisation=iom&topic=food&after=2020-01-01").feed
    assert parsed.title == "Newsroom: Press releases (Migration Office, Food)"
    assert parsed.link == "http://testserver/releases/?organisation=iom&topic=food"


def test_a_feed_names_its_own_address(client):
    make_release()
    for address in FEEDS:
        parsed = feedparser.parse(client.get(address + "?language=en").content)
        own = [link.href for link in parsed.feed.links if link.rel == "self"]
        assert own == [f"http://testserver{address}?language=en"]


def test_a_feed_holds_nothing_that_is_not_public(feed):
    make_release(title="Draft", status="draft", public_from=None)
    make_release(title="Scheduled", public_from=timezone.now() + timedelta(days=1))
    gone = make_release(title="Gone")
    make_release(title="There")
    gone.withdraw(make_user("Editors"), "Issued in error.")
    assert [entry.title for entry in feed().entries] == ["There"]


def test_an_empty_newsroom_has_a_feed_that_can_be_followed(feed):
    assert feed().entries == []


def test_text_in_any_script_and_with_odd_characters_does_not_break_a_feed(feed):
    odd = "<b>A & B]]></b> \x0b\x85\u2028\ufffe\uffff\U0001f600 “ا”\u202e"
    desk = make_contact(
        name=odd, organisation=make_organisation(name=odd, short_name=odd[:9]), office=odd, role=odd
    )
    release = make_release(
        title=odd,
        summary=odd,
        dateline=odd,
        notes_to_editors=odd,
        body=f"<p>{odd}&#11;</p>",
        organisations=[desk.organisation],
        contacts=[desk],
    )
    KeyFigure.objects.create(release=release, figure="A", counts=odd)
    (entry,) = feed().entries
    assert entry.title.endswith("“ا”\u202e")
    assert feed("?q=absent%0B%EF%BF%BE%3Cb%3E").entries == []


def test_a_feed_says_when_it_last_changed_and_answers_304_until_then(client):
    make_release()
    for address in FEEDS:
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache"
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    make_release()
    for address in FEEDS:
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "query", ["?organisation=nobody", "?year=soon", "?organisation=nobody&organisation=iom"]
)
def test_a_feed_asked_for_something_unknown_answers_404_and_not_everything(client, query):
    make_release(organisations=[make_organisation(name="IOM", slug="iom")])
    assert client.get("/releases/feed.atom" + query).status_code == 404


def test_a_follower_of_an_organisation_keeps_their_feed_when_its_address_changes(client):
    organisation = make_organisation(name="Old name", slug="old-name")
    make_release(title="Theirs", organisations=[organisation])
    make_release(title="Another")
    organisation.slug = "new-name"
    organisation.save()
    found = feedparser.parse(client.get("/releases/feed.atom?organisation=old-name").content)
    assert [entry.title for entry in found.entries] == ["Theirs"]
