"""The directory: organisations and press contacts, as the public finds them."""

from datetime import date

import pytest

from contacts.models import OtherName
from releases.sitemaps import PART
from tests.builders import make_contact, make_organisation, make_release, make_topic
from tests.reading import elements, facts, having, links, page, words

pytestmark = pytest.mark.django_db


def test_a_contact_who_is_away_is_shown_with_a_note(client):
    make_contact(name="Ana Lima", status="away")
    assert "Away at the moment" in words(having(page(client.get("/contacts/")), "person")[0])


def test_an_organisation_that_nothing_public_names_is_not_there(client):
    waiting = make_organisation(name="Waiting Works")
    make_contact(organisation=waiting, audience="internal")
    make_release(organisations=[waiting], status="draft", public_from=None)
    part = f"/sitemap-organisations-{waiting.pk // PART}.xml"
    for address in ("/organisations/", part, "/releases/", "/contacts/", "/organisations/?q=Works"):
        assert "waiting" not in client.get(address).content.decode().lower()
    assert client.get("/organisations/waiting-works/").status_code == 404
    make_contact(organisation=waiting)
    assert "Waiting Works" in client.get("/organisations/").content.decode()
    assert client.get("/organisations/waiting-works/").status_code == 200


def test_the_list_of_organisations_repeats_no_short_name_that_stands_in_the_name(client):
    for name, short_name in (("Government of the United States", "United States"), ("Hope Org", "HO")):
        make_release(organisations=[make_organisation(name=name, short_name=short_name)])
    listed = [words(one) for one in having(page(client.get("/organisations/")), "dir__n")]
    assert listed == ["Government of the United States", "Hope Org HO"]


def test_an_organisation_shows_its_releases_contacts_and_company(client):
    top = make_organisation(name="United Nations")
    own = make_organisation(name="Migration Office", short_name="MO", parent=top)
    OtherName.objects.create(organisation=own, name="Office of Moves")
    make_contact(organisation=top)
    make_contact(organisation=own, name="Ana Lima")
    topic = make_topic(name="Moving")
    make_release(title="Joint", organisations=[own, make_organisation(name="Helper")], topics=[topic])
    make_release(title="Alone", organisations=[own])
    make_release(title="Waiting", organisations=[own, make_organisation(name="Secret")], status="draft")
    tree = page(client.get("/organisations/mo/"))
    text = words(tree)
    assert "Also written MO. 2 releases." in text
    assert {"Joint", "Alone", "Helper", "Moving", "Ana Lima", "United Nations"} <= set(links(tree))
    assert "Waiting" not in text
    assert "Secret" not in text


def test_a_contact_page_shows_office_country_languages_and_releases(client):
    contact = make_contact(name="Ana Lima", office="Quito", country_id="EC", role="Spokesperson")
    contact.languages.set(["es", "ar"])
    make_release(title="Named", contacts=[contact])
    make_release(title="Waiting", contacts=[contact], status="draft", public_from=None)
    tree = page(client.get("/contacts/ana-lima/"))
    told = facts(tree)
    assert (told["Office"], told["Country"]) == ("Quito", "Ecuador")
    assert {
        (one.get("lang"), one.get("dir")) for one in elements(having(tree, "facts")[0]) if one.get("lang")
    } == {
        ("ar", "rtl"),
        ("es", "ltr"),
    }
    assert "Named" in links(tree)
    assert "Waiting" not in words(tree)


def test_the_front_page_shows_the_newest_release_and_whom_to_call(client):
    for number in range(8):
        make_release(title=f"R{number}", dated_on=date(2020, 1, 1 + number))
    make_contact(name="Ana")
    make_contact(name="Press desk", kind="desk")
    tree = page(client.get("/"))
    assert words(having(tree, "lead__title")[0]) == "R7"
    assert [words(one.find("a")) for one in having(tree, "row__title")] == ["R6", "R5", "R4", "R3", "R2"]
    assert [words(one) for one in having(tree, "person__name")] == ["Press desk", "Ana"]
    assert "8 releases, newest first." in words(tree)


def test_the_directory_is_searched_by_words_organisation_and_country(client):
    iom = make_organisation(name="International Organization for Migration", short_name="IOM", slug="iom")
    make_contact(name="Liz", organisation=iom, office="Washington")
    make_contact(name="Isabel", organisation=make_organisation(name="IDB"), country_id="US", role="Adviser")
    make_contact(name="Gone", organisation=iom, status="left")
    make_contact(name="Inside", organisation=iom, audience="internal")
    for query, found in {
        "": ["Isabel", "Liz"],
        "q=washington": ["Liz"],
        "q=adviser": ["Isabel"],
        "q=iom+liz": ["Liz"],
        "q=liz+idb": [],
        "organisation=iom": ["Liz"],
        "organisation=nobody": ["Isabel", "Liz"],
        "country=us": ["Isabel"],
        "country=unknown": ["Liz"],
        "country=CH": [],
    }.items():
        tree = page(client.get(f"/contacts/?{query}"))
        assert sorted(words(one) for one in having(tree, "person__name")) == found, query
        assert f"{len(found)} contact" in words(tree)


def test_an_organisation_is_found_by_any_of_its_names(client):
    iom = make_organisation(name="International Organization for Migration", short_name="IOM")
    idb = make_organisation(name="Inter-American Development Bank", short_name="IDB")
    OtherName.objects.create(organisation=idb, name="Banco Interamericano")
    make_release(organisations=[iom, idb])
    for typed, found in {"IDB": 1, "banco": 1, "international": 1, "nobody": 0, "": 2, "%": 0}.items():
        assert len(having(page(client.get("/organisations/", {"q": typed})), "dir__n")) == found, typed


def test_an_undated_release_is_told_as_such_in_the_directory(client):
    make_release(organisations=[make_organisation(name="IDB")], date_not_stated=True)
    assert "1 release, date not stated." in words(page(client.get("/organisations/")))
