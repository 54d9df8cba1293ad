"""A page that was just read is not made again, and is never shown after it stopped being true."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Country
from newsroom import watching
from newsroom.caching import Parameters
from newsroom.embargo.check import check
from newsroom.embargo.doors import doors
from newsroom.public_version import public_state
from releases.models import Release
from releases.readiness import unwaived
from releases.sitemaps import PART
from tests.builders import make_contact, make_draft, make_embargoed, make_link, make_release, make_user
from tests.test_settings import KEY, PUBLIC, deployed

pytestmark = pytest.mark.usefixtures("db")
MICROSECOND, HOUR = timedelta(microseconds=1), timedelta(hours=1)
EDITION = "import django; django.setup(); from newsroom.caching import edition; print(edition())"
LISTS = ["/", "/releases/", "/releases/feed.atom", "/releases/feed.rss"]


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture
def release(db):
    return make_release()


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of the newsroom."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def _clock_stands_still(at):
    """What is kept turns at a full minute or quarter of an hour: no test meets one by chance."""
    at(timezone.now())


def ask(client, address, **headers):
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers=headers)
    return response, len(asked)


def state():
    return public_state(timezone.now())


def is_kept(client, address):
    client.get(address)
    return ask(client, address)[1] == 1


def test_every_public_page_is_made_once_and_then_costs_one_small_query(client, release, at):
    at(timezone.now())  # no minute ends meanwhile
    link = make_link()
    contact = release.contact_links.create(contact=make_contact()).contact
    for address in [
        *PUBLIC[:-1],
        release.get_absolute_url(),
        f"/releases/{release.slug}.txt",
        contact.get_absolute_url(),
        contact.organisation.get_absolute_url(),
    ]:
        if "/one" in address:
            continue
        first, again = client.get(address), ask(client, address)
        assert again[1] == 1, address
        assert (again[0].content, dict(again[0].headers)) == (first.content, dict(first.headers)), address
        tagged, queries = ask(client, address, if_none_match=first["ETag"])
        assert (tagged.status_code, tagged.content, queries) == (304, b"", 1), address
        assert tagged["Cache-Control"] == "public, no-cache"
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.headers) == dict(first.headers), address
    for address in ("/no-such-page/", "/releases/never-was/", link.get_absolute_url()):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_what_is_published_corrected_and_withdrawn_shows_in_the_next_answer(client):
    editor, release = make_user("Editors"), make_draft(title="Quite new")
    Release.objects.filter(pk=release.pk).update(status="approved", approved_at=timezone.now())
    page = release.get_absolute_url()

    def shown(words):
        return {address for address in (*LISTS, page) if words in client.get(address).content.decode()}

    lists = set(LISTS)
    assert shown("Quite new") == set()
    release.refresh_from_db()
    release.publish(editor, waivers={one.code: "So be it." for one in unwaived(release)})
    assert shown("Quite new") == {*lists, page}
    release.minor_edit(editor, "A word.", title="Other words")
    assert shown("Quite new") == set()
    assert shown("Other words") == {*lists, page}
    release.withdraw(editor, "Issued in error.")
    assert shown("Other words") == {page}
    assert shown("Issued in error.") == {page}


def test_an_embargo_lifts_at_its_microsecond_through_everything_that_is_kept(client, at):
    instant = timezone.now() + HOUR
    release = make_embargoed(title="Not yet", public_from=instant)
    make_release(title="Beside it in the sitemap")
    part = f"/sitemap-releases-{release.pk // PART}.xml"
    pages = [*LISTS, part, release.get_absolute_url()]
    at(instant - MICROSECOND)
    before = [client.get(address) for address in pages]
    assert [is_kept(client, address) for address in pages] == [True] * (len(LISTS) + 1) + [False]
    at(instant)
    for address, earlier in zip(pages, before, strict=True):
        assert release.slug.encode() not in earlier.content
        assert release.slug.encode() in client.get(address).content, address
        assert is_kept(client, address), address
    at(instant - MICROSECOND)
    for address, earlier in zip(pages, before, strict=True):
        assert client.get(address).content == earlier.content, address


def test_nothing_tells_that_something_waits(client, release):
    before = {address: client.get(address) for address in LISTS}
    moved = state()
    make_embargoed(organisations=[])
    make_draft(organisations=[])
    assert state() == moved
    for address, answer in before.items():
        again, queries = ask(client, address)
        assert queries == 1
        assert dict(again.headers) == dict(answer.headers)
    for cache in caches:
        caches[cache].clear()
    for address, answer in before.items():
        assert client.get(address)["ETag"] == answer["ETag"], "made anew it is the same"


def test_who_is_back_is_back_on_every_page_from_midnight_of_their_office(client, release, at):
    midnight = datetime(2024, 5, 2, 18, 15, tzinfo=UTC)  # in Nepal, which is 5:45 ahead
    contact = make_contact(status="away", away_until=date(2024, 5, 2), time_zone="Asia/Kathmandu")
    release.contact_links.create(contact=contact)
    pages = ["/", "/contacts/", *(one.get_absolute_url() for one in (contact, contact.organisation, release))]
    for moment, is_away in ((midnight - HOUR, True), (midnight - MICROSECOND, True), (midnight, False)):
        at(moment)
        for address in pages:
            assert ("Away until" in client.get(address).content.decode()) is is_away, address
            assert is_kept(client, address), address


def test_an_office_opens_at_its_minute_on_every_page_that_tells_its_hours(client, at):
    contact = make_contact(time_zone="Europe/Zurich")
    contact.hours.create(opens=time(9, 17), closes=time(17))
    opens = datetime(2024, 5, 2, 7, 17, tzinfo=UTC)
    for moment, is_open in ((opens - HOUR, False), (opens - MICROSECOND, False), (opens, True)):
        at(moment)
        for address in ("/contacts/", contact.get_absolute_url()):
            assert ("Open now" in client.get(address).content.decode()) is is_open, address
            assert is_kept(client, address), address
        on_call = client.get("/contacts/?on_call=on&x=1").content.decode()
        assert (contact.get_absolute_url() in on_call) is is_open
        assert is_kept(client, "/contacts/?on_call=on")


def test_a_parameter_that_the_page_does_not_read_is_as_if_it_were_not_there(client, release, at):
    at(timezone.now())
    for address in (*PUBLIC[:-1], release.get_absolute_url()):
        if "/one" in address:
            continue
        plain = client.get(address)
        asked = f"{address}?utm_source=x&year=&fbclid=%FF&after=&x[]=1"
        junk, queries = ask(client, asked)
        assert (queries, junk.content) == (1, plain.content), address
        caches["near"].clear()
        assert client.get(asked).content == plain.content, address


def test_a_list_is_the_same_however_it_is_asked_for(client, release):
    client.get("/releases/?year=2024&organisation=b&organisation=a")
    for query in (
        "organisation=a&organisation=b&year=2024",
        "organisation=b&x=1&year=1999&organisation=a&organisation=b&year=2024&to=",
    ):
        answer, queries = ask(client, f"/releases/?{query}")
        assert queries == 1
        assert "1999" not in answer.content.decode()
    assert ask(client, "/releases/?year=2023&organisation=a")[1] > 1


def test_of_the_query_nothing_is_left_but_what_is_read():
    reads = Parameters(one=("year", "after"), many=("topic",), typed=("q",))
    query = "topic=b&after=2&x=1&topic=a&q=&topic=&topic=b&year=1&year=2"
    assert reads.of(QueryDict(query)).urlencode() == "year=2&after=2&topic=a&topic=b"


def test_what_somebody_types_is_not_kept(client, release):
    client.get("/releases/")
    kept = list(caches["near"]._cache)
    for word in range(20):
        assert client.get(f"/releases/?q={word}").status_code == 200
        assert client.get(f"/no-such-page/{word}").status_code == 404
        assert client.get(f"/releases/{word}/").status_code == 404
    assert list(caches["near"]._cache) == kept


def test_a_colleague_is_shown_nothing_that_was_kept_and_leaves_nothing(client, release):
    client.get("/releases/")
    staff = Client()
    staff.force_login(make_user("Editors"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert ask(staff, "/releases/")[1] > 1
    draft = make_draft(title="A preview")
    assert b"A preview" in staff.get(draft.get_absolute_url()).content
    assert client.get(draft.get_absolute_url()).status_code == 404
    staff.get("/corrections/")
    assert ask(client, "/corrections/")[1] > 1


def test_what_is_never_committed_leaves_nothing_that_anybody_could_find(client, release):
    client.get("/releases/")
    with transaction.atomic():
        hidden = make_release(title="Undone")
        assert b"Undone" in client.get("/releases/").content
        assert b"Undone" in client.get(hidden.get_absolute_url()).content
        assert state() is None
        transaction.set_rollback(True)
    kept, queries = ask(client, "/releases/")
    assert (queries, b"Undone" in kept.content) == (1, False)
    make_release(title="Done")
    answer = client.get("/releases/").content
    assert b"Done" in answer
    assert b"Undone" not in answer


def test_the_check_of_the_embargo_sees_through_what_is_kept_and_leaves_nothing(client, release):
    some = [door for door in doors() if door.name in ("releases:feed-rss", "releases:feed-atom")]
    pages = {
        address: client.get(address).content for address in ("/releases/feed.rss", "/releases/feed.atom")
    }
    kept = dict(caches["near"]._cache)
    before = state()
    findings = list(check(timezone.now(), among=some))
    assert findings
    assert not [one for one in findings if one.leak]
    assert state() == before
    assert dict(caches["near"]._cache) == kept
    for address, content in pages.items():
        answer, queries = ask(client, address)
        assert (answer.content, queries) == (content, 1)


def test_while_migrations_run_nothing_is_kept(client, release):
    client.get("/releases/")
    before = state()
    using = connection.alias
    watching.remove(using, plan=["a migration"])
    try:
        assert state() is None
        Release.objects.filter(pk=release.pk).update(title="Renamed by a migration")
        assert b"Renamed by a migration" in client.get("/releases/").content
        assert not is_kept(client, "/releases/")
    finally:
        watching.install(using)
    assert state() not in (None, before)
    assert is_kept(client, "/releases/")
    Release.objects.filter(pk=release.pk).update(title="Renamed after it")
    assert b"Renamed after it" in client.get("/releases/").content


def test_migrations_that_change_nothing_leave_the_triggers_as_they_are(release):
    watching.remove(connection.alias, plan=[])
    with CaptureQueriesContext(connection) as asked:
        watching.install(connection.alias)
    assert not [one for one in asked.captured_queries if "TRIGGER" in one["sql"].upper().split()]


def test_a_table_that_was_emptied_is_noticed(release):
    before = state()
    Country.objects.filter(releases=None, contacts=None)._raw_delete(connection.alias)
    assert state() != before


def test_all_processes_mean_the_same_by_what_a_page_is_made_of():
    def said(**environment):
        return deployed("-c", EDITION, SECRET_KEY=KEY, ALLOWED_HOSTS="a.example", **environment).stdout

    one = said()
    assert said() == one
    assert said(SITE_NAME="Another") != one


def test_a_newsroom_on_trial_keeps_nothing(client, release, settings):
    settings.DEBUG = True
    assert not is_kept(client, "/releases/")
