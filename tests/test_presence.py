"""Colleagues see who has the form of a release open, and nobody else does."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from reversion.models import Revision

from releases.models import Presence
from tests.builders import make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db


def url_of(release, name="change"):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


@pytest.fixture
def sign_in(client):
    def sign_in(role="Editors", **values):
        another = type(client)()
        another.user = make_user(role, **values)
        another.force_login(another.user)
        return another

    return sign_in


@pytest.fixture
def ana(sign_in):
    return sign_in(first_name="Ana", last_name="Specimen")


@pytest.fixture
def release():
    return make_release(status="draft", public_from=None)


def pass_by(minutes):
    """Everybody opened and spoke so much earlier."""
    by = timedelta(minutes=minutes)
    Presence.objects.update(since=F("since") - by, seen_at=F("seen_at") - by)


def others(client, release):
    return client.get(url_of(release)).context["others"]


def test_who_opens_the_form_is_seen_by_the_next_and_not_by_themselves(ana, sign_in, release):
    assert others(ana, release) == []
    bob = sign_in()
    page = bob.get(url_of(release))
    assert page.context["others"] == ["Ana Specimen has just opened this"]
    assert "Ana Specimen has just opened this" in page.content.decode()
    assert others(ana, release) == [f"{bob.user} has just opened this"]


def test_it_is_said_how_long_ago_and_forgotten_after_two_minutes_of_silence(ana, sign_in, release):
    ana.get(url_of(release))
    pass_by(minutes=1.5)
    bob = sign_in()
    assert others(bob, release) == ["Ana Specimen opened this 1\xa0minute ago"]
    ana.post(url_of(release, "presence"))
    pass_by(minutes=1.5)
    assert others(bob, release) == ["Ana Specimen opened this 3\xa0minutes ago"]
    pass_by(minutes=2)
    assert others(bob, release) == []
    ana.post(url_of(release, "presence"))
    assert others(bob, release) == ["Ana Specimen has just opened this"]


def test_leaving_and_saving_end_it(ana, sign_in, release):
    bob = sign_in()
    ana.get(url_of(release))
    ana.post(url_of(release, "presence"), {"gone": "1"})
    assert others(bob, release) == []
    ana.post(url_of(release), typed(ana.get(url_of(release)), title="Saved"))
    assert others(bob, release) == []


def test_script_is_answered_with_who_else_is_there(ana, sign_in, release):
    ana.get(url_of(release))
    answer = sign_in().post(url_of(release, "presence"))
    assert answer.json() == {"others": ["Ana Specimen has just opened this"]}
    assert "no-store" in answer["Cache-Control"]


def test_who_only_reads_sees_the_others_and_is_not_announced(ana, sign_in, release):
    ana.get(url_of(release))
    auditor = sign_in("Auditors")
    assert others(auditor, release) == ["Ana Specimen has just opened this"]
    assert others(ana, release) == []
    assert auditor.post(url_of(release, "presence")).status_code == 403


def test_who_may_not_see_the_release_learns_nothing(ana, sign_in, release):
    ana.get(url_of(release))
    stranger = sign_in("Directory staff")
    for answer in (stranger.get(url_of(release)), stranger.post(url_of(release, "presence"))):
        assert answer.status_code == 403
        assert "Ana" not in answer.content.decode()
    stranger.logout()
    assert stranger.post(url_of(release, "presence")).status_code == 302


def test_presence_leaves_no_entry_and_does_not_move_the_last_save(ana, release):
    before = release.changed_at
    ana.get(url_of(release))
    ana.post(url_of(release, "presence"))
    release.refresh_from_db()
    assert release.changed_at == before
    assert not Revision.objects.exists()
    assert Presence.objects.count() == 1


def test_the_announcement_is_a_post_about_a_release_that_exists(ana, release):
    assert ana.get(url_of(release, "presence")).status_code == 405
    for key in (0, "x"):
        assert ana.post(reverse("admin:releases_release_presence", args=[key])).status_code == 404


def test_old_version_on_show_announces_nobody(ana, sign_in, release):
    ana.post(url_of(release), typed(ana.get(url_of(release)), title="Saved"))
    version = release_version(release)
    ana.get(reverse("admin:releases_release_revision", args=[release.pk, version]))
    assert others(sign_in(), release) == []


def release_version(release):
    return Revision.objects.first().version_set.get(object_id=str(release.pk), object_repr="Saved").pk
