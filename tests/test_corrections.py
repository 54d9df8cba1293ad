"""What the public reads of a correction: on the page, in the lists, in the earlier text, to machines."""

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from releases.models import EarlierText, Release
from releases.sitemaps import PART
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user
from tests.reading import elements, having, links, page, words
from tests.test_pages import json_ld

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment(monkeypatch):
    """The clock stands at an instant; call it to put it on."""

    def at(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    at(PAST + timedelta(days=2))
    return at


@pytest.fixture
def release(moment):
    """Corrected once, with a colleague's approval, on 3 March 2024 at 09:00 UTC."""
    release = make_release(
        title="Five Offices", slug="offices", body="<p>Five offices.</p>", summary="Five.", dateline="Rome"
    )
    release.correct(
        make_user("Editors", first_name="Eve", last_name="Ditor"),
        "It said <five>.",
        "It is six.",
        approved_by=make_user("Editors", first_name="Ana", last_name="Lima"),
        title="Six Offices",
        body="<p>Six offices.</p>",
    )
    return release


def head(tree):
    """{name or rel: content or href} of what the head says to machines."""
    said = [one for one in tree.iter() if one.tag in ("meta", "link")]
    return {one.get("name") or one.get("rel"): one.get("content") or one.get("href") for one in said}


def test_the_page_says_what_was_wrong_what_is_right_when_and_who_agreed(client, release):
    banner = having(page(client.get("/releases/offices/")), "ban")[0]
    assert words(banner) == (
        "Corrected on 3 March 2024, 09:00 UTC What was wrong It said <five>. What is right It is six. "
        "Approved by Ana Lima Read the earlier text All corrections"
    )
    assert links(banner) == {
        "Read the earlier text": "/releases/offices/versions/1/",
        "All corrections": "/corrections/",
    }


@pytest.mark.parametrize("colleague", [None, {"username": "secret-login"}])
def test_nothing_is_said_of_approval_without_a_colleague_or_their_name(client, colleague):
    release = make_release(slug="one")
    agreed = colleague and make_user("Editors", **colleague)
    editor = make_user("Editors", first_name="Eve", last_name="Ditor", username="another-login")
    release.correct(editor, "Wrong.", "Right.", approved_by=agreed, urgent=agreed is None)
    for address in (
        "/releases/one/",
        "/releases/one.txt",
        "/releases/one/versions/1/",
        "/corrections/",
        "/corrections/feed.atom",
        "/releases/feed.atom",
    ):
        told = client.get(address).content.decode()
        assert "Wrong." in told, address
        assert not [name for name in ("Approved", "Ditor", "-login") if name in told], address


def test_every_correction_stands_on_the_page_the_latest_first(client, release, moment):
    moment(PAST + timedelta(days=3))
    release.correct(make_user("Editors"), "The place.", "It is Oslo.", urgent=True, dateline="Oslo")
    tree = page(client.get("/releases/offices/"))
    banners = having(tree, "ban")
    assert [words(one.find("h2")) for one in banners] == [
        "Corrected on 4 March 2024, 09:00 UTC",
        "Corrected on 3 March 2024, 09:00 UTC",
    ]
    assert links(tree)["Read the earlier text (version 2)"] == "/releases/offices/versions/2/"
    assert links(tree)["Read the earlier text (version 1)"] == "/releases/offices/versions/1/"


def test_a_row_of_every_list_says_on_which_day_it_was_corrected(client, release):
    contact, organisation = make_contact(), make_organisation(slug="org")
    release.organisation_links.create(organisation=organisation)
    release.contact_links.create(contact=contact)
    make_release(slug="other", topics=[topic := make_topic()], organisations=[])
    release.topics.add(topic)
    for address in ("/", "/releases/", "/organisations/org/", contact.get_absolute_url(), "/releases/other/"):
        flags = having(page(client.get(address)), "flag")
        assert [words(one) for one in flags] == ["Corrected 3 March 2024"], address


def test_the_earlier_text_is_marked_as_not_the_present_one(client, release):
    response = client.get("/releases/offices/versions/1/")
    tree = page(response)
    assert words(next(tree.iter("h1"))) == "Five Offices"
    assert words(next(tree.iter("title"))).startswith("Earlier text: Five Offices")
    banner = having(tree, "ban")[0]
    assert words(banner).startswith(
        "This is an earlier text, not the present one Version 1 stood here until 3 March 2024, 09:00 UTC"
    )
    notice = release.notices.get()
    assert links(banner) == {
        "Read the present text": "/releases/offices/",
        "See the correction": f"/releases/offices/#n-{notice.uuid}",
        "All corrections": "/corrections/",
    }
    assert having(page(client.get("/releases/offices/")), "ban")[0].get("id") == f"n-{notice.uuid}"
    assert words(having(tree, "prose")[0]) == "Rome – Five offices. End of the earlier text"
    assert (response["X-Robots-Tag"], head(tree)["robots"]) == ("noindex", "noindex")
    assert head(tree)["canonical"] == "http://testserver/releases/offices/"


def test_the_earlier_text_keeps_its_date_notes_and_language(client, moment):
    release = make_release(
        slug="one", language_id="ar", dated_on=date(2020, 5, 26), notes_to_editors="<p>Old note.</p>"
    )
    release.correct(
        make_user("Editors"),
        "The day.",
        "None.",
        urgent=True,
        dated_on=None,
        date_not_stated=True,
        notes_to_editors="",
    )
    Release.objects.filter(pk=release.pk).update(language="en")
    tree = page(client.get("/releases/one/versions/1/"))
    assert next(iter(elements(tree))).get("dir") == "rtl"
    assert [one.get("datetime") for one in tree.iter("time")] == ["2020-05-26"]
    assert "Old note." in words(tree)
    assert "Date not stated" in words(page(client.get("/releases/one/")))


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "9" * 5000])
def test_there_is_no_version_but_the_earlier_ones(client, release, number):
    assert client.get(f"/releases/offices/versions/{number}/").status_code == 404


def test_the_earlier_text_of_a_withdrawn_release_stands_under_both_notices(client, release):
    release.withdraw(make_user("Editors"), "All of it was wrong.")
    tree = page(client.get("/releases/offices/versions/1/"))
    first, second = having(tree, "ban")
    assert words(first).startswith("Withdrawn on 3 March 2024 All of it was wrong.")
    assert words(second).startswith("This is an earlier text")
    assert "canonical" not in head(tree)


def test_machines_are_told_of_the_correction(client, release):
    data = json_ld(page(client.get("/releases/offices/")))
    assert data["dateModified"] == "2024-03-03T09:00:00+00:00"
    assert (data["version"], data["creativeWorkStatus"]) == (2, "Corrected")
    (comment,) = data["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert comment["dateCreated"] == "2024-03-03T09:00:00+00:00"
    assert comment["text"] == "What was wrong: It said <five>.\nWhat is right: It is six."


def test_machines_are_told_of_no_change_where_there_was_none(client):
    make_release(slug="one", date_not_stated=True)
    data = json_ld(page(client.get("/releases/one/")))
    assert (data["version"], data["creativeWorkStatus"]) == (1, "Published")
    assert not {"dateModified", "correction", "datePublished"} & set(data)


def told(client, release):
    """What says when a release changed: (updated in Atom, in RSS, lastmod, the ETag of its page and feed)."""
    address = release.get_absolute_url()
    part = f"/sitemap-releases-{release.pk // PART}.xml"
    atom, rss, sitemap = map(client.get, ("/releases/feed.atom", "/releases/feed.rss", part))
    (entry,) = feedparser.parse(atom.content).entries
    return (
        entry.updated,
        feedparser.parse(rss.content).feed.updated,
        sitemap.content.decode().split(address)[1].split("</lastmod>")[0],
        *(one["ETag"] for one in (client.get(address), atom, rss, sitemap)),
    )


def test_what_colleagues_do_among_themselves_moves_no_date_and_no_etag(client, moment):
    release, editor = make_release(), make_user("Editors")
    Release.objects.filter(pk=release.pk).update(urgent_by=make_user("Editors"))
    before = told(client, release)
    moment(PAST + timedelta(days=9))
    release.assign(editor, make_user("Writers"))
    release.look(editor)
    release.comments.create(text="Well done.", by=editor)
    release.save()
    assert release.changed_at == PAST + timedelta(days=9)
    assert told(client, release) == before


@pytest.mark.parametrize("act", ["correct", "minor_edit", "restore"])
def test_what_changes_for_the_public_moves_every_date_and_etag(client, moment, act):
    release, editor = make_release(), make_user("Editors")
    before = told(client, release)
    assert before[0] == "2024-03-01T09:00:00+00:00"
    moment(PAST + timedelta(days=9))
    if act == "correct":
        release.correct(editor, "Wrong.", "Right.", urgent=True, title="Right")
    elif act == "minor_edit":
        release.minor_edit(editor, "A letter.", title="Right")
    else:
        release.withdraw(editor, "By mistake.")
        release.restore(editor, "It was right.")
    after = told(client, release)
    assert after[0] == "2024-03-10T09:00:00+00:00"
    assert not [one for one, other in zip(before, after, strict=True) if one == other]


def test_no_correction_is_lost_with_the_text_it_kept(release):
    earlier = EarlierText.objects.get()
    assert earlier.get_absolute_url() == "/releases/offices/versions/1/"
    assert str(earlier) == "Five Offices (1)"
