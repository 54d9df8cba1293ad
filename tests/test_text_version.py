"""A release as plain text, for pasting into an e-mail: the whole of it, 72 columns wide."""

import pytest

from releases.models import Release
from tests.builders import make_contact, make_organisation, make_release, make_user

pytestmark = pytest.mark.django_db

WORDS = "humanitarian assistance for refugees and migrants in thirty countries "


def text(client, release):
    response = client.get(release.get_absolute_url().rstrip("/") + ".txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


def wide(text):
    return [line for line in text.split("\n") if len(line) > 72 and " " in line.strip()]


def test_both_source_releases_are_told_whole_in_72_columns(client, source_releases):
    for release in Release.objects.all():
        told = text(client, release)
        assert not wide(told)
        flowing = " ".join(told.split())
        assert " ".join(release.text().split()) in flowing
        for part in (
            release.title,
            f"{release.dateline} – ",
            "Liz Lizama, IOM Washington",
            "+1 202 716 8820",
        ):
            assert part in flowing
        assert told.rstrip().endswith(f"http://testserver{release.get_absolute_url()}")


def test_no_line_is_wider_than_72_columns_however_long_the_words_are(client):
    desk = make_contact(
        name=WORDS * 2,
        role=WORDS * 2,
        office=WORDS,
        email="a" * 50 + "@example.org",
        organisation=make_organisation(name=WORDS * 2),
    )
    release = make_release(
        title=WORDS * 4,
        dateline=WORDS,
        body=f"<p>{WORDS * 20}</p><ul><li>{WORDS * 3}</li></ul>",
        notes_to_editors=WORDS * 5,
        contacts=[desk],
        slug="long",
    )
    release.withdraw(make_user("Editors"), WORDS * 5)
    assert not wide(text(client, release))


def test_the_text_is_not_written_for_a_browser(client):
    release = make_release(
        title="Q&A <today>", body="<p>Tom &amp; Ana’s “words” &lt; 5</p>", dateline="St. John's"
    )
    told = text(client, release)
    assert "Q&A <today>" in told
    assert "St. John's – Tom & Ana’s “words” < 5" in told


def test_the_text_has_the_notes_and_every_shown_channel(client):
    desk = make_contact(name="Ana Lima", role="Spokesperson", email="ana@example.org")
    told = text(client, make_release(notes_to_editors="<p>Founded in 1951.</p>", contacts=[desk]))
    assert "Ends\n\nNotes to editors\n\nFounded in 1951.\n" in told
    assert "Telephone: +41 22 717 91 11\nE-mail: ana@example.org\n" in told


def test_the_text_of_a_withdrawn_release_begins_with_its_notice(client):
    release = make_release(status="withdrawn", replaced_by=make_release(slug="another"))
    assert text(client, release).startswith(
        "WITHDRAWN on 1 March 2024. Do not quote.\nIssued in error.\n"
        "Replaced by: http://testserver/releases/another/\n\n"
    )


def test_the_text_of_a_corrected_release_says_so_before_it_begins(client):
    release = make_release(title="The title", dateline="Rome")
    colleague = make_user("Editors", first_name="Ana", last_name="Lima")
    release.correct(make_user("Editors"), WORDS * 2, "It is <six> & more.", approved_by=colleague)
    told = text(client, release)
    assert not wide(told)
    notice, body = told.split("Rome –")
    assert notice.startswith("The title\n\n1 March 2024\n\nCORRECTED on ")
    assert f"What was wrong: {WORDS * 2}".strip() in " ".join(notice.split())
    assert "What is right: It is <six> & more.\nApproved by: Ana Lima\n" in notice
    assert "orrect" not in body


def test_a_correction_that_was_urgent_names_nobody_in_the_text(client):
    release = make_release()
    release.correct(make_user("Editors", first_name="Ana"), "It said five.", "It is six.", urgent=True)
    assert "Approved" not in text(client, release)
    assert "Ana" not in text(client, release)
