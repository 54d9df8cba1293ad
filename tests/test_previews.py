"""Who may read a release that is not public, and what its page says of itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import make_release, make_user
from tests.reading import having, page, words

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"status": "draft", "public_from": None},
    "scheduled": {"public_from": timezone.now() + timedelta(days=30)},
}


@pytest.fixture(params=HIDDEN)
def hidden(request):
    return make_release(title="Not yet", slug="not-yet", **HIDDEN[request.param])


@pytest.mark.parametrize("role", ["Editors", "Writers", "Auditors", "admin"])
def test_a_colleague_who_may_see_releases_reads_it_as_a_preview(client, hidden, role):
    client.force_login(make_user(role))
    response = client.get("/releases/not-yet/")
    tree = page(response)
    assert words(next(tree.iter("h1"))) == "Not yet"
    assert "Only signed-in colleagues can see this page" in words(having(tree, "ban--preview")[0])
    assert [one.get("content") for one in tree.iter("meta") if one.get("name") == "robots"] == ["noindex"]
    assert not [one for one in tree.iter("link") if one.get("rel") == "canonical"]
    assert not [one for one in tree.iter("script") if one.get("type")]


@pytest.mark.parametrize("address", ["/releases/not-yet/", "/releases/not-yet.txt"])
def test_a_preview_is_kept_nowhere_and_indexed_nowhere(client, hidden, address):
    client.force_login(make_user("Writers"))
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response


def test_a_preview_of_a_scheduled_release_names_its_instant(client, settings):
    make_release(slug="one", public_from=timezone.now().replace(2099, 5, 26, 9, 30))
    client.force_login(make_user("Editors"))
    banner = words(having(page(client.get("/releases/one/")), "ban--preview")[0])
    assert "26 May 2099, 09:30 UTC" in banner


@pytest.mark.parametrize("role", ["Directory staff", None])
@pytest.mark.parametrize("suffix", ["/", ".txt"])
def test_a_colleague_without_the_right_is_told_the_same_as_for_nothing(client, hidden, role, suffix):
    client.force_login(make_user(role))
    answers = [client.get(f"/releases/{slug}{suffix}") for slug in ("not-yet", "never-was")]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert dict(answers[0].headers) == dict(answers[1].headers)


def test_a_colleague_whose_account_was_closed_sees_no_preview(client, hidden):
    user = make_user("Editors")
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get("/releases/not-yet/").status_code == 404


def test_a_colleague_sees_a_public_release_as_everybody_does(client):
    make_release(slug="one")
    everybody = client.get("/releases/one/")
    client.force_login(make_user("Editors"))
    colleague = client.get("/releases/one/")
    assert everybody.content == colleague.content
    assert dict(everybody.headers) == dict(colleague.headers)


def test_the_lists_show_a_colleague_no_more_than_everybody(client, hidden):
    client.force_login(make_user("Editors"))
    for address in (
        "/",
        "/releases/",
        "/releases/?q=yet",
        "/releases/feed.atom",
        "/sitemap.xml",
        "/sitemap-news.xml",
    ):
        assert "Not yet" not in client.get(address).content.decode()
        assert "not-yet" not in client.get(address).content.decode()


def test_a_withdrawn_release_stands_at_its_address_under_a_notice(client):
    make_release(
        title="Wrong",
        slug="wrong",
        body="<p>The text.</p>",
        status="withdrawn",
        ended_reason="A <b> figure.",
    )
    response = client.get("/releases/wrong/")
    tree = page(response)
    notice = words(having(tree, "ban--danger")[0])
    assert notice.startswith("Withdrawn on 1 March 2024 A <b> figure. The text is kept here for the record")
    assert "The text." in words(having(tree, "prose")[0])
    assert response["X-Robots-Tag"] == "noindex"
    assert not [one for one in tree.iter("link") if one.get("rel") == "canonical"]
    assert not having(tree, "ban--preview")
    assert not having(tree, "beside")
