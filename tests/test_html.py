"""Every public page as a browser reads it: sound HTML, live links, a right outline, little weight."""

import gzip
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from releases.models import EarlierText, Notice, Release
from tests.builders import PAST, make_contact, make_organisation, make_release, make_topic, make_user
from tests.reading import elements, having, page

pytestmark = pytest.mark.django_db

MOST_BYTES = 14_000
WORDS = "Vulnerable migrants, refugees and host communities in Bangladesh, Colombia and Ethiopia"


@pytest.fixture
def newsroom(source_releases):
    """Both source releases and enough others that every list has a second page."""
    topics = [
        make_topic(name=f"{name} and migration")
        for name in ("Health", "Labour", "Return", "Data", "Law", "Aid")
    ]
    for number in range(24):
        organisation = make_organisation(name=f"Ministry of Migration and Development, No. {number}")
        contact = make_contact(
            name=f"Contact {number}", organisation=organisation, email=f"press{number}@example.org"
        )
        make_release(
            title=f"{WORDS} Receive New Funds, Part {number}",
            summary=f"{WORDS} will receive vital humanitarian assistance in part {number} of the plan.",
            organisations=[organisation],
            contacts=[contact],
            topics=[topics[number % 6]],
            countries=["BD", "CO", "ET"],
            dated_on=date(2000 + number, 1, 1),
        )
    make_odd_ones()


def make_odd_ones():
    make_release(title="الهجرة", language_id="ar", slug="الهجرة")
    make_release(title="Wrong", slug="wrong", status="withdrawn", replaced_by=Release.objects.first())
    rewrite()
    gone = make_contact(name="Gone", status="left", organisation=Release.objects.first().issued_by()[0])
    make_release(title="Gone", slug="gone", contacts=[gone], notes_to_editors="<ul><li>One</li></ul>")


def rewrite():
    """One release of each fate that leaves a trace in the register, and enough for a second page of it."""
    there = make_release(title="There", slug="there", notes_to_editors="<p>One</p>", corrected_at=PAST)
    away = make_release(title="Away", slug="away", status="removed", date_not_stated=True)
    moved = make_release(title="Moved", slug="moved", status="redirected", replaced_by=there)
    colleague = make_user("Editors", first_name="Ana", last_name="Lima")
    text = "It said <five> & “six”.\nTwice."
    for _ in range(2):
        earlier = EarlierText.of(there, PAST)
        there.notices.create(
            kind="corrected", at=PAST, wrong=text, right=text, earlier=earlier, approved_by=colleague
        )
    Notice.objects.bulk_create(
        Notice(release=release, kind=kind, at=PAST + timedelta(days=number), reason=text)
        for number, (release, kind) in enumerate(
            [(away, "removed"), (moved, "redirected"), (there, "restored")] * 7
        )
    )


PAGES = {
    "the front page": "/",
    "the list": "/releases/",
    "the second page of the list": "/releases/?after=2005-01-01",
    "the list from below": "/releases/?before=2005-01-01",
    "undated releases": "/releases/?after=undated",
    "the end of the list": "/releases/?after=0001-01-01",
    "a filtered list": "/releases/?organisation=iom&topic=covid-19&country=TR&language=en&year=2020&q=funds",
    "a list of errors": "/releases/?year=x&from=x&to=x&topic=x&organisation=x&country=x&language=x",
    "an empty list": "/releases/?q=nothing&topic=covid-19",
    "no such place": "/releases/?after=x",
    "the agreement": "/releases/inter-american-development-bank-iom-partner-to-address-migration-challenges/",
    "the funds": "/releases/united-states-funds-iom-humanitarian-assistance-for-vulnerable-migrants-"
    "affected-by-covid-19/",
    "an Arabic release": "/releases/الهجرة/",
    "a withdrawn release": "/releases/wrong/",
    "a release whose contact left": "/releases/gone/",
    "a corrected release": "/releases/there/",
    "an earlier text": "/releases/there/versions/1/",
    "a removed release": "/releases/away/",
    "the corrections": "/corrections/",
    "more corrections": "/corrections/?before=0.00000000-0000-0000-0000-000000000000",
    "the end of the corrections": "/corrections/?after=0.00000000-0000-0000-0000-000000000000",
    "no such place among the corrections": "/corrections/?after=x",
    "the organisations": "/organisations/",
    "a search for organisations": "/organisations/?q=iom",
    "no organisation": "/organisations/?q=nobody",
    "an organisation": "/organisations/iom/",
    "the contacts": "/contacts/",
    "more contacts": "/contacts/?page=2",
    "contacts of one organisation": "/contacts/?organisation=iom&country=unknown&q=liz",
    "no contact": "/contacts/?q=nobody&organisation=x",
    "a contact": "/contacts/liz-lizama/",
    "nothing": "/no-such-page/",
    "no release": "/releases/no-such-release/",
}
MISSING = {
    "no such place": 404,
    "no such place among the corrections": 404,
    "nothing": 404,
    "no release": 404,
    "a removed release": 410,
}


@pytest.fixture(params=PAGES)
def answer(request, client, newsroom):
    response = client.get(PAGES[request.param])
    assert response.status_code == MISSING.get(request.param, 200)
    return response


def test_a_page_is_sound_light_and_outlined(answer):
    tree = page(answer)
    assert len(gzip.compress(answer.content, 6)) < MOST_BYTES
    check_outline(tree)
    check_nothing_inline(tree)
    check_names(tree)


def check_outline(tree):
    levels = [int(one.tag[1]) for one in elements(tree) if one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip([1, *levels], levels, strict=False))
    html = next(iter(elements(tree)))
    assert (html.tag, bool(html.get("lang")), html.get("dir")) == (
        "html",
        True,
        "rtl" if html.get("lang") == "ar" else "ltr",
    )
    assert len(list(tree.iter("main"))) == len(list(tree.iter("title"))) == 1


def check_nothing_inline(tree):
    """What the Content-Security-Policy would refuse."""
    assert not list(tree.iter("style"))
    for one in elements(tree):
        assert not one.get("style")
        assert not [name for name in one.attrib if name.startswith("on")]
    for script in tree.iter("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"


def check_names(tree):
    """Every id is there once, and what points to one finds it."""
    ids = [one.get("id") for one in elements(tree) if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in elements(tree):
        for name in ("for", "aria-labelledby", "aria-describedby", "popovertarget"):
            assert set((one.get(name) or "").split()) <= set(ids), (one.tag, one.get(name))
        if (one.get("href") or "").startswith("#"):
            assert one.get("href")[1:] in ids
    for one in elements(tree):
        if one.tag in ("input", "select") and one.get("type") != "hidden":
            labelled = [
                label
                for label in tree.iter("label")
                if label.get("for") == one.get("id") or one in list(label)
            ]
            assert labelled, one.attrib


def targets(address, html):
    """The addresses of this site that a page or a feed names."""
    found = []

    class Links(HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.extend(value for name, value in attributes if name in ("href", "src", "action") and value)

    Links().feed(html)
    for target in found:
        parts = urlsplit(urljoin(f"http://testserver{address}", target))
        if parts.netloc == "testserver" and parts.scheme == "http":
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def test_no_link_of_the_site_leads_nowhere(client, source_releases):
    make_odd_ones()
    office = make_organisation(name="Office")
    for number in range(21):
        make_release(title=f"Release {number}", organisations=[office], dated_on=date(2000 + number, 1, 1))
    seen, waiting = {}, [("/", "the visitor")]
    while waiting:
        address, source = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = response.status_code
        assert response.status_code == 200, f"{address} on {source}: {response.status_code}"
        if "html" in response["Content-Type"]:
            waiting += [(target, address) for target in targets(address, response.content.decode())]
    reached = {unquote(address) for address in seen}
    assert {unquote(release.get_absolute_url()) for release in Release.objects.public()} <= reached
    assert {"/corrections/", "/releases/there/versions/2/"} <= reached
    assert {"/contacts/liz-lizama.vcf", "/releases/feed.rss", "/static/newsroom/site.css"} <= reached


@pytest.mark.parametrize("address", ["/releases/wrong/", "/releases/gone/"])
def test_the_page_of_a_withdrawn_release_or_of_a_contact_who_left_leads_somewhere(client, newsroom, address):
    html = client.get(address).content.decode()
    dead = [target for target in targets(address, html) if client.get(target).status_code != 200]
    assert dead == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "500"])
def test_the_page_of_a_failure_is_sound_and_leads_back(name):
    tree = page(HttpResponse(render_to_string(f"{name}.html")))
    check_outline(tree)
    check_nothing_inline(tree)
    assert {"/", "/releases/", "/contacts/"} <= {one.get("href") for one in tree.iter("a")}


def test_a_failure_inside_the_newsroom_shows_its_own_page(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(Release.objects, "public", None)
    response = client.get("/releases/")
    assert response.status_code == 500
    assert having(page(response), "err__code")[0].text == "Error 500"
    assert "Traceback" not in response.content.decode()


def test_the_style_sheets_are_light():
    folder = settings.BASE_DIR / "static" / "newsroom"
    sheets = [gzip.compress((folder / name).read_bytes(), 6) for name in ("tokens.css", "site.css")]
    assert sum(map(len, sheets)) < MOST_BYTES


def test_a_preview_is_as_sound_as_the_page_it_becomes(client):
    client.force_login(make_user("Editors"))
    for number, values in enumerate(
        [{"public_from": None, "status": "draft"}, {"public_from": "2099-01-01T00:00Z"}]
    ):
        make_release(slug=f"preview-{number}", **values)
        tree = page(client.get(reverse("releases:detail", args=[f"preview-{number}"])))
        check_outline(tree)
        check_nothing_inline(tree)
