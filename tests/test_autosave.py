"""What is typed and not saved survives a lost session and a closed tab, and changes nothing until saved."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision

from releases.admin import autosave
from releases.models import Autosave, Presence, Quote, Release
from tests.builders import make_organisation, make_release, make_user
from tests.form_values import add_row, buttons, typed

pytestmark = pytest.mark.django_db
ADD, NEW = "admin:releases_release_add", "admin:releases_release_autosave_new"


def url_of(release, name="change"):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


@pytest.fixture
def ana(client):
    client.user = make_user("Editors", username="ana")
    client.force_login(client.user)
    return client


@pytest.fixture
def bob(client):
    another = type(client)()
    another.force_login(make_user("Editors", username="bob", first_name="Bob", last_name="Brown"))
    return another


@pytest.fixture
def release():
    return make_release(status="draft", public_from=None, title="As saved", body="<p>One. Two.</p>")


def keep(client, release, data=None, **changes):
    """The script's post of what stands in the form."""
    data = typed(client.get(url_of(release))) | changes if data is None else data
    return client.post(url_of(release, "autosave"), data)


def taken_up(client, release):
    return client.get(url_of(release), {"unsaved": "1"})


def test_unsaved_typing_is_offered_with_what_was_changed(ana, release):
    answer = keep(ana, release, title="As typed", summary="A summary")
    assert answer.json()["said"].startswith("What you typed is kept, ")
    page = ana.get(url_of(release))
    found = page.context["unsaved"]["differences"]
    assert [label for label, _stretches in found] == ["Title", "Summary"]
    assert "You have unsaved typing of " in page.content.decode()
    assert typed(page)["title"] == "As saved"


def test_taking_it_up_fills_the_form_rows_too_and_saves_nothing(ana, release):
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    data = typed(ana.get(url_of(release)), title="As typed", body="<p>One. Two. Three.</p>")
    data = add_row(data | {"quotes-0-speaker": "Ada L."}, "quotes", text="Three.", speaker="Mary", position=1)
    data = add_row(data, "organisation_links", organisation=make_organisation(name="Beta").pk, position=1)
    keep(ana, release, data)
    page = taken_up(ana, release)
    again = typed(page)
    for name in ("title", "body", "quotes-0-speaker", "quotes-1-text", "organisation_links-1-organisation"):
        assert again[name] == str(data[name])
    assert "Nothing of it is saved until you save it below." in page.content.decode()
    release.refresh_from_db()
    assert (release.title, release.quotes.count()) == ("As saved", 1)
    assert not Revision.objects.exists()
    assert ana.post(url_of(release), again | {"organisation_links-1-role": "partner"}).status_code == 302
    release.refresh_from_db()
    assert (release.title, release.quotes.count(), release.organisation_links.count()) == ("As typed", 2, 2)


def test_taking_it_up_goes_through_the_check_of_a_stale_save(ana, bob, release):
    keep(ana, release, title="As typed")
    bob.post(url_of(release), typed(bob.get(url_of(release)), title="Bob's"))
    page = taken_up(ana, release)
    assert "Bob Brown saved this on" in page.content.decode()
    assert typed(page)["title"] == "As typed"
    refused = ana.post(url_of(release), typed(page))
    release.refresh_from_db()
    assert (refused.status_code, release.title) == (200, "Bob's")
    over = release.changed_at.isoformat()
    assert ana.post(url_of(release), typed(page, over=over)).status_code == 302
    release.refresh_from_db()
    assert release.title == "As typed"


def test_saving_clears_the_slot(ana, release):
    keep(ana, release, title="As typed")
    ana.post(url_of(release), typed(taken_up(ana, release)))
    assert not Autosave.objects.exists()
    assert ana.get(url_of(release)).context["unsaved"] is None


def test_step_taken_on_its_own_page_keeps_the_slot_and_the_presence(ana, release):
    keep(ana, release, title="As typed")
    url = reverse("admin:releases_release_submit", args=[release.pk])
    assert ana.post(url, typed(ana.get(url))).status_code == 302
    release.refresh_from_db()
    assert release.status == "review"
    assert Autosave.objects.get().values["title"] == ["As typed"]
    assert Presence.objects.exists()


def test_save_that_is_refused_keeps_the_slot(ana, release):
    keep(ana, release, title="As typed")
    assert ana.post(url_of(release), typed(taken_up(ana, release), language="")).status_code == 200
    assert Autosave.objects.count() == 1


def test_discarding_drops_it_and_shows_what_is_saved(ana, release):
    keep(ana, release, title="As typed")
    answer = ana.post(url_of(release, "autosave"), {"discard": "1"}, follow=True)
    assert answer.redirect_chain == [(url_of(release), 302)]
    assert "The unsaved typing is discarded." in answer.content.decode()
    assert not Autosave.objects.exists()
    assert taken_up(ana, release).context["unsaved"] is None


def test_there_is_one_slot_written_over_and_the_history_and_last_save_do_not_move(ana, release):
    before = release.changed_at
    for title in ("One", "Two", "Three"):
        keep(ana, release, title=title)
    assert Autosave.objects.get().values["title"] == ["Three"]
    release.refresh_from_db()
    assert release.changed_at == before
    assert not Revision.objects.exists()


def test_each_person_has_a_slot_of_their_own(ana, bob, release):
    keep(ana, release, title="Ana's")
    assert bob.get(url_of(release)).context["unsaved"] is None
    keep(bob, release, title="Bob's")
    assert [typed(taken_up(one, release))["title"] for one in (ana, bob)] == ["Ana's", "Bob's"]


def test_typing_that_is_saved_by_now_is_not_offered(ana, release):
    keep(ana, release, title="As typed")
    Release.objects.update(title="As typed", changed_at=timezone.now())
    assert ana.get(url_of(release)).context["unsaved"] is None
    assert not Autosave.objects.exists()


def test_new_release_has_one_slot_until_it_is_saved(ana):
    data = typed(ana.get(reverse(ADD)), title="Brand new", body="<p>Text.</p>")
    data |= {"organisation_links-0-organisation": make_organisation(name="Beta").pk}
    ana.post(reverse(NEW), data)
    ana.post(reverse(NEW), data | {"title": "Brand newer"})
    page = ana.get(reverse(ADD))
    assert [label for label, _stretches in page.context["unsaved"]["differences"]][:2] == ["Title", "Body"]
    again = ana.get(reverse(ADD), {"unsaved": "1"})
    assert typed(again)["title"] == "Brand newer"
    assert not Release.objects.exists()
    assert ana.post(reverse(ADD), typed(again)).status_code == 302
    assert Release.objects.get().issued_by()[0].name == "Beta"
    assert not Autosave.objects.exists()


def test_what_is_too_long_to_be_kept_is_refused_in_a_plain_sentence(ana, release, monkeypatch):
    keep(ana, release, title="Short")
    monkeypatch.setattr(autosave, "LARGEST", 200)
    answer = keep(ana, release, summary="long " * 100)
    assert (answer.status_code, answer.json()["said"]) == (
        413,
        "This is too long to be kept while you type. Save it.",
    )
    assert Autosave.objects.get().values["title"] == ["Short"]


@pytest.mark.parametrize("role", ["Auditors", "Directory staff"])
def test_only_those_who_may_change_a_release_keep_typing_of_it(client, release, role):
    client.force_login(make_user(role))
    assert client.post(url_of(release, "autosave"), {"title": "x"}).status_code == 403
    assert client.post(reverse(NEW), {"title": "x"}).status_code == 403
    assert not Autosave.objects.exists()


def test_writer_keeps_no_typing_of_what_is_public(client):
    client.force_login(make_user("Writers"))
    public = make_release()
    assert client.post(url_of(public, "autosave"), {"title": "x"}).status_code == 403
    assert "autosave_url" not in client.get(url_of(public)).context


def test_signed_out_the_script_is_led_away_and_nothing_is_lost(ana, release):
    keep(ana, release, title="As typed")
    ana.logout()
    answer = ana.post(url_of(release, "autosave"), {"title": "Later"})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))
    ana.force_login(ana.user)
    assert typed(taken_up(ana, release))["title"] == "As typed"


def test_keeping_needs_the_token_of_the_session_and_taking_up_none(ana, release):
    keep(ana, release, title="As typed")
    strict = type(ana)(enforce_csrf_checks=True)
    strict.force_login(ana.user)
    assert strict.post(url_of(release, "autosave"), {"title": "x"}).status_code == 403
    assert typed(taken_up(strict, release))["title"] == "As typed"


def test_keeping_is_a_post_about_a_release_that_exists(ana, release):
    assert ana.get(url_of(release, "autosave")).status_code == 405
    for key in (0, "x"):
        assert ana.post(reverse("admin:releases_release_autosave", args=[key])).status_code == 404


def test_old_version_on_show_keeps_and_offers_nothing(ana, release):
    keep(ana, release, title="As typed")
    ana.post(url_of(release), typed(ana.get(url_of(release)), title="Saved"))
    keep(ana, release, title="Typed again")
    version = Revision.objects.first().version_set.get(object_repr="Saved").pk
    page = ana.get(reverse("admin:releases_release_revision", args=[release.pk, version]))
    assert "data-autosave" not in page.content.decode()
    assert "unsaved typing" not in page.content.decode()


def test_garbage_in_the_slot_breaks_no_form(ana, release):
    answer = ana.post(
        url_of(release, "autosave"), {"quotes-TOTAL_FORMS": "x", "title": "T", "_to_field": "x"}
    )
    assert answer.status_code == 200
    for query in ({}, {"unsaved": "1"}):
        page = ana.get(url_of(release), query)
        assert page.status_code == 200
        assert "_continue" in buttons(page)


def test_slot_goes_with_its_release_and_not_the_other_way(ana, release):
    keep(ana, release, title="As typed")
    release.delete()
    assert not Autosave.objects.exists()


def test_script_stays_small():
    assert (settings.BASE_DIR / "static" / "newsroom" / "autosave.js").stat().st_size < 3 * 1024
