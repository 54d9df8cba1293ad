"""Whatever is typed, pasted or forged into the admin: a clear message or inert text, never a 500."""

import pytest
from django.urls import reverse

from releases.models import Quote, Release
from tests.builders import make_contact, make_draft, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, typed

pytestmark = pytest.mark.django_db
HUGE = "9" * 40


@pytest.fixture
def admin(client):
    client.force_login(make_user("admin"))
    client.raise_request_exception = False
    return client


def change_url(thing):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("<script>alert(1)</script><p>Safe.</p>", "<p>Safe.</p>"),
        ('<p onclick="x()">A <a href="javascript:alert(1)">link</a>.</p>', "<p>A <a>link</a>.</p>"),
        ("<p>A\x00B</p>", "<p>AB</p>"),
        ("<p>Right\u202eto left</p>", "<p>Right\u202eto left</p>"),
        ("<p>A\ufffd</p>", "<p>A\ufffd</p>"),
        ("<p>" * 500 + "deep", None),
        ("&#0;&#xD800;<p>x</p>", None),
    ],
)
def test_body_is_stored_inert(admin, text, stored):
    release = make_draft()
    response = admin.post(change_url(release), typed(admin.get(change_url(release)), body=text))
    assert response.status_code == 302
    release.refresh_from_db()
    if stored:
        assert release.body == stored
    assert admin.get(change_url(release)).status_code == 200


def test_script_in_a_title_is_shown_as_text(admin):
    release = make_draft(title="<script>alert(1)</script>")
    contact = make_contact(name="<script>alert(1)</script>", email="")
    contact.release_links.create(release=release)
    admin.post(change_url(release), typed(admin.get(change_url(release)), summary="Touched"))
    for url in (
        reverse("admin:index"),
        reverse("admin:releases_release_changelist"),
        change_url(release),
        change_url(contact),
        reverse("admin:contacts_presscontact_delete", args=[contact.pk]),
        reverse("admin:releases_release_history", args=[release.pk]),
        reverse("admin:releases_release_publish", args=[release.pk]),
        reverse("admin:releases_release_delete", args=[release.pk]),
    ):
        page = admin.get(url)
        assert page.status_code == 200, url
        assert "<script>alert" not in page.content.decode(), url


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "T" * 10_000, "Ensure this value has at most 300 characters (it has 10000)."),
        ("title", "A\x00B", "Null characters are not allowed."),
        ("title", "", "This field is required."),
        ("summary", "S" * 10_000, "Ensure this value has at most 1000 characters"),
        ("slug", "not a slug!", "Enter a valid “slug”"),
        ("dated_on", "31 February", "Enter a valid date."),
        ("dated_on", "2024-02-30", "Enter a valid date."),
        ("dated_on", "0000-00-00", "Enter a valid date."),
        ("dated_on", "99999-01-01", "Enter a valid date."),
        ("language", "xx-nowhere", "Select a valid choice."),
        ("countries", ["ZZ"], "Select a valid choice."),
        ("topics", ["x"], "is not a valid value."),
    ],
)
def test_impossible_value_is_refused_in_words_and_the_rest_comes_back(admin, field, value, said):
    release = make_draft()
    data = typed(admin.get(change_url(release)), dateline="Typed with care") | {field: value}
    response = admin.post(change_url(release), data)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert typed(response)["dateline"] == "Typed with care"


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": [HUGE]},
        {"organisation_links-0-organisation": HUGE},
        {"organisation_links-0-id": HUGE},
        {"organisation_links-0-id": "x"},
        {"organisation_links-0-release": HUGE},
        {"organisation_links-0-position": HUGE},
        {"organisation_links-0-position": "-1"},
        {"organisation_links-0-role": "owner"},
        {"organisation_links-TOTAL_FORMS": HUGE},
        {"organisation_links-TOTAL_FORMS": "x"},
        {"organisation_links-INITIAL_FORMS": "50"},
        {"quotes-TOTAL_FORMS": "3"},
        {"loaded_at": "x\x00"},
        {"over": HUGE},
        {"_to_field": "nothing"},
    ],
)
def test_forged_form_is_refused_and_changes_nothing(admin, changes):
    release = make_draft(title="Unharmed")
    response = admin.post(change_url(release), typed(admin.get(change_url(release))) | changes)
    assert response.status_code in (200, 302, 400)
    release.refresh_from_db()
    assert release.title == "Unharmed"
    assert release.organisation_links.count() <= 2


@pytest.mark.parametrize(
    "path",
    [
        f"releases/release/{HUGE}/change/",
        f"releases/release/{HUGE}/publish/",
        f"releases/release/{HUGE}/withdraw/",
        f"releases/release/{HUGE}/comment/",
        "releases/release/x/assign/",
        f"releases/bundle/{HUGE}/change/",
        f"releases/bundle/{HUGE}/publish/",
        "releases/bundle/x/back_to_draft/",
        "releases/release/?desk=%00",
        "autocomplete/?app_label=releases&model_name=release&field_name=replaced_by&term=%00",
        "autocomplete/?app_label=releases&model_name=comment&field_name=release&term=x",
        f"releases/release/{HUGE}/history/",
        f"releases/release/{HUGE}/history/{HUGE}/",
        f"releases/release/recover/{HUGE}/",
        f"releases/sourcedocument/{HUGE}/download/",
        "releases/release/x/change/",
        "releases/release/%00/change/",
        "releases/release/%ED%A0%80/change/",
        "releases/release/%/publish/",
        "releases/release/?q=%00",
        "releases/release/?q=%ED%A0%80",
        "releases/release/?p=" + HUGE,
        "releases/release/?o=" + HUGE,
        "releases/release/?lead=%00",
        "releases/release/?lacks=nothing",
        "releases/release/?state=%00",
        "releases/release/?topics__id__exact=" + HUGE,
        "releases/release/?topics__id__exact=x",
        "releases/release/?id__in=" + HUGE,
        "releases/release/?dated_on__year=" + HUGE,
        "releases/release/?dated_on__year=0",
        "releases/release/?dated_on__gte=never",
        "releases/release/?public_from__gte=2024-13-45",
        "releases/release/?uuid__exact=x",
        "contacts/presscontact/?status__exact=%00",
        "contacts/presscontact/add/?organisation=" + HUGE,
        "contacts/presscontact/add/?languages=x,y",
        "releases/release/add/?topics=" + HUGE,
        "releases/release/add/?dated_on=never",
        "autocomplete/?app_label=releases&model_name=release&field_name=topics&term=%00",
        "autocomplete/?app_label=releases&model_name=release&field_name=topics&page=" + HUGE,
        "autocomplete/?app_label=%00&model_name=x&field_name=y",
    ],
)
def test_no_address_breaks_the_admin(admin, path):
    make_draft(topics=[make_topic()])
    assert admin.get(f"/admin/{path}", follow=True).status_code in (200, 400, 403, 404)


@pytest.mark.parametrize("make", [make_draft, make_release, make_organisation, make_contact])
def test_address_emptied_in_a_form_with_a_mistake_is_no_failure(admin, make):
    thing = make()
    name = "title" if hasattr(thing, "title") else "name"
    response = admin.post(change_url(thing), typed(admin.get(change_url(thing))) | {"slug": "", name: ""})
    assert response.status_code == 200
    assert "This field is required." in response.content.decode()


def test_forged_selection_in_the_list_is_refused(admin):
    url = reverse("admin:releases_release_changelist")
    for chosen in (HUGE, "x", "\x00"):
        data = {"action": "publish_now", "_selected_action": [chosen], "index": "0"}
        assert admin.post(url, data).status_code in (200, 302, 400)


def test_quote_of_ten_thousand_characters_is_told_that_it_is_not_in_the_body(admin):
    release = make_draft()
    data = add_row(typed(admin.get(change_url(release))), "quotes", text="Q" * 10_000, position=0)
    assert "do not stand in the body" in admin.post(change_url(release), data).content.decode()
    assert not Quote.objects.exists()


def test_quote_forged_on_to_another_release_is_refused(admin):
    other = make_draft()
    for url in (change_url(make_draft()), reverse("admin:releases_release_add")):
        data = typed(admin.get(url), title="New", body="Body")
        data = add_row(data, "quotes", text="Body", position=0, release=other.pk)
        assert admin.post(url, data).status_code in (200, 302)
        assert not other.quotes.exists()


def test_new_release_with_nothing_in_it_is_refused_in_words(admin):
    url = reverse("admin:releases_release_add")
    response = admin.post(url, typed(admin.get(url)))
    assert "This field is required." in response.content.decode()
    assert not Release.objects.exists()
