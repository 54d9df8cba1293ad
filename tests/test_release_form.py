"""Writing and checking a release in the admin, and the way from its form to the steps."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from releases.admin.steps import STEPS
from releases.models import Quote, Release, ReleaseOrganisation, SourceDocument
from tests.builders import make_contact, make_draft, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, buttons, typed

pytestmark = pytest.mark.django_db


def change_url(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def page_url(name, release):
    return reverse(f"admin:releases_release_{name}", args=[release.pk])


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return client


def test_draft_is_written_with_its_organisation_quote_figure_and_contact(editor):
    organisation, contact, topic = make_organisation(), make_contact(), make_topic()
    data = typed(
        editor.get(reverse("admin:releases_release_add")),
        title="A bridge opens",
        summary="A bridge opens.",
        body="<p>The bridge cost nearly USD 3 million. “It is open,” said Ada.</p>",
        dateline="Geneva",
        dated_on="2024-05-06",
        topics=[topic.pk],
        countries=["CH"],
    )
    data |= {"organisation_links-0-organisation": organisation.pk, "contact_links-0-contact": contact.pk}
    data = add_row(data, "quotes", text="It is open,", speaker="Ada", position=0)
    data = add_row(data, "key_figures", qualifier="nearly", figure="USD 3 million", counts="cost", position=0)
    response = editor.post(reverse("admin:releases_release_add"), data | {"_continue": ""})
    release = Release.objects.get()
    assert response.url == change_url(release)
    assert (release.title, release.status, str(release.dated_on)) == ("A bridge opens", "draft", "2024-05-06")
    assert release.issued_by() == [organisation]
    assert [link.contact for link in release.contact_links.all()] == [contact]
    assert (release.quotes.get().speaker, release.key_figures.get().figure) == ("Ada", "USD 3 million")
    assert list(release.topics.all()) == [topic]
    assert [country.code for country in release.countries.all()] == ["CH"]


def test_new_rows_go_to_the_end_unless_given_a_place(editor):
    release = make_draft(organisations=[make_organisation(), make_organisation()])
    last, first = make_organisation(), make_organisation()
    data = typed(editor.get(change_url(release)))
    data["organisation_links-0-position"] = 1
    data = add_row(data, "organisation_links", organisation=last.pk, role="lead", position=0)
    editor.post(change_url(release), data)
    assert release.issued_by()[-1] == last
    row = release.organisation_links.get(organisation=last)
    assert row.position == 2
    data = typed(editor.get(change_url(release)))
    data = add_row(data, "organisation_links", organisation=first.pk, role="lead", position=1)
    editor.post(change_url(release), data)
    assert release.organisation_links.get(organisation=first).position == 1


def test_saving_what_was_not_touched_changes_nothing(editor):
    release = make_draft(body="<p>One.</p>\n<p>Two.</p>", notes_to_editors="<p>A.</p>\n<p>B.</p>")
    Quote.objects.create(release=release, text="One.\nTwo.")
    editor.post(change_url(release), typed(editor.get(change_url(release))))
    assert Release.objects.get().changed_at == release.changed_at
    assert not LogEntry.objects.exists()


def test_plain_text_typed_without_script_becomes_paragraphs(editor):
    release = make_draft()
    data = typed(editor.get(change_url(release)), body="First line.\r\n\r\nSecond <b>bold</b>.")
    editor.post(change_url(release), data | {"body": "First.\r\n\r\nSecond."})
    release.refresh_from_db()
    assert release.body == "<p>First.</p>\n<p>Second.</p>"


def test_changed_word_in_a_quote_is_refused_at_the_quote_and_everything_typed_comes_back(editor):
    release = make_draft(body="<p>It is open.</p>")
    data = typed(editor.get(change_url(release)), title="A new title")
    data = add_row(data, "quotes", text="It was open.", speaker="Ada", position=0)
    response = editor.post(change_url(release), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "These words do not stand in the body: “It was open.”" in page
    again = typed(response)
    assert (again["title"], again["quotes-0-text"], again["quotes-0-speaker"]) == (
        "A new title",
        "It was open.",
        "Ada",
    )
    release.refresh_from_db()
    assert release.title != "A new title"


def test_quote_is_checked_against_the_body_of_the_same_save(editor):
    release = make_draft(body="<p>Old words.</p>")
    data = typed(editor.get(change_url(release)), body="<p>New words.</p>")
    editor.post(change_url(release), add_row(data, "quotes", text="New words.", speaker="Ada", position=0))
    assert release.quotes.get().text == "New words."


def test_date_and_its_absence_cannot_both_be_stated(editor):
    release = make_draft(dated_on="2024-01-01")
    data = typed(editor.get(change_url(release)), date_not_stated="on")
    assert "Take the tick away, or the date." in editor.post(change_url(release), data).content.decode()


def test_public_release_keeps_its_date_or_the_tick(editor):
    release = make_release()
    response = editor.post(change_url(release), typed(editor.get(change_url(release)), dated_on=""))
    assert "Give the date, or tick that the release states none." in response.content.decode()
    release.refresh_from_db()
    assert release.dated_on is not None


def test_state_cannot_be_typed_into_the_form(editor):
    release = make_draft()
    data = typed(editor.get(change_url(release)), status="published", public_from="2020-01-01T00:00")
    editor.post(change_url(release), data)
    release.refresh_from_db()
    assert (release.status, release.public_from) == ("draft", None)


def test_side_panel_says_in_words_what_stops_publishing_and_leads_there(editor):
    release = make_draft(dated_on=None, organisations=[])
    page = editor.get(change_url(release)).content.decode()
    assert "Stops publishing:" in page
    assert '<a href="#date">A date, or a tick that none is stated</a>' in page
    assert '<section class="nr-group" id="date">' in page


def test_only_drafts_can_be_deleted(editor):
    published, draft = make_release(), make_draft()
    for release in (published, draft):
        editor.post(reverse("admin:releases_release_delete", args=[release.pk]), {"post": "yes"})
    assert list(Release.objects.all()) == [published]


def test_draft_is_previewed_and_public_release_viewed(editor):
    assert "Preview" in editor.get(change_url(make_draft())).content.decode()
    assert "View on site" in editor.get(change_url(make_release())).content.decode()


def test_source_document_is_shown_and_downloaded_byte_for_byte(editor):
    content = b"PRESS RELEASE\r\n<script>alert(1)</script>\xff"
    source = SourceDocument.objects.create(name="letter.txt", content=content)
    release = make_draft(source=source)
    assert "letter.txt" in editor.get(change_url(release)).content.decode()
    page = editor.get(reverse("admin:releases_sourcedocument_change", args=[source.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    download = editor.get(reverse("admin:releases_sourcedocument_download", args=[source.pk]))
    assert b"".join(download.streaming_content) == content
    assert "attachment" in download["Content-Disposition"]


def test_buttons_are_those_that_the_state_allows(editor):
    def offered(**values):
        page = editor.get(change_url(make_release(**values)))
        names = {name for name in buttons(page) if name.startswith("_")}
        return names, [step for step in STEPS if f"/{step}/" in page.content.decode()]

    later = timezone.now() + timedelta(days=1)
    save, always = "_continue", ["assign", "comment"]
    assert offered(status="draft", public_from=None) == ({save, "_submit", "_publish"}, always)
    waiting = ["back_to_draft", *always]
    assert offered(status="review", public_from=None) == ({save, "_approve", "_publish"}, waiting)
    assert offered(status="approved", public_from=None) == ({save, "_publish"}, waiting)
    assert offered(public_from=later) == ({save}, ["publish", *waiting])
    ways_back = ["withdraw", "remove", "redirect"]
    assert offered() == ({save}, [*ways_back, *always])
    assert offered(status="withdrawn") == (set(), ["remove", "redirect", "restore", *always])
    assert offered(status="removed") == (set(), ["restore", *always])


def test_form_costs_the_same_with_many_rows(editor, django_assert_max_num_queries):
    counts = []
    for size in (2, 12):
        release = make_draft(
            organisations=[make_organisation() for _ in range(size)],
            contacts=[make_contact() for _ in range(size)],
        )
        for position in range(size):
            Quote.objects.create(release=release, text="Body", position=position)
        editor.get(change_url(release))
        with django_assert_max_num_queries(40) as found:
            editor.get(change_url(release))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_organisation_twice_on_a_release_is_refused(editor):
    organisation = make_organisation()
    release = make_draft(organisations=[organisation])
    data = typed(editor.get(change_url(release)))
    data = add_row(data, "organisation_links", organisation=organisation.pk, role="partner", position=1)
    response = editor.post(change_url(release), data)
    assert response.status_code == 200
    assert ReleaseOrganisation.objects.filter(release=release).count() == 1


def test_organisations_that_change_places_are_saved(editor):
    first, second = make_organisation(), make_organisation()
    release = make_draft(organisations=[first, second])
    data = typed(editor.get(change_url(release)))
    data |= {"organisation_links-0-organisation": second.pk, "organisation_links-1-organisation": first.pk}
    assert editor.post(change_url(release), data).status_code == 302
    assert release.issued_by() == [second, first]


def test_organisation_is_removed_and_named_again_in_one_save(editor):
    first, second = make_organisation(), make_organisation()
    release = make_draft(organisations=[first, second])
    data = typed(editor.get(change_url(release)))
    data |= {"organisation_links-0-organisation": second.pk, "organisation_links-1-DELETE": "on"}
    data = add_row(data, "organisation_links", organisation=first.pk, role="lead", position=9)
    assert editor.post(change_url(release), data).status_code == 302
    assert release.issued_by() == [second, first]


def test_public_release_that_loses_its_organisation_is_saved_with_a_warning(editor):
    release = make_release()
    why = {"kind_of_change": "minor", "reason": "It took no part."}
    data = typed(editor.get(change_url(release))) | {"organisation_links-0-DELETE": "on"} | why
    response = editor.post(change_url(release), data, follow=True)
    assert "It stays published, but lacks: An organisation that issues it" in response.content.decode()
