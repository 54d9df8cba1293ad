"""How a release comes from one state to another, what stops it, and the history it leaves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from reversion.models import Version

from releases.models import KeyFigure, Quote, Release
from tests.builders import PAST, make_release, make_user

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=30)
STATES = {
    "draft": {"status": "draft", "public_from": None},
    "scheduled": {"public_from": LATER},
    "public": {},
    "withdrawn": {"status": "withdrawn"},
}


@pytest.fixture
def editor():
    return make_user("Editors")


def state(release):
    release = Release.objects.get(pk=release.pk)
    return "scheduled" if release.is_scheduled() else "public" if release.is_public() else release.status


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        ("publish", "draft", "public"),
        ("publish", "scheduled", "public"),
        ("schedule", "draft", "scheduled"),
        ("schedule", "scheduled", "scheduled"),
        ("unpublish", "scheduled", "draft"),
        ("withdraw", "public", "withdrawn"),
        ("publish", "public", None),
        ("publish", "withdrawn", None),
        ("schedule", "public", None),
        ("schedule", "withdrawn", None),
        ("unpublish", "draft", None),
        ("unpublish", "public", None),
        ("unpublish", "withdrawn", None),
        ("withdraw", "draft", None),
        ("withdraw", "scheduled", None),
        ("withdraw", "withdrawn", None),
    ],
)
def test_each_step_leads_from_some_states_only(editor, step, before, after):
    release = make_release(**STATES[before])
    steps = {
        "publish": lambda: release.publish(editor),
        "schedule": lambda: release.publish(editor, at=LATER),
        "unpublish": lambda: release.unpublish(editor),
        "withdraw": lambda: release.withdraw(editor, "Issued in error."),
    }
    assert state(release) == before
    if after:
        steps[step]()
        assert state(release) == after
    else:
        with pytest.raises(ValidationError, match="Only a"):
            steps[step]()
        assert state(release) == before
        assert not Version.objects.get_for_object(release).exists()


def test_publishing_makes_a_release_public_at_once_or_at_the_instant_named(editor):
    now, later = make_release(**STATES["draft"]), make_release(**STATES["draft"])
    before = timezone.now()
    now.publish(editor)
    later.publish(editor, at=LATER)
    assert before <= now.public_from <= timezone.now()
    assert later.public_from == LATER


def test_a_release_taken_back_to_draft_forgets_its_instant(editor):
    release = make_release(**STATES["scheduled"])
    release.unpublish(editor)
    assert (release.status, release.public_from) == ("draft", None)


def test_a_withdrawn_release_keeps_its_text_and_says_when_and_why(editor):
    release = make_release(body="<p>The text.</p>")
    before = timezone.now()
    release.withdraw(editor, "  Wrong figure. ")
    assert release.ended_reason == "Wrong figure."
    assert before <= release.ended_at <= timezone.now()
    assert (release.body, release.public_from) == ("<p>The text.</p>", PAST)


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_a_release_is_not_withdrawn_without_a_reason(editor, reason):
    release = make_release()
    with pytest.raises(ValidationError, match="Say why"):
        release.withdraw(editor, reason)
    assert state(release) == "public"


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
    release = make_release(**STATES["draft"] | values)
    with pytest.raises(ValidationError) as refused:
        release.publish(editor)
    assert refused.value.messages == [f"Before publishing: {reason}."]
    assert state(release) == "draft"


def test_a_partner_alone_does_not_issue_a_release(editor):
    release = make_release(**STATES["draft"])
    release.organisation_links.update(role="partner")
    with pytest.raises(ValidationError, match="An organisation that issues it"):
        release.publish(editor)


def test_a_quote_or_figure_that_the_body_lost_stops_publishing(editor):
    release = make_release(**STATES["draft"], body="<p>“Yes,” to 28 million.</p>")
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


def test_a_release_without_a_contact_or_a_summary_can_be_published(editor):
    release = make_release(**STATES["draft"], summary="")
    release.publish(editor)
    assert state(release) == "public"


def test_every_step_leaves_who_did_it_and_what(editor):
    colleague = make_user("Editors")
    release = make_release(**STATES["draft"])
    release.publish(editor, at=LATER)
    release.unpublish(colleague)
    release.publish(editor)
    release.withdraw(colleague, "Issued in error.")
    entries = Version.objects.get_for_object(release).order_by("pk")
    assert [(entry.revision.comment, entry.revision.user) for entry in entries] == [
        ("Published", editor),
        ("Back to draft", colleague),
        ("Published", editor),
        ("Withdrawn", colleague),
    ]
    assert [entry.field_dict["status"] for entry in entries] == [
        "published",
        "draft",
        "published",
        "withdrawn",
    ]


def test_publishing_from_a_page_opened_earlier_keeps_what_a_colleague_saved_since(editor):
    release = make_release(**STATES["draft"], title="Old")
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
