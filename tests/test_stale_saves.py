"""Two people on one record: nobody overwrites the other unknowingly, and nothing typed is lost."""

import pytest
from django.urls import reverse

from contacts.models import ContactPoint, Organisation, PressContact
from releases.models import Quote, Release, Topic
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, typed

pytestmark = pytest.mark.django_db


def url_of(thing):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])


@pytest.fixture
def ann(client):
    client.force_login(make_user("Editors", username="ann"))
    return client


@pytest.fixture
def bob(client_of_bob):
    client_of_bob.force_login(make_user("Editors", username="bob", first_name="Bob", last_name="Brown"))
    return client_of_bob


@pytest.fixture
def client_of_bob(client):
    return type(client)()


def save(client, thing, **changes):
    """Opens the form, makes these changes and saves."""
    response = client.post(url_of(thing), typed(client.get(url_of(thing)), **changes))
    assert response.status_code == 302
    thing.refresh_from_db()


def compared(response):
    return [(one.label, one.theirs, one.mine) for one in response.context["differences"]]


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def test_save_over_a_newer_one_is_refused_and_shows_both_versions(ann, bob):
    release = make_draft(title="The first title")
    mine = typed(ann.get(url_of(release)), title="Ann's title", summary="Ann's summary")
    save(bob, release, title="Bob's title")
    response = ann.post(url_of(release), mine)
    page = response.content.decode()
    release.refresh_from_db()
    assert release.title == "Bob's title"
    assert response.status_code == 200
    assert "Bob Brown saved this on" in page
    assert compared(response) == [("Title", "Bob's title", "Ann's title"), ("Summary", "", "Ann's summary")]
    again = typed(response)
    assert (again["title"], again["summary"]) == ("Ann's title", "Ann's summary")


def test_refused_save_stays_refused_until_the_box_is_ticked(ann, bob):
    release = make_draft()
    mine = typed(ann.get(url_of(release)), title="Ann's title")
    save(bob, release, title="Bob's title")
    response = ann.post(url_of(release), typed(ann.post(url_of(release), mine)))
    assert "Bob Brown saved this on" in response.content.decode()
    over = release.changed_at.isoformat()
    assert ann.post(url_of(release), typed(response, over=over)).status_code == 302
    release.refresh_from_db()
    assert release.title == "Ann's title"


def test_knowing_save_is_refused_if_the_colleague_saves_once_more(ann, bob):
    release = make_draft()
    mine = typed(ann.get(url_of(release)), title="Ann's title")
    save(bob, release, title="Bob's title")
    response = ann.post(url_of(release), mine)
    mine = typed(response, over=release.changed_at.isoformat())
    save(bob, release, title="Bob's other title")
    assert "Bob&#x27;s other title" in ann.post(url_of(release), mine).content.decode()
    release.refresh_from_db()
    assert release.title == "Bob's other title"


def test_accepted_tick_is_kept_while_another_mistake_is_mended(ann, bob):
    release = make_draft()
    mine = typed(ann.get(url_of(release)), title="")
    save(bob, release, title="Bob's title")
    over = release.changed_at.isoformat()
    response = ann.post(url_of(release), mine | {"over": over})
    assert "This field is required." in response.content.decode()
    assert ann.post(url_of(release), typed(response, title="Ann's")).status_code == 302


def test_every_row_that_differs_is_shown_and_nothing_in_it_is_lost(ann, bob):
    release = make_draft(body="<p>One. Two. Three.</p>")
    one = Quote.objects.create(release=release, text="One.", speaker="Ada", position=0)
    two = Quote.objects.create(release=release, text="Two.", speaker="Grace", position=1)
    mine = typed(ann.get(url_of(release)))
    mine |= {"quotes-0-speaker": "Ada Lovelace", "quotes-1-speaker": "Grace Hopper"}
    theirs = typed(bob.get(url_of(release))) | {"quotes-0-DELETE": "on", "quotes-1-role": "Admiral"}
    bob.post(url_of(release), add_row(theirs, "quotes", text="Three.", speaker="Mary", position=2))
    response = ann.post(url_of(release), mine)
    page = response.content.decode()
    assert "Only in yours: new, or removed by them." in page
    assert "Added by them. It stays." in page
    assert "Quote 1, Speaker" in page
    again = typed(response)
    kept = sorted((again[f"quotes-{row}-text"], again[f"quotes-{row}-speaker"]) for row in (0, 1))
    assert kept == [("One.", "Ada Lovelace"), ("Two.", "Grace Hopper")]
    release.refresh_from_db()
    assert ann.post(url_of(release), again | {"over": release.changed_at.isoformat()}).status_code == 302
    found = {quote.text: quote.speaker for quote in release.quotes.all()}
    assert found == {"One.": "Ada Lovelace", "Two.": "Grace Hopper", "Three.": "Mary"}
    assert not Quote.objects.filter(pk=one.pk).exists()
    assert Quote.objects.filter(pk=two.pk).exists()


def test_colleagues_new_order_of_rows_mixes_nothing_up(ann, bob):
    first, second = make_organisation(name="Alpha"), make_organisation(name="Beta")
    release = make_draft(organisations=[first, second])
    mine = typed(ann.get(url_of(release))) | {"organisation_links-0-role": "partner"}
    theirs = typed(bob.get(url_of(release)))
    theirs |= {"organisation_links-0-position": 5}
    bob.post(url_of(release), theirs)
    response = ann.post(url_of(release), mine)
    again = typed(response)
    assert again["organisation_links-0-organisation"] == str(first.pk)
    assert again["organisation_links-0-role"] == "partner"


def test_writing_on_after_a_colleague_deleted_everything_makes_it_anew(ann, bob):
    release = make_draft(body="<p>One.</p>")
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    mine = typed(ann.get(url_of(release)), title="Too good to lose")
    bob.post(reverse("admin:releases_release_delete", args=[release.pk]), {"post": "yes"})
    assert not Release.objects.exists()
    response = ann.post(url_of(release), mine)
    page = response.content.decode()
    assert "Bob Brown deleted this while you were writing" in page
    assert typed(response)["title"] == "Too good to lose"
    response = ann.post(reverse("admin:releases_release_add"), typed(response))
    again = Release.objects.get()
    assert (again.title, again.quotes.get().speaker) == ("Too good to lose", "Ada")


@pytest.mark.parametrize(
    ("make", "field", "role"),
    [
        (make_organisation, "short_name", "Editors"),
        (make_contact, "office", "Editors"),
        (make_topic, "slug", "Editors"),
    ],
)
def test_directory_is_guarded_too(ann, bob, make, field, role):
    thing = make()
    mine = typed(ann.get(url_of(thing))) | {field: "anns"}
    save(bob, thing, **{field: "bobs"})
    response = ann.post(url_of(thing), mine)
    assert "Bob Brown saved this on" in response.content.decode()
    thing.refresh_from_db()
    assert getattr(thing, field) == "bobs"
    ann.post(url_of(thing), typed(response, over=thing.changed_at.isoformat()))
    thing.refresh_from_db()
    assert getattr(thing, field) == "anns"


def test_form_sent_without_the_moment_it_was_loaded_is_refused(ann):
    topic = make_topic(name="Old")
    data = typed(ann.get(url_of(topic)), name="New")
    del data["loaded_at"]
    assert ann.post(url_of(topic), data).status_code == 200
    assert Topic.objects.get().name == "Old"


def test_panel_never_shows_an_internal_number(ann, bob):
    contact = make_contact(phone="+41 22 717 91 11")
    mine = typed(ann.get(url_of(contact)), name="Renamed")
    ContactPoint.objects.create(contact=contact, kind="phone", value="+41 22 917 12 34", audience="internal")
    contact.save()
    page = ann.post(url_of(contact), mine).content.decode()
    assert "Someone saved this on" in page
    assert "917 12 34" not in page
    assert PressContact.objects.get().name != "Renamed"


def test_words_that_differ_are_marked_and_long_stretches_that_do_not_are_folded(ann, bob):
    body = "".join(f"<p>Paragraph {number} of a text with some words in it.</p>\n" for number in range(30))
    release = make_draft(body=body)
    mine = typed(ann.get(url_of(release)), body=body.replace("15 of a", "15 of Ann's"))
    save(bob, release, body=body.replace("15 of a", "15 of Bob's"))
    (difference,) = ann.post(url_of(release), mine).context["differences"]
    for stretches, name in ((difference.theirs_marked, "Bob"), (difference.mine_marked, "Ann")):
        assert [one.kind for one in stretches] == ["folded", "same", "out", "in", "same", "folded"]
        assert f"{name}'s" in stretches[3].text


def test_organisation_deleted_by_a_colleague_is_made_anew(ann, bob):
    organisation = make_organisation(name="Office")
    mine = typed(ann.get(url_of(organisation)))
    Organisation.objects.all().delete()
    response = ann.post(url_of(organisation), mine)
    assert "This was deleted while you were writing" in response.content.decode()
    ann.post(reverse("admin:contacts_organisation_add"), typed(response))
    assert Organisation.objects.get().name == "Office"


def test_same_organisation_added_by_both_is_named_at_the_row(ann, bob):
    release, organisation = make_draft(), make_organisation()
    row = {"organisation": organisation.pk, "role": "partner", "position": 1}
    mine = add_row(typed(ann.get(url_of(release))), "organisation_links", **row)
    bob.post(url_of(release), add_row(typed(bob.get(url_of(release))), "organisation_links", **row))
    release.refresh_from_db()
    response = ann.post(url_of(release), mine | {"over": release.changed_at.isoformat()})
    assert "This organisation is on the release already." in response.content.decode()
    assert release.organisation_links.count() == 2
