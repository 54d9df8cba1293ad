"""Names to rows: what is taken, what is offered, and what is somebody else."""

import pytest

from contacts.models import OtherName
from releases.ingest.match import Directory, fold
from tests.builders import make_contact, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def iom():
    iom = make_organisation(name="International Organization for Migration", short_name="IOM")
    OtherName.objects.create(organisation=iom, name="Organisation internationale pour les migrations")
    return iom


def test_names_are_compared_without_case_accents_punctuation_and_article():
    for one, other in [
        ("The World Bank", "world bank"),
        ("Médecins Sans Frontières", "MEDECINS SANS FRONTIERES"),
        ("Smith & Sons, Ltd.", "Smith and Sons Ltd"),
        ("U.N.", "UN"),
        ("Inter-American Bank", "Inter American Bank"),
        ("Côte d’Or", "Cote d'Or"),
    ]:
        assert fold(one) == fold(other)
    assert fold("A.B.") != fold("B.A.")


@pytest.mark.parametrize(
    "words",
    [
        "International Organization for Migration",
        "the INTERNATIONAL organization for migration",
        "IOM",
        "I.O.M.",
        "Organisation Internationale pour les Migrations",
    ],
)
def test_organisation_is_found_by_any_of_its_names(iom, words):
    match = Directory().organisation(words)
    assert (match.pk, match.office, match.near) == (iom.pk, "", ())


@pytest.mark.parametrize(
    ("words", "places", "office"),
    [
        ("IOM Washington", ["Washington, DC", "Washington"], "Washington"),
        ("IOM's Washington office", [], "Washington"),
        ("IOM Regional Office in Dakar", [], "Dakar"),
        ("International Organization for Migration Headquarters Geneva", [], "Geneva"),
    ],
)
def test_name_with_a_place_is_an_office_of_the_organisation_and_no_new_one(iom, words, places, office):
    match = Directory().organisation(words, places)
    assert (match.pk, match.office) == (iom.pk, office)


def test_office_that_a_contact_has_already_is_known_as_a_place(iom):
    make_contact(organisation=iom, office="Nairobi")
    assert Directory().organisation("IOM Nairobi").office == "Nairobi"


def test_name_that_only_begins_like_one_on_file_is_another_organisation(iom):
    match = Directory().organisation("IOM Development Fund", ["Washington"])
    assert match.pk is None


@pytest.mark.parametrize(
    "words", ["International Organisation for Migration", "International Org. for Migration"]
)
def test_near_match_is_offered_and_never_taken(iom, words):
    match = Directory().organisation(words)
    assert (match.pk, match.near) == (None, (iom.pk,))


def test_company_with_and_without_its_legal_form_is_offered():
    mill = make_organisation(name="Example Mill")
    assert Directory().organisation("Example Mill Ltd").near == (mill.pk,)


def test_short_name_of_two_organisations_is_offered_for_both():
    one, two = (make_organisation(name=name, short_name="IDB") for name in ("Inter Bank", "Islamic Bank"))
    match = Directory().organisation("IDB")
    assert (match.pk, match.near) == (None, (one.pk, two.pk))


def test_unknown_organisation_is_near_to_nobody(iom):
    match = Directory().organisation("Harbour Board of Nowhere")
    assert (match.pk, match.near) == (None, ())


def test_contact_is_found_by_name_and_organisation_or_by_name_and_number(iom):
    ada = make_contact(name="Ada Sámple", organisation=iom, email="ada@example.org")
    other = make_organisation()
    directory = Directory()
    assert directory.contact("ADA SAMPLE", iom.pk).pk == ada.pk
    assert directory.contact("Ada Sample", other.pk, ["+41227179111"]).pk == ada.pk
    assert directory.contact("Ada Sample", other.pk, ["ADA@example.org"]).pk == ada.pk


def test_namesake_elsewhere_and_another_name_at_the_same_number_are_offered(iom):
    ada = make_contact(name="Ada Sample", organisation=iom)
    other = make_organisation()
    directory = Directory()
    assert directory.contact("Ada Sample", other.pk).near == (ada.pk,)
    assert directory.contact("Ada Samples", iom.pk).near == (ada.pk,)
    assert directory.contact("Bo Specimen", iom.pk, ["+41227179111"]).near == ()


def test_two_namesakes_at_one_organisation_are_both_offered(iom):
    two = [make_contact(name="Ada Sample", organisation=iom).pk for _ in range(2)]
    match = Directory().contact("Ada Sample", iom.pk)
    assert (match.pk, match.near) == (None, tuple(two))


def test_directory_learns_whom_it_is_told_of():
    directory = Directory()
    directory.learn_organisation(7, "Harbour Board", "HB")
    directory.learn_contact(9, "Ada Sample", 7)
    directory.learn_channel(9, "+41227179111")
    assert directory.organisation("HB").pk == 7
    assert directory.contact("Ada Sample", None, ["+41227179111"]).pk == 9
