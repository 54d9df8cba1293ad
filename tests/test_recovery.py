"""What was deleted can be recovered, by those who may, and never as public."""

import pytest
import reversion
from django.urls import reverse
from reversion.models import Version

from releases.models import Quote, Release
from tests.builders import make_contact, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db


def url_of(thing, name="change", *more):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[thing.pk, *more])


@pytest.fixture
def editor(client):
    client.user = make_user("Editors", username="ed")
    client.force_login(client.user)
    return client


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def remember(thing):
    """Its version as it is now, as the first save in the admin would leave it."""
    with reversion.create_revision():
        reversion.add_to_revision(thing)
    return Version.objects.get_for_object(thing).first()


def test_deleted_draft_is_recovered_with_its_rows(editor):
    release = make_draft(title="Deleted too soon", body="<p>One.</p>")
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    editor.post(url_of(release, "delete"), {"post": "yes"})
    assert not Release.objects.exists()
    assert "Deleted too soon" in editor.get(reverse("admin:releases_release_recoverlist")).content.decode()
    url = reverse("admin:releases_release_recover", args=[Version.objects.get_deleted(Release).get().pk])
    assert editor.post(url, typed(editor.get(url))).status_code == 302
    again = Release.objects.get()
    assert (again.title, again.uuid, again.quotes.get().speaker) == ("Deleted too soon", release.uuid, "Ada")


def test_deleted_release_is_never_recovered_as_published(editor):
    release = make_release()
    version = remember(release)
    release.delete()
    url = reverse("admin:releases_release_recover", args=[version.pk])
    assert editor.get(url).status_code == 403
    assert editor.post(url, {}).status_code == 403
    assert not Release.objects.exists()


@pytest.mark.parametrize("kind", ["releases_release", "contacts_organisation"])
def test_version_of_something_else_cannot_be_recovered(client, kind):
    client.force_login(make_user("admin"))
    contact = make_contact()
    version = remember(contact)
    contact.delete()
    url = reverse(f"admin:{kind}_recover", args=[version.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


def test_what_still_exists_is_restored_from_its_history_not_recovered(editor):
    version = remember(make_draft())
    assert editor.get(reverse("admin:releases_release_recover", args=[version.pk])).status_code == 404
