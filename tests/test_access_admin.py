"""The desk's side of access links: who makes, sees and revokes them, and who reads the ledger."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from releases.models import AccessLink, Release
from tests.builders import make_embargoed, make_link, make_opening, make_release, make_user
from tests.form_values import typed
from tests.reading import having, page, words

pytestmark = pytest.mark.django_db

PAGES = ("access", "revoke", "ledger", "ledger_csv")


@pytest.fixture
def desk(client):
    def sign_in(role):
        client.user = make_user(role)
        client.force_login(client.user)
        return client

    return sign_in


def url(name, release, *args):
    return reverse(f"admin:releases_release_{name}", args=[release.pk, *args])


def make(client, release, **changes):
    address = url("access", release)
    values = typed(client.get(address), names="Ana Specimen")
    return client.post(address, values | changes, follow=True)


# Rights


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("Editors", PAGES),
        ("admin", PAGES),
        ("Auditors", ("access", "ledger", "ledger_csv")),
        ("Writers", ("access",)),
        ("Directory staff", ()),
        (None, ()),
    ],
)
def test_each_page_opens_to_its_own_roles_only(desk, role, allowed):
    client, link = desk(role), make_link()
    for name in PAGES:
        address = url(name, link.release, *([link.pk] if name == "revoke" else []))
        response = client.get(address)
        assert response.status_code == (200 if name in allowed else 403), name
        assert response["Cache-Control"] == "private, no-store"
        nowhere = address.replace(f"/{link.release_id}/", "/999999/", 1)
        assert client.get(nowhere).status_code == (404 if name in allowed else 403), name


def test_a_visitor_is_asked_to_sign_in(client):
    link = make_link()
    for name in PAGES:
        address = url(name, link.release, *([link.pk] if name == "revoke" else []))
        assert client.get(address).url.startswith("/admin/login/")


@pytest.mark.parametrize("role", ["Auditors", "Writers", "Directory staff", None])
def test_who_may_not_make_a_link_never_receives_an_address_that_opens_one(desk, role):
    client, link = desk(role), make_link(name="Ana Specimen")
    make_opening(link)
    addresses = [url(name, link.release) for name in ("access", "ledger", "ledger_csv", "change", "history")]
    addresses += [reverse("admin:index"), reverse("admin:releases_release_changelist")]
    for address in addresses:
        response = client.get(address)
        told = b"".join(response) if response.streaming else response.content
        for secret in (link.token, link.key.hex, str(link.key), link.token.split(":")[1]):
            assert secret.encode() not in told, address


@pytest.mark.parametrize("role", ["Auditors", "Writers", "Directory staff", None])
def test_who_may_not_make_or_revoke_a_link_is_refused_and_offered_neither(desk, role):
    client, link = desk(role), make_link()
    data = {"names": "Ana", "kind": "press", "until": "usual"}
    assert client.post(url("access", link.release), data).status_code == 403
    assert client.post(url("revoke", link.release, link.pk)).status_code == 403
    link.refresh_from_db()
    assert (AccessLink.objects.count(), link.revoked_at) == (1, None)
    if role in ("Auditors", "Writers"):
        html = client.get(url("access", link.release)).content.decode()
        assert link.name in html
        assert url("revoke", link.release, link.pk) not in html
        assert "Make links" not in html
        assert ("/access/ledger/" in html) is (role == "Auditors")


@pytest.mark.parametrize("role", ["Editors", "Auditors", "Writers"])
def test_the_form_of_a_release_leads_to_its_links(desk, role):
    release = make_embargoed()
    assert f'href="{url("access", release)}"' in desk(role).get(url("change", release)).content.decode()


def test_a_link_of_another_release_is_not_found_under_this_one(desk):
    client, link, release = desk("Editors"), make_link(), make_embargoed()
    assert client.get(url("revoke", release, link.pk)).status_code == 404
    assert client.post(url("revoke", release, link.pk)).status_code == 404
    assert client.get(url("ledger", release), {"link": link.pk}).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


# Making


def test_an_editor_makes_a_link_for_each_name_and_copies_the_addresses(desk):
    client, release = desk("Editors"), make_embargoed()
    answer = make(client, release, names=" Ana  Specimen \r\n\r\nThe Daily Example\r\nAna Specimen\r\n")
    links = list(AccessLink.objects.order_by("pk"))
    assert [link.name for link in links] == ["Ana Specimen", "The Daily Example"]
    assert {(link.kind, link.release, link.created_by) for link in links} == {("press", release, client.user)}
    assert "2 links made." in answer.content.decode()
    shown = [one.get("value") for one in having(page(answer), "nr-address")]
    assert sorted(shown) == sorted(f"http://testserver{link.get_absolute_url()}" for link in links)
    for address in shown:
        assert "Accept and read" in client.get(address).content.decode()


def test_the_letter_to_a_journalist_holds_the_address_and_no_word_of_the_release(desk):
    client, link = desk("Editors"), make_link(make_embargoed(title="Kestrel"))
    tree = page(client.get(url("access", link.release)))
    [letter] = [one.get("href") for one in tree.iter("a") if one.get("href", "").startswith("mailto:")]
    assert letter.startswith(
        "mailto:?subject=A%20text%20under%20embargo&body=http%3A%2F%2Ftestserver%2Faccess%2F"
    )
    assert "kestrel" not in letter.lower()


def test_a_press_link_works_until_the_release_is_public_and_a_preview_for_a_week(desk):
    client, release = desk("Editors"), make_embargoed()
    make(client, release, kind="press")
    make(client, release, kind="preview")
    press, preview = AccessLink.objects.order_by("pk")
    assert press.expires_at == release.public_from
    assert timedelta(days=7) - timedelta(minutes=1) < preview.expires_at - timezone.now() < timedelta(days=7)


def test_the_kind_offered_first_is_the_one_that_opens_the_release_now(desk):
    client = desk("Editors")
    assert typed(client.get(url("access", make_embargoed())))["kind"] == "press"
    draft = make_release(status="draft", public_from=None)
    response = client.get(url("access", draft))
    assert typed(response)["kind"] == "preview"
    assert "A press link opens nothing until it is" in response.content.decode()


def test_an_end_of_ones_own_is_given_in_office_time_and_shown_in_utc(desk, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    client, release = desk("Editors"), make_embargoed()
    year = timezone.now().year + 1
    answer = make(client, release, until="set", day=f"{year}-07-01", time="10:00")
    assert AccessLink.objects.get().expires_at == datetime(year, 7, 1, 8, 0, tzinfo=UTC)
    assert f"Works until 1 July {year}, 10:00 in Europe/Zurich (08:00 UTC)" in words(page(answer))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"names": " \r\n "}, "This field is required."),
        ({"names": "x" * 151}, "A name has at most 150 characters."),
        ({"names": "\r\n".join(map(str, range(51)))}, "At most 50 at once."),
        ({"kind": "other"}, "Select a valid choice."),
        ({"until": "set"}, "Give the day."),
        ({"until": "set", "day": "2020-01-01", "time": "10:00"}, "Check the year"),
        ({"until": "set", "day": f"{timezone.now():%Y-%m-%d}", "time": "00:00"}, "This moment has passed."),
    ],
)
def test_a_link_that_cannot_be_is_refused_with_a_sentence(desk, changes, said):
    answer = make(desk("Editors"), make_embargoed(), **changes)
    assert said in words(page(answer))
    assert not AccessLink.objects.exists()


@pytest.mark.parametrize("status", ["published", "withdrawn", "removed"])
def test_nobody_needs_a_link_to_what_everybody_may_be_told_of(desk, status):
    client, release = desk("Editors"), make_release(status=status)
    assert "nobody needs a link" in client.get(url("access", release)).content.decode()
    data = {"names": "Ana", "kind": "press", "until": "usual"}
    assert client.post(url("access", release), data).status_code == 403
    assert not AccessLink.objects.exists()


def test_a_link_until_the_release_is_public_moves_with_that_instant():
    release, editor = make_embargoed(), make_user("Editors")
    until_then, week = release.public_from, timezone.now() + timedelta(days=7)
    moving, staying = make_link(release, expires_at=until_then), make_link(release, expires_at=week)
    release.waivers.create(check_code="no-contact", reason="None known.")
    release.publish(editor, until_then + timedelta(days=1), embargo=True)
    moving.refresh_from_db()
    staying.refresh_from_db()
    assert (moving.expires_at, staying.expires_at) == (release.public_from, week)


# Revoking


def test_an_editor_revokes_one_link_after_a_question_and_the_others_go_on(desk):
    client, link = desk("Editors"), make_link(name="Ana Specimen")
    other = make_link(link.release)
    asked = client.get(url("revoke", link.release, link.pk))
    assert "Ana Specimen" in words(page(asked))
    assert client.get(link.get_absolute_url()).status_code == 200
    answer = client.post(url("revoke", link.release, link.pk), follow=True)
    assert "It opens nothing any more" in answer.content.decode()
    link.refresh_from_db()
    assert link.revoked_by == client.user
    assert client.get(link.get_absolute_url()).status_code == 404
    assert client.get(other.get_absolute_url()).status_code == 200
    assert link.token not in client.get(url("access", link.release)).content.decode()
    again = client.post(url("revoke", link.release, link.pk), follow=True)
    assert "Somebody has revoked it before you." in again.content.decode()


def test_making_and_revoking_stand_in_the_history_of_the_release(desk):
    client, release = desk("Editors"), make_embargoed()
    saved = release.changed_at
    make(client, release, names="Ana Specimen\r\nBen Specimen", kind="preview")
    link = AccessLink.objects.get(name="Ana Specimen")
    for _attempt in range(2):
        client.post(url("revoke", release, link.pk))
    entries = [version.revision for version in Version.objects.get_for_object(release)]
    assert [one.get_comment() for one in entries] == [
        "Link revoked · Ana Specimen",
        "Link made (Preview, for approval) · Ana Specimen, Ben Specimen",
    ]
    assert {one.user for one in entries} == {client.user}
    assert Release.objects.get().changed_at == saved
    assert link.key.hex not in "".join(
        map(str, Version.objects.values_list("serialized_data", "revision__comment"))
    )
