"""What somebody types into the search, and what they find by it."""

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases import search
from releases.models import Release
from releases.search import Match, Term, parse
from tests.builders import make_user
from tests.reading import having, page, words
from tests.searching import finds, make_searchable

pytestmark = pytest.mark.django_db


@pytest.fixture
def releases():
    make_searchable()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("antonio", "A"),
        ("António", "A"),
        ("ANTO\u0301NIO", "A"),
        ("OIM", "A"),
        ("migraciones", "A"),
        ("oim antonio", "A"),
        ('"international organization" oceans', "A"),
        ("oceans\u00a0and", "A"),
        ("world's", "A"),
        ("world’s", "A"),
        ('"oceans and"', "A"),
        ("“clean water”", "A"),
        ('"water is clean"', "C"),
        ("clean water", "CA"),
        ("water -antonio", "C"),
        ("water -oim", "C"),
        ('water -"clean water"', "C"),
        ("vaccination", "B"),
        ("vaccinati", "B"),
        ("vaccinatio", "B"),
        ("vac quito", ""),
        ("vac* quito", "B"),
        ("quito vac", "B"),
        ('"vac"', ""),
        ("rush hour", "B"),
        ('"rush hour"', "B"),
        ("rush-hour", "B"),
        ("covid-19", "C"),
        ("covid 19", "C"),
        ("covid19", ""),
        ("ada envoy", "C"),
        ("منظمة", ""),
        ("المنظمة", "D"),
        ("اعلنت مساعده", "D"),
        ("20", "D"),
        ("eleve ecole", "E"),
        ("mangeait ecole" if connection.vendor == "postgresql" else "mangeaient ecole", "E"),
        ("移民", "F"),
        ("民移", ""),
        ("-water", ""),
        ("water -water", ""),
        ("nowhere", ""),
    ],
)
def test_words_phrases_beginnings_and_exceptions(releases, typed, found):
    assert "".join(sorted(finds(typed))) == "".join(sorted(found))


ANYTHING = [
    *('"', '""', '"a', 'a"b"c', "*", "**", "a*b*", "NEAR(", "NEAR(a b, 2)", "a NOT", "NOT", "(", "a)"),
    *("{title} : a", "title:a", "a:b", "^a", "-", "--", "-a", "- a", "+a", "a&b|!c", "a <-> b", ":*", "'"),
    *("\\", "%", "_", "\0", "a\0b", "\ue000o1", ";", "--;", "/* */", "\u200f", "\u0301", "👩‍🚀" * 50, "İ"),
    *("١", "1e5", "1.5e-3", "0x1f", "a/b/c", "http://example.org/?a=b", "x" * 200, "a " * 100, '"' * 200),
]  # fmt: skip


@pytest.mark.parametrize("typed", ANYTHING)
def test_anything_typed_is_answered(client, releases, typed):
    for order in ("best", "newest"):
        assert client.get("/releases/", {"q": typed, "order": order}).status_code == 200
    assert client.get("/releases/feed.atom", {"q": typed}).status_code in (200, 404)


def test_ten_kilobytes_of_pictures_are_answered_in_a_sentence(client, releases):
    tree = page(client.get("/releases/", {"q": "🚀" * 2500}))
    assert "at most 200 characters" in words(having(tree, "ban--danger")[0])
    client.force_login(make_user("Editors"))
    assert client.get("/admin/releases/release/", {"q": "🚀" * 2500}).status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
    | st.text('a"-* \u201c(:&|!\\', max_size=30)
)
def test_any_text_at_all_is_a_question(releases, typed):
    public = Release.objects.public()
    match = Match(typed, public, timezone.now())
    list(match.best(public).newest_first())
    assert isinstance(match.suggestion, str)
    assert all(term.text for term in parse(typed))


def test_what_is_typed_is_read_as_a_person_means_it():
    assert parse('one "two three" -four -"five six" sev') == [
        Term("one"),
        Term("two three", exact=True),
        Term("four", without=True),
        Term("five six", exact=True, without=True),
        Term("sev", prefix=True),
    ]
    assert parse("“not closed") == [Term("not closed", exact=True)]
    assert parse("one-two* x") == [Term("one-two*", prefix=True), Term("x")]
    assert len(parse("w " * 50)) == search.MOST_TERMS
