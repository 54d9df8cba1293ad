"""The admin in a real browser, under its real Content-Security-Policy, by keyboard alone."""

import pytest
from django.urls import reverse

from releases.models import Quote, Release
from tests.browsing import WIDTHS, WORD, faults
from tests.builders import PASSWORD, make_contact, make_organisation, make_release, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TABS = 150
# The cells of a list that stand wholly or partly out of view.
CUT = """() => [...document.querySelectorAll("#result_list tbody :is(td, th)")]
  .filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.className)"""


@pytest.fixture
def desk(page, live_server):
    """A page signed in as an editor; it fails the test if the browser complains of anything."""
    make_user("Editors", username="ed")
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse("admin:index"))
    page.wait_for_function("() => document.activeElement.name === 'username'")
    page.keyboard.type("ed")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Desk')")
    yield page
    assert complaints == []


def tab_to(page, selector):
    """Presses Tab until what this selector finds has the focus."""
    for _press in range(TABS):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is out of the keyboard's reach")


def wait_for_editor(page):
    page.wait_for_selector("#text [contenteditable=true]")


def test_release_is_written_saved_and_published_by_keyboard_alone(desk, live_server):
    make_organisation(name="Harbour Board")
    tab_to(desk, "a[href$='/release/add/']")
    desk.keyboard.press("Enter")
    wait_for_editor(desk)
    tab_to(desk, "#id_title")
    desk.keyboard.type("A bridge opens")
    tab_to(desk, "#text [contenteditable=true]")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("Open")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(" at last.")
    tab_to(desk, "#id_date_not_stated")
    desk.keyboard.press("Space")
    tab_to(desk, "#organisations .select2-selection--single")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Harb")
    desk.wait_for_selector(".select2-results__option:has-text('Harbour Board')")
    desk.keyboard.press("Enter")
    tab_to(desk, "button[name=_continue]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist")
    wait_for_editor(desk)
    tab_to(desk, "button[name=_publish]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("h1:has-text('Publish')")
    tab_to(desk, "textarea[name$='-waive-no-contact']")
    desk.keyboard.type("The desk is closed.")
    tab_to(desk, "input[name$='-urgent']")
    desk.keyboard.press("Space")
    tab_to(desk, ".nr-ask button[type=submit]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist:has-text('Anyone can read it now')")
    release = Release.objects.get()
    assert release.body == "<p><strong>Open</strong> at last.</p>"
    assert [one.name for one in release.issued_by()] == ["Harbour Board"]
    assert release.is_public()


def test_pasted_word_processor_text_keeps_its_words_and_loses_its_styles(desk, live_server):
    release = make_release(status="draft", public_from=None)
    desk.goto(live_server.url + reverse("admin:releases_release_change", args=[release.pk]))
    wait_for_editor(desk)
    desk.evaluate(
        """html => {
            const box = document.querySelector("#text [contenteditable=true]");
            const data = new DataTransfer();
            data.setData("text/html", html);
            box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        '<h2 style="color:red">Head</h2><p class="x"><b>Bold</b> <a href="javascript:x()">link</a></p>',
    )
    desk.click("button[name=_continue]")
    desk.wait_for_selector(".messagelist")
    release.refresh_from_db()
    assert "<h2>Head</h2>" in release.body
    assert "<strong>Bold</strong>" in release.body
    assert "style" not in release.body
    assert "javascript" not in release.body


def test_editing_keeps_what_the_text_says_of_its_languages(desk, live_server):
    body = (
        '<p lang="fr">Bonjour.</p>\n<p>He said <span lang="ar" dir="rtl">مرحبا</span> to '
        '<a hreflang="fr" href="https://example.org/">them</a>.</p>\n'
        '<ul dir="ltr"><li><p>One</p></li></ul>\n<p>The end.</p>'
    )
    release = make_release(status="draft", public_from=None, body=body)
    desk.goto(live_server.url + reverse("admin:releases_release_change", args=[release.pk]))
    wait_for_editor(desk)
    desk.click("#text [contenteditable=true] > p:last-of-type")
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" Added.")
    desk.click("button[name=_continue]")
    desk.wait_for_selector(".messagelist")
    release.refresh_from_db()
    assert release.body == body.replace("The end.", "The end. Added.")


def test_desk_form_and_list_have_no_fault_that_axe_knows(desk, live_server):
    contact = make_contact()
    title = f"{WORD} {WORD}"
    release = make_release(title=title, status="draft", public_from=None, contacts=[contact], dated_on=None)
    Quote.objects.create(release=release, text="Body")
    for url in (
        reverse("admin:index"),
        reverse("admin:releases_release_changelist"),
        reverse("admin:releases_release_change", args=[release.pk]),
        reverse("admin:releases_release_publish", args=[release.pk]),
        reverse("admin:contacts_presscontact_change", args=[contact.pk]),
    ):
        desk.goto(live_server.url + url)
        desk.wait_for_load_state("networkidle")
        desk.wait_for_function(
            "() => [...document.querySelectorAll('select.admin-autocomplete')]"
            ".every(one => one.nextElementSibling?.matches('.select2') || one.id.includes('__prefix__'))"
        )
        assert faults(desk) == [], url
        for width in WIDTHS:
            desk.set_viewport_size({"width": width, "height": 900})
            assert desk.evaluate(CUT) == [], (url, width)
