"""How a release comes from one state to another, what stops it, and the history it leaves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from reversion.models import Version

from releases.models import EarlierText, KeyFigure, Notice, OutboxMessage, Quote, Release
from tests.builders import PAST, make_approved, make_contact, make_draft, make_release, make_user

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
NOT_OUT = ("review", "approved", "scheduled", "embargoed")
CORRECTION = ("It said 28.", "It is 29.")
# Each step: how it is taken, and {state it leads on from: state it leads to}.
STEPS = {
    "submit": (lambda release, by: release.submit(by), {"draft": "review"}),
    "approve": (lambda release, by: release.approve(by), {"review": "approved"}),
    "approve as urgent": (
        lambda release, by: release.approve(by, urgent=True),
        {"draft": "approved", "review": "approved"},
    ),
    "back to draft": (
        lambda release, by: release.back_to_draft(by, "Not yet."),
        dict.fromkeys(NOT_OUT, "draft"),
    ),
    "publish": (
        lambda release, by: release.publish(by),
        dict.fromkeys(("approved", "scheduled", "embargoed"), "public"),
    ),
    "publish as urgent": (
        lambda release, by: release.publish(by, urgent=True),
        dict.fromkeys(("draft", *NOT_OUT), "public"),
    ),
    "schedule": (
        lambda release, by: release.publish(by, at=LATER),
        dict.fromkeys(("approved", "scheduled", "embargoed"), "scheduled"),
    ),
    "put under embargo": (
        lambda release, by: release.publish(by, at=LATER, embargo=True),
        dict.fromkeys(("approved", "scheduled", "embargoed"), "embargoed"),
    ),
    "correct": (
        lambda release, by: release.correct(by, *CORRECTION, urgent=True, body="<p>29.</p>"),
        dict.fromkeys(("public", "corrected"), "corrected"),
    ),
    "edit a little": (
        lambda release, by: release.minor_edit(by, "A typing error.", title="Mended"),
        {"public": "public", "corrected": "corrected"},
    ),
    "withdraw": (
        lambda release, by: release.withdraw(by, "Issued in error."),
        dict.fromkeys(("public", "corrected"), "withdrawn"),
    ),
    "remove": (
        lambda release, by: release.remove(by, "It names a child."),
        dict.fromkeys(("public", "corrected", "withdrawn"), "removed"),
    ),
    "redirect": (
        lambda release, by: release.redirect(by, make_release(), "Published twice."),
        dict.fromkeys(("public", "corrected", "withdrawn"), "redirected"),
    ),
    "restore": (
        lambda release, by: release.restore(by, "It was right."),
        dict.fromkeys(("withdrawn", "removed", "redirected"), "public"),
    ),
    "look over": (lambda release, by: release.look(by), {}),
    "assign": (lambda release, by: release.assign(by, by), {state: state for state in STATES}),
}


@pytest.fixture
def editor():
    return make_user("Editors")


def make_in(state):
    return make_release(contacts=[make_contact()], **STATES[state])


def state_of(release):
    return Release.objects.get(pk=release.pk).state()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("before", STATES)
def test_each_step_leads_from_some_states_only(editor, step, before):
    release = make_in(before)
    take, after = STEPS[step]
    assert state_of(release) == before
    if before in after:
        take(release, editor)
        assert state_of(release) == release.state() == after[before]
        assert Version.objects.get_for_object(release).count() == 1
    else:
        with pytest.raises(ValidationError):
            take(release, editor)
        assert state_of(release) == before
        assert not Version.objects.get_for_object(release).exists()
        assert not Notice.objects.exists()
        assert not OutboxMessage.objects.exists()


def test_publishing_makes_a_release_public_at_once_or_at_the_instant_named(editor):
    now, later = make_approved(), make_approved()
    before = timezone.now()
    now.publish(editor)
    later.publish(editor, at=LATER)
    assert before <= now.public_from <= timezone.now()
    assert later.public_from == LATER


def test_embargo_is_of_an_instant_to_come(editor):
    release = make_approved()
    release.publish(editor, embargo=True)
    assert (release.state(), release.under_embargo) == ("public", False)


def test_a_release_taken_back_to_draft_forgets_its_instant_and_its_approval(editor):
    release = make_approved()
    release.publish(editor, at=LATER, embargo=True)
    release.back_to_draft(editor, " The figures are not final. ")
    assert (release.status, release.public_from, release.under_embargo) == ("draft", None, False)
    assert (release.approved_by, release.approved_at) == (None, None)
    assert release.sent_back_reason == "The figures are not final."
    assert not OutboxMessage.objects.exists()
    release.submit(editor)
    assert release.sent_back_reason == ""


# Who approves


def test_nobody_approves_their_own_text(editor):
    release = make_draft()
    release.save_writing(editor)
    release.submit(editor)
    with pytest.raises(ValidationError, match="Nobody approves their own text"):
        release.approve(editor)
    colleague = make_user("Editors")
    release.approve(colleague)
    assert (release.approved_by, release.urgent_by) == (colleague, None)


def test_own_text_approved_as_urgent_stays_marked_until_a_second_person_has_looked(editor):
    release = make_draft()
    release.save_writing(editor)
    release.approve(editor, urgent=True)
    assert list(Release.objects.unchecked()) == [release]
    with pytest.raises(ValidationError, match="Somebody else must look"):
        release.look(editor)
    release.look(make_user("Editors"))
    assert not Release.objects.unchecked().exists()
    with pytest.raises(ValidationError, match="Nobody has marked this release urgent"):
        release.look(editor)


def test_writing_on_takes_an_approval_away(editor):
    writer, release = make_user("Writers"), make_approved()
    release.title = "Another title"
    assert "in review again" in str(release.save_writing(writer))
    release.refresh_from_db()
    assert (release.status, release.approved_at, release.title) == ("review", None, "Another title")
    assert list(release.written_by.all()) == [writer]


def test_writing_on_what_is_scheduled_keeps_the_instant_and_marks_it(editor):
    release = make_release(public_from=LATER)
    release.title = "Another title"
    assert "stays marked" in str(release.save_writing(editor))
    release.refresh_from_db()
    assert (release.public_from, release.urgent_by) == (LATER, editor)


# What stops publishing


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"title": ""}, "A title and a body"),
        ({"body": "<p> </p>"}, "A title and a body"),
        ({"dated_on": None}, "A date, or a tick that none is stated"),
        ({"organisations": []}, "An organisation that issues it"),
    ],
)
def test_a_release_that_lacks_something_is_not_published_and_the_editor_reads_what(editor, values, reason):
    release = make_approved(**values)
    with pytest.raises(ValidationError) as refused:
        release.publish(editor)
    assert refused.value.messages == [f"Before publishing: {reason}."]
    assert state_of(release) == "approved"


def test_a_partner_alone_does_not_issue_a_release(editor):
    release = make_approved()
    release.organisation_links.update(role="partner")
    with pytest.raises(ValidationError, match="An organisation that issues it"):
        release.publish(editor)


def test_a_quote_or_figure_that_the_body_lost_stops_publishing(editor):
    release = make_approved(body="<p>“Yes,” to 28 million.</p>")
    Quote.objects.create(release=release, text="Yes,", speaker="Ana Lima")
    KeyFigure.objects.create(release=release, figure="28 million", counts="people")
    release.body = "<p>“No,” to 29 million.</p>"
    release.save()
    with pytest.raises(ValidationError) as refused:
        release.publish(editor)
    assert refused.value.messages == [
        "Before publishing: Quotes stand in the body.",
        "Before publishing: Key figures stand in the body.",
    ]


def test_a_release_without_a_summary_can_be_published(editor):
    release = make_approved(summary="")
    release.publish(editor)
    assert state_of(release) == "public"


def test_a_warning_is_let_stand_with_a_reason_only_and_the_reason_is_kept(editor):
    release = make_approved(contacts=[])
    for waivers in ({}, {"no-contact": "  "}, {"another": "A reason."}):
        with pytest.raises(ValidationError, match="Mend this, or say why it may stand: A press contact"):
            release.publish(editor, at=LATER, waivers=waivers)
    assert not release.waivers.exists()
    release.publish(editor, at=LATER, waivers={"no-contact": " The desk is closed. "})
    waiver = release.waivers.get()
    assert (waiver.check_code, waiver.reason, waiver.by) == ("no-contact", "The desk is closed.", editor)
    release.publish(editor)
    assert release.waivers.count() == 1


# After it was public


def test_a_correction_keeps_the_earlier_text_and_says_what_was_wrong_and_who_agreed(editor):
    colleague, release = make_user("Editors"), make_release(title="Old", body="<p>28.</p>")
    before = timezone.now()
    release.correct(editor, *CORRECTION, approved_by=colleague, body="<p>29.</p>")
    notice, earlier = Notice.objects.get(), EarlierText.objects.get()
    assert (release.body, earlier.body, earlier.number) == ("<p>29.</p>", "<p>28.</p>", 1)
    assert (notice.wrong, notice.right) == CORRECTION
    assert (notice.by, notice.approved_by, notice.earlier) == (editor, colleague, earlier)
    assert before <= release.corrected_at == notice.at == earlier.shown_until
    assert release.urgent_by is None


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [("", "It is 29.", "Say what was wrong"), ("It said 28.", " \n", "Say what was wrong")],
)
def test_a_correction_without_both_halves_is_refused(editor, wrong, right, said):
    release = make_release()
    with pytest.raises(ValidationError, match=said):
        release.correct(editor, wrong, right, urgent=True, title="New")
    assert state_of(release) == "public"


def test_nobody_approves_their_own_correction(editor):
    release = make_release()
    for approved_by in (None, editor):
        with pytest.raises(ValidationError, match="Name the colleague"):
            release.correct(editor, *CORRECTION, approved_by=approved_by)
    release.correct(editor, *CORRECTION, urgent=True)
    assert release.urgent_by == editor


def test_public_text_is_changed_in_no_other_way():
    release = make_release(title="As published")
    release.title = "Changed in passing"
    with pytest.raises(ValidationError, match="This text is public"):
        release.save()
    assert Release.objects.get().title == "As published"


def test_a_minor_edit_needs_a_reason_and_leaves_no_note(editor):
    release = make_release(title="Teh title")
    with pytest.raises(ValidationError, match="Say what you changed and why"):
        release.minor_edit(editor, " ", title="The title")
    release.minor_edit(editor, "A typing error.", title="The title")
    assert (Release.objects.get().title, release.corrected_at) == ("The title", None)
    assert not Notice.objects.exists()


def test_a_withdrawn_release_keeps_its_text_and_says_when_and_why(editor):
    release = make_release(body="<p>The text.</p>")
    before = timezone.now()
    release.withdraw(editor, "  Wrong figure. ")
    assert release.ended_reason == "Wrong figure."
    assert before <= release.ended_at <= timezone.now()
    assert (release.body, release.public_from) == ("<p>The text.</p>", PAST)


@pytest.mark.parametrize("reason", ["", " \n\t"])
@pytest.mark.parametrize("step", ["withdraw", "remove"])
def test_a_release_is_not_taken_back_without_a_reason(editor, step, reason):
    release = make_release()
    with pytest.raises(ValidationError, match="Say why"):
        getattr(release, step)(editor, reason)
    assert state_of(release) == "public"


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_nothing_leads_to_a_release_that_is_not_public(editor, state):
    release, other = make_release(), make_in(state)
    with pytest.raises(ValidationError, match="one that is public"):
        release.redirect(editor, other, "Published twice.")
    with pytest.raises(ValidationError, match="one that is public"):
        release.withdraw(editor, "Replaced.", other)
    with pytest.raises(ValidationError, match="one that is public"):
        release.redirect(editor, release, "To itself.")
    assert state_of(release) == "public"


def test_what_is_restored_is_public_as_before_and_the_register_keeps_both(editor):
    release = make_release(body="<p>The text.</p>", corrected_at=PAST)
    release.redirect(editor, make_release(), "Published twice.")
    release.restore(editor, "It was another one.")
    assert (release.state(), release.body, release.replaced_by) == ("corrected", "<p>The text.</p>", None)
    assert [notice.kind for notice in release.notices.order_by("pk")] == ["redirected", "restored"]


# History


def test_every_step_leaves_who_did_it_and_what(editor):
    colleague, release = make_user("Editors"), make_draft(contacts=[make_contact()])
    release.submit(colleague)
    release.approve(editor)
    release.publish(editor, at=LATER, embargo=True)
    release.back_to_draft(colleague, "Not yet.")
    release.publish(editor, urgent=True)
    release.withdraw(colleague, "Issued in error.")
    entries = Version.objects.get_for_object(release).order_by("pk")
    assert [(entry.revision.comment, entry.revision.user) for entry in entries] == [
        ("Submitted for review", colleague),
        ("Approved", editor),
        ("Under embargo", editor),
        ("Back to draft: Not yet.", colleague),
        ("Published", editor),
        ("Withdrawn: Issued in error.", colleague),
    ]
    states = ["review", "approved", "published", "draft", "published", "withdrawn"]
    assert [entry.field_dict["status"] for entry in entries] == states


def test_publishing_from_a_page_opened_earlier_keeps_what_a_colleague_saved_since(editor):
    release = make_approved(title="Old")
    Release.objects.filter(pk=release.pk).update(title="New")
    release.publish(editor)
    assert (release.title, Release.objects.get().title) == ("New", "New")


def test_withdrawing_twice_from_two_open_pages_keeps_the_first_reason(editor):
    first = make_release()
    second = Release.objects.get()
    first.withdraw(editor, "Wrong figure.")
    with pytest.raises(ValidationError, match="Only a public release"):
        second.withdraw(editor, "Another reason.")
    assert Release.objects.get().ended_reason == "Wrong figure."
