"""The public pages of a release: everything its record holds, and nothing that it does not."""

import json
import re
from datetime import date

import pytest

from contacts.models import ContactPoint
from releases.models import KeyFigure, Quote, Release
from tests.builders import make_contact, make_organisation, make_release, make_topic
from tests.reading import facts, having, links, page, words

pytestmark = pytest.mark.django_db

AGREEMENT = "/releases/inter-american-development-bank-iom-partner-to-address-migration-challenges/"
FUNDS = (
    "/releases/united-states-funds-iom-humanitarian-assistance-for-vulnerable-migrants-affected-by-covid-19/"
)


def json_ld(tree):
    script = next(one for one in tree.iter("script") if one.get("type") == "application/ld+json")
    return json.loads(script.text)


@pytest.fixture
def full():
    """A release that has something in every field."""
    release = make_release(
        title="The full release",
        slug="full",
        summary="It has everything.",
        body="<p>Nearly 30 offices <strong>moved</strong>.</p><p>“Gladly,” said Ana Lima, Director.</p>",
        notes_to_editors="<p>The office was founded in 1951.</p>",
        dateline="Geneva",
        dated_on=date(2021, 2, 3),
        organisations=[
            make_organisation(name=name, slug=name.lower()) for name in ("Issuer", "Helper", "Other")
        ],
        contacts=[
            make_contact(name="Ana Lima", email="ana@example.org", role="Spokesperson", office="Quito")
        ],
        topics=[make_topic(name="Moving"), make_topic(name="Housing")],
        countries=["EC", "CH"],
    )
    for name, role in (("Helper", "partner"), ("Other", "named")):
        release.organisation_links.filter(organisation__name=name).update(role=role)
    Quote.objects.create(release=release, text="Gladly,", speaker="Ana Lima", role="Director")
    KeyFigure.objects.create(
        release=release, qualifier="Nearly", figure="30", counts="offices", source="Ana Lima"
    )
    return release


def test_the_page_of_a_release_shows_everything_that_its_record_holds(client, full):
    tree = page(client.get("/releases/full/"))
    head, prose = having(tree, "rel__head")[0], having(tree, "prose")[0]
    assert words(head).startswith("3 February 2021 Geneva The full release It has everything.")
    assert words(having(head, "orgs")[0]).endswith("Issuer")
    assert next(head.iter("time")).get("datetime") == "2021-02-03"
    assert words(prose) == (
        "Geneva – Nearly 30 offices moved. Ana Lima, Director “Gladly,” said Ana Lima, Director. Ends"
    )
    assert words(having(tree, "figs")[0]) == "Key figures offices Nearly 30 Source: Ana Lima"
    assert words(having(tree, "notes-ed")[0]) == "Notes to editors The office was founded in 1951."
    assert facts(tree) == {
        "Topics": "Housing, Moving",
        "Countries": "Ecuador, Switzerland",
        "Partner": "Helper",
        "Also named": "Other",
        "Language": "English",
    }
    contact = having(tree, "contacts")[0]
    assert words(contact).startswith("Media contacts Ana Lima Spokesperson, ")
    assert {"tel:+41227179111", "mailto:ana@example.org"} <= set(links(contact).values())


def test_the_page_of_a_release_shows_nothing_that_its_record_does_not_hold(client):
    make_release(title="The bare release", slug="bare", organisations=[])
    tree = page(client.get("/releases/bare/"))
    for name in ("orgs", "figs", "notes-ed", "contacts", "quote", "beside", "related", "rel__sum", "ban"):
        assert not having(tree, name), name
    assert facts(tree) == {"Language": "English"}


def test_a_summary_that_opens_the_text_is_not_printed_twice(client):
    make_release(slug="one", summary="It moved.", body="<p>It moved. Gladly.</p>")
    assert words(page(client.get("/releases/one/"))).count("It moved.") == 1


def test_both_source_releases_stand_on_their_pages_whole(client, source_releases):
    for release in Release.objects.all():
        tree = page(client.get(release.get_absolute_url()))
        text = words(tree)
        assert words(next(tree.iter("h1"))) == release.title
        prose = re.sub(r"<.*?>", "", words(having(tree, "prose")[0]))
        for number, block in enumerate(release.blocks()):
            told = f"{release.dateline} – {block.text}" if number == 0 else block.text
            assert prose.count(told) == 1
        assert len(having(tree, "quote")) == release.quotes.count()
        for quote in release.quotes.all():
            assert f"{quote.speaker}, {quote.role}" in text
        for figure in release.key_figures.all():
            assert f"{figure.counts} {str(figure)[:1].upper()}{str(figure)[1:]}" in text
        for link in release.contact_links.all():
            assert {point.uri for point in link.contact.points.all()} <= set(links(tree).values())
        for organisation in release.organisations.all():
            assert organisation.get_absolute_url() in links(tree).values()


def test_a_release_without_a_date_says_so_everywhere_and_names_no_day(client):
    make_release(title="Undated", slug="undated", date_not_stated=True, summary="No day.", dateline="Rome")
    for address in ("/", "/releases/", "/releases/undated/"):
        tree = page(client.get(address))
        assert "Date not stated" in words(tree)
        assert not list(tree.iter("time"))
        assert not re.search(r"\b(19|20)\d\d\b", words(tree))
    assert "datePublished" not in json_ld(page(client.get("/releases/undated/")))
    text = client.get("/releases/undated.txt").content.decode()
    assert "\n\nDate not stated\n\n" in text
    assert not re.search(r"\b(19|20)\d\d\b", text)


def test_a_dated_release_gives_its_day_to_machines_too(client, full):
    tree = page(client.get("/releases/full/"))
    assert json_ld(tree)["datePublished"] == "2021-02-03"
    assert json_ld(tree)["headline"] == "The full release"
    assert json_ld(tree)["@id"] == f"urn:uuid:{full.uuid}"
    assert [one["name"] for one in json_ld(tree)["publisher"]] == ["Issuer"]


def test_a_contact_without_email_has_no_line_for_one(client, source_releases):
    for address in (AGREEMENT, FUNDS, "/contacts/", "/contacts/liz-lizama/", "/organisations/iom/", "/"):
        html = client.get(address).content.decode()
        cards = "".join(words(one) for one in having(page(client.get(address)), "person"))
        assert "mailto:" not in html
        assert "Liz Lizama" in html
        assert not re.search("mail", cards, re.IGNORECASE)


def test_a_contact_who_has_left_is_named_without_any_number(client):
    agency = make_organisation(name="Agency")
    desk = make_contact(name="Press desk", organisation=agency)
    gone = make_contact(
        name="Ana Lima", phone="+41 22 730 55 55", email="ana@example.org", organisation=agency
    )
    release = make_release(slug="one", contacts=[gone, desk])
    gone.status = "left"
    gone.save()
    everything = "".join(
        client.get(url).content.decode()
        for url in (
            "/releases/one/",
            "/releases/one.txt",
            "/contacts/",
            "/organisations/agency/",
            "/releases/feed.atom",
            "/releases/feed.rss",
            "/",
        )
    )
    assert not re.search("730 ?55 ?55", everything)
    assert "ana@example.org" not in everything
    card = having(page(client.get(release.get_absolute_url())), "person")[0]
    assert "Ana Lima no longer answers for this organisation" in words(card)
    assert links(card) == {"this organisation": "/contacts/?organisation=agency"}
    assert client.get(gone.get_absolute_url()).status_code == 404
    assert client.get("/contacts/ana-lima.vcf").status_code == 404


def test_an_internal_number_is_on_no_public_page_card_or_feed(client):
    desk = make_contact(name="Desk", organisation=make_organisation(name="Agency"), notes="Call after nine")
    for kind, value in (("phone", "+41 22 730 55 55"), ("email", "inside@example.org")):
        ContactPoint.objects.create(contact=desk, kind=kind, value=value, audience="internal")
    silent = make_contact(name="Silent", phone="+41 22 730 66 66", audience="internal")
    make_release(slug="one", contacts=[desk, silent])
    addresses = [
        "/",
        "/releases/",
        "/releases/one/",
        "/releases/one.txt",
        "/releases/feed.atom",
        "/releases/feed.rss",
        "/organisations/",
        "/organisations/agency/",
        "/contacts/",
        "/contacts/?q=desk",
        "/contacts/desk/",
        "/contacts/desk.vcf",
        "/sitemap.xml",
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        told = response.content.decode()
        assert not re.search("730 ?(55|66) ?(55|66)|inside@|after nine", told), address
    assert "No direct line listed" in words(page(client.get("/releases/one/")))
    assert (
        client.get("/contacts/silent/").status_code == client.get("/contacts/silent.vcf").status_code == 404
    )


def test_the_canonical_address_of_a_page_is_the_plain_one(client, full):
    for address in ("/releases/full/", "/organisations/issuer/", "/contacts/ana-lima/"):
        tree = page(client.get(address + "?utm_source=mail"))
        canonical = [one.get("href") for one in tree.iter("link") if one.get("rel") == "canonical"]
        assert canonical == ["http://testserver" + address]
    tree = page(client.get("/releases/full/?utm_source=mail"))
    assert "utm_source" not in words(tree)
    assert json_ld(tree)["url"] == "http://testserver/releases/full/"


def test_the_address_of_a_release_in_another_script_is_one_that_can_be_copied(client):
    make_release(title="移民と開発", slug="移民")
    tree = page(client.get("/releases/移民/"))
    canonical = [one.get("href") for one in tree.iter("link") if one.get("rel") == "canonical"]
    assert canonical == ["http://testserver/releases/%E7%A7%BB%E6%B0%91/"]


def test_what_a_release_says_to_machines_cannot_break_its_page(client):
    title = "</script><script>alert(1)</script> & <!-- “quotes”"
    make_release(title=title, slug="one", summary=title, dateline="</title>")
    response = client.get("/releases/one/")
    tree = page(response)
    assert json_ld(tree)["headline"] == json_ld(tree)["description"] == title
    assert words(next(tree.iter("h1"))) == title
    assert "<script>alert" not in response.content.decode()


def test_the_neighbours_of_a_release_are_the_next_ones_in_the_list(client):
    for number, name in enumerate(("oldest", "middle", "newest")):
        make_release(title=name, slug=name, dated_on=date(2020 + number, 1, 1))
    make_release(title="undated", date_not_stated=True)
    make_release(title="hidden", status="draft", public_from=None, dated_on=date(2021, 6, 1))

    def beside(slug):
        nav = having(page(client.get(f"/releases/{slug}/")), "beside")[0]
        return {one.get("rel"): words(one) for one in nav.iter("a")}

    assert beside("newest") == {"next": "Older middle"}
    assert beside("middle") == {"prev": "Newer newest", "next": "Older oldest"}
    assert beside("oldest") == {"prev": "Newer middle", "next": "Older undated"}
    assert beside("undated") == {"prev": "Newer oldest"}


def test_related_releases_share_a_topic_or_an_issuer(client):
    topic, issuer = make_topic(), make_organisation()
    make_release(slug="one", topics=[topic], organisations=[issuer])
    make_release(title="By topic", topics=[topic], dated_on=date(2020, 1, 1))
    make_release(title="By issuer", organisations=[issuer], dated_on=date(2021, 1, 1))
    make_release(title="Neither")
    make_release(title="Draft", topics=[topic], status="draft", public_from=None)
    related = having(page(client.get("/releases/one/")), "related")[0]
    assert [words(one.find("a")) for one in having(related, "row__title")] == ["By issuer", "By topic"]
