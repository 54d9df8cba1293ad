"""The history of a release as its page and its CSV tell it: complete, in order, and nobody's to change."""

import csv
import json
from datetime import timedelta

import pytest
import reversion
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from reversion.models import Revision, Version

from contacts.admin.spreadsheets import inert
from contacts.changes import parts
from contacts.history import outside
from contacts.models import Organisation, PressContact
from releases.models import AccessLink, KeyFigure, Opening, Quote, Release, Topic
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, typed
from tests.reading import having, page, words

pytestmark = pytest.mark.django_db


def url_of(thing, name="history"):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[thing.pk])


@pytest.fixture
def editor(client):
    client.user = make_user("Editors", first_name="Ana", last_name="Specimen")
    client.force_login(client.user)
    return client


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def remember(thing, comment=""):
    with reversion.create_revision():
        reversion.add_to_revision(thing)
        reversion.set_comment(comment)


def save(client, thing, add=(), **changes):
    data = typed(client.get(url_of(thing, "change"))) | changes
    for prefix, row in add:
        data = add_row(data, prefix, **row)
    response = client.post(url_of(thing, "change"), data)
    assert response.status_code == 302, response.context["errors"]
    thing.refresh_from_db()


def entries(client, thing, **query):
    """(who, what, why) of each line of the page, newest first."""
    lines = client.get(url_of(thing), query).context["page"].object_list
    return [("by itself" if one.is_automatic else one.by, one.what, one.why) for one in lines]


def newest(client, thing):
    """{label: (before, after)} of the newest entry."""
    entry = client.get(url_of(thing)).context["page"].object_list[0]
    return {change.label: (change.before, change.after) for change in entry.changes}


def in_csv(client, thing):
    response = client.get(url_of(thing, "export"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True)))


def test_every_field_and_every_relation_is_in_the_history(editor):
    first, second = make_organisation(name="Alpha"), make_organisation(name="Beta")
    gone, contact, topic = make_topic(name="Ports"), make_contact(name="Liz"), make_topic(name="Bridges")
    release = make_draft(organisations=[first, second], topics=[gone], body="<p>It cost 3 million.</p>")
    Quote.objects.create(release=release, text="It cost", speaker="Ada")
    save(
        editor,
        release,
        title="New title",
        body="<p>It cost 3 million. It is open.</p>",
        dated_on="",
        date_not_stated="on",
        dateline="Geneva",
        language="fr",
        topics=[topic.pk],
        countries=["CH"],
        notes_to_editors="<p>A note.</p>",
        slug="new-address",
        **{"quotes-0-speaker": "Ada Lovelace", "organisation_links-0-position": 5},
        add=[
            ("key_figures", {"figure": "3 million", "counts": "cost", "position": 0}),
            ("contact_links", {"contact": contact.pk, "position": 0}),
            (
                "organisation_links",
                {"organisation": make_organisation(name="Gamma").pk, "role": "partner", "position": 9},
            ),
        ],
    )
    found = newest(editor, release)
    assert found.pop("Title")[1] == "New title"
    assert found.pop("Address")[1] == "new-address"
    found.pop("Written by", None)
    assert found == {
        "Body": ("It cost 3 million.", "It cost 3 million. It is open."),
        "Date": ("1 March 2024", ""),
        "The release states no date": ("No", "Yes"),
        "Place": ("", "Geneva"),
        "Language": ("English", "French"),
        "Topics": ("Ports", "Bridges"),
        "Countries": ("", "Switzerland"),
        "Notes to editors": ("", "A note."),
        "Quote 1, Speaker": ("Ada", "Ada Lovelace"),
        "Key figure": ("", "3 million, cost"),
        "Press contact": ("", "Liz"),
        "Organisation": ("", "Gamma, Partner"),
        "Organisations, order": ("Alpha, Issued by · Beta, Issued by", "Beta, Issued by · Alpha, Issued by"),
    }


@pytest.mark.parametrize("model", [Release, Organisation, PressContact, Topic])
def test_the_history_knows_every_kind_of_row_that_the_form_has(model):
    rows = {inline.model for inline in admin.site._registry[model].inlines}
    assert {relation.related_model for relation in parts(model)} == rows


def test_what_was_deleted_since_is_called_what_it_was_called_last(editor):
    release, topic = make_draft(), make_topic(name="Ports")
    release.topics.add(topic)
    remember(topic)
    remember(release)
    save(editor, release, topics=[])
    topic.delete()
    assert newest(editor, release)["Topics"] == ("Ports", "")


def test_the_reason_of_a_step_and_of_a_save_is_told(editor):
    release, colleague = make_release(title="Opens at seven"), make_user("Editors", username="bob")
    release.minor_edit(editor.user, "A typing error", title="Opens at eight")
    release.correct(editor.user, "It said eight.", "Nine.", approved_by=colleague, title="Opens at nine")
    release.withdraw(colleague, "Issued in error: twice.")
    assert entries(editor, release)[:3] == [
        ("bob", "Withdrawn", "Issued in error: twice."),
        ("Ana Specimen", "Corrected", "It said eight."),
        ("Ana Specimen", "Minor edit", "A typing error"),
    ]
    draft = make_draft()
    save(editor, draft, title="Shorter", why="  The mayor asked:\n shorter ")
    assert entries(editor, draft)[0] == ("Ana Specimen", "Saved", "The mayor asked: shorter")
    assert "The mayor asked" not in Revision.objects.first().get_comment()


def test_it_goes_live_by_itself_in_the_history_though_no_job_ran(editor):
    release = make_draft(status="approved", approved_at=PAST)
    release.waivers.create(check_code="no-contact", reason="None to ask.", by=editor.user)
    release.publish(editor.user, at=timezone.now() + timedelta(hours=1), embargo=True)
    assert "by itself" not in [who for who, _, _ in entries(editor, release)]
    let_pass(release, timedelta(hours=2))
    assert entries(editor, release) == [
        ("by itself", "The embargo ended: anyone can read it", ""),
        ("Ana Specimen", "Under embargo", ""),
        ("", "As found", "it had been saved without an entry"),
        ("Ana Specimen", "Let a warning stand: no-contact", "None to ask."),
    ]


def let_pass(release, time):
    """Moves everything that is stored of it into the past, as if so much time had gone by."""
    Release.objects.filter(pk=release.pk).update(public_from=F("public_from") - time)
    release.waivers.update(at=F("at") - time)
    for version in Version.objects.get_for_object(release):
        fields = json.loads(version.serialized_data)
        for name in ("changed_at", "public_from"):
            moved = fields[0]["fields"][name] and parse_datetime(fields[0]["fields"][name]) - time
            fields[0]["fields"][name] = moved and moved.isoformat()
        Version.objects.filter(pk=version.pk).update(serialized_data=json.dumps(fields))
        Revision.objects.filter(pk=version.revision_id).update(date_created=F("date_created") - time)


def test_publishing_at_once_is_one_entry_and_no_event_besides(editor):
    release = make_draft(status="approved", approved_at=PAST)
    release.waivers.create(check_code="no-contact", reason="None to ask.")
    release.publish(editor.user)
    assert [what for _, what, _ in entries(editor, release)][:1] == ["Published"]
    assert not any(one[0] == "by itself" for one in entries(editor, release))


def test_what_became_of_a_link_is_told_to_those_who_may_see_links(client):
    release, now = make_draft(), timezone.now()
    link = AccessLink.objects.create(
        release=release, name="The Daily", expires_at=now - timedelta(minutes=1), accepted_at=PAST
    )
    Opening.objects.create(link=link, at=now - timedelta(minutes=2), text_of=now)
    revoked = AccessLink.objects.create(release=release, name="Radio", expires_at=now - timedelta(seconds=1))
    revoked.revoke(make_user(), now - timedelta(seconds=2))
    client.force_login(make_user("admin"))
    assert entries(client, release) == [
        ("by itself", "The link for The Daily ran out", ""),
        ("The Daily", "Read it through a link", ""),
        ("The Daily", "Accepted the terms of the embargo", ""),
    ]
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(user)
    assert entries(client, release) == []


def test_what_was_saved_without_an_entry_is_named_and_then_entered_before_the_next_change(editor):
    release = make_draft(title="Made by a command")
    Quote.objects.create(release=release, text="Body of", speaker="Ada")
    shown = editor.get(url_of(release)).content.decode()
    assert "Something was changed without an entry" in shown
    save(editor, release, title="Saved by Ana")
    Release.objects.filter(pk=release.pk).update(title="Changed by a query")
    release.quotes.all().delete()
    release.refresh_from_db()
    assert {one.label for one in outside(release)} == {"Title", "Quote"}
    release.submit(editor.user)
    assert [what for _, what, _ in entries(editor, release)] == [
        "Submitted for review",
        "As found",
        "Saved",
        "As found",
    ]
    titles = [one.field_dict["title"] for one in Version.objects.get_for_object(release)]
    assert titles == ["Changed by a query"] * 2 + ["Saved by Ana", "Made by a command"]
    assert "without an entry" not in editor.get(url_of(release)).content.decode().split("As found")[0]
    assert outside(release) == []


def test_loading_fixtures_again_overwrites_nothing_unrecorded(editor, source_releases):
    release = Release.objects.first()
    received = release.title
    release.minor_edit(editor.user, "Shorter", title="Shorter title")
    call_command("loaddata", "releases", verbosity=0)
    release.refresh_from_db()
    assert release.title == received
    release.minor_edit(editor.user, "Again", title="Shorter still")
    titles = [one.field_dict["title"] for one in Version.objects.get_for_object(release)]
    assert titles == ["Shorter still", received, "Shorter title", received]


def test_not_even_an_administrator_changes_or_deletes_an_entry(client):
    client.force_login(make_user("admin"))
    kinds = {f"{model._meta.app_label}.{model._meta.model_name}" for model in admin.site._registry}
    assert not kinds & {"reversion.version", "reversion.revision", "admin.logentry", "releases.opening"}
    release = make_draft()
    save(client, release, title="Saved")
    url = url_of(release)
    before = list(Version.objects.values_list("pk", "serialized_data"))
    for answer in (client.post(url, {"delete": "all"}), client.delete(url), client.put(url)):
        assert answer.status_code in (200, 403, 405)
    assert list(Version.objects.values_list("pk", "serialized_data")) == before
    client.post(url_of(release, "delete"), {"post": "yes"})
    assert not Release.objects.exists()
    kept = Version.objects.get_for_model(Release)
    assert [one.revision.comment for one in kept][:1] == ["As it was when it was deleted"]
    assert kept.count() == 3


def test_account_that_stands_in_the_history_is_never_deleted(client):
    administrator = make_user("admin")
    client.force_login(administrator)
    writer = make_user("Writers")
    assert client.post(url_of(writer, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(url_of(administrator, "delete"), {"post": "yes"}).status_code == 403
    assert "deletelink" not in client.get(url_of(writer, "change")).content.decode()


def test_draft_that_an_outsider_has_read_is_kept_with_its_ledger(client):
    client.force_login(make_user("admin"))
    release = make_draft()
    link = AccessLink.objects.create(release=release, name="Bank", kind="preview", expires_at=timezone.now())
    Opening.objects.create(link=link, at=timezone.now(), text_of=timezone.now())
    assert client.post(url_of(release, "delete"), {"post": "yes"}).status_code == 403
    assert Release.objects.exists()


def test_history_as_csv_has_a_line_for_each_change_in_utc(editor):
    release = make_draft(title="=1+1", organisations=[])
    KeyFigure.objects.create(release=release, figure="Body", counts="@home")
    save(editor, release, title="Two,\u00a0“three”", dateline="Geneva", why="-because")
    head, *lines = in_csv(editor, release)
    assert head == ["When (UTC)", "Who", "What", "Why", "Field", "Before", "After"]
    when = Version.objects.get_for_object(release).first().revision.date_created
    stamp = when.strftime("%Y-%m-%d %H:%M:%S")
    assert [stamp, "Ana Specimen", "Saved", "'-because", "Place", "", "Geneva"] in lines
    assert [*lines[0][4:]] == ["Title", "'=1+1", "Two, “three”"]
    assert all(line[2] == "As found" for line in lines[3:])
    assert ["Key figure", "", "Body, @home"] in [line[4:] for line in lines]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_is_taken_for_a_formula(cell):
    assert inert(cell) == f"'{cell}"


def test_only_those_who_may_read_versions_have_the_changes_and_the_csv(editor):
    contact = make_contact(phone="+41 22 917 12 34", audience="internal")
    remember(contact)
    contact.points.update(audience="public", value="+41 22 717 91 11")
    remember(contact)
    shown = editor.get(url_of(contact)).content.decode()
    assert "917 12 34" not in shown
    assert "717 91 11" not in shown
    assert editor.get(url_of(contact, "export")).status_code == 403
    assert editor.get(url_of(contact, "compare")).status_code == 403
    editor.force_login(make_user("Directory staff"))
    assert newest(editor, contact) == {
        "Channel 1, Who may see it": ("Internal", "Public"),
        "Channel 1, Number or address": ("+41 22 917 12 34", "+41 22 717 91 11"),
    }


@pytest.mark.parametrize("name", ["history", "compare", "export"])
def test_history_of_a_release_is_closed_to_those_who_may_not_see_it(client, name):
    release = make_draft()
    client.force_login(make_user("Directory staff"))
    assert client.get(url_of(release, name)).status_code == 403
    client.logout()
    assert client.get(url_of(release, name)).status_code == 302
    client.force_login(make_user("Editors"))
    assert client.get(reverse(f"admin:releases_release_{name}", args=[0])).status_code == 404


def test_long_history_is_read_page_by_page_at_the_cost_of_a_short_one(editor):
    release = make_draft(topics=[make_topic()], contacts=[make_contact()])
    remember(release, "Number 1")
    remember(release, "Number 2")

    def cost(**query):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor.get(url_of(release), query)
        return len(queries)

    cost()
    short = cost()
    first = Version.objects.get_for_object(release).last()
    rows = list(first.revision.version_set.all())
    for number in range(3, 501):
        revision = Revision.objects.create(date_created=timezone.now(), comment=f"Number {number}")
        for row in rows:
            row.pk, row.revision = None, revision
        Version.objects.bulk_create(rows)
    assert cost() == cost(page=3) == short
    assert len(entries(editor, release)) == 25
    assert entries(editor, release, page=2)[0][1] == "Number 475"
    assert entries(editor, release, page=20)[-1][1] == "Number 1"
    assert entries(editor, release, page="x")[0][1] == "Number 500"
    answer = page(editor.get(url_of(release), {"page": 2}))
    assert "Older" in words(having(answer, "nr-pages")[0])
