"""Every public page in a real browser: within everyone's reach, on any width, and without a complaint."""

import pytest
from django.conf import settings as newsroom

from tests.browsing import FAILURES, PAGES, PREVIEWS, complaints_of, faults, furnish
from tests.builders import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

DESK = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}
# What a reader may set who needs more air (WCAG 1.4.12).
SPACING = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
WIDER = """() => document.documentElement.scrollWidth > innerWidth && [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0)
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def visit(page, context, live_server, settings, client):
    """Opens one page after another as a colleague who may see previews; yields (name, status)."""
    settings.ROOT_URLCONF = "tests.browsing"
    furnish()
    client.force_login(make_user("Editors"), newsroom.AUTHENTICATION_BACKENDS[1])
    name = newsroom.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    def every_page():
        for name, address in {**PAGES, **PREVIEWS, **FAILURES}.items():
            response = page.goto(live_server.url + address)
            assert (response.status >= 400) == (name in FAILURES), (name, response.status)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            yield name

    return every_page


@pytest.fixture(params=["en", "ar"], ids=["left to right", "right to left"])
def language(request, settings):
    settings.LANGUAGE_CODE = request.param


def test_axe_finds_nothing_on_any_page(visit, page, language):
    found = [(name, *fault) for name in visit() for fault in faults(page)]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("size", [NARROWEST, DESK], ids=["the narrowest phone", "a desk"])
def test_no_page_scrolls_sideways_even_with_wide_letters(visit, page, language, size):
    page.set_viewport_size(size)
    found = []
    for name in visit():
        found += [(name, "as it is", one) for one in page.evaluate(WIDER) or []]
        page.evaluate(SPACING)
        found += [(name, "with space", one) for one in page.evaluate(WIDER) or []]
    assert not found, "\n".join(map(str, found))


def test_no_page_makes_the_browser_complain_or_asks_another_machine(visit, context):
    complaints = complaints_of(context)
    assert len(list(visit())) == len(PAGES) + len(PREVIEWS) + len(FAILURES)
    assert complaints == []
