"""The life of a release in a real browser: four people, by keyboard alone; every page without a fault."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from releases.models import Bundle, Comment, Notice, Release
from tests.browsing import complaints_of, faults
from tests.builders import (
    PASSWORD,
    make_accepted,
    make_approved,
    make_contact,
    make_draft,
    make_release,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TABS = 200


@pytest.fixture
def signed_in(browser, live_server):
    """`with signed_in("ed") as page`: the desk of that person, in a browser of their own."""

    @contextmanager
    def sign_in(name, **options):
        context = browser.new_context(base_url=live_server.url, **options)
        complaints = complaints_of(context)
        page = context.new_page()
        page.goto(reverse("admin:index"))
        page.wait_for_function("() => document.activeElement.name === 'username'")
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Desk')")
        yield page
        assert complaints == []
        context.close()

    return sign_in


def tab_to(page, selector):
    """Presses Tab until what this selector finds has the focus."""
    for _press in range(TABS):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is out of the keyboard's reach")


def press(page, selector, then):
    """Goes to a link or button, presses it and waits until the page says this."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_selector(f":text('{then}')")


def write(page, selector, text):
    tab_to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Space")


SEND = ".nr-ask button[type=submit]"


def test_release_lives_its_whole_life_through_four_people_and_the_keyboard(signed_in, page, live_server):
    for name, role in (("wanda", "Writers"), ("edith", "Editors"), ("ben", "Editors")):
        make_user(role, username=name, first_name=name.title())
    release = make_draft(title="A bridge opens", body="<p>It cost 28.</p>", contacts=[make_contact()])
    change = reverse("admin:releases_release_change", args=[release.pk])

    with signed_in("wanda") as wanda:
        wanda.goto(change)
        write(wanda, "#id_dateline", "Nairobi")
        press(wanda, "button[name=_submit]", "You can go on writing")
        press(wanda, SEND, "In review.")

    with signed_in("edith") as edith:
        press(edith, f"a[href='{change[:-7]}approve/']", "this text may go out as it stands")
        press(edith, SEND, "Approved. It can be published now.")
        press(edith, "button[name=_publish]", "When")
        tab_to(edith, "#id_when_0")
        edith.keyboard.press("ArrowDown")
        edith.keyboard.press("ArrowDown")
        day = timezone.localtime() + timedelta(days=2)
        tab_to(edith, "#id_day")
        edith.keyboard.type(day.strftime("%m%d%Y"))
        tab_to(edith, "#id_time")
        edith.keyboard.type("1000AM")
        press(edith, SEND, "Then press the button.")
        press(edith, SEND, "Under embargo until")
    release.refresh_from_db()
    assert (release.state(), str(release.approved_by)) == ("embargoed", "Edith")

    link = make_accepted(release, name="Ana Specimen", expires_at=release.public_from)
    page.goto(live_server.url + link.get_absolute_url())
    assert "It cost 28." in page.inner_text("main")
    page.goto(live_server.url + release.get_absolute_url())
    assert "28" not in page.inner_text("body")
    Release.objects.filter(pk=release.pk).update(public_from=timezone.now())
    page.goto(live_server.url + release.get_absolute_url())
    assert "It cost 28." in page.inner_text("main")

    with signed_in("edith") as edith:
        edith.goto(change)
        edith.wait_for_selector("#text [contenteditable=true]")
        write(edith, "#text [contenteditable=true]", "It cost 29.")
        tab_to(edith, "#id_kind_of_change_0")
        edith.keyboard.press("Space")
        write(edith, "#id_wrong", "It said 28.")
        write(edith, "#id_right", "It is 29.")
        tab_to(edith, "#id_agreed_by")
        edith.keyboard.type("Ben")
        press(edith, "button[name=_continue]", "Corrected. The note is public now")
        assert not edith.is_visible("#id_reason")
    assert str(Notice.objects.get().approved_by) == "Ben"
    page.reload()
    assert "It cost 29." in page.inner_text("main")

    with signed_in("ben") as ben:
        ben.goto(change)
        write(ben, "#comments textarea", "The ministry has called.")
        press(ben, "#comments button", "Comment added.")
        choose(ben, "details:has(a[href$='/withdraw/']) > summary")
        press(ben, "a[href$='/withdraw/']", "It leaves every list")
        write(ben, "#id_reason", "The bridge is not open.")
        press(ben, SEND, "Withdrawn. The text stays")
        choose(ben, "details:has(a[href$='/remove/']) > summary")
        press(ben, "a[href$='/remove/']", "(410)")
        write(ben, "#id_reason", "It never was a bridge.")
        press(ben, SEND, "Removed. Its address answers")
    assert str(Comment.objects.get().by) == "Ben"
    assert page.goto(live_server.url + release.get_absolute_url()).status == 410
    release.refresh_from_db()
    assert release.state() == "removed"


def pages():
    """Every page of the workflow with as much on it as it can have."""
    editor, colleague = make_user("Editors", username="ed"), make_user("Editors", first_name="Ben")
    draft = make_draft(title="Draft", contacts=[], body="<p>Call +1 202 999.</p>", dated_on=None)
    draft.assign(colleague, editor)
    waiting = make_draft(title="Waiting", status="review")
    waiting.written_by.add(editor)
    sent_back = make_draft(title="Sent back", status="review")
    sent_back.back_to_draft(colleague, "Whose figure is it?")
    sent_back.written_by.add(editor)
    held = make_approved(title="Held", contacts=[])
    waivers = {"no-contact": "The desk is closed."}
    held.publish(colleague, timezone.now() + timedelta(hours=2), embargo=True, waivers=waivers)
    public = make_release(title="Out", urgent_by=colleague)
    public.correct(editor, "It said 28.", "It is 29.", approved_by=colleague, title="Out, mended")
    Comment.objects.create(release=public, by=colleague, text="The ministry has called.")
    gone = make_release(title="Gone", status="withdrawn", replaced_by=public)
    bundle = Bundle(name="Two languages")
    bundle.begin(editor, [make_approved(contacts=[]), make_draft(title="Unread")])
    steps = [
        (draft, ("change", "submit", "approve", "publish", "assign", "comment")),
        (waiting, ("change", "approve", "back_to_draft")),
        (sent_back, ("change",)),
        (held, ("change", "publish", "back_to_draft", "withdraw")),
        (public, ("change", "withdraw", "remove", "redirect", "look")),
        (gone, ("change", "restore")),
        (bundle, ("change", "publish", "back_to_draft", "delete")),
    ]
    found = [
        reverse(f"admin:{name}") for name in ("index", "releases_bundle_changelist", "releases_bundle_add")
    ]
    for thing, names in steps:
        opts = thing._meta
        found += [reverse(f"admin:releases_{opts.model_name}_{name}", args=[thing.pk]) for name in names]
    return found


def test_no_page_of_the_workflow_has_a_fault_that_axe_knows(signed_in):
    addresses = pages()
    with signed_in("ed") as page:
        for address in addresses:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.wait_for_function(
                "() => [...document.querySelectorAll('select.admin-autocomplete')]"
                ".every(one => one.nextElementSibling?.matches('.select2') || one.id.includes('__prefix__'))"
            )
            assert faults(page) == [], address
