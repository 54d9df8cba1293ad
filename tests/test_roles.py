"""What each role may do in the admin, and what it never receives."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from contacts.models import PressContact
from newsroom.models import User
from releases.models import Release
from tests.builders import PASSWORD, make_contact, make_draft, make_organisation, make_release, make_user
from tests.form_values import buttons, typed

pytestmark = pytest.mark.django_db
SECRET = "+41 22 917 12 34"


def url_of(thing, name="change"):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[thing.pk])


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        client.user = make_user(role)
        client.force_login(client.user)
        return client

    return sign_in


def test_writer_saves_a_draft_but_sees_no_way_to_publish(signed_in):
    client, draft = signed_in("Writers"), make_draft()
    page = client.get(url_of(draft))
    assert {name for name in buttons(page) if name.startswith("_")} == {"_continue", "_submit"}
    response = client.post(url_of(draft), typed(page, title="Better") | {"_publish": ""})
    assert "publish" not in response.url
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("Better", "draft")


def test_writer_reads_what_is_public_and_cannot_change_it(signed_in):
    client, release = signed_in("Writers"), make_release(body="<p>The text.</p>")
    page = client.get(url_of(release))
    assert page.status_code == 200
    assert "The text." in page.content.decode()
    assert buttons(page) == []
    assert client.post(url_of(release), {"title": "Mine"}).status_code == 403


def test_writer_is_offered_no_publishing_from_the_list(signed_in):
    client, draft = signed_in("Writers"), make_draft()
    url = reverse("admin:releases_release_changelist")
    assert "publish_now" not in client.get(url).content.decode()
    client.post(url, {"action": "publish_now", "_selected_action": [draft.pk], "confirmed": "yes"})
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_directory_staff_never_meet_a_release(signed_in):
    client = signed_in("Directory staff")
    contact = make_contact()
    release = make_draft(title="An unspoken word", contacts=[contact])
    opts = {"app_label": "releases", "model_name": "releasecontact", "field_name": "contact"}
    closed = [
        reverse("admin:releases_release_changelist"),
        reverse("admin:releases_release_add"),
        url_of(release),
        url_of(release, "history"),
        url_of(release, "delete"),
        reverse("admin:releases_release_recoverlist"),
        reverse("admin:app_list", args=["releases"]),
    ]
    for url in closed:
        assert client.get(url).status_code in (403, 404), url
    open_to_them = [
        reverse("admin:index"),
        url_of(contact),
        url_of(contact, "delete"),
        url_of(contact, "history"),
        reverse("admin:contacts_presscontact_changelist"),
        url_of(contact.organisation, "delete"),
        reverse("admin:autocomplete") + "?" + "&".join(f"{name}={value}" for name, value in opts.items()),
    ]
    for url in open_to_them:
        response = client.get(url)
        assert response.status_code == 200, url
        assert "unspoken" not in response.content.decode(), url


def test_directory_staff_cannot_probe_releases_through_filters(signed_in):
    client = signed_in("Directory staff")
    make_draft(title="An unspoken word", contacts=[make_contact(name="Named")])
    url = reverse("admin:contacts_presscontact_changelist")
    for lookup in (
        "releases__title__startswith=An",
        "release_links__release__title__startswith=An",
        "releases__isnull=0",
        "releases=1",
    ):
        assert client.get(f"{url}?{lookup}").status_code == 400, lookup


def test_no_address_of_the_admin_redirects_to_a_drafts_title(signed_in):
    client, draft = signed_in("Directory staff"), make_draft(title="An unspoken word")
    kind = ContentType.objects.get_for_model(Release)
    assert client.get(f"/admin/r/{kind.pk}/{draft.pk}/").status_code == 404


def test_auditor_views_everything_and_changes_nothing(signed_in):
    client, contact = signed_in("Auditors"), make_contact(phone=SECRET, audience="internal")
    release = make_release(contacts=[contact])
    for thing in (release, contact, contact.organisation):
        page = client.get(url_of(thing))
        assert page.status_code == 200
        assert not {"_save", "_continue", "_publish"} & set(buttons(page))
        assert client.post(url_of(thing), {"name": "x"}).status_code == 403
        assert client.post(url_of(thing, "delete"), {"post": "yes"}).status_code == 403
    assert SECRET in client.get(url_of(contact)).content.decode()
    assert client.get(reverse("admin:newsroom_user_changelist")).status_code == 200
    assert not LogEntry.objects.exists()


def test_contact_in_use_is_not_deleted_and_the_page_says_where(signed_in):
    contact = make_contact()
    release = make_draft(title="It names her", contacts=[contact])
    client = signed_in("admin")
    page = client.get(url_of(contact, "delete")).content.decode()
    assert "cannot be deleted, because it is in use" in page
    assert f'<a href="{url_of(release)}">It names her</a>' in page
    client.post(url_of(contact, "delete"), {"post": "yes"})
    assert PressContact.objects.exists()
    page = signed_in("Directory staff").get(url_of(contact, "delete")).content.decode()
    assert "1 more place" in page
    assert "It names her" not in page


def test_person_without_a_role_sees_an_empty_desk(signed_in):
    make_draft(title="An unspoken word")
    page = signed_in(None).get(reverse("admin:index")).content.decode()
    assert "Your account has no role yet." in page
    assert "unspoken" not in page


def test_visitor_is_asked_to_sign_in(client):
    for name in ("index", "releases_release_changelist", "contacts_presscontact_add"):
        assert client.get(reverse(f"admin:{name}")).url.startswith("/admin/login/")


def test_administrator_makes_an_account_with_a_role(signed_in):
    client = signed_in("admin")
    url = reverse("admin:newsroom_user_add")
    data = typed(client.get(url), username="new.person", password1=PASSWORD, password2=PASSWORD)
    assert client.post(url, data | {"usable_password": "true"}).status_code == 302
    assert User.objects.get(username="new.person").check_password(PASSWORD)


def test_too_many_wrong_passwords_are_answered_in_plain_words(client):
    make_user("Editors", username="ed")
    url = reverse("admin:login")
    for _attempt in range(11):
        response = client.post(url, {"username": "ed", "password": "wrong"})
    assert response.status_code == 429
    assert "Too many attempts. Try again in 15 minutes." in response.content.decode()


def test_every_answer_of_the_admin_is_private_and_its_scripts_need_a_nonce(signed_in):
    client = signed_in("Editors")
    release = make_release(organisations=[make_organisation()])
    urls = [reverse("admin:index"), url_of(release), reverse("admin:jsi18n"), reverse("admin:login")]
    urls += [reverse("admin:password_change"), "/admin/nothing/here/", reverse("admin:newsroom_user_add")]
    for url in urls:
        response = client.get(url)
        assert response["Cache-Control"] == "private, no-store", url
        scripts = response["Content-Security-Policy"].split("script-src")[1].split(";")[0]
        assert "unsafe-inline" not in scripts, url
    styles = client.get(url_of(release))["Content-Security-Policy"].split("style-src")[1].split(";")[0]
    assert "unsafe-inline" in styles
    assert "unsafe-inline" not in client.get(reverse("home"))["Content-Security-Policy"]


ON_RECORD = ("notice", "earliertext", "opening", "outboxmessage", "waiver", "comment")


def test_no_role_and_no_page_changes_what_is_on_record():
    permissions = Permission.objects.filter(content_type__app_label="releases", group__isnull=False)
    names = {f"{verb}_{model}" for verb in ("change", "delete") for model in ON_RECORD}
    assert not permissions.filter(codename__in=names).exists()
    registered = {model._meta.model_name for model in admin.site._registry}
    assert not registered & set(ON_RECORD)


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("Writers", {"add_comment", "view_comment", "view_bundle", "view_notice"}),
        ("Editors", {"add_comment", "add_bundle", "change_bundle", "add_accesslink", "view_opening"}),
        ("Auditors", {"view_comment", "view_bundle", "view_notice", "view_opening", "view_outboxmessage"}),
    ],
)
def test_role_has_the_rights_of_the_life_cycle(role, rights):
    user = make_user(role)
    assert user.has_perms([f"releases.{right}" for right in rights])
    decides = ("add_bundle", "add_accesslink", "change_accesslink")
    assert any(user.has_perm(f"releases.{right}") for right in decides) == (role == "Editors")


def test_directory_staff_have_no_right_to_anything_of_releases():
    assert not Permission.objects.filter(
        group__name="Directory staff", content_type__app_label="releases"
    ).exists()
