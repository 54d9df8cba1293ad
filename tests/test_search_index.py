"""The index of the search holds what the releases say, whichever way it was written."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from contacts.models import Organisation, OtherName, PressContact
from releases.body import plain_text
from releases.engines import engine
from releases.engines.folding import fold, plain
from releases.models import KeyFigure, Quote, Release, ReleaseContact, ReleaseOrganisation
from releases.search import Match
from tests.builders import (
    make_approved,
    make_contact,
    make_draft,
    make_organisation,
    make_release,
    make_user,
)
from tests.form_values import add_row, typed
from tests.ingesting import release_text

pytestmark = pytest.mark.django_db


def entries():
    """All that the index holds of releases and of names, in no order."""
    asked = {
        "postgresql": [
            "SELECT release_id, words::text FROM releases_searchentry",
            "SELECT key, words::text FROM releases_searchname",
        ],
        "sqlite": [
            "SELECT rowid, * FROM releases_searchentry",
            "SELECT rowid, * FROM releases_searchname",
        ],
    }
    with connection.cursor() as cursor:
        found = []
        for statement in asked[connection.vendor]:
            cursor.execute(statement)
            found.append(set(cursor.fetchall()))
        return found


def finds(words, releases=None):
    base = Release.objects.all() if releases is None else releases
    return sorted(Match(words, base).of(base).values_list("title", flat=True))


@pytest.fixture(autouse=True)
def _whatever_was_done_the_index_is_as_if_made_anew(db):
    yield
    kept = entries()
    call_command("rebuild_search", verbosity=0)
    assert kept == entries()


def test_a_saved_release_is_found_at_once_and_its_earlier_words_no_more():
    release = make_draft(title="One", body="<p>Of harbours.</p>")
    assert finds("harbours") == ["One"]
    release.body = "<p>Of bridges.</p>"
    release.save()
    assert finds("harbours") == []
    assert finds("bridges") == ["One"]


def test_a_deleted_release_leaves_nothing():
    release = make_draft(title="One", organisations=[make_organisation()], contacts=[make_contact()])
    release.delete()
    assert finds("One") == []
    assert entries()[0] == set()


def test_parts_are_found_from_when_they_are_added_until_they_go():
    release = make_draft(title="One", body="<p>“Water,” she said. In all 70 wells.</p>", organisations=[])
    quote = Quote.objects.create(release=release, text="Water", speaker="Ada Probe", role="Head of Wells")
    figure = KeyFigure.objects.create(release=release, figure="70 wells", counts="cisterns")
    assert finds("ada probe") == finds('"head of wells"') == finds("cisterns") == ["One"]
    quote.speaker = "Eve Probe"
    quote.save()
    assert (finds("ada"), finds("eve")) == ([], ["One"])
    quote.delete()
    KeyFigure.objects.filter(pk=figure.pk).delete()
    assert finds("eve") == finds("cisterns") == []


def test_a_part_that_moves_to_another_release_is_found_there_alone():
    one, two = (make_draft(title=title, body="<p>“Water,” she said.</p>") for title in ("One", "Two"))
    quote = Quote.objects.create(release=one, text="Water", speaker="Ada Probe")
    quote.release = two
    quote.save()
    assert finds("ada") == ["Two"]


def test_an_organisation_is_found_by_every_name_and_a_new_one_counts_for_all_its_releases():
    office = make_organisation(name="Office of Probes", short_name="OOP")
    make_draft(title="One", organisations=[office])
    assert finds("oop") == finds('"office of probes"') == ["One"]
    other = OtherName.objects.create(organisation=office, name="Bureau des sondes")
    assert finds("sondes") == ["One"]
    office.name = "Office of Examples"
    office.save()
    other.delete()
    assert finds("examples") == ["One"]
    assert finds("probes") == finds("sondes") == []


def test_a_contact_is_found_by_name_on_every_release_they_answer_for():
    contact = make_contact(name="Ada Probe")
    make_draft(title="One", contacts=[contact])
    make_draft(title="Two", contacts=[contact])
    assert finds("ada probe") == ["One", "Two"]
    PressContact.objects.filter(pk=contact.pk).update(name="Eve Probe")
    assert (finds("ada"), finds("eve")) == ([], ["One", "Two"])
    ReleaseContact.objects.filter(release__title="One").delete()
    assert finds("eve") == ["Two"]


def test_what_is_loaded_from_fixtures_is_found(source_releases):
    assert len(finds("antonio vitorino")) == len(finds("António Vitorino")) == 1
    iom = Organisation.objects.get(short_name="IOM")
    OtherName.objects.create(organisation=iom, name="Organización Internacional para las Migraciones (OIM)")
    assert finds("OIM") == finds("IOM") != []


def test_a_life_leaves_the_index_right_at_every_step(client):
    editor, author = make_user("Editors"), make_user("Writers")
    other = make_release(title="Other")
    release = make_approved(title="Harbour", body="<p>Of cranes.</p>")
    release.publish(editor, timezone.now() + timedelta(days=1), waivers=_any_reason())
    assert finds("cranes", Release.objects.public()) == []
    release.back_to_draft(editor)
    release.submit(author)
    release.approve(editor)
    release.publish(editor, waivers=_any_reason())
    assert finds("cranes", Release.objects.public()) == ["Harbour"]
    release.correct(editor, "Cranes.", "Ferries.", approved_by=author, body="<p>Of ferries.</p>")
    assert finds("cranes") == []
    assert finds("ferries", Release.objects.public()) == ["Harbour"]
    release.minor_edit(editor, "A typing error.", title="Harbours")
    assert finds("harbours", Release.objects.public()) == ["Harbours"]
    release.withdraw(editor, "Issued in error.")
    assert finds("ferries", Release.objects.public()) == []
    assert finds("ferries") == ["Harbours"]
    release.remove(editor, "Issued in error.")
    assert finds("ferries") == []
    assert finds("harbours") == ["Harbours"]  # colleagues find it by its title, to restore it
    release.restore(editor, "It was right.")
    assert finds("ferries", Release.objects.public()) == ["Harbours"]
    release.redirect(editor, other, "The same.")
    assert finds("ferries") == []


class _any_reason(dict):
    def get(self, name, default=""):
        return "It may stand."


def test_a_form_saved_with_its_rows_is_found(client):
    client.force_login(make_user("Editors"))
    release = make_draft(title="One", body="<p>It cost 3 million.</p>", organisations=[make_organisation()])
    address = reverse("admin:releases_release_change", args=[release.pk])
    data = typed(client.get(address)) | {"title": "Harbour", "dateline": "Quito"}
    data = add_row(data, "quotes", text="It cost", speaker="Ada Probe", position=0)
    data = add_row(data, "key_figures", figure="3 million", counts="cranes", position=0)
    data = add_row(data, "contact_links", contact=make_contact(name="Eve Sample").pk, position=0)
    data["organisation_links-0-DELETE"] = "on"
    assert client.post(address, data).status_code == 302
    assert finds("harbour quito ada cranes eve") == ["Harbour"]
    assert finds('"organisation"') == []


def test_a_raw_text_taken_in_is_found(tmp_path):
    (tmp_path / "one.txt").write_text(release_text(1))
    call_command("ingest", tmp_path, verbosity=0, stdout=StringIO(), publish=True)
    assert len(finds("swim specimen sample", Release.objects.public())) == 1


def test_an_archive_that_moves_in_is_found(tmp_path):
    call_command("synthesise", releases=12, out=tmp_path, verbosity=0)
    call_command("load_jsonl", tmp_path, verbosity=0)
    assert finds('"release 000007"') == [one for one in finds("release") if "000007" in one]
    assert len(finds("release")) == 12


def test_rows_written_in_bulk_are_found():
    made = Release.objects.bulk_create(
        [Release(title=f"Bulk {number}", slug=f"bulk-{number}", body="<p>Crane.</p>") for number in range(3)]
    )
    organisation = make_organisation(name="Harbour Board")
    ReleaseOrganisation.objects.bulk_create(
        [ReleaseOrganisation(release=one, organisation=organisation) for one in made[:2]]
    )
    assert finds("crane") == ["Bulk 0", "Bulk 1", "Bulk 2"]
    assert finds("harbour") == ["Bulk 0", "Bulk 1"]
    Release.objects.filter(title="Bulk 1").update(body="<p>Ferry.</p>")
    assert (finds("crane harbour"), finds("ferry")) == (["Bulk 0"], ["Bulk 1"])


def test_text_is_found_and_the_html_around_it_is_not():
    make_draft(
        title="One",
        body='<p class="x">R&amp;D of H<sub>2</sub>O &lt;5, <a href="https://example.org/secret">here</a></p>',
    )
    assert finds("R&D") == finds("H2O") == finds("here") == ["One"]
    for word in ("amp", "lt", "sub", "href", "secret", "strong", "p"):
        assert finds(f'"{word}"') == [], word


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <strong>b</strong>old word, “quoted”, R&amp;D &lt;5&gt; and\u00a0more.</p>",
        "<ul><li>one</li><li>two</li></ul>",
        '<p dir="rtl" lang="ar">قال <a href="https://example.org/?a=1&amp;b=2">الناطق</a></p><h2>x</h2>y<br>z',
        "<table><tr><td>1</td><td>2</td></tr></table>",
    ],
)
def test_the_words_of_a_text_are_those_of_its_plain_text(html):
    assert fold(plain(html)) == fold(plain_text(html))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower(releases_fold(releases_plain(%s)))", [html])
            assert cursor.fetchone()[0].split() == fold(plain_text(html)).split()


def test_a_text_of_any_length_and_of_anything_can_be_saved():
    make_draft(title="Long", body="<p>" + " ".join(f"w{number}x" for number in range(90_000)) + "</p>")
    make_draft(title="One word", body="<p>" + "x" * 30_000 + "</p>")
    make_draft(title="Odd \ue000o1 'quoted' \\ \"", body="<p>𝒳 👩‍🚀 \ue000o1 ' : * & | !</p>")
    assert finds("w17x") == ["Long"]
    assert engine().read([], None).text == ""
