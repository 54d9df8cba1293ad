"""The review of a text taken in: nothing is saved before an editor says so, and then what they say."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from reversion.models import Version

from contacts.models import Organisation, PressContact
from releases.models import Gap, Intake, Quote, Release
from tests.builders import make_contact, make_organisation, make_release, make_user
from tests.form_values import buttons, typed
from tests.ingesting import TEXT, release_text, word, zipped
from tests.source_check import SOURCE

pytestmark = pytest.mark.django_db
ADD = "admin:releases_intake_add"


@pytest.fixture
def desk(client):
    client.user = make_user("Editors")
    client.force_login(client.user)
    return client


def page_of(intake):
    return reverse("admin:releases_intake_change", args=[intake.pk])


def paste(desk, text):
    return desk.post(reverse(ADD), {"text": text.replace("\n", "\r\n")})


@pytest.fixture
def intake(desk):
    paste(desk, TEXT)
    return Intake.objects.get()


def review(desk, intake, button="_save", **changes):
    page = desk.get(page_of(intake))
    return desk.post(page_of(intake), typed(page, **changes) | {button: ""})


def test_pasted_text_waits_for_review_and_saves_no_release(desk):
    response = paste(desk, SOURCE.read_text())
    first = Intake.objects.earliest("start")
    assert response.url == page_of(first)
    assert not Release.objects.exists()
    assert not Organisation.objects.exists()
    assert first.source.text == SOURCE.read_text()
    page = desk.get(page_of(first)).content.decode()
    assert "Nothing of this one is saved yet" in page
    assert first.title in page


def test_files_and_archives_are_taken_in_and_a_bad_one_is_told(desk):
    files = [
        SimpleUploadedFile("one.docx", word(*TEXT.split("\n\n"))),
        SimpleUploadedFile("two.zip", zipped(("a.txt", release_text(2)), ("b.txt", b""))),
    ]
    page = desk.post(reverse(ADD), {"text": "", "files": files}, follow=True)
    assert Intake.objects.count() == 2
    assert "“two.zip/b.txt” is empty." in page.content.decode()


def test_nothing_pasted_and_nothing_chosen_is_said(desk):
    assert "Paste a text, or choose a file." in desk.post(reverse(ADD), {"text": " "}).content.decode()


def test_accepted_text_becomes_a_draft_with_its_parts_and_says_where_they_came_from(desk, intake):
    response = review(desk, intake)
    release = Release.objects.get()
    assert response.url == reverse("admin:releases_release_change", args=[release.pk])
    assert release.status == "draft"
    assert release.title == "Harbour Board Opens the Old Bridge"
    assert release.dated_on.isoformat() == "2021-05-12"
    assert [one.name for one in release.issued_by()] == ["Harbour Board"]
    assert [one.contact.name for one in release.contact_links.all()] == ["Ada Sample"]
    quote = Quote.objects.get()
    assert (quote.text, quote.speaker) == ("Nobody should have to swim,", "Maria Specimen")
    intake.refresh_from_db()
    assert (intake.state, intake.release) == ("saved", release)
    trace = next(one for one in intake.traces if one["path"] == "quotes.0.speaker")
    (span,) = trace["spans"]
    assert intake.source.text[slice(*span)] == "Maria Specimen"
    page = desk.get(response.url).content.decode()
    assert f"from the source, characters {span[0] + 1}–{span[1]}" in page


def test_edited_field_is_saved_as_edited_and_a_rejected_one_is_left_out(desk, intake):
    changes = {"title": "A better headline", "decide:quotes.0": "reject"}
    review(desk, intake, **changes)
    release = Release.objects.get()
    assert release.title == "A better headline"
    assert not release.quotes.exists()
    intake.refresh_from_db()
    decisions = {one["path"]: one["decision"] for one in intake.traces}
    assert decisions["title"] == "edited"
    assert "quotes.0.text" not in decisions


def test_changes_are_kept_for_later_without_saving_a_release(desk, intake):
    review(desk, intake, "_keep", title="Half-way", **{"decide:contacts.0": "reject"})
    assert not Release.objects.exists()
    values = typed(desk.get(page_of(intake)))
    assert values["title"] == "Half-way"
    assert values["decide:contacts.0"] == "reject"
    review(desk, intake)
    assert Release.objects.get().title == "Half-way"
    assert not PressContact.objects.exists()


def test_quote_that_was_changed_is_refused_and_nothing_typed_is_lost(desk, intake):
    page = review(desk, intake, **{"quotes.0.text": "Everybody should swim,", "title": "Typed"})
    assert page.status_code == 200
    assert "do not stand in the body: “Everybody should swim,”" in page.content.decode()
    assert typed(page)["title"] == "Typed"
    assert not Release.objects.exists()


def test_key_figure_is_only_saved_when_accepted(desk):
    paste(desk, TEXT.replace("It was closed", "More than 4,000 people came. It was closed"))
    intake = Intake.objects.get()
    assert typed(desk.get(page_of(intake)))["decide:key_figures.0"] == "reject"
    review(desk, intake, **{"decide:key_figures.0": "accept"})
    figure = Release.objects.get().key_figures.get()
    assert (figure.qualifier, figure.figure, figure.counts) == ("More than", "4,000", "people came")


def test_words_of_the_text_are_given_to_a_field(desk, intake):
    review(desk, intake, "_give", words="It was closed for\r\nten years.", target="summary")
    page = desk.get(page_of(intake))
    assert typed(page)["summary"] == "It was closed for ten years."
    review(desk, intake, "_give", words="words that are nowhere", target="summary")
    assert typed(desk.get(page_of(intake)))["summary"] == "It was closed for ten years."
    review(desk, intake, "_give", words="The Harbour Board (HB)", target="organisations")
    assert "The Harbour Board (HB)" in typed(desk.get(page_of(intake))).values()
    review(desk, intake)
    intake.refresh_from_db()
    trace = next(one for one in intake.traces if one["path"] == "summary")
    assert trace["decision"] == "given"
    assert intake.source.text[slice(*trace["spans"][0])] == "It was closed for ten years."


def test_given_paragraph_stands_in_the_body_where_the_text_has_it(desk, intake):
    review(desk, intake, "_give", words="Date: 12 May 2021", target="body")
    body = typed(desk.get(page_of(intake)))["body"]
    assert body.splitlines()[0] == "<p>Date: 12 May 2021</p>"


def test_editor_cuts_the_text_elsewhere_and_joins_it_again(desk):
    paste(desk, f"{TEXT}\n###\n\n{release_text(2)}")
    second = Intake.objects.latest("start")
    review(desk, second, "_join")
    assert Intake.objects.count() == 1
    whole = Intake.objects.get()
    at = whole.source.text.index("Harbour Board Opens Bridge 000002")
    review(desk, whole, "_split", split=str(at), how="split")
    assert list(Intake.objects.order_by("start").values_list("start", flat=True)) == [0, at]
    last = Intake.objects.order_by("start").last()
    moved = last.source.text.index("“Nobody")
    review(desk, last, "_split", split=str(moved), how="move")
    assert list(Intake.objects.order_by("start").values_list("start", flat=True)) == [0, moved]


def test_same_text_again_is_recognised_and_changes_nothing(desk, intake):
    review(desk, intake)
    changed = Release.objects.get().changed_at
    page = desk.post(reverse(ADD), {"text": TEXT}, follow=True).content.decode()
    assert "on file already, and nothing was changed" in page
    assert Intake.objects.count() == 1
    assert Release.objects.get().changed_at == changed


def test_changed_text_is_offered_as_a_revision_with_its_changed_words(desk, intake):
    review(desk, intake)
    release = Release.objects.get()
    paste(desk, TEXT.replace("closed for ten years", "closed for twenty years"))
    second = Intake.objects.get(state="waiting")
    assert second.release == release
    page = desk.get(page_of(second)).content.decode()
    assert "<del>ten " in page
    assert "<ins>twenty " in page
    release.refresh_from_db()
    assert "ten years" in release.body
    review(desk, second, "_revise", take=["body"])
    release.refresh_from_db()
    assert "twenty years" in release.body
    assert Release.objects.count() == 1
    assert (
        "Revised from"
        in desk.get(reverse("admin:releases_release_history", args=[release.pk])).content.decode()
    )


def test_archive_release_is_public_from_the_day_printed_on_it(desk, intake):
    review(desk, intake, "_publish")
    release = Release.objects.get()
    assert release.is_public()
    assert release.public_from.date() == release.dated_on


def test_writer_saves_drafts_and_can_publish_none(client):
    client.force_login(make_user("Writers"))
    paste(client, TEXT)
    intake = Intake.objects.get()
    page = client.get(page_of(intake))
    assert "_publish" not in buttons(page)
    assert client.post(page_of(intake), typed(page) | {"_publish": ""}).status_code == 403
    review(client, intake)
    assert Release.objects.get().status == "draft"


@pytest.mark.parametrize("role", ["Directory staff", "Auditors"])
def test_who_writes_no_releases_takes_no_text_in(client, intake, role):
    client.force_login(make_user(role))
    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(page_of(intake), {"_save": ""}).status_code == 403
    assert not Release.objects.exists()


def test_organisation_like_one_on_file_is_linked_only_as_the_editor_says(desk):
    board = make_organisation(name="Harbor Board")
    paste(desk, TEXT)
    intake = Intake.objects.get()
    page = desk.get(page_of(intake)).content.decode()
    assert "Who is it?" in page
    review(desk, intake, **{"organisations.0.row": str(board.pk)})
    assert Release.objects.get().issued_by() == [board]
    assert not Gap.objects.filter(kind="organisation").exists()


def test_unanswered_likeness_is_linked_to_nobody_and_kept_as_a_gap(desk):
    make_organisation(name="Harbor Board")
    paste(desk, TEXT)
    review(desk, Intake.objects.get())
    assert Release.objects.get().issued_by() == []
    assert Organisation.objects.count() == 1
    assert Gap.objects.filter(kind="organisation").count() == 1


def test_contact_on_file_is_linked_and_what_an_editor_set_stays(desk):
    board = make_organisation(name="Harbour Board", short_name="HB")
    ada = make_contact(
        name="Ada Sample", organisation=board, phone="+41 22 730 81 11", role="Set by an editor"
    )
    paste(desk, TEXT)
    review(desk, Intake.objects.get())
    assert [one.contact for one in Release.objects.get().contact_links.all()] == [ada]
    ada.refresh_from_db()
    assert ada.role == "Set by an editor"
    assert [point.value for point in ada.points.all()] == ["+41 22 730 81 11"]
    assert Gap.objects.get(kind="channel").words == "+41 22 717 91 11"


def test_text_set_aside_is_no_release_and_comes_back_when_taken_in_again(desk, intake):
    review(desk, intake, "_aside")
    assert not Release.objects.exists()
    intake.refresh_from_db()
    assert intake.state == "aside"
    paste(desk, TEXT)
    intake.refresh_from_db()
    assert intake.state == "waiting"


def test_saved_text_stays_to_be_read_and_cannot_be_saved_twice(desk, intake):
    data = typed(desk.get(page_of(intake)))
    review(desk, intake)
    page = desk.get(page_of(intake))
    assert page.status_code == 200
    assert "_save" not in buttons(page)
    assert desk.post(page_of(intake), data | {"_save": ""}).status_code == 403
    assert Release.objects.count() == 1


def test_release_with_a_title_written_here_is_not_overwritten(desk):
    mine = make_release(title="Harbour Board Opens the Old Bridge", dated_on=None, date_not_stated=True)
    paste(desk, TEXT)
    intake = Intake.objects.get()
    assert intake.release == mine
    assert intake.state == "waiting"


def test_long_text_is_reviewed_some_fields_at_a_time_and_nothing_typed_is_lost(desk, monkeypatch):
    monkeypatch.setattr("releases.admin.ingest_parts.MOST", 6)
    paste(desk, TEXT)
    intake = Intake.objects.get()
    first = desk.get(page_of(intake))
    assert "quotes.0.speaker" not in typed(first)
    response = desk.post(page_of(intake), typed(first, title="A better headline") | {"_part": "2"})
    assert response.url == page_of(intake) + "?part=2"
    second = desk.get(response.url)
    assert "title" not in typed(second)
    desk.post(response.url, typed(second, **{"quotes.0.role": "Chair"}) | {"_save": ""})
    release = Release.objects.get()
    assert (release.title, release.quotes.get().role) == ("A better headline", "Chair")
    assert release.contact_links.count() == 1
    assert "bridge" in release.body


def test_every_character_of_the_source_is_shown_once_and_marked_by_the_fields_that_took_it(desk, intake):
    page = desk.get(page_of(intake))
    shown = [segment for line in page.context["lines"] for segment in line.segments]
    text = intake.source.text
    assert all(text[one.start :].startswith(one.text) for one in shown)
    assert "".join(one.text for one in shown) == "".join(text.splitlines())
    for one in shown:
        covering = [
            card.number
            for card in page.context["cards"]
            if any(start <= one.start < end for start, end in card.spans)
        ]
        assert sorted(one.numbers) == covering


# A new version of a release that anyone can read


@pytest.fixture
def revision(desk, intake):
    """The intake of a changed text of a release that is public."""
    review(desk, intake, "_publish")
    paste(desk, TEXT.replace("closed for ten years", "closed for twenty years"))
    return Intake.objects.get(state="waiting")


def test_public_release_is_revised_as_a_correction_with_the_earlier_text_kept(desk, revision):
    agreed = make_user("Editors")
    why = {"kind_of_change": "correction", "wrong": "Ten years.", "right": "Twenty years."}
    review(desk, revision, "_revise", take=["body"], agreed_by=agreed.pk, **why)
    release = Release.objects.get()
    assert "twenty years" in release.body
    assert release.notices.get().wrong == "Ten years."
    assert "ten years" in release.earlier_texts.get().body
    comment = Version.objects.get_for_object(release)[0].revision.comment
    assert comment.startswith("Revised from pasted text. Corrected")


def test_public_release_is_revised_as_a_minor_edit_with_a_reason(desk, revision):
    review(desk, revision, "_revise", take=["body"], kind_of_change="minor", reason="As issued.")
    release = Release.objects.get()
    assert "twenty years" in release.body
    assert not release.notices.exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Say what kind of change it is."),
        ({"kind_of_change": "minor"}, "Say it here, in a sentence."),
        ({"kind_of_change": "correction", "wrong": "A", "right": "B"}, "Name the colleague"),
    ],
)
def test_public_release_is_never_revised_without_a_reason_and_nothing_typed_is_lost(
    desk, revision, answers, said
):
    page = review(desk, revision, "_revise", take=["body"], **answers)
    assert said in page.content.decode()
    assert 'value="body" checked' in page.content.decode()
    assert "ten years" in Release.objects.get().body


def test_release_that_was_taken_back_is_not_revised(desk, revision):
    Release.objects.get().withdraw(desk.user, "Issued in error.")
    page = desk.get(page_of(revision))
    assert "what was taken back is restored first" in page.content.decode()
    assert desk.post(page_of(revision), typed(page) | {"_revise": "", "take": ["body"]}).status_code == 403


def test_address_that_nobody_is_named_for_is_a_gap_and_not_lost(desk):
    paste(desk, TEXT.replace("Ada Sample at Harbour Board, Tel: +41 22 717 91 11", "press@example.org"))
    intake = Intake.objects.get()
    assert "nobody is named" in desk.get(page_of(intake)).content.decode()
    review(desk, intake)
    assert not PressContact.objects.exists()
    assert Gap.objects.get(kind="contact").words == "press@example.org"


@pytest.mark.parametrize("kind", ["subtitle", "boilerplate"])
def test_review_says_where_a_subtitle_and_the_words_on_the_issuer_go(desk, kind):
    more = {"subtitle": ("\n\nDate:", "\n\nSwimming is over for good\n\nDate:")}
    more["boilerplate"] = ("For more", "About Harbour Board\n\nHarbour Board is a public agency.\n\nFor more")
    paste(desk, TEXT.replace(*more[kind]))
    page = desk.get(page_of(Intake.objects.get())).content.decode()
    said = {
        "subtitle": "a subtitle becomes the summary",
        "boilerplate": "what the text says of who issues it",
    }
    assert said[kind] in page


def test_editor_does_not_approve_what_they_accepted_alone(desk, intake):
    review(desk, intake, title="Quite another headline")
    release = Release.objects.get()
    release.submit(desk.user)
    with pytest.raises(ValidationError, match="Nobody approves their own text"):
        release.approve(desk.user)
    assert Version.objects.get_for_object(release).last().field_dict["written_by"] == [desk.user.pk]
    release.approve(make_user("Editors"))
