"""Every save leaves one entry in the history, nobody takes one away, and any version comes back whole."""

from datetime import timedelta

import pytest
import reversion
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision, Version

from contacts.models import ContactPoint
from releases.models import Quote, Release, ReleaseAddress
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, buttons, typed

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


MINOR = {"kind_of_change": "minor", "reason": "A better address"}
APPROVED = {"status": "approved", "approved_at": PAST}


def waive(release):
    """Lets every warning stand, so that it can be published."""
    release.waivers.create(check_code="no-contact", reason="There is none.")


def remember(thing):
    """Its version as it is now, as the first save in the admin would leave it."""
    with reversion.create_revision():
        reversion.add_to_revision(thing)
    return Version.objects.get_for_object(thing).first()


def save(client, thing, **changes):
    response = client.post(url_of(thing), typed(client.get(url_of(thing))) | changes)
    assert response.status_code == 302
    thing.refresh_from_db()


def restore(client, thing, version, **changes):
    url = url_of(thing, "revision", version.pk)
    response = client.post(url, typed(client.get(url)) | changes)
    thing.refresh_from_db()
    return response


def test_after_restoring_the_release_as_it_is_now_is_shown_and_not_the_old_version(editor):
    release = make_draft(title="As it was")
    version = remember(release)
    save(editor, release, title="As it became")
    assert restore(editor, release, version, _continue="1").url == url_of(release)


@pytest.mark.parametrize("make", [make_draft, make_organisation, make_contact, make_topic])
def test_every_save_leaves_exactly_one_revision_with_its_person_and_comment(editor, make):
    thing = make()
    remember(thing)
    for count in (1, 2):
        save(editor, thing, slug=f"address-{count}")
        revision = Version.objects.get_for_object(thing).first().revision
        assert Revision.objects.count() == count + 1
        assert (revision.user, revision.get_comment()) == (editor.user, "Changed Address.")


def test_publishing_leaves_one_revision_for_each_release(editor):
    releases = [make_draft(**APPROVED), make_draft(**APPROVED)]
    for release in releases:
        waive(release)
        remember(release)
    data = {"action": "publish_now", "_selected_action": [one.pk for one in releases], "confirmed": "yes"}
    editor.post(reverse("admin:releases_release_changelist"), data)
    assert [one.is_public() for one in Release.objects.all()] == [True, True]
    assert Revision.objects.count() == 4
    assert [one.user for one in Revision.objects.order_by("-pk")[:2]] == [editor.user, editor.user]


def test_old_version_comes_back_with_its_fields_topics_rows_and_removed_rows(editor):
    first, second = make_organisation(), make_organisation()
    topic, contact = make_topic(), make_contact()
    release = make_draft(
        title="As it was", organisations=[first], contacts=[contact], topics=[topic], body="<p>One. Two.</p>"
    )
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    version = remember(release)
    data = {"title": "As it became", "topics": [], "quotes-0-DELETE": "on", "contact_links-0-DELETE": "on"}
    data |= {"organisation_links-0-organisation": second.pk}
    data = typed(editor.get(url_of(release))) | data
    data = add_row(data, "quotes", text="Two.", speaker="Grace", position=1)
    assert editor.post(url_of(release), data).status_code == 302
    assert restore(editor, release, version).status_code == 302
    assert release.title == "As it was"
    assert list(release.topics.all()) == [topic]
    assert release.issued_by() == [first]
    assert [link.contact for link in release.contact_links.all()] == [contact]
    assert [(quote.text, quote.speaker) for quote in release.quotes.all()] == [("One.", "Ada")]
    comment = Version.objects.get_for_object(release).first().revision.get_comment()
    assert comment.startswith("Restored the version of")


def test_version_can_be_restored_twice_and_undone_again(editor):
    release = make_draft(body="<p>One.</p>")
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    with_quote = remember(release)
    save(editor, release, **{"quotes-0-DELETE": "on"})
    without = Version.objects.get_for_object(release).first()
    for version, count in ((with_quote, 1), (without, 0), (with_quote, 1)):
        assert restore(editor, release, version).status_code == 302
        assert release.quotes.count() == count


def test_restoring_an_old_draft_does_not_unschedule_a_release(editor):
    release = make_draft(title="As a draft")
    version = remember(release)
    waive(release)
    release.publish(editor.user, at=timezone.now() + timedelta(days=1), urgent=True)
    restore(editor, release, version)
    assert (release.title, release.state()) == ("As a draft", "scheduled")


def test_restoring_a_published_version_does_not_publish_a_withdrawn_release(editor):
    release = make_release()
    version = remember(release)
    release.withdraw(editor.user, "Wrong.")
    restore(editor, release, version)
    assert (release.status, release.ended_reason) == ("withdrawn", "Wrong.")


def test_writer_cannot_restore_what_is_public(client):
    client.force_login(make_user("Writers"))
    release = make_draft(title="As a draft")
    version = remember(release)
    waive(release)
    release.publish(make_user("Editors"), urgent=True)
    Release.objects.filter(pk=release.pk).update(title="Public")
    page = client.get(url_of(release, "revision", version.pk))
    assert buttons(page) == []
    assert client.post(url_of(release, "revision", version.pk), {"title": "x"}).status_code == 403
    release.refresh_from_db()
    assert release.title == "Public"


def test_restored_address_leaves_the_newer_one_answering(editor):
    release = make_release(slug="old-address")
    version = remember(release)
    save(editor, release, slug="new-address", **MINOR)
    restore(editor, release, version, **MINOR)
    assert release.slug == "old-address"
    assert [one.slug for one in ReleaseAddress.objects.all()] == ["new-address"]


def test_restoring_public_text_says_why_like_any_change_of_it(editor):
    release = make_release(title="As it was")
    version = remember(release)
    release.minor_edit(editor.user, "Shorter", title="As it is")
    assert restore(editor, release, version).status_code == 200
    assert release.title == "As it is"
    assert restore(editor, release, version, **MINOR | {"reason": "It was right"}).status_code == 302
    assert (release.title, release.state()) == ("As it was", "public")
    comment = Version.objects.get_for_object(release).first().revision.get_comment()
    assert comment == "Minor edit: It was right"


def test_restoring_over_a_colleagues_newer_save_is_refused_like_any_other(editor):
    release = make_draft(title="As it was", body="<p>One.</p>")
    version = remember(release)
    url = url_of(release, "revision", version.pk)
    data = typed(editor.get(url))
    save(editor, release, title="A colleague's")
    Quote.objects.create(release=release, text="One.")
    response = editor.post(url, data)
    assert "saved this on" in response.content.decode()
    release.refresh_from_db()
    assert (release.title, release.quotes.count()) == ("A colleague's", 1)
    over = release.changed_at.isoformat()
    assert editor.post(url, typed(response, over=over)).status_code == 302
    release.refresh_from_db()
    assert (release.title, release.quotes.count()) == ("As it was", 0)


def test_looking_at_an_old_version_changes_nothing(editor):
    release = make_draft(title="As it was")
    version = remember(release)
    save(editor, release, title="As it is")
    page = editor.get(url_of(release, "revision", version.pk))
    assert "As it was" in page.content.decode()
    release.refresh_from_db()
    assert release.title == "As it is"


def test_failed_restore_leaves_every_row_where_it_is(editor):
    release = make_draft(body="<p>One.</p>")
    version = remember(release)
    Quote.objects.create(release=release, text="One.")
    assert restore(editor, release, version, title="").status_code == 200
    assert release.quotes.count() == 1


def test_scripts_of_an_old_version_carry_the_nonce(editor):
    release = make_draft()
    response = editor.get(url_of(release, "revision", remember(release).pk))
    nonce = response["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script type="importmap" nonce="{nonce}">' in response.content.decode()


def test_auditor_reads_the_history_and_old_versions_and_restores_nothing(client):
    client.force_login(make_user("Auditors"))
    release = make_draft(title="As it was")
    version = remember(release)
    assert client.get(url_of(release, "history")).status_code == 200
    page = client.get(url_of(release, "revision", version.pk))
    assert page.status_code == 200
    assert buttons(page) == []
    assert client.post(url_of(release, "revision", version.pk), {}).status_code == 403
    assert client.get(reverse("admin:releases_release_recoverlist")).status_code == 403


def test_old_versions_of_a_contact_are_closed_to_those_who_may_not_see_internal_numbers(editor):
    contact = make_contact(phone="+41 22 917 12 34")
    version = remember(contact)
    ContactPoint.objects.update(audience="internal")
    history = editor.get(url_of(contact, "history"))
    assert history.status_code == 200
    assert "917 12 34" not in history.content.decode()
    assert editor.get(url_of(contact, "revision", version.pk)).status_code == 403
    assert editor.post(url_of(contact, "revision", version.pk), {}).status_code == 403


def test_directory_staff_restore_a_contact_with_its_numbers(client):
    client.force_login(make_user("Directory staff"))
    contact = make_contact(phone="+41 22 917 12 34", audience="internal")
    version = remember(contact)
    save(client, contact, **{"points-0-DELETE": "on"})
    assert not contact.points.exists()
    restore(client, contact, version)
    assert contact.points.get().value == "+41 22 917 12 34"


def test_history_says_when_and_who(editor):
    release = make_draft()
    save(editor, release, title="Another title")
    page = editor.get(url_of(release, "history")).content.decode()
    assert "Another title" in page
    assert ">ed<" in page
    assert str(timezone.now().year) in page
