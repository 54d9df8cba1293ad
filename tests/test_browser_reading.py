"""How people read: with the source beside it, on a phone, by keyboard, without script, on paper."""

import re

import pytest
from playwright.sync_api import expect

from releases.body import squash
from releases.models import Release
from tests.browsing import PAGES, furnish
from tests.source_check import documents

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = {"width": 390, "height": 844}
A4 = {"width": 658, "height": 990}  # what the margins leave of it, in CSS pixels
FUNDS, AGREEMENT = PAGES["a dated release"], PAGES["an undated release"]
DATES = {"26 / 05 / 2020": "26 May 2020", "": "Date not stated"}
LIZ = "tel:+12027168820"
CONTROLS = "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']"


@pytest.fixture
def site(live_server, page):
    """Where a newsroom with a page of every kind answers."""
    furnish()
    page.emulate_media(reduced_motion="reduce")  # no scrolling that takes time
    return live_server.url


@pytest.fixture
def phone(new_context, site):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce").new_page()
    page.goto(site + "/releases/")
    return page


@pytest.fixture
def scriptless(new_context, site):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(site + "/releases/")
    return page


def test_both_source_releases_stand_on_their_pages_word_for_word(site, page):
    for title, date, paragraphs, contact in documents():
        page.goto(site + Release.objects.get(title=title).get_absolute_url())
        assert page.locator("h1").inner_text() == title
        assert page.locator(".rel__head .when").inner_text().split("\n")[0] == DATES[date]
        read = page.locator(".prose p:not(.ends)").all_inner_texts()
        assert [squash(text) for text in read] == paragraphs
        for person in page.locator(".person").all():
            assert person.locator("h3").inner_text() in contact
            assert person.locator(".tel").inner_text() in contact
        people = len(re.findall(r"Tel[:.]", contact))
        assert page.locator(".person").count() == page.locator("a[href^='tel:']").count() == people
        assert page.locator("a[href^='mailto:']").count() == 0


def test_a_journalist_gets_from_the_list_to_a_ringing_number_in_two_taps(phone):
    phone.get_by_role("link", name=re.compile("United States Funds IOM")).tap()
    expect(phone.locator("h1")).to_contain_text("United States Funds IOM")
    number = phone.locator(f"a[href='{LIZ}']")
    phone.evaluate("addEventListener('click', e => { window.rung = e.target.closest('a').href })")
    assert number.bounding_box()["height"] >= 24
    number.tap()
    assert phone.evaluate("window.rung") == LIZ


def test_the_contacts_of_a_release_are_one_tap_below_its_headline_on_a_phone(phone, site):
    phone.goto(site + AGREEMENT)
    phone.get_by_role("link", name="Media contacts").tap()
    expect(phone.get_by_role("heading", name="Media contacts")).to_be_in_viewport()


def press_tab_to(page, selector):
    """Presses Tab until what this selector finds has the focus."""
    for _press in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is out of the keyboard's reach")


def test_the_keyboard_alone_leads_past_the_masthead_to_a_search_its_result_and_a_contact(site, page):
    page.goto(site + "/releases/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("Vitorino")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 release")
    press_tab_to(page, ".row__title a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("United States Funds IOM")
    press_tab_to(page, f"a[href='{LIZ}']")
    expect(page.locator(f"a[href='{LIZ}']")).to_be_in_viewport()


REACHED = """all => {
  const one = document.activeElement
  if (one === document.body) return null
  const style = getComputedStyle(one), box = one.getBoundingClientRect()
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
  const number = [...document.querySelectorAll(all)].indexOf(one)
  return { number, html: one.outerHTML.slice(0, 90), seen: seen && inView }
}"""
TO_REACH = """all => [...document.querySelectorAll(all)].flatMap((one, number) =>
  one.checkVisibility({ visibilityProperty: true }) && !one.disabled ? [number] : [])"""


@pytest.mark.parametrize("width", [390, 1280])
def test_tab_reaches_every_control_of_a_page_shows_where_it_is_and_leaves_again(site, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    for name in ("a filtered list", "a release of everything", "the contacts"):
        page.goto(site + PAGES[name])
        waiting = set(page.evaluate(TO_REACH, CONTROLS))
        assert len(waiting) > 10
        for _press in range(250):
            page.keyboard.press("Tab")
            here = page.evaluate(REACHED, CONTROLS)
            if here is None:
                break
            assert here["seen"], here["html"]
            waiting.discard(here["number"])
        assert here is None, f"the focus does not leave {name}"
        assert waiting == set(), name


def test_the_filter_sheet_of_a_phone_opens_closes_and_filters(site, page):
    page.set_viewport_size(PHONE)
    page.goto(site + "/releases/")
    sheet, opener = page.locator("#filters"), page.get_by_role("button", name="Filter", exact=True)
    expect(sheet).to_be_hidden()
    opener.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Tab")
    expect(sheet.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()
    opener.click()
    sheet.get_by_label("COVID-19").check()
    expect(sheet.get_by_role("button", name="Apply filters")).to_be_in_viewport()
    sheet.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("topic=covid-19"))
    expect(page.get_by_role("status")).to_have_text("2 releases")


def test_the_link_of_a_release_is_copied(site, page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site + FUNDS)
    assert page.get_by_text("Link to this page").is_hidden()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == site + FUNDS


def test_without_script_filters_search_and_paging_work(scriptless):
    scriptless.get_by_role("button", name="Filter", exact=True).click()
    scriptless.get_by_label("COVID-19").check()
    scriptless.get_by_role("button", name="Apply filters").click()
    expect(scriptless.get_by_role("status")).to_have_text("2 releases")
    scriptless.get_by_role("link", name=re.compile("remove")).click()
    scriptless.get_by_role("link", name="Next").click()
    expect(scriptless).to_have_url(re.compile("after="))
    scriptless.get_by_role("link", name="Previous").click()
    expect(scriptless.locator(".row")).to_have_count(20)
    scriptless.get_by_role("searchbox").fill("Estevadeordal")
    scriptless.get_by_role("button", name="Search").click()
    expect(scriptless.locator(".row")).to_have_count(1)


def test_without_script_the_link_of_a_release_can_be_selected_and_nothing_dead_is_shown(scriptless, site):
    scriptless.goto(site + FUNDS)
    assert scriptless.get_by_role("button").count() == 0
    scriptless.get_by_text("Link to this page").click()
    expect(scriptless.locator("code.url")).to_have_text(site + FUNDS)


def test_a_printed_release_has_every_word_no_navigation_and_its_address_last(site, page):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    for address in (FUNDS, AGREEMENT, PAGES["a release of everything"]):
        page.goto(site + address)
        for part in ("nav", ".foot", ".acts", ".related", ".skip", "button"):
            assert not any(one.is_visible() for one in page.locator(part).all()), part
        assert page.inner_text("body").strip().splitlines()[-1] == f"Source: {site}{address}"
        assert all(one.is_visible() for one in page.locator(".prose p, .person__name, .tel").all())
        cut = page.evaluate("""() => [...document.querySelectorAll("main *:not(.vh)")].filter(one =>
          one.getBoundingClientRect().right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1 &&
          getComputedStyle(one).overflowX !== "visible").map(one => one.outerHTML.slice(0, 80))""")
        assert cut == []
        printed = page.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        if address == FUNDS:  # the address alone on a second sheet would be lost
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_english_figures_stand_on_the_starting_side_of_an_arabic_front(site, page, settings):
    # So that the source's own is the newest.
    Release.objects.filter(dated_on__year__gt=2020).update(dated_on="2018-01-01")
    settings.LANGUAGE_CODE = "ar"
    page.goto(site + "/")
    gap = page.evaluate("""() => {
      const words = document.createRange(), column = document.querySelector(".lead__facts")
      words.selectNode(column.querySelector("dd").lastChild)
      return column.getBoundingClientRect().right - words.getBoundingClientRect().right
    }""")
    assert abs(gap) < 2
