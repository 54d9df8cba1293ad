"""What stops a release at one instant and not at another, and what may be let stand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from contacts.models import ContactPoint
from releases.links import closed_links
from releases.models import Quote, Release
from releases.readiness import Readiness, blocking, expected_instant, unwaived
from tests.builders import make_approved, make_contact, make_draft, make_organisation, make_release, make_user

pytestmark = pytest.mark.django_db

AT = datetime(2031, 5, 3, 10, 0, tzinfo=UTC)
LINE = "<p>EMBARGOED UNTIL 10:00 GMT, 3 MAY 2031</p>"


def failing(release, at=None):
    """(label, how grave) of what fails, advice left out."""
    found = Readiness(Release.objects.with_parts().get(pk=release.pk), at)
    return [(str(check.label), "stops") for check in found.stops] + [
        (str(check.label), "open") for check in found.open
    ]


def test_release_that_lacks_nothing_has_nothing_to_mend():
    assert failing(make_approved()) == []


def test_embargo_line_stops_every_instant_but_its_own():
    release = make_approved(body=f"{LINE}<p>Text.</p>")
    stopped = [
        ("An embargo line that agrees with the instant: “EMBARGOED UNTIL 10:00 GMT, 3 MAY 2031”", "stops")
    ]
    assert failing(release) == stopped
    assert failing(release, AT - timedelta(microseconds=1)) == stopped
    assert failing(release, AT + timedelta(hours=1)) == stopped
    assert failing(release, AT) == []


@pytest.mark.parametrize("place", ["body", "notes_to_editors", "summary"])
def test_embargo_line_is_found_wherever_it_stands(place):
    release = make_approved(**{"body": "<p>Text.</p>", place: "<p>Text.</p><p>Under embargo until noon</p>"})
    if place == "summary":
        Release.objects.filter(pk=release.pk).update(summary="Under embargo until noon")
    release.refresh_from_db()
    assert len(blocking(release, AT)) == 1


def test_embargo_line_is_no_reason_against_itself_at_the_opening():
    release = make_approved(body=f"{LINE}<p>Text.</p>", dateline="Geneva")
    assert failing(release, AT) == []


def test_instant_of_the_embargo_line_is_expected_until_another_is_set():
    release = make_approved(body=f"{LINE}<p>Text.</p>")
    assert expected_instant(release) == AT
    release.publish(make_user("Editors"), at=AT, embargo=True)
    assert expected_instant(release) == AT
    assert expected_instant(make_approved()) is None
    assert expected_instant(make_approved(body="<p>Embargoed until 3 May</p>")) is None


def test_link_to_what_is_not_public_at_the_instant_stops():
    coming = make_release(slug="coming", public_from=AT)
    make_draft(slug="a-draft")
    make_release(slug="out", status="published")
    make_release(slug="taken-back", status="withdrawn")
    body = "".join(
        f'<p><a href="{address}">x</a></p>'
        for address in (
            "/releases/coming/",
            "/releases/a-draft/?x=1#y",
            "/releases/out/",
            "/releases/out.txt",
            "/releases/taken-back/",
            "/releases/never/",
            "/nowhere",
            "/admin/",
            "/",
            "/releases/",
            "https://testserver/releases/coming/",
            "https://example.org/releases/coming/",
            "mailto:desk@example.org",
        )
    )
    release = make_approved(body=body)
    always = ["/releases/a-draft/?x=1#y", "/releases/taken-back/", "/releases/never/", "/nowhere", "/admin/"]
    early = ["/releases/coming/", *always, "https://testserver/releases/coming/"]
    assert closed_links([release], AT) == {release.pk: always}
    assert closed_links([release], AT - timedelta(microseconds=1)) == {release.pk: early}
    assert coming.is_scheduled()
    with pytest.raises(ValidationError, match="A link that the public can open then: /releases/a-draft/"):
        release.publish(make_user("Editors"), at=AT)


def test_link_to_a_person_or_an_office_that_is_not_listed_stops():
    make_contact(slug="ana", name="Ana")
    make_contact(slug="gone", name="Gone", status="left")
    make_organisation(slug="board", name="Board")
    addresses = ["/contacts/ana/", "/contacts/ana.vcf", "/contacts/gone/", "/organisations/board/"]
    addresses += ["/organisations/no/"]
    release = make_approved(body="".join(f'<p><a href="{one}">x</a></p>' for one in addresses))
    assert closed_links([release])[release.pk] == ["/contacts/gone/", "/organisations/no/"]


def test_link_to_a_former_address_to_itself_and_to_its_bundle_is_open():
    moved = make_release(slug="old")
    moved.slug = "new"
    moved.save()
    release = make_approved(
        slug="here", body='<p><a href="/releases/old/">x</a><a href="/releases/here/">x</a></p>'
    )
    sibling = make_approved(slug="sibling", body='<p><a href="/releases/here/">x</a></p>')
    assert closed_links([release, sibling]) == {release.pk: [], sibling.pk: ["/releases/here/"]}
    bundle = make_bundle(release, sibling)
    assert closed_links([*bundle.releases.all()]) == {release.pk: [], sibling.pk: []}


def make_bundle(*releases):
    bundle = releases[0]._meta.get_field("bundle").related_model(name="Two")
    bundle.begin(make_user("Editors"), releases)
    return bundle


def test_links_cost_one_query_and_a_text_without_any_costs_none(django_assert_num_queries):
    plain, linked = make_approved(), make_approved(body='<p><a href="/releases/x/">x</a></p>')
    make_approved(body='<p><a href="/contacts/x/">x</a><a href="/organisations/x/">x</a></p>')
    releases = list(Release.objects.with_parts())
    with django_assert_num_queries(1):
        closed_links(releases)
    with django_assert_num_queries(0):
        closed_links([one for one in releases if one.pk == plain.pk])
    with django_assert_num_queries(1):
        closed_links([one for one in releases if one.pk == linked.pk])


def test_contradictions_are_warnings_that_may_be_waived_each_for_itself():
    contact = make_contact(name="Liz Specimen", email="desk@example.org")
    ContactPoint.objects.filter(contact=contact, kind="phone").update(value="+41 22 000")
    release = make_approved(
        contacts=[contact],
        organisations=[make_organisation(name="Organisation for Specimens")],
        dateline="Nairobi",
        dated_on=date(2026, 5, 5),
        body="<p>GENEVA, 4 May 2026 – Said António Example of the Organization for Specimens. Call "
        "+1 202 999 or Liz Specimem.</p><p>“Yes,” said Antonio Example.</p>",
    )
    Quote.objects.create(release=release, text="Yes,", speaker="António Example")
    assert failing(release) == [
        ("One place: the text begins with “GENEVA”, the field says “Nairobi”", "open"),
        ("One date: the text begins with “4 May 2026”, the field says “5 May 2026”", "open"),
        ("One spelling: the text has “Liz Specimem” for “Liz Specimen”", "open"),
        ("One spelling: the text has “Antonio Example” for “António Example”", "open"),
        (
            "One spelling: the text has “Organization for Specimens” for “Organisation for Specimens”",
            "open",
        ),
        ("A telephone number that can exist: +1 202 999", "open"),
        ("A number of Liz Specimen that can exist: +41 22 000", "open"),
    ]
    codes = [check.code for check in unwaived(release)]
    assert len(set(codes)) == 7
    editor = make_user("Editors")
    with pytest.raises(ValidationError, match="A number of Liz Specimen"):
        release.publish(editor, waivers=dict.fromkeys(codes[:-1], "As the source has it."))
    release.publish(editor, waivers=dict.fromkeys(codes, "As the source has it."))
    assert release.is_public()


def test_waiver_is_for_these_words_and_another_fault_is_asked_about_anew():
    release, editor = make_approved(body="<p>Call +1 202 999.</p>"), make_user("Editors")
    (check,) = unwaived(release)
    release.publish(editor, at=AT, waivers={check.code: "The source has it."})
    ((waived, waiver),) = Readiness(release, AT).waived
    assert (waived.code, waiver.reason, waiver.by) == (check.code, "The source has it.", editor)
    release.body = "<p>Call +1 202 999 or +1 202 998.</p>"
    release.save_writing(editor)
    assert [str(check.label) for check in unwaived(release, AT)] == [
        "A telephone number that can exist: +1 202 998"
    ]


def test_release_that_states_no_date_and_begins_with_one_is_asked_about():
    release = make_approved(dated_on=None, date_not_stated=True, body="<p>GENEVA, 4 May 2026 – Text.</p>")
    assert failing(release) == [
        ("One date: the text begins with “4 May 2026”, the field says “Date not stated”", "open")
    ]


@pytest.mark.usefixtures("source_releases")
def test_the_source_releases_contradict_nothing():
    for release in Release.objects.with_parts():
        assert failing(release) == []


def test_link_that_opens_before_the_release_does_is_no_fault():
    release = make_approved(body='<p><a href="/releases/soon/">x</a></p>')
    make_release(slug="soon", public_from=timezone.now() + timedelta(hours=1))
    assert len(blocking(release)) == 1
    assert blocking(release, timezone.now() + timedelta(hours=2)) == []
