"""The pages of the steps: who may take them, what each says before and after, what a refusal keeps."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from releases.models import Comment, Notice, Release
from tests.builders import PAST, make_approved, make_contact, make_draft, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=30)
STATES = {
    "draft": {"status": "draft", "public_from": None},
    "review": {"status": "review", "public_from": None},
    "approved": {"status": "approved", "public_from": None},
    "scheduled": {"public_from": LATER},
    "embargoed": {"public_from": LATER, "under_embargo": True},
    "public": {},
    "corrected": {"corrected_at": PAST},
    "withdrawn": {"status": "withdrawn"},
    "removed": {"status": "removed"},
    "redirected": {"status": "redirected"},
}
# Each page: the states it is open in, what it says before, what it asks, what it says after.
PAGES = {
    "submit": (("draft",), "It goes to your colleagues for review.", {}, "Colleagues find it on their desk."),
    "approve": (("review",), "this text may go out as it stands", {}, "Approved. It can be published now."),
    "back_to_draft": (
        ("review", "approved", "scheduled", "embargoed"),
        "It will not become public by itself",
        {"reason": "Not yet."},
        "A draft again.",
    ),
    "withdraw": (
        ("public", "corrected"),
        "It leaves every list, feed and search at once.",
        {"reason": "Issued in error."},
        "Withdrawn. The text stays at its address under your notice.",
    ),
    "remove": (
        ("public", "corrected", "withdrawn"),
        "(410)",
        {"reason": "It names a child."},
        "Removed. Its address answers “gone”, with your reason.",
    ),
    "redirect": (
        ("public", "corrected", "withdrawn"),
        "(301)",
        {"reason": "Published twice.", "to": "another"},
        "Redirected. Its address leads to “The other one”.",
    ),
    "restore": (
        ("withdrawn", "removed", "redirected"),
        "Anyone can read it again at its address",
        {"reason": "It was right."},
        "Restored. Anyone can read it again.",
    ),
    "assign": (tuple(STATES), "among their work on the desk", {"to": "somebody"}, "Assigned to ben."),
    "comment": (tuple(STATES), "The public never does.", {"text": "Look at this."}, "Comment added."),
}
OPEN_TO_WRITERS = {"submit", "comment"}


def page_url(name, release):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        client.user = make_user(role)
        client.force_login(client.user)
        return client

    return sign_in


def state_of(release):
    return Release.objects.get(pk=release.pk).state()


def answers(asked):
    made = {
        "another": lambda: make_release(title="The other one").pk,
        "somebody": lambda: make_user("Writers", username="ben").pk,
    }
    return {name: made[value]() if value in made else value for name, value in asked.items()}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("state", STATES)
def test_step_is_offered_and_taken_in_its_states_and_explained_away_in_others(signed_in, name, state):
    states, before, asked, after = PAGES[name]
    client, release = signed_in("Editors"), make_release(contacts=[make_contact()], **STATES[state])
    url, values = page_url(name, release), answers(asked)
    page = client.get(url)
    said = client.post(url, typed(page) | values, follow=True).content.decode()
    if state in states:
        assert before in page.content.decode()
        assert after in said
    elif name == "approve" and state == "draft":
        assert "has not been submitted for review" in page.content.decode()
        assert "Tick this, or ask a colleague to approve it." in said
    else:
        assert "This cannot be done now." in page.content.decode()
        assert after not in said
        assert state_of(release) == state


@pytest.mark.parametrize("name", [*PAGES, "publish", "look"])
@pytest.mark.parametrize("role", ["Writers", "Auditors", "Directory staff", None])
def test_only_editors_take_the_steps_that_decide(signed_in, role, name):
    client, waiting = signed_in(role), make_draft(status="review")
    if role == "Writers" and name in OPEN_TO_WRITERS:
        assert client.get(page_url(name, waiting)).status_code == 200
        return
    for release in (waiting, make_draft(), make_release(), make_release(status="withdrawn")):
        before = Release.objects.filter(pk=release.pk).values().get()
        for response in (
            client.get(page_url(name, release)),
            client.post(page_url(name, release), {"when": "now", "reason": "x", "text": "x", "to": ""}),
        ):
            assert response.status_code == 403
        assert Release.objects.filter(pk=release.pk).values().get() == before
    assert not Comment.objects.exists()


def test_writer_submits_a_draft(signed_in):
    client, draft = signed_in("Writers"), make_draft()
    client.post(page_url("submit", draft), typed(client.get(page_url("submit", draft))))
    assert state_of(draft) == "review"


def test_own_text_is_approved_as_urgent_only_and_the_page_says_what_that_means(signed_in):
    client, release = signed_in("Editors"), make_draft(status="review")
    release.written_by.add(client.user)
    page = client.get(page_url("approve", release))
    assert "Nobody approves their own text, unless it is urgent." in page.content.decode()
    assert "It stays marked on the desk" in page.content.decode()
    response = client.post(page_url("approve", release), typed(page))
    assert "Tick this, or ask a colleague to approve it." in response.content.decode()
    said = client.post(page_url("approve", release), typed(page, urgent="on"), follow=True)
    assert "Approved as urgent." in said.content.decode()
    release.refresh_from_db()
    assert (release.status, release.urgent_by) == ("approved", client.user)


def test_colleagues_text_is_not_called_urgent(signed_in):
    client, release = signed_in("Editors"), make_draft(status="review")
    release.written_by.add(make_user("Writers"))
    page = client.get(page_url("approve", release))
    assert "urgent" not in typed(page)
    client.post(page_url("approve", release), typed(page))
    release.refresh_from_db()
    assert (release.approved_by, release.urgent_by) == (client.user, None)


def test_second_person_looks_over_what_was_urgent_and_the_first_cannot(signed_in):
    first, release = make_user("Editors"), make_approved()
    release.publish(first, urgent=True)
    Release.objects.filter(pk=release.pk).update(urgent_by=first)
    client = signed_in("Editors")
    client.force_login(first)
    page = client.get(page_url("look", release))
    assert "Somebody else must look." in page.content.decode()
    client.post(page_url("look", release), typed(page))
    release.refresh_from_db()
    assert release.urgent_by == first
    client.force_login(client.user)
    said = client.post(page_url("look", release), typed(client.get(page_url("look", release))), follow=True)
    assert "Looked over by a second person." in said.content.decode()
    release.refresh_from_db()
    assert release.urgent_by is None


@pytest.mark.parametrize(
    ("name", "values"), [("back_to_draft", {"public_from": LATER}), ("withdraw", {}), ("remove", {})]
)
def test_reason_is_asked_for_and_blanks_are_none(signed_in, name, values):
    client, release = signed_in("Editors"), make_release(**values)
    state, url = state_of(release), page_url(name, release)
    response = client.post(url, typed(client.get(url), reason=" \r\n "))
    assert "This field is required." in response.content.decode()
    assert state_of(release) == state


def test_reason_is_kept_as_it_was_typed_with_its_lines(signed_in):
    client, release = signed_in("Editors"), make_release()
    url = page_url("withdraw", release)
    client.post(url, typed(client.get(url), reason="One.\r\nTwo."))
    assert Notice.objects.get().reason == "One.\nTwo."


def test_replacement_must_be_public_and_what_was_typed_comes_back(signed_in):
    client, release, other = signed_in("Editors"), make_release(), make_draft(title="An unspoken word")
    url = page_url("redirect", release)
    response = client.post(url, typed(client.get(url), reason="Published twice.", to=other.pk))
    assert "Select a valid choice." in response.content.decode()
    assert typed(response)["reason"] == "Published twice."
    assert state_of(release) == "public"


def test_withdrawal_names_what_replaces_it(signed_in):
    client, release, other = signed_in("Editors"), make_release(), make_release()
    url = page_url("withdraw", release)
    client.post(url, typed(client.get(url), reason="Wrong figures.", replaced_by=other.pk))
    release.refresh_from_db()
    assert (release.status, release.replaced_by) == ("withdrawn", other)


def test_search_for_a_replacement_offers_public_releases_only(signed_in):
    client = signed_in("Editors")
    make_release(title="Word that is out")
    make_draft(title="Word unspoken")
    make_release(title="Word under embargo", public_from=LATER)
    query = {"app_label": "releases", "model_name": "release", "field_name": "replaced_by", "term": "word"}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [one["text"] for one in found] == ["Word that is out"]
    assert signed_in("Directory staff").get(reverse("admin:autocomplete"), query).status_code == 403


def test_opening_a_page_that_asks_changes_nothing(signed_in):
    client, release = signed_in("Editors"), make_release()
    before = Release.objects.filter(pk=release.pk).values().get()
    for name in PAGES:
        client.get(page_url(name, release))
    assert Release.objects.filter(pk=release.pk).values().get() == before


def test_step_that_a_colleague_has_just_taken_is_not_taken_again(signed_in):
    client, release = signed_in("Editors"), make_release()
    url = page_url("withdraw", release)
    data = typed(client.get(url), reason="Wrong figures.")
    release.withdraw(make_user("Editors"), "It names a child.")
    page = client.post(url, data).content.decode()
    assert "A colleague has saved this release since." in page
    assert "State of the release: Withdrawn" in page
    release.refresh_from_db()
    assert release.ended_reason == "It names a child."


# Between colleagues


def test_comment_is_kept_for_good_and_read_by_colleagues_on_the_release(signed_in):
    client, release = signed_in("Writers"), make_release()
    change = reverse("admin:releases_release_change", args=[release.pk])
    said = client.post(page_url("comment", release), {"text": "One.\r\n<b>Two</b>"}, follow=True)
    page = said.content.decode()
    assert said.redirect_chain[-1][0] == change
    assert "One.<br>&lt;b&gt;Two&lt;/b&gt;" in page
    assert Comment.objects.get().by == client.user
    before = release.changed_at
    release.refresh_from_db()
    assert release.changed_at == before
    assert "Two" not in client.get(release.get_absolute_url()).content.decode()
    auditor = signed_in("Auditors").get(change).content.decode()
    assert "&lt;b&gt;Two" in auditor
    assert "Add the comment" not in auditor


def test_comment_that_is_too_long_or_empty_comes_back_whole(signed_in):
    client, release = signed_in("Editors"), make_draft()
    text = "x" * 5001
    response = client.post(page_url("comment", release), {"text": text})
    assert "at most 5000 characters" in response.content.decode()
    assert typed(response)["text"] == text
    assert (
        "This field is required."
        in client.post(page_url("comment", release), {"text": " \n"}).content.decode()
    )
    assert not Comment.objects.exists()


def test_release_is_given_to_a_colleague_and_taken_back(signed_in):
    client, release, writer = signed_in("Editors"), make_draft(), make_user("Writers")
    outsiders = [make_user("Directory staff"), make_user(None), make_user("Writers", is_active=False)]
    url = page_url("assign", release)
    client.post(url, typed(client.get(url), to=writer.pk))
    release.refresh_from_db()
    assert release.assigned_to == writer
    for outsider in outsiders:
        response = client.post(url, typed(client.get(url), to=outsider.pk))
        assert "Select a valid choice." in response.content.decode()
    said = client.post(url, typed(client.get(url), to=""), follow=True)
    assert "Assigned to nobody." in said.content.decode()


def test_page_of_a_release_shows_who_wrote_approved_and_let_pass_and_the_register(signed_in):
    client, writer = signed_in("Editors"), make_user("Writers", first_name="Wanda", last_name="Writer")
    colleague = make_user("Editors", first_name="Ben", last_name="Specimen")
    release = make_approved()
    release.save_writing(writer)
    release.approve(colleague)
    release.publish(client.user)
    release.correct(client.user, "It said 28.", "It is 29.", approved_by=colleague, title="29")
    page = client.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()
    for words in ("Wanda Writer", "Ben Specimen", "In the public register", "It said 28.", "It is 29."):
        assert words in page
