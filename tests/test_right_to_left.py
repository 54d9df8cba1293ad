"""A release in a language that runs from right to left, among others that do not."""

import pytest
from django.urls import reverse

from tests.builders import make_release, make_topic
from tests.reading import elements, having, page, words

pytestmark = pytest.mark.django_db

ARABIC = {
    "title": "الهجرة والتنمية",
    "slug": "الهجرة",
    "body": "<p>النص</p>",
    "summary": "جملة.",
    "language_id": "ar",
}
HEBREW = {"title": "הגירה", "slug": "הגירה", "body": "<p>טקסט</p>", "language_id": "he"}


def spoken(tree, text):
    """(lang, dir) in force where this text stands first."""
    parents = {child: one for one in elements(tree) for child in one}
    one = next(one for one in elements(tree) if (one.text or "").strip() == text and one.tag != "title")
    language = direction = None
    while one is not None:
        language = language or one.get("lang")
        direction = direction or one.get("dir")
        one = parents.get(one)
    return language, direction


@pytest.mark.parametrize("values", [ARABIC, HEBREW], ids=["Arabic", "Hebrew"])
def test_its_page_says_language_and_direction_of_every_part_of_it(client, values):
    release = make_release(**values)
    tree = page(client.get(release.get_absolute_url()))
    language = values["language_id"]
    assert spoken(tree, values["title"]) == (language, "rtl")
    assert spoken(tree, release.text()) == (language, "rtl")
    html = next(tree.iter("html")) if tree.tag != "html" else tree
    assert html.get("lang")
    assert html.get("dir") == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("name", ["home", "releases:list"])
def test_its_row_in_an_english_list_says_language_and_direction(client, name):
    for values in (ARABIC, HEBREW):
        make_release(**values)
    make_release(title="In English")
    tree = page(client.get(reverse(name)))
    assert spoken(tree, ARABIC["title"]) == ("ar", "rtl")
    assert spoken(tree, HEBREW["title"]) == ("he", "rtl")
    assert spoken(tree, "In English") == ("en", "ltr")


def test_it_stands_beside_an_english_release_in_its_own_direction(client):
    topic = make_topic()
    make_release(**ARABIC, topics=[topic])
    make_release(title="In English", slug="english", topics=[topic])
    english = page(client.get("/releases/english/"))
    for part in (having(english, "beside")[0], having(english, "related")[0]):
        assert spoken(part, ARABIC["title"]) == ("ar", "rtl")
    arabic = page(client.get("/releases/الهجرة/"))
    assert spoken(having(arabic, "beside")[0], "In English") == ("en", "ltr")


def test_a_number_reads_from_left_to_right_in_any_page(client, source_releases):
    tree = page(client.get("/contacts/liz-lizama/"))
    assert spoken(tree, "+1 202 716 8820")[1] == "ltr"
    assert next(one for one in tree.iter("bdi") if words(one) == "+1 202 716 8820").get("dir") == "ltr"


def test_a_paragraph_in_another_language_keeps_its_own(client):
    make_release(slug="one", body='<p>One</p><p lang="ar" dir="rtl">النص</p>')
    assert spoken(page(client.get("/releases/one/")), "النص") == ("ar", "rtl")
