"""What a page is made of: read in one question, and rendered once where it stands on many pages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.utils import timezone, translation

from contacts.models import Organisation, PressContact
from releases import reading
from releases.cursors import Position
from releases.models import Release
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user

pytestmark = pytest.mark.django_db


def printed(release):
    """What its page takes from a release."""
    contacts = [link.contact for link in release.contact_links.all()]
    return (
        (release.title, release.body, release.public_from, release.uuid, release.language.own_name),
        [one.name for one in release.parties()],
        [(one.name, one.place, [point.value for point in one.shown_points]) for one in contacts],
        [(one.status, one.away_until, one.time_zone, one.deputy_id) for one in contacts],
        {kind: [str(one) for one in found] for kind, found in release.subjects().items()},
        [(notice.uuid, notice.at, notice.earlier.number) for notice in release.corrections()],
    )


@pytest.fixture
def release():
    contacts = [make_contact(name="B", email="b@example.org", office="Geneva"), make_contact(name="A")]
    PressContact.objects.filter(name="A").update(
        status="away", away_until=date(2024, 5, 2), time_zone="Asia/Tokyo", deputy=contacts[0]
    )
    release = make_release(
        organisations=[make_organisation(name="Second"), make_organisation(name="First", short_name="F")],
        contacts=contacts,
        topics=[make_topic(name="Water"), make_topic(name="Air")],
        countries=["KE", "CH"],
    )
    release.correct(make_user("Editors"), "A", "B", urgent=True, title="Corrected")
    return release


def test_a_page_read_at_once_holds_what_the_set_holds(release):
    at = timezone.now()
    found = reading.page(release.slug, at)
    assert printed(found) == printed(Release.objects.for_page().get(pk=release.pk))
    assert [one.name for one in found.parties()] == ["Second", "First"]
    assert [link.contact.name for link in found.contact_links.all()] == ["B", "A"]
    assert [str(one) for one in found.subjects()["topic"]] == ["Air", "Water"]


def test_a_page_costs_one_question_and_its_neighbours_another(release, django_assert_num_queries):
    make_release(organisations=[Organisation.objects.get(name="First")], title="Alike")
    at = timezone.now()
    with django_assert_num_queries(2):
        found = reading.page(release.slug, at)
        printed(found)
        _newer, _older, related = reading.around(found, at)
        assert [(one.title, [party.name for party in one.parties()]) for one in related] == [
            ("Alike", ["First"])
        ]


def test_behind_a_pooler_nothing_is_left_to_the_connection(release, monkeypatch):
    at = timezone.now()
    before = printed(reading.page(release.slug, at))
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    assert printed(reading.page(release.slug, at)) == before


def test_what_is_not_public_is_not_read(release):
    make_release(slug="later", public_from=timezone.now() + timedelta(days=1))
    make_release(slug="draft", status="draft", public_from=None)
    for slug in ("later", "draft", "never-was"):
        assert reading.page(slug, timezone.now()) is None
        assert reading.text(slug, timezone.now()) is None


@pytest.mark.parametrize("few", [1000, 2])
def test_what_is_shared_by_many_is_related_as_what_is_shared_by_few(release, monkeypatch, few):
    monkeypatch.setattr("releases.querysets.FEW", few)
    others = [make_release(topics=[release.topics.first()], organisations=[]) for _ in range(5)]
    newest = Release.objects.filter(pk__in=[one.pk for one in others]).newest_first()[:3]
    here = Position.of(release)
    found = Release.objects.public().around(release.pk, here, 3)
    assert [one for one in found if one.is_alike][:3] == list(newest)


def test_a_piece_that_is_rendered_once_sees_only_what_it_names():
    template = Template("{% load page %}{% once a=a %}{{ a }}{{ b }}{% endonce %}")
    assert template.render(Context({"a": 1, "b": 2})) == "1"
    assert template.render(Context({"a": 2, "b": 2})) == "2"
    each = Template("{% load page %}{% once by=unread c=a %}{{ c }}{{ b }}{% endonce %}")
    assert each.render(Context({"a": 1, "b": 2})) == "1"


def test_a_piece_that_is_rendered_once_speaks_each_language():
    template = Template("{% load i18n page %}{% once %}{% translate 'Releases' %}{% endonce %}")
    spoken = []
    for language in ("en", "fr", "en"):
        with translation.override(language):
            spoken.append(template.render(Context()))
    assert spoken[0] == spoken[2] != spoken[1]


def test_a_row_is_rendered_anew_once_anything_of_it_has_changed():
    template = Template("{% load page %}{% once by=read row=row %}{{ row }}{% endonce %}")
    seen = [template.render(Context({"read": read, "row": row})) for read, row in (((1,), "a"), ((2,), "b"))]
    assert seen == ["a", "b"]
    assert template.render(Context({"row": "c"})) == "c"
