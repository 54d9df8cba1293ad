"""A journalist with a link of her own, on a phone, in a real browser under its real policies."""

import pytest
from django.conf import settings as newsroom
from django.urls import reverse

from releases.models import Opening
from tests.browsing import complaints_of, faults
from tests.builders import (
    make_accepted,
    make_contact,
    make_embargoed,
    make_link,
    make_opening,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 390, "height": 844}


def make_full(**values):
    body = "<p>“Nobody should have to choose,” said Maria Specimen.</p><h2>More</h2><p>The text.</p>"
    return make_embargoed(body=body, contacts=[make_contact()], topics=[make_topic()], **values)


def test_a_journalist_accepts_the_terms_by_keyboard_on_a_phone_and_reads(page, context, live_server):
    complaints, asked = complaints_of(context), []
    page.on("request", lambda request: asked.append(request.all_headers().get("referer", "")))
    page.set_viewport_size(PHONE)
    link = make_link(make_full(title="Kestrel"), name="Ana Specimen")
    page.goto(live_server.url + link.get_absolute_url())
    assert "Kestrel" not in page.content()
    assert faults(page) == []
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Kestrel')")
    assert "For Ana Specimen only" in page.inner_text(".ban--embargo")
    assert page.inner_text(".ban--embargo li:first-child").startswith("At ")
    assert faults(page) == []
    page.click("a:has-text('Plain text')")
    page.wait_for_url("**.txt")
    assert "UNDER EMBARGO. For Ana Specimen only." in page.inner_text("body")
    assert Opening.objects.count() == 2
    assert complaints == []
    assert not [one for one in asked if link.token in one]


def test_what_a_browser_shows_again_it_asks_for_again(page, live_server):
    link = make_accepted(make_full(title="Kestrel"))
    page.goto(live_server.url + link.get_absolute_url())
    page.click("a:has-text('Releases')")
    page.wait_for_selector("h1:has-text('Press releases')")
    link.revoke(make_user("Editors"))
    page.go_back()
    page.wait_for_selector("h1:has-text('We can’t find that page')")
    assert "Kestrel" not in page.content()


@pytest.mark.parametrize("kind", ["press", "preview"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_a_link_fits_the_narrowest_phone_in_both_directions(page, live_server, kind, language):
    link = make_accepted(make_full(language_id=language), kind=kind, name="Specimen" * 9)
    page.goto(live_server.url + link.get_absolute_url())
    assert faults(page, widths=[320]) == []


def test_an_editor_copies_an_address_and_finds_no_fault_that_axe_knows(page, context, live_server, client):
    release, editor = make_full(), make_user("admin")
    link = make_link(release, name="Ana Specimen")
    make_opening(make_accepted(release))
    make_link(release, revoked_at=link.created_at, revoked_by=editor)
    client.force_login(editor, newsroom.AUTHENTICATION_BACKENDS[1])
    name = newsroom.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    complaints = complaints_of(context)
    for view, *of in (("access",), ("revoke", link.pk), ("ledger",)):
        page.goto(live_server.url + reverse(f"admin:releases_release_{view}", args=[release.pk, *of]))
        assert faults(page) == [], view
    page.goto(live_server.url + reverse("admin:releases_release_access", args=[release.pk]))
    page.click("li:has-text('Ana Specimen') button:has-text('Copy the address')")
    page.wait_for_selector("button:has-text('Copied')")
    address = live_server.url + link.get_absolute_url()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.input_value("li:has-text('Ana Specimen') .nr-address") == address
    assert complaints == []
