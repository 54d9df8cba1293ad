"""Nasty addresses on every public page: a clear answer or inert text, never a failure."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.models import OtherName
from releases.models import KeyFigure, Quote, Release
from tests.builders import make_contact, make_organisation, make_release, make_topic
from tests.reading import page

pytestmark = pytest.mark.django_db

FILTERS = [
    "q",
    "organisation",
    "topic",
    "country",
    "language",
    "year",
    "from",
    "to",
    "undated",
    "after",
    "before",
]
LISTS = {
    "/": ["q"],
    "/releases/": [*FILTERS, "from[]", ""],
    "/releases/feed.atom": FILTERS,
    "/releases/feed.rss": ["q", "organisation"],
    "/corrections/": ["after", "before"],
    "/corrections/feed.atom": ["after"],
    "/organisations/": ["q", "page"],
    "/contacts/": ["q", "organisation", "country", "page"],
    "/sitemap.xml": ["p"],
}
PAGES = ["/releases/one/", "/releases/one.txt", "/organisations/one/", "/contacts/one/", "/contacts/one.vcf"]
OTHERS = ["/robots.txt", "/healthz"]
MARK = "<script>alert('x')</script>"

VALUES = {
    "NUL": "%00",
    "NUL within": "a%00b",
    "a lone surrogate": "%ED%A0%80",
    "broken escapes": "%",
    "half an escape": "%E4%",
    "not UTF-8": "%FF%FE",
    "overlong UTF-8": "%C0%AF",
    "a control character": "a%0Bb%1B",
    "a noncharacter": "%EF%BF%BF",
    "right-to-left marks": "%E2%80%AE%E2%80%8F%E2%81%A7",
    "an emoji": "%F0%9F%98%80",
    "10,000 letters": "x" * 10_000,
    "10,000 words": "x+" * 10_000,
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "zero": "0",
    "a huge year": "99999",
    "Arabic digits": "%D9%A2%D9%A0%D9%A2%D9%A0",
    "a superscript digit": "%C2%B2",
    "infinity": "inf",
    "an exponent": "1e309",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a script": "%3Cscript%3Ealert('x')%3C/script%3E",
    "a quotation mark": "%22%20onfocus=alert(1)%20x=%22",
    "a template": "%7B%7B7*7%7D%7D%7B%25x%25%7D",
    "SQL": "'%20OR%20'1'='1';--",
    "LIKE signs": "%25_%5C",
    "a path": "../../etc/passwd",
    "a line break": "a%0D%0ASet-Cookie:x=1",
    "a true value": "true",
    "nothing": "",
}


@pytest.fixture(autouse=True)
def newsroom():
    make_release(
        slug="one",
        organisations=[make_organisation(name="One", slug="one")],
        contacts=[make_contact(slug="one")],
    )


def check(response, address):
    assert response.status_code in (200, 301, 400, 404), (address[:200], response.status_code)
    if response.status_code != 301 and "html" in response["Content-Type"]:
        told = response.content.decode()
        assert not re.search(r"<script>alert|\"\s+onfocus=", told), address[:200]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("address", LISTS)
def test_no_value_of_any_parameter_brings_a_list_down(client, address, value):
    queries = [f"{name}={value}" for name in LISTS[address]]
    for query in [*queries, "&".join(queries)]:
        check(client.get(f"{address}?{query}"), f"{address}?{query}")


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_value_brings_a_page_that_takes_none_down(client, value):
    for address in PAGES + OTHERS:
        assert client.get(f"{address}?q={value}&page={value}").status_code == 200


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_address_of_a_page_that_is_not_there_brings_the_site_down(client, value):
    for before, after in (
        ("/releases/", "/"),
        ("/releases/", ".txt"),
        ("/releases/", "/versions/1/"),
        ("/releases/one/versions/", "/"),
        ("/organisations/", "/"),
        ("/contacts/", "/"),
        ("/contacts/", ".vcf"),
        ("/access/", "/"),
        ("/access/", ".txt"),
        ("/", ""),
        ("/releases/feed.", ""),
    ):
        address = before + value.replace("+", "-") + after
        check(client.get(address), address)


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"x{number}=1" for number in range(2000)),
        "&".join(f"topic=t{number}" for number in range(2000)),
        "&".join(f"organisation=o{number}" for number in range(2000)) + "&organisation=one",
        "country=BD&" * 2000,
        "q=x&" * 2000,
        "&" * 5000,
        "=" * 5000,
        "after=2020-01-01&" * 2000,
        "organisation[]=one&organisation[0]=one&organisation.slug=one",
    ],
    ids=[
        "names",
        "topics",
        "organisations",
        "countries",
        "searches",
        "ampersands",
        "equals",
        "places",
        "arrays",
    ],
)
def test_thousands_of_parameters_bring_nothing_down(client, query):
    for address in LISTS:
        check(client.get(f"{address}?{query}"), query)


def test_more_parameters_than_anybody_types_are_refused_with_a_page(client):
    response = client.get("/releases/?" + "x=1&" * 5001)
    assert response.status_code == 400
    assert "We could not read that request" in response.content.decode()


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    st.sampled_from(list(LISTS)),
    st.dictionaries(st.sampled_from([*FILTERS, "page", "p"]), ANYTHING, min_size=1, max_size=4),
)
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_that_anybody_types_brings_a_list_down(client, address, query):
    check(client.get(address, query), f"{address} {query}")


@given(
    st.sampled_from(["/releases/{}/", "/releases/{}.txt", "/organisations/{}/", "/contacts/{}.vcf", "/{}"]),
    ANYTHING,
)
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_address_that_anybody_types_brings_the_site_down(client, address, value):
    check(client.get(address.format(value)), address.format(value))


MARKED = [
    "/",
    "/releases/",
    "/releases/title/",
    "/releases/gone/",
    "/organisations/",
    "/organisations/office/",
    "/contacts/",
    "/contacts/desk/",
    "/releases/?topic=topic&q=title",
    "/contacts/?q=desk",
]


def test_text_with_markup_is_inert_on_every_page(client):
    issuer = make_organisation(name=f"Office {MARK}", short_name=MARK, slug="office")
    OtherName.objects.create(organisation=issuer, name=MARK)
    desk = make_contact(name=f"Desk {MARK}", role=MARK, office=MARK, slug="desk", organisation=issuer)
    release = make_release(
        title=f"Title {MARK}",
        slug="title",
        summary=f"Summary {MARK}",
        dateline=MARK,
        body=f"<p>Body 5 &lt;script&gt;alert('x')&lt;/script&gt; {MARK}</p>",
        notes_to_editors=f"<p>Notes {MARK}</p>",
        organisations=[issuer],
        contacts=[desk],
        topics=[make_topic(name=MARK, slug="topic")],
    )
    Quote.objects.create(release=release, text="Body 5", speaker=MARK, role=MARK)
    KeyFigure.objects.create(release=release, figure="5", counts=MARK)
    make_release(slug="gone", title=MARK, status="withdrawn", ended_reason=MARK)
    for address in MARKED:
        response = client.get(address)
        assert "&lt;script&gt;alert(" in response.content.decode(), address
        scripts = [one for one in page(response).iter("script") if "src" not in one.attrib]
        assert {one.get("type") for one in scripts} <= {"application/ld+json"}
        check(response, address)


def test_a_title_of_10_000_characters_is_refused_with_a_sentence():
    with pytest.raises(ValidationError, match="at most 300 characters"):
        Release(title="x" * 10_000).full_clean()
