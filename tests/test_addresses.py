"""The addresses of pages: made from a name in any script, and good for ever once they were known."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from contacts.models import Organisation, PressContact
from releases.models import Release, Topic
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user

pytestmark = pytest.mark.django_db

MAKERS = [make_organisation, make_contact, make_release, make_topic]


def rename(row, slug):
    row.slug = slug
    row.full_clean()
    row.save()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Aid for 30 Countries!", "aid-for-30-countries"),
        ("Côte d’Ivoire: l’été", "côte-divoire-lété"),
        ("الهجرة والتنمية", "الهجرة-والتنمية"),
        ("移民と開発", "移民と開発"),
        ("Миграция", "миграция"),
        ("!!! — ???", "release"),
    ],
)
def test_an_address_is_made_from_a_title_in_any_script(client, title, slug):
    release = make_release(title=title)
    assert release.slug == slug
    assert client.get(release.get_absolute_url()).status_code == 200


def test_a_draft_without_a_title_has_an_address():
    assert [Release.objects.create().slug for _ in range(3)] == ["release", "release-2", "release-3"]


def test_an_organisation_takes_its_address_from_its_short_name():
    assert make_organisation(name="Inter-American Development Bank", short_name="IDB").slug == "idb"


def test_a_long_title_gives_an_address_that_ends_with_a_whole_word():
    slugs = [make_release(title="humanitarian " * 20).slug for _ in range(2)]
    assert slugs[0] == "-".join(["humanitarian"] * 9)
    assert slugs[1] == slugs[0] + "-2"
    assert [make_release(title="x" * 300).slug for _ in range(2)] == ["x" * 120, "x" * 118 + "-2"]


@pytest.mark.parametrize("make", MAKERS)
def test_two_of_one_name_get_two_addresses(make):
    name = "title" if make is make_release else "name"
    if make in (make_release, make_contact):
        assert [make(**{name: "Same"}).slug for _ in range(3)] == ["same", "same-2", "same-3"]
    else:
        assert [make(**{name: one}).slug for one in ("Same", "same!", "SAME")] == ["same", "same-2", "same-3"]


@pytest.mark.parametrize("make", MAKERS)
def test_an_address_that_was_anothers_is_given_to_nobody_else(make):
    first = make(slug="old")
    rename(first, "new")
    with pytest.raises(ValidationError, match="This address is in use"):
        rename(make(), "old")
    name = "title" if make is make_release else "name"
    assert make(**{name: "Old"}).slug == "old-2"


def test_every_former_address_of_a_release_leads_to_the_present_one(client):
    release = make_release(slug="first")
    for slug in ("second", "third"):
        rename(release, slug)
    for name in ("releases:detail", "releases:text"):
        for slug in ("first", "second"):
            response = client.get(reverse(name, args=[slug]))
            assert (response.status_code, response["Location"]) == (301, reverse(name, args=["third"]))
        assert client.get(reverse(name, args=["third"])).status_code == 200


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (make_contact, ["contacts:contact-detail", "contacts:contact-vcard"]),
        (
            lambda **v: make_contact(organisation=make_organisation(**v)).organisation,
            ["contacts:organisation-detail"],
        ),
    ],
)
def test_the_directory_keeps_its_former_addresses_too(client, make, names):
    row = make(slug="قديم")
    rename(row, "جديد")
    for name in names:
        response = client.get(reverse(name, args=["قديم"]))
        assert (response.status_code, response["Location"]) == (301, reverse(name, args=["جديد"]))


def test_a_release_may_take_its_own_former_address_back(client):
    release = make_release(slug="first")
    rename(release, "second")
    rename(release, "first")
    assert client.get("/releases/first/").status_code == 200
    assert client.get("/releases/second/")["Location"] == "/releases/first/"
    rename(release, "second")
    assert client.get("/releases/first/")["Location"] == "/releases/second/"


@pytest.mark.parametrize("status", ["draft", "scheduled"])
def test_an_address_that_the_public_never_saw_leaves_no_trace(client, status):
    later = timezone.now() + timezone.timedelta(days=1)
    values = {"status": "draft", "public_from": None} if status == "draft" else {"public_from": later}
    release = make_release(slug="secret-headline", **values)
    rename(release, "dull-headline")
    assert not release.former_addresses.exists()
    Release.objects.update(status="published", public_from=timezone.now())
    assert client.get("/releases/secret-headline/").status_code == 404
    assert make_release(title="Secret headline").slug == "secret-headline"


def test_an_address_of_a_withdrawn_release_goes_on_answering(client):
    release = make_release(slug="first")
    release.withdraw(make_user("Editors"), "Issued in error.")
    rename(release, "second")
    assert client.get("/releases/first/")["Location"] == "/releases/second/"


def test_an_address_keeps_answering_whoever_looks_it_up_by_name():
    for make, model in zip(MAKERS, (Organisation, PressContact, Release, Topic), strict=True):
        row = make(slug="old")
        rename(row, "new")
        assert model.objects.at_address("old") == model.objects.at_address("new") == row
