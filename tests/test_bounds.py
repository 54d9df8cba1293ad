"""Numbers that stop at a bound: exact below it, and beyond it never a number that is not true."""

from datetime import date

import pytest

from contacts import counts
from releases import counting, directory, facets, filters
from tests.builders import make_organisation, make_release, make_topic, make_user
from tests.reading import having, links, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def bounds(monkeypatch):
    """Five releases are counted, and the newest three told apart."""
    for module in (counts, filters):
        monkeypatch.setattr(module, "MOST", 5)
    for module in (counting, facets, directory):
        monkeypatch.setattr(module, "NEWEST", 3)


@pytest.fixture
def archive(bounds):
    """Eight releases, one a year, the old ones on a topic and organisation of then; and one undated."""
    then, now = make_organisation(name="Then", slug="then"), make_organisation(name="Now", slug="now")
    old, new = make_topic(name="Old", slug="old"), make_topic(name="New", slug="new")
    for year in range(2010, 2018):
        is_new = year > 2013
        make_release(
            title=f"Of {year}",
            dated_on=date(year, 5, 1),
            organisations=[now if is_new else then],
            topics=[new if is_new else old],
        )
    make_release(title="Undated", date_not_stated=True, organisations=[then])


def told(tree):
    return next(words(one) for one in tree.iter("p") if one.get("role") == "status")


def options(tree):
    return [words(one) for one in having(tree, "check")]


def test_a_list_beyond_the_bound_says_more_than(client, archive):
    assert told(page(client.get("/releases/"))) == "More than 5 releases"
    assert told(page(client.get("/releases/?organisation=then"))) == "5 releases"
    assert "More than 5 releases" in words(page(client.get("/")))


def test_the_panel_says_what_its_numbers_count(client, archive):
    tree = page(client.get("/releases/"))
    assert "The numbers count the newest 3 releases" in words(tree)
    assert "Now3+ releases" in options(tree)
    assert "New3+ releases" in options(tree)
    below = page(client.get("/releases/?year=2015"))
    assert "The numbers count" not in words(having(below, "filters")[0].find("fieldset"))


def test_what_is_older_than_the_numbers_is_still_found(client, archive):
    tree = page(client.get("/releases/"))
    assert "Old" in options(tree)
    assert links(tree)["Find any organisation"] == "/organisations/"
    assert "Then" in words(page(client.get("/organisations/")))
    offered = [words(one) for one in tree.iter("option")]
    assert offered[1:] == ["2017 (1)", "2016 (1)", "2015", "2014", "2013", "2012", "2011", "2010"]


def test_a_value_beyond_the_numbers_tells_nothing_of_hidden_releases(client, archive):
    make_release(status="draft", public_from=None, topics=[make_topic(name="Secret")], organisations=[])
    assert "Secret" not in client.get("/releases/").content.decode()


def test_an_empty_list_says_more_than_of_what_one_filter_less_would_give(client, archive):
    empty = having(page(client.get("/releases/?language=en&year=1999")), "empty")[0]
    assert "More than 5 releases without the filter “Year”" in words(empty)


def test_an_organisation_beyond_the_bound_says_more_than(client, archive):
    tree = page(client.get("/organisations/then/"))
    assert "5 releases." in words(tree)
    assert "More than 3 releases, latest 1 May 2013" in words(page(client.get("/organisations/")))
    make_release(organisations=[], dated_on=date(2001, 1, 1)).organisation_links.create(
        organisation_id=directory.Organisation.objects.get(slug="then").pk
    )
    assert "More than 5 releases." in words(page(client.get("/organisations/then/")))


def test_a_list_of_the_admin_leads_through_the_bound_and_says_more_than(client, archive):
    client.force_login(make_user("Editors"))
    text = words(page(client.get("/admin/releases/release/")))
    assert "More than 5 press releases" in text
    assert "More than 5 results" in words(page(client.get("/admin/releases/release/?state=public")))
    found = client.get("/admin/releases/release/?year=2012").context["cl"].result_list
    assert [one.title for one in found] == ["Of 2012"]
