"""The filters of the release list: what they find, count, name as wrong and take away again."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from contacts.models import OtherName
from tests.builders import make_organisation, make_release, make_topic
from tests.reading import elements, having, links, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client):
    """Opens the list at this address and returns it as a tree."""
    return lambda address="": page(client.get("/releases/" + address))


@pytest.fixture
def releases():
    """Five releases, named by what a filter can find them by."""
    iom = make_organisation(name="International Organization for Migration", short_name="IOM", slug="iom")
    idb = make_organisation(name="Inter-American Development Bank", short_name="IDB", slug="idb")
    OtherName.objects.create(organisation=idb, name="Banco Interamericano")
    health, food = make_topic(name="Health"), make_topic(name="Food")
    make_release(
        title="A", organisations=[iom], topics=[health], countries=["BD", "CO"], dated_on=date(2020, 5, 26)
    )
    make_release(
        title="B", organisations=[iom, idb], topics=[food], countries=["CO"], dated_on=date(2020, 12, 31)
    )
    make_release(title="C", organisations=[idb], topics=[health, food], dated_on=date(2021, 1, 1))
    make_release(
        title="D", organisations=[idb], language_id="fr", dated_on=date(2021, 6, 1), dateline="Quito"
    )
    make_release(
        title="E", organisations=[iom], countries=["BD"], date_not_stated=True, summary="On flood & famine"
    )


def titles(tree):
    return "".join(words(one.find("a")) for one in having(tree, "row__title"))


def options(tree):
    """{filter: {value: count}} of the panel, and the chosen values."""
    counts, chosen = {}, []
    for box in elements(tree):
        if box.tag == "input" and box.get("type") == "checkbox":
            label = next(one for one in tree.iter("label") if box in list(one))
            number = words(having(label, "check__n")[0]).split()[0]
            counts.setdefault(box.get("name"), {})[box.get("value")] = int(number)
            chosen += [box.get("value")] if box.get("checked") is not None else []
    return counts, chosen


def chips(tree):
    return {words(one).removesuffix(", remove").strip(): one.get("href") for one in having(tree, "chip")}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "DCBAE"),
        ("?organisation=iom", "BAE"),
        ("?organisation=iom&organisation=idb", "DCBAE"),
        ("?organisation=iom&topic=food", "B"),
        ("?topic=health&topic=food", "CBA"),
        ("?country=BD", "AE"),
        ("?country=bd&country=CO", "BAE"),
        ("?country=BD&country=CO&topic=health", "A"),
        ("?language=fr", "D"),
        ("?language=fr&language=en&year=2021", "DC"),
        ("?year=2020", "BA"),
        ("?year=2020&undated=true", "BAE"),
        ("?undated=true", "DCBAE"),
        ("?from=2020-12-31", "DCB"),
        ("?to=2020-12-31", "BA"),
        ("?from=2020-12-31&to=2021-01-01", "CB"),
        ("?from=2020-12-31&to=2021-01-01&undated=true", "CBE"),
        ("?from=2021-01-01&year=2020", ""),
        ("?year=1987", ""),
    ],
)
def test_values_of_one_filter_widen_and_filters_narrow(visit, releases, query, found):
    assert titles(visit(query)) == found


@pytest.mark.parametrize(
    ("words_typed", "found"),
    [
        ("body", "DCBAE"),
        ("QUITO", "D"),
        ("flood famine", "E"),
        ("flood quito", ""),
        ("iom", "BAE"),
        ("interamericano", "DCB"),
        ("migration bank", "B"),
        ("famine & flood", "E"),
        ("  ", "DCBAE"),
        ("%", ""),
        ("_", ""),
        ("fl__d", ""),
        ("\\", ""),
        ('"flood', "E"),
    ],
)
def test_search_finds_releases_in_which_every_word_stands(client, releases, words_typed, found):
    assert titles(page(client.get("/releases/", {"q": words_typed}))) == found


def test_search_finds_words_of_the_body_that_html_writes_otherwise(visit):
    make_release(title="A", body="<p>R&D at <5 per cent</p>")
    assert titles(visit("?q=r%26d")) == titles(visit("?q=%3C5")) == "A"


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("?year=soon", "Year", "Enter a whole number."),
        ("?year=0", "Year", "Ensure this value is greater than or equal to 1."),
        ("?year=99999999999999999999", "Year", "Ensure this value is less than or equal to 9999."),
        ("?from=26/05/2020x", "From", "Enter a valid date."),
        ("?to=2020-02-30", "To", "Enter a valid date."),
        ("?from=2021-01-02&to=2021-01-01", "To", "This day is before the first one."),
        ("?organisation=nobody", "Organisation", "There is no “nobody” here."),
        ("?topic=a%20b", "Topic", "There is no “a b” here."),
        ("?country=XX", "Country", "There is no “XX” here."),
        ("?language=tlh", "Language", "There is no “tlh” here."),
        ("?q=" + "x" * 201, "Search", "Ensure this value has at most 200 characters"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_and_the_rest_still_works(
    visit, releases, query, field, sentence
):
    tree = visit(query + "&organisation=iom&language=en")
    assert f"{field}: {sentence}" in words(having(tree, "ban--danger")[0])
    assert titles(tree) == "BAE" or (field == "To" and titles(tree) == "")
    assert [message for message in map(words, having(tree, "error")) if sentence in message]


def test_one_wrong_value_beside_a_right_one_of_the_same_filter_leaves_the_right_one(visit, releases):
    tree = visit("?organisation=nobody&organisation=idb")
    assert titles(tree) == "DCB"
    assert chips(tree).keys() == {"Organisation Inter-American Development Bank"}


def test_a_list_without_filters_names_no_error(visit, releases):
    assert not having(visit(), "ban--danger")
    assert not having(visit(), "error")
    assert not chips(visit())


def test_each_chip_takes_exactly_one_value_away(visit, releases):
    query = "q=body&organisation=iom&organisation=idb&topic=food&country=co"
    query += "&from=2020-01-01&to=2020-12-31&undated=true&order=newest"
    tree = visit(f"?{query}&after=2020-12-31")
    expected = {
        "Search body": ("q", "body"),
        "Organisation International Organization for Migration": ("organisation", "iom"),
        "Organisation Inter-American Development Bank": ("organisation", "idb"),
        "Topic Food": ("topic", "food"),
        "Country Colombia": ("country", "co"),
        "From 1 January 2020": ("from", "2020-01-01"),
        "To 31 December 2020": ("to", "2020-12-31"),
    }
    assert chips(tree).keys() == expected.keys()
    for chip, taken in expected.items():
        left = sorted(parse_qsl(query))
        left.remove(taken)
        assert sorted(parse_qsl(chips(tree)[chip].removeprefix("?"))) == left


def test_the_last_chip_leads_to_the_whole_list(visit, releases):
    assert chips(visit("?organisation=iom")) == {"Organisation International Organization for Migration": "."}


def test_each_option_counts_what_it_would_give_with_the_other_filters_on(visit, releases):
    counts, chosen = options(visit("?topic=food&year=2020"))
    assert counts["organisation"] == {"iom": 1, "idb": 1}
    assert counts["topic"] == {"food": 1, "health": 1}
    assert counts["country"] == {"CO": 1}
    assert counts.get("undated") is None
    assert chosen == ["food"]


def test_the_counts_of_the_options_are_what_choosing_them_gives(visit, releases):
    for query in ("", "?country=BD", "?organisation=idb&undated=true&year=2021", "?q=iom"):
        counts, _chosen = options(visit(query))
        for name in ("organisation", "topic", "country", "language"):
            other = [pair for pair in parse_qsl(query[1:]) if pair[0] != name]
            for value, count in counts.get(name, {}).items():
                alone = "&".join(f"{key}={one}" for key, one in [*other, (name, value)])
                assert len(titles(visit(f"?{alone}"))) == count, (query, alone)


def test_a_chosen_value_that_gives_nothing_stays_in_the_panel(visit, releases):
    counts, chosen = options(visit("?topic=health&language=fr"))
    assert counts["topic"] == {"health": 0}
    assert counts["language"] == {"fr": 0, "en": 2}
    assert sorted(chosen) == ["fr", "health"]


def test_the_years_are_offered_with_their_counts(visit, releases):
    offered = [words(one) for one in visit("?organisation=iom").iter("option")]
    assert offered == ["Any year", "2020 (2)"]


def test_the_count_of_the_list_is_announced(visit, releases):
    for query, told in (("", "5 releases"), ("?language=fr", "1 release"), ("?year=1987", "0 releases")):
        assert [words(one) for one in visit(query).iter("p") if one.get("role") == "status"] == [told]


def test_an_empty_list_offers_only_what_would_give_releases(visit, releases):
    tree = visit("?organisation=iom&language=fr&year=2021&after=2021-01-01")
    empty = having(tree, "empty")[0]
    assert "No release matches all of these" in words(empty)
    assert "1 release without the filter “Organisation”" in words(empty)
    assert "without the filter “Language”" not in words(empty)
    for text, address in links(empty).items():
        if text.endswith(("release", "releases")) and address.startswith("?"):
            assert len(titles(visit(address))) == int(text.split()[0])


def test_a_newsroom_with_nothing_public_says_so(visit):
    make_release(status="draft", public_from=None)
    assert words(having(visit(), "empty")[0]) == "Nothing published yet"


def test_a_new_search_keeps_the_filters_that_are_on(visit, releases):
    form = having(visit("?organisation=iom&organisation=idb&q=x"), "search")[0]
    kept = [(one.get("name"), one.get("value")) for one in form.iter("input") if one.get("type") == "hidden"]
    assert kept == [("organisation", "idb"), ("organisation", "iom")]


def test_the_feeds_of_a_filtered_list_carry_its_filters(visit, releases):
    feeds = [one.get("href") for one in visit("?topic=food&after=2021-01-01").iter("link") if one.get("type")]
    assert {"/releases/feed.atom?topic=food", "/releases/feed.rss?topic=food"} <= set(feeds)


@pytest.mark.parametrize("name", ["organisation", "topic"])
def test_a_filter_tells_nothing_of_what_stands_on_hidden_releases_only(client, name):
    make_release(
        status="draft",
        public_from=None,
        organisations=[make_organisation(name="Hidden Works", slug="waits")],
        topics=[make_topic(name="Hidden Works", slug="waits")],
    )
    hidden = client.get("/releases/", {name: "waits"}).content.decode()
    assert "Hidden Works" not in hidden
    assert hidden.replace("waits", "nobody") == client.get("/releases/", {name: "nobody"}).content.decode()
