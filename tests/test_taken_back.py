"""Withdrawn, removed, redirected: what is still at the address, and what is nowhere any more."""

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from releases.models import Release
from releases.sitemaps import PART
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user
from tests.reading import having, links, page, words

pytestmark = pytest.mark.django_db

REASON = "A person in it had not agreed."


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: PAST + timedelta(days=2))


@pytest.fixture
def editor():
    return make_user("Editors")


@pytest.fixture
def other():
    return make_release(title="The other", slug="other")


@pytest.fixture
def release(editor):
    """Corrected once, with a former address."""
    release = make_release(
        title="Walrus Figures", slug="former", body="<p>Walrus text.</p>", summary="Walrus."
    )
    release.slug = "walrus"
    release.save()
    release.correct(editor, "Walrus wrong.", "Walrus right.", urgent=True)
    return release


ADDRESSES = ["/releases/{}/", "/releases/{}.txt", "/releases/{}/versions/1/", "/releases/{}/versions/9/"]


@pytest.mark.parametrize("role", [None, "Writers", "Editors", "admin"])
@pytest.mark.parametrize("slug", ["walrus", "former"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_removed_release_answers_410_with_the_reason_and_nothing_of_itself(
    client, release, editor, address, slug, role
):
    release.remove(editor, REASON)
    if role:
        client.force_login(make_user(role))
    response = client.get(address.format(slug))
    told = response.content.decode()
    assert response.status_code == 410
    assert response["Cache-Control"] == "private, no-store"
    assert REASON in told
    assert "3 March 2024" in told
    assert "walrus" not in told.lower()
    assert "former" not in told.lower()


def test_the_page_of_a_removed_release_leads_on(client, release, editor):
    release.remove(editor, "One & only.")
    tree = page(client.get("/releases/walrus/"))
    assert words(next(tree.iter("title"))) == "Release no longer here – Newsroom"
    assert words(next(tree.iter("h1"))) == "This release has been removed"
    main = next(tree.iter("main"))
    assert links(main) == {
        "Press contacts": "/contacts/",
        "All corrections": "/corrections/",
        "Latest releases": "/releases/",
    }
    assert client.get("/releases/walrus.txt")["Content-Type"] == "text/plain; charset=utf-8"
    assert "One & only." in client.get("/releases/walrus.txt").content.decode()


@pytest.mark.parametrize("slug", ["walrus", "former"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_redirected_release_leads_to_the_other_in_one_step(client, release, editor, other, address, slug):
    release.redirect(editor, other, REASON)
    other.slug = "renamed"
    other.save()
    response = client.get(address.format(slug))
    to = "/releases/renamed.txt" if address.endswith(".txt") else "/releases/renamed/"
    assert (response.status_code, response["Location"]) == (301, to)
    assert b"alrus" not in response.content


def test_a_redirect_through_another_redirect_leads_straight_to_the_last(client, release, editor, other):
    last = make_release(slug="last")
    release.redirect(editor, other, REASON)
    other.redirect(editor, last, REASON)
    assert client.get("/releases/walrus/")["Location"] == "/releases/last/"
    assert client.get("/releases/former.txt")["Location"] == "/releases/last.txt"


@pytest.mark.parametrize("fate", ["withdraw", "remove", "schedule", "circle"])
def test_a_redirect_never_leads_to_or_through_what_is_not_public(client, release, editor, other, fate):
    release.redirect(editor, other, REASON)
    if fate == "schedule":
        Release.objects.filter(pk=other.pk).update(public_from=PAST + timedelta(days=3))
    elif fate == "circle":
        values = {"status": "redirected", "ended_at": PAST, "ended_reason": "x", "replaced_by": release}
        Release.objects.filter(pk=other.pk).update(**values)
    else:
        getattr(other, fate)(editor, "The other was wrong too.")
    for address in ADDRESSES:
        response = client.get(address.format("walrus"))
        told = response.content.decode()
        assert response.status_code == 410, address
        assert REASON in told
        assert "alrus" not in told
        assert "other was wrong" not in told
    assert "alrus" not in client.get("/corrections/").content.decode()
    assert "alrus" not in client.get("/corrections/feed.atom").content.decode()


def test_what_was_restored_is_at_its_address_again(client, release, editor, other):
    for act in (
        lambda: release.withdraw(editor, REASON),
        lambda: release.remove(editor, REASON),
        lambda: release.redirect(editor, other, REASON),
    ):
        act()
        release.restore(editor, "It was right.")
        for address in ADDRESSES[:3]:
            assert client.get(address.format("walrus")).status_code == 200
        assert "Walrus Figures" in client.get("/releases/").content.decode()


def test_a_withdrawn_release_names_what_replaces_it_while_that_is_public(client, release, editor, other):
    release.withdraw(editor, REASON, replaced_by=other)
    notice, correction = having(page(client.get("/releases/walrus/")), "ban")
    assert words(notice) == (
        f"Withdrawn on 3 March 2024 {REASON} Replaced by: The other The text is kept here for the record "
        "and should not be quoted. Ask a press contact All corrections"
    )
    assert links(notice)["The other"] == "/releases/other/"
    assert words(correction).startswith("Corrected on 3 March 2024")
    last = make_release(title="The last", slug="last")
    other.redirect(editor, last, REASON)
    assert links(having(page(client.get("/releases/walrus/")), "ban")[0])["The last"] == "/releases/last/"
    last.withdraw(editor, REASON)
    assert "Replaced by" not in client.get("/releases/walrus/").content.decode()
    assert "Replaced by" not in client.get("/releases/walrus.txt").content.decode()


LISTS = [
    "/",
    "/releases/",
    "/releases/?q=walrus+figures",
    "/releases/?organisation=works",
    "/releases/?topic=tusks",
    "/releases/?year=1999",
    "/releases/feed.atom",
    "/releases/feed.rss",
    "/releases/feed.atom?topic=tusks",
    "/releases/other/",
    "/organisations/",
    "/organisations/works/",
    "/contacts/",
    "/contacts/ann/",
]


@pytest.mark.parametrize("act", ["withdraw", "remove", "redirect"])
def test_what_was_taken_back_is_on_no_list_in_no_count_and_beside_nothing(
    client, release, editor, other, act
):
    """Each answer is, byte for byte, what it would be had the release never been there."""
    topic = make_topic(name="Tusks", slug="tusks")
    works = make_organisation(name="Works", slug="works")
    ann = make_contact(name="Ann", slug="ann", organisation=works)
    Release.objects.filter(pk=release.pk).update(dated_on=date(1999, 5, 5))
    for one in (release, other):
        one.topics.set([topic])
        one.organisation_links.create(organisation=works)
        one.contact_links.create(contact=ann)
    lists = [*LISTS, f"/sitemap-releases-{release.pk // PART}.xml"]
    with_it = {address: client.get(address).content for address in lists}
    more = {"to": other} if act == "redirect" else {}
    getattr(release, act)(editor, reason=REASON, **more)
    taken_back = {address: client.get(address) for address in lists}
    release.status = "draft"
    Release.objects.filter(pk=release.pk).update(status="draft", public_from=None)
    for address in lists:
        never = client.get(address)
        assert taken_back[address].status_code == never.status_code, address
        assert taken_back[address].content == never.content != with_it[address], address
        assert dict(taken_back[address].headers) == dict(never.headers), address


def test_an_entry_that_is_withdrawn_leaves_the_feed_and_is_told_in_the_other(client, release, editor):
    release.withdraw(editor, REASON)
    assert feedparser.parse(client.get("/releases/feed.atom").content).entries == []
    entries = feedparser.parse(client.get("/corrections/feed.atom").content).entries
    assert {one.title for one in entries} == {"Withdrawn: Walrus Figures", "Corrected: Walrus Figures"}
