"""Changing what is public: as a correction or as a minor edit, whole or not at all, with nothing lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision, Version

from releases.models import EarlierText, Notice, Quote, Release, ReleaseAddress
from tests.builders import (
    make_approved,
    make_contact,
    make_draft,
    make_organisation,
    make_release,
    make_topic,
    make_user,
)
from tests.form_values import add_row, buttons, typed

pytestmark = pytest.mark.django_db

WHY = ("kind_of_change", "wrong", "right", "agreed_by", "urgent", "reason")
CORRECTION = {"kind_of_change": "correction", "wrong": "It said 28.", "right": "It is 29."}
MINOR = {"kind_of_change": "minor", "reason": "A typing error."}


def change_url(release):
    return reverse("admin:releases_release_change", args=[release.pk])


@pytest.fixture
def editor(client):
    client.user = make_user("Editors")
    client.force_login(client.user)
    return client


def entries():
    """The entries of the history, but for what a release was found to be before the first of them."""
    return Revision.objects.exclude(comment__startswith="As found")


def save(client, release, **changes):
    """Opens the form, makes these changes and saves; the answer, and the release as it is then."""
    data = typed(client.get(change_url(release)), **changes)
    response = client.post(change_url(release), data | {"_continue": ""}, follow=True)
    return response, Release.objects.get(pk=release.pk)


def test_form_of_a_public_release_asks_why_and_of_others_does_not(editor):
    assert set(WHY) - set(typed(editor.get(change_url(make_release())))) == {"kind_of_change", "urgent"}
    for release in (make_draft(), make_release(public_from=timezone.now() + timedelta(days=1))):
        assert not set(WHY) & set(typed(editor.get(change_url(release))))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"slug": "another-address"},
        {"dateline": "Nairobi"},
        {"organisation_links-0-role": "partner"},
        {"contact_links-0-DELETE": "on"},
        {"topics": "new"},
    ],
)
def test_nothing_of_a_public_release_is_changed_without_saying_why(editor, changes):
    release = make_release(title="As it was", slug="as-it-was", contacts=[make_contact()])
    topic = make_topic()
    changes = {"topics": [topic.pk]} if "topics" in changes else changes
    before = Release.objects.filter(pk=release.pk).values().get()
    response, _after = save(editor, release, **changes)
    assert "This release is public. Say what kind of change it is." in response.content.decode()
    assert Release.objects.filter(pk=release.pk).values().get() == before
    assert [link.role for link in release.organisation_links.all()] == ["lead"]
    assert (release.contact_links.count(), release.topics.count()) == (1, 0)
    again = typed(response)
    assert {name: again.get(name) for name in changes} == {
        name: [str(topic.pk)] if name == "topics" else value for name, value in changes.items()
    }
    assert not entries().exists()


def test_correction_changes_text_rows_and_topics_in_one_entry_and_keeps_the_earlier_text(editor):
    colleague, topic, partner = make_user("Editors"), make_topic(), make_organisation()
    release = make_release(title="Old title", body="<p>It cost 28.</p>")
    data = typed(
        editor.get(change_url(release)),
        **CORRECTION,
        agreed_by=colleague.pk,
        title="New title",
        body="<p>It cost 29.</p>",
        topics=[topic.pk],
        slug="new-address",
    )
    data = add_row(data, "quotes", text="It cost 29.", speaker="Ada", position=0)
    data = add_row(data, "organisation_links", organisation=partner.pk, role="partner", position=1)
    response = editor.post(change_url(release), data | {"_continue": ""}, follow=True)
    assert "Corrected. The note is public now" in response.content.decode()
    old_address = release.slug
    release.refresh_from_db()
    assert (release.title, release.body, release.slug) == ("New title", "<p>It cost 29.</p>", "new-address")
    assert (release.state(), release.urgent_by) == ("corrected", None)
    assert list(release.topics.all()) == [topic]
    assert release.partners() == [partner]
    assert release.quotes.get().text == "It cost 29."
    assert ReleaseAddress.objects.get().slug == old_address
    notice, earlier = Notice.objects.get(), EarlierText.objects.get()
    assert (notice.wrong, notice.right, notice.by, notice.approved_by) == (
        "It said 28.",
        "It is 29.",
        editor.user,
        colleague,
    )
    assert (earlier.title, earlier.body) == ("Old title", "<p>It cost 28.</p>")
    entry = entries().get()
    assert entry.user == editor.user
    comment = entry.get_comment()
    assert comment.startswith("Corrected: It said 28.\nChanged Title, ")
    assert "What was wrong" not in comment


def test_correction_that_nobody_approved_is_urgent_and_marked(editor):
    _response, release = save(editor, make_release(), **CORRECTION, urgent="on", title="New")
    assert (release.title, release.urgent_by) == ("New", editor.user)
    assert Notice.objects.get().approved_by is None


def test_correction_is_approved_by_a_colleague_with_the_right_to_publish(editor):
    release = make_release(title="Old")
    colleague = make_user("Editors")
    others = [make_user("Writers"), make_user("Editors", is_active=False), editor.user]
    for other in others:
        response, after = save(editor, release, **CORRECTION, agreed_by=other.pk, title="New")
        assert "Select a valid choice." in response.content.decode()
        assert after.title == "Old"
    _response, after = save(editor, release, **CORRECTION, agreed_by=colleague.pk, title="New")
    assert after.title == "New"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (CORRECTION, "Name the colleague who approved this, or mark it urgent."),
        (CORRECTION | {"urgent": "on", "wrong": " "}, "Say it here, in a sentence."),
        (CORRECTION | {"urgent": "on", "right": ""}, "Say it here, in a sentence."),
        ({"kind_of_change": "minor", "reason": "\r\n"}, "Say it here, in a sentence."),
        ({"kind_of_change": "slip"}, "Select a valid choice."),
    ],
)
def test_refused_correction_keeps_everything_that_was_typed(editor, why, said):
    release = make_release(title="Old", body="<p>Old text.</p>")
    data = typed(editor.get(change_url(release)), **why, title="New", body="<p>New text.</p>")
    data = add_row(data, "quotes", text="New text.", speaker="Ada", position=0)
    response = editor.post(change_url(release), data)
    assert said in response.content.decode()
    again = typed(response)
    kept = {"title": "New", "body": "<p>New text.</p>", "quotes-0-text": "New text."}
    kept |= {name: value.strip() for name, value in why.items() if value != "slip"}
    assert {name: again[name].strip() for name in kept} == kept
    assert Release.objects.get().title == "Old"
    assert not Notice.objects.exists()


def test_refusal_by_the_model_itself_keeps_everything_and_changes_nothing(editor, monkeypatch):
    """As when the release is withdrawn in the very moment of saving."""

    def refuse(*args, **kwargs):
        raise ValidationError("Only a public release can be corrected.")

    release = make_release(title="Old")
    monkeypatch.setattr(Release, "correct", refuse)
    response, after = save(editor, release, **CORRECTION, urgent="on", title="New")
    assert "Only a public release can be corrected." in response.content.decode()
    assert (typed(response)["title"], typed(response)["wrong"]) == ("New", "It said 28.")
    assert after.title == "Old"


def test_row_that_the_new_text_contradicts_refuses_the_whole_correction(editor):
    release = make_release(body="<p>It is open.</p>")
    Quote.objects.create(release=release, text="It is open.")
    response, after = save(
        editor, release, **CORRECTION, urgent="on", body="<p>It is shut.</p>", **{"quotes-0-speaker": "Ada"}
    )
    assert "These words do not stand in the body" in response.content.decode()
    assert after.body == "<p>It is open.</p>"
    assert not EarlierText.objects.exists()


def test_minor_edit_changes_text_without_a_note_and_its_reason_stands_in_the_history(editor):
    response, release = save(editor, make_release(title="Teh title"), **MINOR, title="The title")
    assert "Saved as a minor edit, without a public note." in response.content.decode()
    assert (release.title, release.state()) == ("The title", "public")
    assert not Notice.objects.exists()
    assert not EarlierText.objects.exists()
    assert entries().get().get_comment() == "Minor edit: A typing error.\nChanged Title."


def test_change_of_rows_alone_is_a_minor_edit_too(editor):
    release = make_release(contacts=[make_contact()])
    contact = make_contact()
    _response, after = save(editor, release, **MINOR, **{"contact_links-0-contact": contact.pk})
    assert [link.contact for link in after.contact_links.all()] == [contact]


@pytest.mark.parametrize("why", [CORRECTION | {"urgent": "on"}, MINOR])
def test_reason_without_a_change_is_answered_and_nothing_is_noted(editor, why):
    release = make_release()
    response, after = save(editor, release, **why)
    assert "Nothing is changed yet. Change the text, then save." in response.content.decode()
    assert after.changed_at == release.changed_at
    assert not Notice.objects.exists()


def test_saving_a_public_release_untouched_changes_nothing_and_asks_nothing(editor):
    release = make_release()
    response, after = save(editor, release)
    assert response.redirect_chain
    assert after.changed_at == release.changed_at
    assert not entries().exists()


def test_release_that_goes_public_while_it_is_open_is_saved_only_with_a_reason(editor):
    release = make_release(public_from=timezone.now() + timedelta(hours=1), title="Old")
    data = typed(editor.get(change_url(release)), title="New")
    Release.objects.filter(pk=release.pk).update(public_from=timezone.now() - timedelta(seconds=1))
    response = editor.post(change_url(release), data)
    assert "Say what kind of change it is." in response.content.decode()
    assert typed(response)["title"] == "New"
    editor.post(change_url(release), typed(response, **MINOR))
    assert Release.objects.get().title == "New"


@pytest.mark.parametrize("status", ["withdrawn", "removed", "redirected"])
def test_what_was_taken_back_is_read_and_not_changed(editor, status):
    release = make_release(title="As it was", status=status)
    page = editor.get(change_url(release))
    assert buttons(page) == []
    assert "To change it, restore it first." in page.content.decode()
    assert editor.post(change_url(release), {"title": "New"}).status_code == 403
    assert Release.objects.get(pk=release.pk).title == "As it was"


def test_text_typed_while_a_colleague_takes_the_release_back_is_not_lost(editor):
    release = make_release(title="As it was")
    data = typed(editor.get(change_url(release)), **MINOR, title="Typed with care")
    release.withdraw(make_user("Editors"), "Issued in error.")
    response = editor.post(change_url(release), data)
    assert response.status_code == 200
    assert "it was taken back while you were writing" in response.content.decode()
    assert typed(response)["title"] == "Typed with care"
    again = editor.post(change_url(release), typed(response, over=release.changed_at.isoformat()))
    assert typed(again)["title"] == "Typed with care"
    release.refresh_from_db()
    assert (release.title, release.status) == ("As it was", "withdrawn")


def test_text_of_a_writer_typed_while_it_is_published_is_not_lost(client):
    client.force_login(make_user("Writers"))
    release = make_approved(title="As approved")
    data = typed(client.get(change_url(release)), title="Typed with care")
    release.publish(make_user("Editors"))
    response = client.post(change_url(release), data)
    assert "it was published or taken back while you were writing" in response.content.decode()
    assert typed(response)["title"] == "Typed with care"
    assert Release.objects.get().title == "As approved"


def test_writer_cannot_forge_a_correction(client):
    client.force_login(make_user("Writers"))
    release = make_release(title="As it was")
    data = {"title": "Mine", "loaded_at": release.changed_at.isoformat(), **CORRECTION, "urgent": "on"}
    client.post(change_url(release), data)
    assert Release.objects.get().title == "As it was"
    assert not Notice.objects.exists()


def test_restored_version_of_a_public_release_needs_a_reason_too(editor):
    release = make_release(title="Old")
    save(editor, release, **MINOR, title="Newer")
    old = Version.objects.get_for_object(release).first()
    save(editor, release, **MINOR, title="Newest")
    url = reverse("admin:releases_release_revision", args=[release.pk, old.pk])
    response = editor.post(url, typed(editor.get(url)))
    assert "Say what kind of change it is." in response.content.decode()
    assert Release.objects.get().title == "Newest"
    editor.post(url, typed(response, **MINOR))
    assert Release.objects.get().title == "Newer"


def test_approved_text_that_is_written_on_goes_back_to_review_and_the_writer_is_told(editor):
    release = make_approved()
    response, after = save(editor, release, title="Another title")
    assert "so it is in review again" in response.content.decode()
    assert (after.status, list(after.written_by.all())) == ("review", [editor.user])


def test_approved_text_that_is_saved_untouched_stays_approved(editor):
    _response, after = save(editor, make_approved())
    assert after.status == "approved"
    assert not after.written_by.exists()


def test_change_of_a_row_takes_an_approval_away_like_one_of_the_text(editor):
    release = make_approved()
    _response, after = save(editor, release, **{"contact_links-0-DELETE": "on"})
    assert after.status == "review"


def test_change_of_what_is_scheduled_goes_out_with_it_and_is_marked(editor):
    release = make_release(public_from=timezone.now() + timedelta(days=1))
    response, after = save(editor, release, title="Another title")
    assert "It will go out with your change." in response.content.decode()
    assert (after.state(), after.urgent_by) == ("scheduled", editor.user)


def test_new_draft_knows_who_wrote_it(editor):
    url = reverse("admin:releases_release_add")
    editor.post(url, typed(editor.get(url), title="New", body="<p>Text.</p>") | {"_continue": ""})
    assert list(Release.objects.get().written_by.all()) == [editor.user]
