"""Contact staff and a contact at work in a real browser: by keyboard, on a phone and on a desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from contacts.models import ContactPoint, Proposal
from tests.browsing import complaints_of
from tests.builders import PASSWORD, make_contact, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WIDTHS = {390: 844, 1280: 900}


def faults(page):
    return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


def tab_to(page, what):
    """Goes on by Tab until this selector has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"no way to {what} by keyboard")


def sign_in(page, live_server, role):
    make_user(role, username="keeper")
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "keeper")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Desk')")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_contact_is_asked_corrects_a_number_by_keyboard_and_a_colleague_takes_it_over(
    page, context, live_server, mailoutbox, width
):
    complaints = complaints_of(context)
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    contact = make_contact(name="Ana Lima", email="ana@example.org")
    number = contact.points.get(kind="phone")
    sign_in(page, live_server, "Directory staff")
    assert faults(page) == []
    tab_to(page, "a[href$='/contactpoint/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('To be confirmed')")
    assert faults(page) == []
    assert fits(page, width)
    tab_to(page, f"#p{number.pk}")
    page.keyboard.press("Space")
    tab_to(page, "[name=_ask]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist:has-text('A mail asks Ana Lima')")
    page.goto(live_server.url + re.search(r"/confirm/\S+", mailoutbox[0].body)[0])
    assert faults(page) == []
    assert fits(page, width)
    tab_to(page, "form.asked button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert faults(page) == []
    for point in contact.points.all():
        tab_to(page, f"[name=say-{point.pk}]")
        page.keyboard.press("Space")
        if point == number:
            page.keyboard.press("ArrowDown")
            tab_to(page, f"[name=new-{point.pk}]")
            page.keyboard.type("+41 22 717 92 22")
    tab_to(page, "form.asked button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Thank you, Ana Lima')")
    assert faults(page) == []
    assert ContactPoint.objects.get(kind="email").confirmed_at
    page.goto(f"{live_server.url}/admin/contacts/contactpoint/")
    assert faults(page) == []
    assert fits(page, width)
    tab_to(page, "[name=_accept]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist:has-text('Taken over')")
    assert not Proposal.objects.waiting().exists()
    number.refresh_from_db()
    assert number.value == "+41 22 717 92 22"
    assert complaints == []
