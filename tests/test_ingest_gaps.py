"""The gap desk: what releases lack is one queue, and a gap that is on several is filled once."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from reversion.models import Version

from contacts.models import ContactPoint, Organisation, PressContact
from releases.models import Gap, Quote, Release
from tests.builders import make_approved, make_contact, make_draft, make_organisation, make_release, make_user
from tests.form_values import buttons
from tests.ingesting import TEXT
from tests.source_check import SOURCE
from tests.test_ingest_command import ingest

pytestmark = pytest.mark.django_db
DESK = "admin:releases_gap_changelist"


@pytest.fixture
def desk(client):
    client.user = make_user("Editors")
    client.force_login(client.user)
    return client


def read(desk):
    return desk.get(reverse(DESK)).content.decode()


def fill(desk, kind, thing, button="_fill", **values):
    return desk.post(reverse(DESK), {"kind": kind, "key": thing.pk, button: "", **values}, follow=True)


def comments(thing):
    return [one.revision.comment for one in Version.objects.get_for_object(thing)]


def take_in(tmp_path, text, name="a.txt"):
    (tmp_path / name).write_text(text)
    ingest(tmp_path / name)


def test_contact_without_e_mail_is_one_gap_on_both_releases_and_filled_once(desk, source_releases):
    assert "Liz Lizama has no e-mail on 2 releases" in read(desk)
    liz = PressContact.objects.get(name="Liz Lizama")
    page = fill(desk, "email", liz, value="desk@example.org")
    assert "Filled in." in page.content.decode()
    point = liz.points.get(kind="email")
    assert (point.value, point.audience, point.position) == ("desk@example.org", "public", 1)
    assert "Liz Lizama has no e-mail" not in read(desk)
    assert comments(liz)[0] == "desk@example.org added"
    assert Version.objects.get_for_object(point).get().revision.user == desk.user


def test_impossible_address_is_refused_and_the_gap_stays(desk, source_releases):
    page = fill(desk, "email", PressContact.objects.get(name="Liz Lizama"), value="liz at example")
    assert "Filled in." not in page.content.decode()
    assert not ContactPoint.objects.filter(kind="email").exists()


def test_date_is_filled_in_or_confirmed_as_not_stated(desk):
    one, two = (make_release(title=title, dated_on=None, status="draft", public_from=None) for title in "AB")
    assert "“A” has no date" in read(desk)
    fill(desk, "date", one, value="2021-05-12")
    fill(desk, "date", two, "_leave")
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.dated_on.isoformat(), two.date_not_stated) == ("2021-05-12", True)
    assert "No gaps" in read(desk)
    assert comments(one)[0] == "Date filled in"


def test_nonsense_for_a_date_is_refused(desk):
    release = make_release(dated_on=None, status="draft", public_from=None)
    assert "Give the day." in fill(desk, "date", release, value="").content.decode()
    assert "Give the day." in fill(desk, "date", release, value="soon").content.decode()


def test_speaker_of_the_same_words_is_filled_in_on_every_release(desk):
    for _ in range(2):
        release = make_draft(body="<p>“Open the road.”</p>")
        quote = Quote.objects.create(release=release, text="Open the road.")
    assert "A quote without a speaker on 2 releases" in read(desk)
    fill(desk, "speaker", Quote.objects.first(), value="Maria Specimen", role="Envoy")
    assert list(Quote.objects.values_list("speaker", "role")) == [("Maria Specimen", "Envoy")] * 2
    assert comments(quote)[0] == "Speaker filled in"


def test_invalid_number_is_corrected_once_for_all_releases_that_print_it(desk, tmp_path):
    bad = TEXT.replace("+41 22 717 91 11", "022 717 91 11")
    take_in(tmp_path, bad)
    take_in(tmp_path, bad.replace("the Old Bridge", "Another Bridge"), "b.txt")
    assert Gap.objects.open().filter(kind="number").count() == 2
    assert read(desk).count("printed for Ada Sample, cannot be right") == 2  # the sentence, and the label
    gap = Gap.objects.open().first()
    assert "Begin the number with +" in fill(desk, "number", gap, value="022 717 91 11").content.decode()
    fill(desk, "number", gap, value="+41 22 717 91 11")
    assert ContactPoint.objects.get().e164 == "+41227179111"
    assert not Gap.objects.open().exists()


def test_number_that_the_directory_lacks_is_left_out_when_the_editor_says_so(desk, tmp_path):
    board = make_organisation(name="Harbour Board", short_name="HB")
    make_contact(name="Ada Sample", organisation=board, phone="+41 22 730 81 11")
    take_in(tmp_path, TEXT)
    gap = Gap.objects.get(kind="channel")
    fill(desk, "channel", gap, "_leave")
    assert ContactPoint.objects.get().value == "+41 22 730 81 11"
    assert not Gap.objects.open().filter(kind="channel").exists()


def test_organisation_that_may_be_one_on_file_is_linked_to_every_release(desk, tmp_path):
    board = make_organisation(name="Harbor Board")
    take_in(tmp_path, TEXT)
    take_in(tmp_path, TEXT.replace("the Old Bridge", "Another Bridge"), "b.txt")
    gap = Gap.objects.filter(kind="organisation").first()
    assert "Say which organisation it is." in fill(desk, "organisation", gap).content.decode()
    fill(desk, "organisation", gap, row=str(board.pk))
    assert [release.issued_by() for release in Release.objects.all()] == [[board], [board]]
    assert Organisation.objects.count() == 1


def test_organisation_that_is_another_is_made(desk, tmp_path):
    make_organisation(name="Harbor Board")
    take_in(tmp_path, TEXT)
    fill(desk, "organisation", Gap.objects.get(kind="organisation"), row="new")
    assert [one.name for one in Release.objects.get().issued_by()] == ["Harbour Board"]


def test_contact_of_an_uncertain_organisation_is_made_once_it_is_certain(desk, tmp_path):
    board = make_organisation(name="Harbor Board")
    take_in(tmp_path, TEXT)
    gap = Gap.objects.get(kind="contact")
    assert "Say for which organisation" in fill(desk, "contact", gap, row="new").content.decode()
    fill(desk, "contact", gap, row="new", home=str(board.pk))
    contact = PressContact.objects.get()
    assert (contact.name, contact.organisation) == ("Ada Sample", board)
    assert [point.value for point in contact.points.all()] == ["+41 22 717 91 11"]
    assert Release.objects.get().contacts.get() == contact


def test_source_files_gaps_are_the_two_bare_email_labels_alone(desk, tmp_path):
    (tmp_path / "two.txt").write_bytes(SOURCE.read_bytes())
    ingest(tmp_path / "two.txt")
    page = read(desk)
    assert "Liz Lizama has no e-mail on 2 releases" in page
    assert "Isabel Alvarez has no e-mail on 1 release" in page
    assert page.count('class="nr-gap"') == 2


def test_both_days_of_an_ambiguous_date_are_offered_at_one_click(desk, tmp_path):
    take_in(tmp_path, TEXT.replace("12 May 2021", "05/06/2021"))
    page = read(desk)
    assert "The source prints: <bdi>05/06/2021</bdi>" in page
    for day, words in (("2021-05-06", "6 May 2021"), ("2021-06-05", "5 June 2021")):
        assert f'name="reading" value="{day}">{words}<' in page
    release = Release.objects.get()
    fill(desk, "date", release, "reading", reading="2021-06-05", value="")
    release.refresh_from_db()
    assert release.dated_on.isoformat() == "2021-06-05"


# A quote whose words the body has otherwise: somebody joined it, or the text was edited on the way.


def gap_of_a_quote(release, words, **row):
    detail = {
        "row": {"text": words, "speaker": "Maria Specimen", "role": "Envoy"} | row,
        "path": "quotes.0.text",
    }
    return Gap.objects.create(release=release, kind="quote", key=words, words=words, detail=detail)


def test_quote_that_does_not_stand_in_the_body_is_offered_in_the_nearest_words_of_it(desk):
    body = "<p>Ships came.</p><p>“Nobody should ever have to choose,” she said. “Open the old road.”</p>"
    release = make_draft(body=body)
    gap = gap_of_a_quote(release, "Nobody should have to choose")
    page = read(desk)
    assert "The nearest words of the body" in page
    assert ">Nobody should ever have to choose</textarea>" in page
    refused = fill(desk, "quote", gap, value="Nobody should have to choose", speaker="Maria Specimen")
    assert "do not stand in the body" in refused.content.decode()
    fill(
        desk, "quote", gap, value="Nobody should ever have to choose", speaker="Maria Specimen", role="Envoy"
    )
    quote = Quote.objects.get()
    assert (quote.text, quote.speaker, quote.role) == (
        "Nobody should ever have to choose",
        "Maria Specimen",
        "Envoy",
    )
    assert comments(release)[0] == "Quote filled in"
    assert not Gap.objects.open().exists()


def test_quote_that_is_like_nothing_in_the_body_is_offered_as_it_was_printed(desk):
    gap_of_a_quote(make_draft(body="<p>Ships came.</p>"), "Nobody should have to choose")
    page = read(desk)
    assert "Words, as the body has them" in page
    assert ">Nobody should have to choose</textarea>" in page


# What is public is changed as its life-cycle has it


@pytest.fixture
def spoken():
    """Two releases, one of them public, on which the same words have no speaker."""
    releases = [make(body="<p>“Open the road.”</p>") for make in (make_release, make_draft)]
    for release in releases:
        Quote.objects.create(release=release, text="Open the road.")
    return releases


SPEAKER = {"value": "Maria Specimen", "role": "Envoy"}
MINOR = {"kind_of_change": "minor", "reason": "The speaker was left out."}


def test_fill_on_a_public_release_is_asked_about_with_all_that_was_typed(desk, spoken):
    page = fill(desk, "speaker", Quote.objects.first(), **SPEAKER).content.decode()
    assert "This changes what is public" in page
    assert spoken[0].title in page
    assert spoken[1].title not in page
    assert '<textarea name="value" hidden>Maria Specimen</textarea>' in page
    assert not Quote.objects.exclude(speaker="").exists()


def test_minor_edit_fills_every_release_and_each_has_its_own_line_in_the_history(desk, spoken):
    fill(desk, "speaker", Quote.objects.first(), "_why", **SPEAKER, **MINOR)
    assert list(Quote.objects.values_list("speaker", "role")) == [("Maria Specimen", "Envoy")] * 2
    public, draft = spoken
    assert comments(public)[0] == "Speaker filled in. Minor edit: The speaker was left out."
    assert comments(draft)[0] == "Speaker filled in"
    public.refresh_from_db()
    assert public.revised_at
    assert not public.notices.exists()


def test_correction_fills_every_release_and_each_public_one_has_its_own_notice(desk, spoken):
    other = make_release(body="<p>“Open the road.”</p>")
    Quote.objects.create(release=other, text="Open the road.")
    why = {"kind_of_change": "correction", "wrong": "It named nobody.", "right": "Maria Specimen said it."}
    refused = fill(desk, "speaker", Quote.objects.first(), "_why", **SPEAKER, **why).content.decode()
    assert "Name the colleague who approved this" in refused
    agreed = make_user("Editors")
    fill(desk, "speaker", Quote.objects.first(), "_why", **SPEAKER, **why, agreed_by=agreed.pk)
    for release in (spoken[0], other):
        notice = release.notices.get()
        assert (notice.wrong, notice.approved_by) == ("It named nobody.", agreed)
        assert release.earlier_texts.count() == 1
    assert not spoken[1].notices.exists()
    assert Quote.objects.filter(speaker="Maria Specimen").count() == 3


def test_fill_that_fails_on_one_release_changes_none(desk):
    body = "<p>“Open the road.”</p>"
    good, bad = make_draft(body=body), make_draft(body="<p>Ships came.</p>")
    for release in (good, bad):
        gap = gap_of_a_quote(release, "Open this road.")
    page = fill(desk, "quote", gap, value="Open the road.", speaker="Maria Specimen").content.decode()
    assert "do not stand in the body" in page
    assert not Quote.objects.exists()
    assert Gap.objects.open().count() == 2


def test_contact_is_linked_to_a_public_release_as_a_minor_edit(desk, tmp_path):
    board = make_organisation(name="Harbour Board", short_name="HB")
    ada = make_contact(name="Ada Samples", organisation=board)
    take_in(tmp_path, TEXT)
    release, gap = Release.objects.get(), Gap.objects.get(kind="contact")
    release.publish(desk.user, urgent=True, waivers={"no-contact": "To come."})
    assert "This changes what is public" in fill(desk, "contact", gap, row=str(ada.pk)).content.decode()
    fill(desk, "contact", gap, "_why", row=str(ada.pk), **MINOR)
    assert release.contacts.get() == ada
    assert "Minor edit" in comments(release)[0]


def test_fill_changes_what_was_approved_and_the_approval_lapses(desk):
    release = make_approved(body="<p>“Open the road.”</p>")
    quote = Quote.objects.create(release=release, text="Open the road.")
    fill(desk, "speaker", quote, **SPEAKER)
    release.refresh_from_db()
    assert release.status == "review"


def test_what_was_taken_back_is_no_gap_and_holds_up_no_other(desk):
    body = "<p>“Open the road.”</p>"
    gone, draft = make_release(body=body, status="withdrawn"), make_draft(body=body)
    for release in (gone, draft):
        Quote.objects.create(release=release, text="Open the road.")
        gap_of_a_quote(release, "Open this road.")
    assert "A quote without a speaker on 1 release" in read(desk)
    fill(desk, "speaker", draft.quotes.get(), **SPEAKER)
    assert draft.quotes.get().speaker == "Maria Specimen"
    assert gone.quotes.get().speaker == ""


def test_who_may_not_publish_is_offered_no_fill_of_what_is_published(client, spoken):
    filler = make_user("Writers")
    filler.user_permissions.add(Permission.objects.get(codename="change_gap"))
    client.force_login(filler)
    assert "_fill" not in buttons(client.get(reverse(DESK)))
    assert fill(client, "speaker", spoken[0].quotes.get(), "_why", **SPEAKER, **MINOR).status_code == 403
    Quote.objects.filter(release=spoken[0]).delete()
    fill(client, "speaker", spoken[1].quotes.get(), **SPEAKER)
    assert Quote.objects.get().speaker == "Maria Specimen"


@pytest.mark.parametrize("role", ["Writers", "Auditors"])
def test_who_may_not_change_a_contact_sees_the_gap_and_cannot_fill_it(client, source_releases, role):
    client.force_login(make_user(role))
    liz = PressContact.objects.get(name="Liz Lizama")
    assert "Liz Lizama has no e-mail" in read(client)
    assert fill(client, "email", liz, value="a@example.org").status_code == 403
    assert liz.points.count() == 1


def test_directory_staff_see_no_gap_desk(client):
    client.force_login(make_user("Directory staff"))
    assert client.get(reverse(DESK)).status_code == 403


@pytest.mark.parametrize(
    "data",
    [{}, {"kind": "x", "key": "1"}, {"kind": "date", "key": "x"}, {"kind": "date", "key": "9" * 30}],
)
def test_forged_form_fills_nothing(desk, data):
    assert desk.post(reverse(DESK), data | {"_fill": ""}).status_code in (400, 403, 404)
