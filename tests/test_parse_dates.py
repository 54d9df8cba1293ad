"""The day that a release bears, its embargo and its dateline, in the forms press offices use."""
# ruff: noqa: E501 - a line of a release is one line here too

import pytest

from releases.ingest.parsed import Confidence
from tests.press_texts import MORE, STORY, release


@pytest.mark.parametrize(
    "line",
    [
        "26 / 05 / 2020",
        "MAY 26, 2020",
        "May 26th, 2020",
        "Tuesday, 26 May 2020",
        "26 mai 2020",
        "Mardi 26 mai 2020",
        "26 de mayo de 2020",
        "26 de mayo, 2020",
        "26 de maio de 2020",
        "26 مايو 2020",
        "٢٦ أيار/مايو ٢٠٢٠",
        "2020-05-26",
        "26.05.2020",
        "26-May-2020",
        "Published: 26 May 2020",
        "Date:\n26/05/2020",
        "FOR IMMEDIATE RELEASE: May 26, 2020",
        "Admin | May 26, 2020",
        "May 26, 2020 10:05AM EST",
        "Date de publication : 26 mai 2020",
    ],
)
def test_a_date_line_is_read_in_every_form(line):
    found = release("Old lighthouse to reopen", line, STORY, MORE)
    assert found.dated_on.iso == "2020-05-26"
    assert found.dated_on.confidence is Confidence.FOUND
    assert found.title.text == "Old lighthouse to reopen"
    assert found.subtitle is None


def test_a_date_that_can_be_two_days_is_for_an_editor_to_check():
    found = release("Old lighthouse to reopen", "05/06/2020", STORY).dated_on
    assert (found.iso, found.others, found.confidence) == ("2020-06-05", ("2020-05-06",), Confidence.CHECK)


def test_figures_are_read_the_american_way_in_an_american_release():
    found = release("Old lighthouse to reopen", "05/06/2020", "BOSTON, MA – " + STORY).dated_on
    assert (found.iso, found.others) == ("2020-05-06", ("2020-06-05",))


def test_a_weekday_settles_which_day_the_figures_mean():
    found = release("Old lighthouse to reopen", "Saturday, 5/6/2017", STORY).dated_on
    assert (found.iso, found.others) == ("2017-05-06", ())


@pytest.mark.parametrize("label", ["Date Publish:", "Date:", "Publication date:", "Date de publication :"])
def test_an_empty_date_label_is_a_gap_and_no_date(label):
    found = release("Old lighthouse to reopen", label, STORY)
    assert found.dated_on is None
    assert [gap.field for gap in found.gaps] == ["dated_on"]


@pytest.mark.parametrize(
    "text",
    [
        "The fair opens on 4 June 2021. " + STORY,
        STORY + " The bridge was opened on May 3, 1998 by the king.",
        STORY + " The meeting is on 31 February 2020.",
    ],
)
def test_a_date_in_the_text_is_not_the_release_s(text):
    assert release("Old lighthouse to reopen", text, MORE).dated_on is None


def test_today_in_brackets_dates_a_release():
    text = (
        "The Harbour Trust has today (28 December 2016) reopened the old lighthouse to visitors and schools."
    )
    assert release("Old lighthouse to reopen", text, MORE).dated_on.iso == "2016-12-28"


def test_a_date_alone_at_the_foot_is_for_an_editor_to_check():
    found = release("Old lighthouse to reopen", STORY, MORE, "12 May 2020").dated_on
    assert (found.iso, found.confidence) == ("2020-05-12", Confidence.CHECK)


@pytest.mark.parametrize(
    ("line", "iso", "zone"),
    [
        ("EMBARGOED UNTIL 8 AUGUST 1995.", "1995-08-08", ""),
        ("UNDER EMBARGO until March 8, 2022 7 a.m. (CENTRAL)", "2022-03-08T07:00", "CENTRAL"),
        ("STRICTLY EMBARGOED UNTIL 00:01 GMT TUESDAY 5 MAY 2015", "2015-05-05T00:01", "GMT"),
        ("Embargo: 0001hrs 5 May 2015", "2015-05-05T00:01", ""),
        ("Not for publication before 10.30am, 5 May 2015", "2015-05-05T10:30", ""),
        ("Sous embargo jusqu’au 5 mai 2015 à 10h30", "2015-05-05T10:30", ""),
        ("Embargado hasta el 5 de mayo de 2015, 10:30 horas", "2015-05-05T10:30", ""),
        ("Embargoed until noon, 5 May 2015", "2015-05-05T12:00", ""),
    ],
)
def test_an_embargo_line_gives_day_hour_and_zone(line, iso, zone):
    found = release("Old lighthouse to reopen", line, STORY, MORE)
    assert (found.embargo_until.iso, found.embargo_until.zone) == (iso, zone)
    assert found.dated_on is None


def test_an_embargo_without_a_year_takes_it_from_the_release_and_says_so():
    found = release("4 May 2015", "Old lighthouse to reopen", "Embargoed until 6pm, 5 May", STORY)
    assert found.embargo_until.iso == "2015-05-05T18:00"
    assert found.embargo_until.confidence is Confidence.CHECK


def test_an_embargo_without_a_day_is_a_gap():
    found = release("Old lighthouse to reopen", "EMBARGOED UNTIL DELIVERY", STORY)
    assert found.embargo_until is None
    assert [gap.field for gap in found.gaps] == ["embargo_until"]


@pytest.mark.parametrize(
    ("lead", "place", "date"),
    [
        ("Washington, DC – ", "Washington, DC", None),
        ("WASHINGTON – ", "WASHINGTON", None),
        ("GENEVA, 12 May 2019 (IOM) — ", "GENEVA", "2019-05-12"),
        ("GENEVA, 12 May (IOM) — ", "GENEVA", None),
        ("LÉVIS (Québec) – le 4 juin 2018 – ", "LÉVIS (Québec)", "2018-06-04"),
        ("OSLO, Feb. 14, 2017 /PRNewswire/ -- ", "OSLO", "2017-02-14"),
        ("HALIFAX, Nova Scotia, Aug.  09, 2016  (GLOBE NEWSWIRE) -- ", "HALIFAX, Nova Scotia", "2016-08-09"),
        ("BOISE, ID (April 2, 2009) – ", "BOISE, ID", "2009-04-02"),
        ("Maple Grove, MN – March 8, 2022 – ", "Maple Grove, MN", "2022-03-08"),
        ("Madrid, 12 de abril de 2018.- ", "Madrid", "2018-04-12"),
        ("Paris, le 3 mars 2016 – ", "Paris", "2016-03-03"),
        ("Recife, 7 de agosto de 2019 – ", "Recife", "2019-08-07"),
        ("St. John's, NL - ", "St. John's, NL", None),
        ("عمان، 12 مايو 2020 – ", "عمان", "2020-05-12"),
    ],
)
def test_a_dateline_is_the_place_alone(lead, place, date):
    found = release("Old lighthouse to reopen", lead + STORY, MORE)
    assert found.dateline.text == place
    assert (found.dated_on.iso if found.dated_on else None) == date
    assert found.paragraphs[0].text == STORY


@pytest.mark.parametrize("line", ["Tulsa (March 9, 2021)", "Brussels, 9 March 2021"])
def test_a_dateline_may_stand_on_a_line_of_its_own(line):
    found = release("Old lighthouse to reopen", line, STORY)
    assert (found.dateline.text, found.dated_on.iso) == (line.split(" (")[0].split(",")[0], "2021-03-09")
    assert found.title.text == "Old lighthouse to reopen"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "Ten years – that is how long the people of the island have waited for the lighthouse to be opened again.",
        "Tuesday, 4 May 2021 – " + STORY,
        "Sen. Ann Lee (R-OH) and Rep. Tom Ray (D-OH) want the trust to open the lighthouse to all the visitors.",
    ],
)
def test_what_names_no_place_is_no_dateline(text):
    assert release("Old lighthouse to reopen", text, MORE).dateline is None
