"""The public site in the other languages of the newsroom: whole, in step with the code, well counted."""

import re
from datetime import date, datetime

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from contacts.models import Language
from tests.builders import make_contact, make_release
from tests.catalogues import catalogues, plural_count, public_words
from tests.reading import elements, having, page, words

PATHS = catalogues()
PLACEHOLDER, TAG = re.compile(r"%\((\w+)\)[sd]"), re.compile(r"</?\w+[^>]*>")


@pytest.fixture(params=PATHS)
def catalogue(request):
    return polib.pofile(str(PATHS[request.param]))


def forms(entry):
    """[(what is said in English, what is said instead)], each plural form with the plural."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, form) for form in entry.msgstr_plural.values()]


def test_every_language_of_the_interface_but_english_has_a_catalogue():
    assert sorted([*PATHS, "en"]) == settings.INTERFACE_LANGUAGES


def test_every_public_word_is_translated_and_nothing_else_is_kept(catalogue):
    said = public_words()
    assert len(said) > 150
    assert {entry.msgid: entry.msgid_plural for entry in catalogue if entry.translated()} == said
    assert not [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete]


def test_every_translation_fills_in_the_same_values_and_links(catalogue):
    for entry in catalogue:
        for english, said in forms(entry):
            filled, wanted = (set(PLACEHOLDER.findall(text)) for text in (said, english))
            # A form for one or two things may say so in a word instead of the number.
            assert filled | ({"n"} if entry.msgid_plural else set()) >= wanted >= filled, (english, said)
            assert TAG.findall(said) == TAG.findall(english), (english, said)
            assert said.count("%") == len(PLACEHOLDER.findall(said)), said


def test_every_plural_has_the_forms_of_its_language(catalogue):
    count = plural_count(catalogue)
    assert count == (6 if catalogue.metadata["Language"] == "ar" else 2)
    for entry in catalogue:
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == list(range(count))
            assert all(entry.msgstr_plural.values())


def test_what_django_reads_is_what_the_catalogue_says(catalogue):
    compiled = polib.mofile(str(PATHS[catalogue.metadata["Language"]].with_suffix(".mo")))
    assert compiled.metadata == catalogue.metadata
    read, said = ({entry.msgid: forms(entry) for entry in one} for one in (compiled, catalogue))
    assert read == said


@pytest.mark.parametrize(
    ("language", "day", "instant"),
    [
        ("en", "26 May 2020", "26 May 2020, 14:30"),
        ("fr", "26 mai 2020", "26 mai 2020 à 14:30"),
        ("es", "26 de mayo de 2020", "26 de mayo de 2020 a las 14:30"),
        ("pt", "26 de maio de 2020", "26 de maio de 2020 às 14:30"),
        ("ar", "26 أيار/مايو 2020", "26 أيار/مايو 2020، 14:30"),
    ],
)
def test_a_date_reads_as_in_that_language(language, day, instant):
    with translation.override(language):
        assert date_format(date(2020, 5, 26)) == day
        assert date_format(datetime(2020, 5, 26, 14, 30), "DATETIME_FORMAT") == instant


def test_arabic_counts_as_arabic_does():
    with translation.override("ar"):
        said = [ngettext("%(n)s release", "%(n)s releases", n) % {"n": n} for n in (0, 1, 2, 3, 11, 100)]
    assert said == ["لا بيانات", "بيان واحد", "بيانان", "3 بيانات", "11 بياناً", "100 بيان"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "undated", "ends"),
    [
        ("ar", "التاريخ غير مذكور", "انتهى"),
        ("es", "Fecha no indicada", "Fin"),
        ("fr", "Date non précisée", "Fin"),
        ("pt", "Data não indicada", "Fim"),
    ],
)
def test_a_release_in_a_language_of_the_interface_has_its_whole_page_in_it(client, language, undated, ends):
    release = make_release(language_id=language, date_not_stated=True)
    tree = page(client.get(release.get_absolute_url()))
    html = next(iter(elements(tree)))
    assert (html.get("lang"), html.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert words(having(tree, "when")[0]) == undated
    assert words(having(tree, "ends")[0]) == ends


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/releases/", "/organisations/", "/contacts/", "/no-such-page/"])
def test_a_newsroom_set_to_arabic_speaks_arabic_from_right_to_left(client, settings, address):
    settings.LANGUAGE_CODE = "ar"
    make_release(contacts=[make_contact()])
    tree = page(client.get(address))
    html = next(iter(elements(tree)))
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")
    assert words(having(tree, "skip")[0]) == "الانتقال إلى المحتوى الرئيسي"
    assert re.search("[\u0600-\u06ff]", words(next(tree.iter("h1"))))


@pytest.mark.django_db
def test_a_language_names_itself_as_a_label_does():
    assert [Language.objects.get(code=code).own_name for code in ("es", "fr", "pt")] == [
        "Español",
        "Français",
        "Português",
    ]
