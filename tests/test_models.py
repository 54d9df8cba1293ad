"""What the database itself refuses, and the sentence an editor reads instead."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from contacts.models import ContactPoint, OfficeHours, Organisation, OtherName, Post, Proposal
from newsroom.models import User
from releases.models import Autosave, EarlierText, Gap, Intake, Release, SourceDocument
from tests.builders import (
    PAST,
    make_approved,
    make_contact,
    make_link,
    make_organisation,
    make_release,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def itself():
    organisation = make_organisation()
    return organisation, {"parent_id": organisation.pk}


def twice(rows, **changes):
    first, second = rows
    return second, changes or {"slug": first.slug}


def two_names():
    organisation = make_organisation()
    return [OtherName.objects.create(organisation=organisation, name=name) for name in ("OIM", "ИОМ")]


def two_channels():
    contact = make_contact(email="desk@example.org")
    return list(contact.points.all())


def a_proposal():
    contact = make_contact(email="desk@example.org")
    return Proposal.objects.create(inquiry=contact.ask(make_user()), kind="phone", old="+41 22 717 91 11")


def own_deputy():
    contact = make_contact()
    return contact, {"deputy_id": contact.pk}


def a_post():
    return Post.objects.create(contact=make_contact(), organisation=make_organisation())


def two_hours():
    contact = make_contact()
    at = {"opens": time(9), "closes": time(17)}
    return [OfficeHours.objects.create(contact=contact, first_day=day, last_day=day, **at) for day in (0, 1)]


def two_links(name):
    release = make_release(
        organisations=[make_organisation(), make_organisation()], contacts=[make_contact(), make_contact()]
    )
    first, second = getattr(release, f"{name}_links").all()
    return second, {f"{name}_id": getattr(first, f"{name}_id")}


def replaced_by_itself():
    release = make_release(status="redirected")
    return release, {"replaced_by_id": release.pk}


def make_notice():
    return make_release().notices.create(kind="withdrawn", at=PAST, reason="Issued in error.")


def two_earlier_texts():
    release = make_release()
    return [EarlierText.of(release, PAST) for _number in range(2)]


def two_messages():
    outbox = make_release().outbox
    return [outbox.create(kind="live", due_at=PAST + timedelta(days=days)) for days in range(2)]


def two_people():
    """The same two whenever they are asked for."""
    return [User.objects.filter(username=name).first() or make_user(username=name) for name in ("ann", "ben")]


def two_presences():
    release = make_release()
    return [release.presences.create(by=person, since=PAST, seen_at=PAST) for person in two_people()]


def two_autosaves(release):
    return [Autosave.objects.create(release=release, by=person, values={"a": 1}) for person in two_people()]


def intakes():
    source = SourceDocument.objects.create(name="a.txt", content=b"A text of two releases")
    spans = [(0, 6), (7, 22)]
    return [Intake.objects.create(source=source, start=start, end=end) for start, end in spans]


def a_gap():
    return Gap.objects.create(release=make_release(), kind="number", key="1", words="022", spans=[[0, 3]])


# Each constraint: a sound row, the change that breaks it, and the sentence. No sentence where
# `clean()` mends the row before the constraint is asked.
RULES = {
    "organisation_is_not_its_own_parent": (itself, "An organisation cannot be a part of itself."),
    "other_name_once_per_organisation": (
        lambda: twice(two_names(), name="OIM"),
        "This name is listed already.",
    ),
    "channel_once_per_contact": (
        lambda: (two_channels()[1], {"kind": "phone", "value": "+41 22 717 91 11", "e164": "+41227179111"}),
        "This contact has this channel already.",
    ),
    "phone_channel_has_e164": (lambda: (two_channels()[0], {"e164": ""}), None),
    "channel_audience_is_known": (
        lambda: (two_channels()[0], {"audience": "friends"}),
        "Value 'friends' is not a valid choice.",
    ),
    "channel_is_confirmed_as_something": (lambda: (two_channels()[0], {"confirmed_at": PAST}), None),
    "proposal_says_something": (lambda: (a_proposal(), {"kind": ""}), None),
    "only_who_is_away_is_away_until": (lambda: (make_contact(), {"away_until": date(2026, 6, 3)}), None),
    "only_who_has_left_left_on_a_day": (lambda: (make_contact(), {"left_on": date(2026, 6, 3)}), None),
    "nobody_is_their_own_deputy": (own_deputy, "Nobody can stand in for themselves."),
    "post_ends_after_it_began": (
        lambda: (a_post(), {"began_on": date(2026, 6, 3), "ended_on": date(2026, 6, 2)}),
        "A post cannot end before it began.",
    ),
    "hours_once_per_contact": (
        lambda: twice(two_hours(), first_day=0, opens=time(9)),
        "These hours are listed already.",
    ),
    "hours_are_of_a_day": (lambda: (two_hours()[0], {"last_day": 7}), "Value 7 is not a valid choice."),
    "contact_status_is_known": (
        lambda: (make_contact(), {"status": "asleep"}),
        "Value 'asleep' is not a valid choice.",
    ),
    "organisation_once_per_release": (
        lambda: two_links("organisation"),
        "This organisation is on the release already.",
    ),
    "contact_once_per_release": (lambda: two_links("contact"), "This contact is on the release already."),
    "organisation_role_is_known": (
        lambda: (make_release().organisation_links.get(), {"role": "rival"}),
        "Value 'rival' is not a valid choice.",
    ),
    "release_status_is_known": (
        lambda: (make_release(), {"status": "lost"}),
        "Constraint “release_status_is_known” is violated.",
    ),
    "published_release_has_an_instant": (
        lambda: (make_release(), {"public_from": None}),
        "A published release needs the instant from which it is public.",
    ),
    "published_release_has_title_and_body": (
        lambda: (make_release(), {"body": ""}),
        "A published release needs a title and a body.",
    ),
    "published_release_has_a_date_or_says_none": (
        lambda: (make_release(), {"dated_on": None}),
        "Give the date, or tick that the release states none.",
    ),
    "release_date_is_given_or_not_stated": (
        lambda: (make_release(), {"date_not_stated": True}),
        "Either give a date or tick that the release states none, not both.",
    ),
    "approved_release_says_when": (
        lambda: (make_approved(), {"approved_at": None}),
        "Constraint “approved_release_says_when” is violated.",
    ),
    "ended_release_has_date_and_reason": (
        lambda: (make_release(status="withdrawn"), {"ended_reason": ""}),
        "Say why. The public reads the reason.",
    ),
    "redirected_release_names_another": (
        lambda: (make_release(status="redirected"), {"replaced_by_id": None}),
        "Name the release that its address should lead to.",
    ),
    "release_does_not_replace_itself": (replaced_by_itself, "A release cannot replace itself."),
    "earlier_text_has_its_number": (
        lambda: twice(two_earlier_texts(), number=1),
        "Earlier text with this Release and Version already exists.",
    ),
    "notice_says_what_and_why": (
        lambda: (make_notice(), {"reason": ""}),
        "Constraint “notice_says_what_and_why” is violated.",
    ),
    "access_kind_is_known": (
        lambda: (make_link(), {"kind": "friend"}),
        "Value 'friend' is not a valid choice.",
    ),
    "access_link_names_somebody": (lambda: (make_link(), {"name": ""}), "This field cannot be blank."),
    "outbox_says_it_once": (
        lambda: twice(two_messages(), due_at=PAST),
        "Message in the outbox with this Release, Kind and Due already exists.",
    ),
    "waiver_has_a_reason": (
        lambda: (make_release().waivers.create(check_code="no-contact", reason="A reason."), {"reason": ""}),
        "This field cannot be blank.",
    ),
    "presence_once_per_person": (
        lambda: twice(two_presences(), by_id=two_people()[0].pk),
        "Presence with this Release and By already exists.",
    ),
    "autosave_once_per_person": (
        lambda: twice(two_autosaves(make_release()), by_id=two_people()[0].pk),
        "Autosave with this Release and By already exists.",
    ),
    "autosave_once_for_a_new_release": (
        lambda: twice(two_autosaves(None), by_id=two_people()[0].pk),
        "Constraint “autosave_once_for_a_new_release” is violated.",
    ),
    "intake_state_is_known": (
        lambda: (intakes()[0], {"state": "lost"}),
        "Value 'lost' is not a valid choice.",
    ),
    "intake_ends_after_start": (
        lambda: (intakes()[1], {"end": 6}),
        "Constraint “intake_ends_after_start” is violated.",
    ),
    "text_taken_in_once": (
        lambda: (intakes()[1], {"start": 0}),
        "Import with this Source document and From character already exists.",
    ),
    "gap_kind_is_known": (
        lambda: (a_gap(), {"kind": "abyss"}),
        "Value 'abyss' is not a valid choice.",
    ),
    "slug of an organisation": (
        lambda: twice([make_organisation(), make_organisation()]),
        "This address is in use. Choose another.",
    ),
    "slug of a contact": (
        lambda: twice([make_contact(), make_contact()]),
        "This address is in use. Choose another.",
    ),
    "slug of a release": (
        lambda: twice([make_release(), make_release()]),
        "This address is in use. Choose another.",
    ),
    "slug of a topic": (
        lambda: twice([make_topic(), make_topic()]),
        "This address is in use. Choose another.",
    ),
    "name of an organisation": (
        lambda: twice([make_organisation(name="IOM"), make_organisation()], name="IOM"),
        "There is already an organisation of this name.",
    ),
    "name of a topic": (
        lambda: twice([make_topic(name="Health"), make_topic()], name="Health"),
        "There is already a topic of this name.",
    ),
}


@pytest.mark.parametrize("broken", [rule[0] for rule in RULES.values()], ids=RULES)
def test_the_database_refuses_what_breaks_a_rule(broken):
    row, changes = broken()
    row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [rule for rule in RULES.values() if rule[1]],
    ids=[n for n in RULES if RULES[n][1]],
)
def test_an_editor_who_breaks_a_rule_reads_why(broken, sentence):
    row, changes = broken()
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert sentence in refused.value.messages


def test_every_constraint_of_the_newsroom_stands_in_the_table_of_rules():
    models = [model for app in ("contacts", "releases") for model in apps.get_app_config(app).get_models()]
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == {name for name in RULES if " " not in name}


@pytest.mark.parametrize(
    "values",
    [
        {"status": "published"},
        {"status": "published", "public_from": PAST},
        {"status": "published", "public_from": PAST, "title": "A", "dated_on": "2020-05-26"},
        {"status": "withdrawn", "public_from": PAST, "title": "A", "body": "B", "date_not_stated": True},
        {"title": "A", "dated_on": "2020-05-26", "date_not_stated": True},
    ],
)
def test_a_release_that_breaks_a_rule_cannot_be_made(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(**values)


def test_a_draft_may_lack_everything():
    Release.objects.create()
    assert Release.objects.drafts().count() == 1


def test_a_release_stores_text_only_in_its_safe_form():
    release = make_release(
        title=" A\n title\0 ",
        summary="One\u00a0 sentence.\x0b",
        dateline=" Geneva ",
        body="<p onclick='x'>Words<script>alert(1)</script></p>",
        notes_to_editors="One\n\nTwo",
    )
    release.refresh_from_db()
    assert (release.title, release.summary, release.dateline) == ("A title", "One sentence.", "Geneva")
    assert release.body == "<p>Words</p>"
    assert release.notes_to_editors == "<p>One</p>\n<p>Two</p>"


def test_an_organisation_cannot_be_a_part_of_its_own_part():
    top = make_organisation()
    middle = make_organisation(parent=top)
    top.parent = make_organisation(parent=middle)
    with pytest.raises(ValidationError, match="An organisation cannot be a part of itself"):
        top.full_clean()
    Organisation.objects.get(pk=middle.pk).full_clean()


def test_a_source_document_cannot_be_changed_or_lost():
    document = SourceDocument.objects.create(name="as-received.txt", content=b"Words\xff")
    document.refresh_from_db()
    document.name = "named-better.txt"
    document.save()
    make_release(source=document)
    document.content = b"Other words"
    with pytest.raises(ValidationError, match="kept as it was received"):
        document.save()
    with pytest.raises(ProtectedError):
        document.delete()
    kept = SourceDocument.objects.get()
    assert (kept.name, bytes(kept.content), kept.text) == ("named-better.txt", b"Words\xff", "Words\ufffd")


def test_an_organisation_with_releases_or_contacts_cannot_be_deleted():
    issuer, desk = make_organisation(), make_contact()
    make_release(organisations=[issuer], contacts=[desk])
    for row in (issuer, desk, desk.organisation):
        with pytest.raises(ProtectedError):
            row.delete()
    assert Organisation.objects.count() == 2


def test_a_new_channel_is_internal_until_somebody_says_otherwise():
    point = ContactPoint.objects.create(contact=make_contact(), value="+41 22 730 55 55")
    assert point.audience == "internal"
