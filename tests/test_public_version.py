"""Whatever changes what the public reads moves its version, by whatever means; nothing else does."""

import re
from contextlib import contextmanager
from datetime import time, timedelta
from itertools import product

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.base import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.models import ContactPoint, Language, OtherName, PressContact
from newsroom.models import PublicVersion, User
from newsroom.watching import COLUMNS, SOON, WATCHED
from releases.models import (
    EarlierText,
    KeyFigure,
    Notice,
    Quote,
    Release,
    ReleaseAddress,
    ReleaseContact,
    ReleaseOrganisation,
)
from tests.builders import PAST, make_contact, make_release, make_topic, make_user

pytestmark = pytest.mark.django_db

# {model: how its rows are found from a release}, for all that is shown with a release only.
PARTS = {
    Release: "pk",
    Release.topics.through: "release",
    Release.countries.through: "release",
    ReleaseOrganisation: "release",
    ReleaseContact: "release",
    Quote: "release",
    KeyFigure: "release",
    Notice: "release",
    EarlierText: "release",
    ReleaseAddress: "target",
}
# What may be shown with any release, or by itself.
SHARED = {
    "releases_topic",
    "releases_topicaddress",
    "contacts_organisation",
    "contacts_othername",
    "contacts_organisationaddress",
    "contacts_presscontact",
    "contacts_presscontact_languages",
    "contacts_contactaddress",
    "contacts_officehours",
    "contacts_post",
    "contacts_country",
    "contacts_language",
}
BY_ITSELF = {"contacts_contactpoint", "newsroom_user"}
TELLS_NOTHING = {"django_content_type"}
DAY = timedelta(days=1)
ANYBODY = ["public", "withdrawn", "removed", "redirected"]
NOBODY = ["draft", "review", "approved", "embargoed", "scheduled"]


def tokens():
    return set(PublicVersion.objects.values_list("token", flat=True))


@contextmanager
def moving(does):
    """What is done within moves the version, or does not; it is undone after."""
    with transaction.atomic():
        before = tokens()
        yield
        after = tokens()
        assert bool(after - before) is does
        assert len(after) == 1
        transaction.set_rollback(True)


def in_state(state):
    """A release in this state with a row of everything."""
    values = {
        "public": {},
        "embargoed": {"public_from": timezone.now() + DAY, "under_embargo": True},
        "scheduled": {"public_from": timezone.now() + DAY},
    }.get(state, {"status": state})
    if state in ("draft", "review", "approved"):
        values["public_from"] = None
    contact = make_contact()
    release = make_release(
        contacts=[contact], topics=[make_topic()], countries=["CH"], body="<p>“Words.” Five.</p>", **values
    )
    Quote.objects.create(release=release, text="Words.")
    KeyFigure.objects.create(release=release, figure="Five", counts="things")
    earlier = EarlierText.of(release, PAST)
    Notice.objects.create(
        release=release, kind="corrected", at=PAST, wrong="Four.", right="Five.", earlier=earlier
    )
    release.former_addresses.create(slug=f"former-{release.slug}")
    return release


def changes(rows):
    """Every way to change these rows, past the models: {what: how}."""

    field = next(one for one in rows.model._meta.concrete_fields if not one.primary_key and not one.generated)
    same = {field.attname: rows.values_list(field.attname, flat=True).get()}
    return {"changed": lambda: rows.update(**same), "deleted": lambda: rows._raw_delete(rows.db)}


def insert(rows):
    """The row as if it came now: it is taken away first, which is not looked at."""
    row = rows.get()
    rows._raw_delete(rows.db)
    return lambda: Model.save_base(row, raw=True, force_insert=True)


@pytest.mark.parametrize("model", PARTS, ids=[model._meta.db_table for model in PARTS])
@pytest.mark.parametrize("state", ANYBODY + NOBODY)
def test_a_part_of_a_release_moves_the_version_if_the_public_knows_of_the_release(state, model):
    release = in_state(state)
    rows = model._base_manager.filter(**{PARTS[model]: release.pk})
    for change in changes(rows).values():
        with moving(state in ANYBODY):
            change()
    with transaction.atomic():
        add = insert(rows)
        with moving(state in ANYBODY):
            add()
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", [one for one in NOBODY if one not in ("embargoed", "scheduled")])
def test_what_becomes_public_moves_the_version(state):
    release = in_state(state)
    with moving(True):
        Release.objects.filter(pk=release.pk).update(status="published", public_from=PAST)


def test_an_instant_that_is_put_off_moves_nothing_and_one_that_is_now_does():
    release = in_state("embargoed")
    with moving(False):
        Release.objects.filter(pk=release.pk).update(public_from=timezone.now() + 2 * DAY)
    with moving(True):
        Release.objects.filter(pk=release.pk).update(public_from=timezone.now())


def test_a_statement_that_changes_no_row_moves_nothing():
    with moving(False):
        Release.objects.filter(pk=0).update(title="None")
        Release.objects.filter(pk=0).delete()


def test_rows_that_releases_share_move_it_always():
    topic, contact = make_topic(), make_contact(phone="")
    contact.languages.add(Language.objects.first())
    organisation = contact.organisation
    OtherName.objects.create(organisation=organisation, name="Another")
    contact.posts.create(organisation=organisation)
    contact.hours.create(opens=time(9), closes=time(17))
    for one in (topic, contact, organisation):
        one.former_addresses.create(slug=f"former-{one.slug}")
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in SHARED]
    assert {model._meta.db_table for model in models} == SHARED
    for model in models:
        rows = model._base_manager.filter(pk=model._base_manager.order_by("pk").last().pk)
        for change in changes(rows).values():
            with moving(True):
                change()


def test_a_channel_moves_it_if_it_is_public_or_was():
    contact = make_contact(audience="internal", email="desk@example.org")
    rows = ContactPoint.objects.filter(contact=contact)
    with moving(False):
        rows.update(value="other@example.org")
        rows.filter(kind="phone").delete()
    with moving(True):
        rows.update(audience="public")
    rows.update(audience="public")
    with moving(True):
        rows.update(audience="internal")


def test_a_colleague_who_signs_in_moves_nothing_and_one_who_gets_a_name_does():
    user = make_user("Editors")
    with moving(False):
        make_user("Editors")
        user.last_login = timezone.now()
        user.save()
    with moving(True):
        User.objects.filter(pk=user.pk).update(last_name="Specimen")


def test_many_rows_at_once_move_it_if_one_of_them_is_public():
    def some(status):
        return [
            Release(title=f"{status} {n}", body="<p>x</p>", slug=f"{status}-{n}", status=status,
                    public_from=PAST, date_not_stated=True)
            for n in range(50)
        ]  # fmt: skip

    with moving(False):
        Release.objects.bulk_create(some("draft"))
    with moving(True):
        Release.objects.bulk_create(some("draft")[:49] + some("published")[:1])


def test_fixtures_and_an_archive_move_it(tmp_path):
    with moving(True):
        call_command("loaddata", "organisations", "contacts", "releases", verbosity=0)
    call_command("synthesise", releases=5, out=tmp_path, verbosity=0)
    with moving(True):
        call_command("load_jsonl", tmp_path, verbosity=0)


def test_what_the_triggers_take_for_public_is_what_answers_the_public():
    now = timezone.now()
    successor = make_release()
    for number, (status, away) in enumerate(product(Release.Status.values, (-DAY, timedelta(0), DAY))):
        make_release(
            slug=f"one-{number}", status=status, public_from=now + away, replaced_by=successor,
            organisations=[],
        )  # fmt: skip
    known = WATCHED["releases_release"].format(soon=SOON[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM releases_release AS it WHERE {known}")
        assert {pk for (pk,) in cursor.fetchall()} == set(
            Release.objects.answering(timezone.now()).values_list("pk", flat=True)
        )


def test_every_table_that_a_public_page_reads_is_watched(client):
    release = in_state("public")
    release.correct(make_user("Editors", first_name="Ann"), "Four.", "Five.", urgent=True)
    in_state("withdrawn"), in_state("removed"), in_state("redirected")
    contact = PressContact.objects.last()
    organisation = release.organisation_links.get().organisation
    addresses = [
        *("/", "/releases/feed.atom", "/releases/feed.rss", "/corrections/", "/corrections/feed.atom"),
        *("/releases/", f"/releases/?organisation={organisation.slug}&topic=x&country=CH&year=2024"),
        *("/organisations/", "/organisations/?q=x", "/contacts/?q=x", "/contacts/", "/sitemap.xml"),
        *(release.get_absolute_url(), f"/releases/{release.slug}.txt", f"/releases/former-{release.slug}/"),
        reverse("releases:version", args=[release.slug, 2]),
        *(organisation.get_absolute_url(), contact.get_absolute_url(), f"/contacts/{contact.slug}.vcf"),
        *("/organisations/never-was/", "/contacts/never-was/"),
    ]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for address in addresses:
            assert client.get(address).status_code in (200, 301, 404), address
    read = {
        table for one in asked.captured_queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', one["sql"])
    }
    assert "releases_release" in read
    assert read - TELLS_NOTHING <= set(WATCHED)


def test_every_watched_table_is_tried_here():
    assert set(WATCHED) == {model._meta.db_table for model in PARTS} | SHARED | BY_ITSELF
    assert set(COLUMNS) <= set(WATCHED)
