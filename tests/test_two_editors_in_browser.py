"""Typing, closing the tab, signing out; two people on one release: in a real browser, by keyboard."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from releases.models import Autosave, Presence, Release
from tests.browsing import faults
from tests.builders import PASSWORD, make_contact, make_release, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TABS = 200
BODY = "#text [contenteditable=true]"


@pytest.fixture
def complaints():
    found = []
    yield found
    assert found == []


@pytest.fixture
def sign_in(browser, live_server, complaints):
    """Signs somebody in, in a browser of their own."""

    def hear(page):
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    def sign_in(name, **values):
        make_user("Editors", username=name, **values)
        context = browser.new_context(base_url=live_server.url)
        context.on("page", hear)
        page = context.new_page()
        enter(page, name)
        contexts.append(context)
        return page

    contexts = []
    yield sign_in
    for context in contexts:
        context.close()


def enter(page, name):
    page.goto(reverse("admin:index"))
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("h1:has-text('Desk')")


@pytest.fixture
def release():
    return make_release(
        status="draft", public_from=None, title="As saved", body="<p>One.</p>", contacts=[make_contact()]
    )


def open_form(page, release):
    page.goto(reverse("admin:releases_release_change", args=[release.pk]))
    page.wait_for_selector(BODY)


def tab_to(page, selector):
    for _press in range(TABS):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is out of the keyboard's reach")


def kept(page):
    page.wait_for_function("() => document.querySelector('[data-autosave]').textContent.includes('is kept')")


def test_typing_survives_a_closed_tab_and_is_taken_up_by_keyboard(sign_in, release):
    page = sign_in("ana")
    open_form(page, release)
    tab_to(page, "#id_title")
    page.keyboard.press("End")
    page.keyboard.type(", and as typed")
    tab_to(page, BODY)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Two.")
    tab_to(page, "#quotes-group .add-row a")
    page.keyboard.press("Enter")
    tab_to(page, "#id_quotes-0-text")
    page.keyboard.type("Two.")
    kept(page)
    page.wait_for_timeout(3500)
    assert Autosave.objects.get().values["quotes-0-text"] == ["Two."]
    context = page.context
    page.close()
    page = context.new_page()
    open_form(page, release)
    assert page.input_value("#id_title") == "As saved"
    tab_to(page, "a[href$='?unsaved=1']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:has-text('is in the form')")
    page.wait_for_selector(BODY)
    assert page.input_value("#id_title") == "As saved, and as typed"
    assert page.inner_text(BODY) == "One. Two."
    assert page.input_value("#id_quotes-0-text") == "Two."
    release.refresh_from_db()
    assert release.title == "As saved"
    tab_to(page, "button[name=_continue]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")
    release.refresh_from_db()
    assert (release.title, release.body) == ("As saved, and as typed", "<p>One. Two.</p>")
    assert release.quotes.get().text == "Two."
    assert not Autosave.objects.exists()


def test_form_that_is_only_read_is_not_kept(sign_in, release):
    page = sign_in("ana")
    open_form(page, release)
    tab_to(page, "#id_summary")
    page.wait_for_timeout(3500)
    assert not Autosave.objects.exists()


def test_last_words_before_the_tab_is_closed_are_kept_too(sign_in, release):
    page = sign_in("ana")
    open_form(page, release)
    page.focus("#id_title")
    page.keyboard.type("X")
    page.goto(reverse("admin:index"))
    page.wait_for_timeout(300)
    assert "X" in Autosave.objects.get().values["title"][0]


def test_lost_session_is_said_and_after_signing_in_elsewhere_the_same_page_saves(
    sign_in, release, complaints
):
    page = sign_in("ana")
    open_form(page, release)
    Session.objects.all().delete()
    page.focus("#id_title")
    page.keyboard.press("End")
    page.keyboard.type(", and as typed")
    page.wait_for_selector("#not-kept:has-text('You are signed out')")
    page.keyboard.press("Control+End")
    page.click("button[name=_continue]")
    page.wait_for_timeout(500)
    assert page.input_value("#id_title") == "As saved, and as typed"
    other = page.context.new_page()
    enter(other, "ana")
    page.wait_for_selector("#not-kept", state="hidden")
    page.click("button[name=_continue]")
    page.wait_for_selector(".messagelist")
    release.refresh_from_db()
    assert release.title == "As saved, and as typed"


def test_colleague_who_opens_it_is_seen_and_is_gone_when_they_leave(sign_in, release):
    ana, bob = sign_in("ana"), sign_in("bob", first_name="Bob", last_name="Brown")
    open_form(bob, release)
    open_form(ana, release)
    assert ana.inner_text("#others") == "Bob Brown has just opened this"
    bob.goto(reverse("admin:index"))
    bob.wait_for_timeout(500)
    assert [one.by.username for one in Presence.objects.all()] == ["ana"]
    ana.wait_for_selector("#others", state="hidden", timeout=25_000)


def test_two_versions_are_settled_field_by_field_by_keyboard(sign_in, release):
    ana, bob = sign_in("ana"), sign_in("bob", first_name="Bob", last_name="Brown")
    open_form(ana, release)
    open_form(bob, release)
    bob.fill("#id_title", "As Bob has it")
    bob.fill("#id_dateline", "Geneva")
    bob.click("button[name=_continue]")
    bob.wait_for_selector(".messagelist")
    tab_to(ana, "#id_title")
    ana.keyboard.type(" by Ana")
    tab_to(ana, "#id_summary")
    ana.keyboard.type("Ana's summary")
    tab_to(ana, "button[name=_continue]")
    ana.keyboard.press("Enter")
    ana.wait_for_selector(".nr-conflict")
    assert Release.objects.get().title == "As Bob has it"
    assert faults(ana) == []
    tab_to(ana, "[name=keep-title]")
    ana.keyboard.press("ArrowUp")
    tab_to(ana, "#id_over")
    ana.keyboard.press("Space")
    tab_to(ana, "button[name=_continue]")
    ana.keyboard.press("Enter")
    ana.wait_for_selector(".messagelist")
    found = Release.objects.get()
    assert (found.title, found.summary, found.dateline) == ("As Bob has it", "Ana's summary", "Geneva")


def test_history_and_comparison_have_no_fault_that_axe_knows(sign_in, release):
    page = sign_in("ana")
    for title in ("One title", "Another"):
        open_form(page, release)
        page.fill("#id_title", title)
        page.fill("#id_why", "Because")
        page.click("button[name=_continue]")
        page.wait_for_selector(".messagelist")
    for name in ("history", "compare"):
        page.goto(reverse(f"admin:releases_release_{name}", args=[release.pk]))
        assert faults(page) == [], name
