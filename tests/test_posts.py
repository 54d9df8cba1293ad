"""Posts that contacts held, who stands in for whom, and what a release says of somebody who has left."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from contacts.models import ContactPoint, Organisation, Post, PressContact
from tests.builders import (
    make_accepted,
    make_contact,
    make_embargoed,
    make_organisation,
    make_release,
    make_user,
)
from tests.form_values import add_row, typed
from tests.reading import facts, having, links, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    client.force_login(make_user("Directory staff"))
    return client


def form_of(contact):
    return reverse("admin:contacts_presscontact_change", args=[contact.pk])


# Posts


def test_somebody_who_moves_keeps_the_post_they_held_among_the_earlier_ones(keeper):
    old, new = make_organisation(name="Old Office"), make_organisation(name="New Office")
    contact = make_contact(organisation=old, role="Officer", office="Quito", since=date(2019, 1, 2))
    changes = {"organisation": new.pk, "role": "Spokesperson", "office": ""}
    data = typed(keeper.get(form_of(contact)), moved="on", moved_on="2024-03-31", **changes)
    assert keeper.post(form_of(contact), data).status_code == 302
    contact.refresh_from_db()
    assert (contact.organisation, contact.role, contact.office, contact.since) == (
        new,
        "Spokesperson",
        "",
        None,
    )
    post = contact.posts.get()
    assert (post.organisation, post.role, post.office) == (old, "Officer", "Quito")
    assert (post.began_on, post.ended_on) == (date(2019, 1, 2), date(2024, 3, 31))


def test_a_slip_that_is_corrected_makes_no_history(keeper):
    contact = make_contact(role="Oficer")
    keeper.post(form_of(contact), typed(keeper.get(form_of(contact)), role="Officer"))
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"moved": "on"}, "Nothing of the post is changed above."),
        ({"moved_on": "2024-03-31", "role": "Chief"}, "Tick this too, or leave the day empty."),
    ],
)
def test_half_a_move_is_asked_about(keeper, changes, said):
    contact = make_contact()
    assert (
        said in keeper.post(form_of(contact), typed(keeper.get(form_of(contact)), **changes)).content.decode()
    )
    assert not Post.objects.exists()


def test_earlier_posts_are_kept_by_hand_too_and_end_after_they_began(keeper):
    contact, other = make_contact(), make_organisation()
    row = {"organisation": other.pk, "role": "Intern", "began_on": "2020-01-01", "ended_on": "2019-01-01"}
    data = typed(keeper.get(form_of(contact)))
    response = keeper.post(form_of(contact), add_row(data, "posts", **row))
    assert "A post cannot end before it began." in response.content.decode()
    assert keeper.post(form_of(contact), add_row(data, "posts", **row | {"ended_on": ""})).status_code == 302
    assert Post.objects.get().role == "Intern"


def test_the_public_reads_of_earlier_posts_only_at_organisations_that_it_knows(client):
    contact = make_contact(slug="ana", since=date(2024, 4, 1))
    known, secret = make_organisation(name="Known Works"), make_organisation(name="Secret Works")
    make_contact(organisation=known)
    make_release(organisations=[secret], status="draft", public_from=None)
    for organisation in (known, secret):
        Post.objects.create(
            contact=contact, organisation=organisation, role="Officer", ended_on=date(2024, 3, 31)
        )
    told = facts(page(client.get("/contacts/ana/")))
    assert told["In this post since"] == "1 April 2024"
    assert told["Before"] == "Officer, Known Works (until 31 March 2024)"
    assert "Secret" not in client.get("/contacts/ana/").content.decode()


def test_new_contacts_and_those_who_only_read_are_offered_no_move(keeper, client):
    contact = make_contact()
    assert 'name="moved"' in keeper.get(form_of(contact)).content.decode()
    assert 'name="moved"' not in keeper.get(reverse("admin:contacts_presscontact_add")).content.decode()
    client.force_login(make_user("Auditors"))
    response = client.get(form_of(contact))
    assert response.status_code == 200
    assert "moved" not in response.content.decode()


# Away and gone


def test_until_when_somebody_is_away_is_forgotten_when_they_are_back():
    contact = make_contact(status="away", away_until=date(2026, 6, 3))
    contact.status, contact.left_on = "active", date(2026, 6, 3)
    contact.save()
    assert (contact.away_until, contact.left_on) == (None, None)
    for values in ({"away_until": date(2026, 6, 3)}, {"left_on": date(2026, 6, 3)}, {"deputy": contact.pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PressContact.objects.update(**values)


def test_who_is_back_is_saved_without_a_word_about_the_day_that_still_stands_in_the_form(keeper):
    contact = make_contact(status="away", away_until=date(2026, 6, 3))
    response = keeper.post(form_of(contact), typed(keeper.get(form_of(contact)), status="active"))
    assert response.status_code == 302
    contact.refresh_from_db()
    assert (contact.status, contact.away_until) == ("active", None)


def test_the_last_day_away_ends_by_the_clock_of_the_office(client, monkeypatch):
    deputy = make_contact(name="Bea Other")
    contact = make_contact(
        slug="ana", status="away", away_until=date(2026, 6, 3), deputy=deputy, time_zone="Asia/Tokyo"
    )
    for hour, is_away in ((14, True), (15, False)):
        at = datetime(2026, 6, 3, hour, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert contact.is_away(at) is is_away
        for url in ("/contacts/ana/", "/contacts/", contact.organisation.get_absolute_url(), "/"):
            text = words(page(client.get(url)))
            assert ("Away until 3 June 2026. Ask Bea Other instead." in text) is is_away, url
            assert is_away or "Away" not in text


def test_a_deputy_who_is_not_there_is_not_named(client):
    for status, audience in (("away", "public"), ("left", "public"), ("active", "internal")):
        deputy = make_contact(name="Bea Other", status=status, audience=audience)
        contact = make_contact(status="away", deputy=deputy)
        assert "Bea Other" not in client.get(contact.get_absolute_url()).content.decode()


# On releases


def release_of(contact):
    return make_release(contacts=[contact], slug="r")


def block(client):
    return having(page(client.get("/releases/r/")), "contacts")[0]


def test_of_one_who_left_the_release_shows_the_deputy_and_says_so(client):
    deputy = make_contact(name="Bea Other", phone="+41 22 717 92 22", role="Officer")
    contact = make_contact(name="Ana Lima", status="left", deputy=deputy)
    make_contact(kind="desk", name="Desk", organisation=contact.organisation)
    release_of(contact)
    text = words(block(client))
    assert "Bea Other Officer, " in text
    assert "Answers in place of Ana Lima, who has left. +41 22 717 92 22" in text
    assert "717 91 11" not in text
    plain = client.get("/releases/r.txt").content.decode()
    assert "Answers in place of Ana Lima, who has left." in " ".join(plain.split())
    assert "Telephone: +41 22 717 92 22" in plain
    for feed in ("/releases/feed.atom", "/releases/feed.rss"):
        told = client.get(feed).content.decode()
        assert "Answers in place of Ana Lima, who has left." in told
        assert "tel:+41227179222" in told
        assert "tel:+41227179111" not in told


def test_without_a_deputy_who_is_there_the_organisations_desk_answers(client):
    deputy = make_contact(name="Bea Other", status="left")
    contact = make_contact(name="Ana Lima", status="left", deputy=deputy)
    make_contact(kind="desk", name="A desk away", organisation=contact.organisation, status="away")
    make_contact(kind="desk", name="Press desk", organisation=contact.organisation, phone="+41 22 717 93 33")
    make_contact(kind="desk", name="Another's desk")
    release_of(contact)
    assert {"Press desk", "+41 22 717 93 33"} <= set(links(block(client)))
    assert "Answers in place of Ana Lima, who has left." in words(block(client))


def test_where_nobody_stands_in_a_sentence_says_so_and_leads_to_the_organisation(client):
    contact = make_contact(name="Ana Lima", status="left")
    release_of(contact)
    text = words(block(client))
    assert "Ana Lima no longer answers for this organisation. Use another contact" in text
    assert "tel:" not in client.get("/releases/r/").content.decode()
    assert "Ana Lima no longer answers" in client.get("/releases/feed.atom").content.decode()
    assert "Ana Lima no longer answers" in " ".join(client.get("/releases/r.txt").content.decode().split())


def test_who_stands_in_shows_a_journalist_with_a_link_no_more_than_the_public(client):
    deputy = make_contact(name="Bea Other")
    ContactPoint.objects.create(contact=deputy, value="+41 22 717 94 44", audience="press")
    contact = make_contact(status="left", deputy=deputy)
    text = client.get(make_accepted(make_embargoed(contacts=[contact])).get_absolute_url()).content.decode()
    assert "Bea Other" in text
    assert "717 94 44" not in text


def test_who_left_costs_a_feed_two_queries_however_many_they_are(client, django_assert_num_queries):
    contacts = [make_contact() for _ in range(12)]
    for contact in contacts:
        make_release(contacts=[contact])
    with django_assert_num_queries(1):
        client.get("/releases/feed.atom")
    deputy = make_contact()
    PressContact.objects.exclude(pk=deputy.pk).update(status="left", deputy=deputy)
    with django_assert_num_queries(3):
        client.get("/releases/feed.atom")


# What is in use stays


def test_a_deputy_and_an_organisation_of_an_earlier_post_are_not_deleted_and_the_page_says_where(keeper):
    deputy, past = make_contact(name="Bea Other"), make_organisation(name="Past Works")
    contact = make_contact(name="Ana Lima", deputy=deputy)
    Post.objects.create(contact=contact, organisation=past)
    for record in (deputy, past):
        opts = record._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_delete", args=[record.pk])
        text = keeper.get(url).content.decode()
        assert "cannot be deleted, because it is in use" in text
        assert f'<a href="{form_of(contact)}">Ana Lima</a>' in text
        keeper.post(url, {"post": "yes"})
        with pytest.raises(ProtectedError):
            record.delete()
    assert PressContact.objects.filter(pk=deputy.pk).exists()
    assert Organisation.objects.filter(pk=past.pk).exists()


def test_an_organisation_with_contacts_or_parts_is_not_deleted_and_the_page_says_where(keeper):
    organisation = make_organisation(name="Top")
    contact = make_contact(name="Ana Lima", organisation=organisation)
    make_organisation(name="Part of it", parent=organisation)
    release = make_release(organisations=[organisation], title="It names them")
    url = reverse("admin:contacts_organisation_delete", args=[organisation.pk])
    text = keeper.get(url).content.decode()
    assert contact.name in text
    assert "Part of it" in text
    assert "1 more place" in text
    assert release.title not in text


def test_a_contact_nobody_uses_goes_with_all_that_belongs_to_them(keeper):
    contact = make_contact(email="ana@example.org")
    contact.ask(make_user())
    Post.objects.create(contact=contact, organisation=make_organisation())
    url = reverse("admin:contacts_presscontact_delete", args=[contact.pk])
    assert "Delete it" in keeper.get(url).content.decode()
    keeper.post(url, {"post": "yes"})
    assert not PressContact.objects.exists()


def test_a_zone_that_does_not_exist_is_refused_whoever_saves():
    contact = make_contact()
    contact.time_zone = "Europe/Nowhere"
    with pytest.raises(ValidationError):
        contact.full_clean()
