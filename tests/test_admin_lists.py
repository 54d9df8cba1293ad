"""The lists of the admin: what they show, find and cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from releases.models import Release
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user

pytestmark = pytest.mark.django_db
RELEASES, CONTACTS, ORGANISATIONS = (
    f"admin:{name}_changelist"
    for name in ("releases_release", "contacts_presscontact", "contacts_organisation")
)


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editors"))
    return client


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def titles(client, query=""):
    response = client.get(reverse(RELEASES) + query)
    assert response.status_code == 200
    return {release.title for release in response.context["cl"].result_list}


@pytest.mark.parametrize(("query", "offered"), [("", False), ("?q=Out", True), ("?state=draft", True)])
def test_a_list_offers_to_show_all_only_where_something_is_left_out(editor, one_of_each, query, offered):
    page = editor.get(reverse(RELEASES) + query).content.decode()
    assert ("Show all" in page) == offered


@pytest.fixture
def one_of_each():
    make_draft(title="A draft")
    make_release(title="Coming", public_from=timezone.now() + timedelta(hours=1))
    make_release(title="Out")
    make_release(title="Taken back", status="withdrawn")


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize(
    ("state", "expected"),
    [("draft", "A draft"), ("scheduled", "Coming"), ("public", "Out"), ("withdrawn", "Taken back")],
)
def test_list_is_filtered_by_state_as_the_clock_has_it(editor, state, expected):
    assert titles(editor, f"?state={state}") == {expected}


@pytest.mark.usefixtures("one_of_each")
def test_scheduled_release_is_called_scheduled_not_published(editor):
    page = editor.get(reverse(RELEASES) + "?q=Coming").content.decode()
    assert '<span class="nr-flag nr-flag--hold">Scheduled</span>' in page


def test_undated_release_is_listed_as_such(editor):
    make_draft(dated_on=None)
    assert "Date not stated" in editor.get(reverse(RELEASES)).content.decode()


def test_releases_are_found_by_their_words_and_by_their_organisations(editor):
    make_draft(title="One", body="<p>Of harbours.</p>")
    make_draft(title="Two", summary="Of bridges.")
    make_draft(title="Three", organisations=[make_organisation(name="Harbour Board")])
    assert titles(editor, "?q=harbour") == {"One", "Three"}
    assert titles(editor, "?q=bridges") == {"Two"}


def test_releases_are_filtered_by_lead_topic_language_and_what_they_lack(editor):
    board, topic = make_organisation(name="Board"), make_topic(name="Ports")
    make_draft(title="Led", organisations=[board], topics=[topic], contacts=[make_contact()])
    make_draft(title="French", language_id="fr", dated_on=None)
    make_draft(title="Nobody's", organisations=[])
    make_draft(title="L" * 100)
    assert titles(editor, f"?lead={board.slug}") == {"Led"}
    assert titles(editor, f"?topics__id__exact={topic.pk}") == {"Led"}
    assert titles(editor, "?language__code__exact=fr") == {"French"}
    assert titles(editor, "?lacks=date") == {"French"}
    assert titles(editor, "?lacks=organisation") == {"Nobody's"}
    assert titles(editor, "?lacks=contact") == {"French", "Nobody's", "L" * 100}
    assert titles(editor, "?lacks=title") == {"L" * 100}


def test_contacts_without_a_public_address_are_marked_and_found(editor):
    make_contact(name="Silent", phone="+41 22 717 91 11", email="in@example.org", audience="internal")
    make_contact(name="Reachable", email="out@example.org")
    make_contact(name="Gone", phone="", status="left")
    page = editor.get(reverse(CONTACTS)).content.decode()
    assert '<span class="nr-flag nr-flag--warn">Missing</span>' in page
    assert "in@example.org" not in page
    for lack in ("email", "phone"):
        found = editor.get(reverse(CONTACTS) + f"?lacks={lack}").context["cl"].result_list
        assert [contact.name for contact in found] == ["Silent"]


def test_organisations_are_listed_with_their_contacts(editor):
    organisation = make_organisation(name="Office")
    make_contact(organisation=organisation)
    make_contact(organisation=organisation)
    alone = make_organisation(name="Alone")
    found = editor.get(reverse(ORGANISATIONS)).context["cl"].result_list
    assert {one.name: one.contact_count for one in found} == {"Office": 2, "Alone": 0}
    found = editor.get(reverse(ORGANISATIONS) + "?contact=none").context["cl"].result_list
    assert list(found) == [alone]


def test_publishing_from_the_list_asks_first_and_then_says_what_failed(editor):
    ready, lacking = make_draft(title="Ready"), make_draft(title="Lacking", organisations=[])
    data = {"action": "publish_now", "_selected_action": [ready.pk, lacking.pk]}
    page = editor.post(reverse(RELEASES), data | {"index": "0"}).content.decode()
    assert "Publish 2 releases now" in page
    assert not Release.objects.public().exists()
    page = editor.post(reverse(RELEASES), data | {"confirmed": "yes"}, follow=True).content.decode()
    assert "1 release published." in page
    assert "Lacking: Before publishing: An organisation that issues it." in page
    assert [release.title for release in Release.objects.public()] == ["Ready"]


def test_many_releases_are_not_published_by_one_slip(editor):
    for _number in range(21):
        make_draft()
    data = {"action": "publish_now", "select_across": "1", "index": "0", "confirmed": "yes"}
    data["_selected_action"] = [Release.objects.first().pk]
    page = editor.post(reverse(RELEASES), data, follow=True).content.decode()
    assert "Publish at most 20 at once." in page
    assert not Release.objects.public().exists()


@pytest.mark.parametrize("role", ["Editors", "Directory staff", "Writers", "Auditors"])
@pytest.mark.parametrize("name", [RELEASES, CONTACTS, ORGANISATIONS])
@pytest.mark.parametrize("query", ["", "?q=e"])
def test_list_costs_the_same_however_much_there_is(client, django_assert_max_num_queries, role, name, query):
    client.force_login(make_user(role))
    if client.get(reverse(name)).status_code == 403:
        return
    counts = []
    for size in (3, 60):
        for _number in range(size):
            contact = make_contact(email="desk@example.org")
            make_draft(organisations=[contact.organisation], contacts=[contact], topics=[make_topic()])
        with django_assert_max_num_queries(20) as found:
            assert client.get(reverse(name) + query).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
