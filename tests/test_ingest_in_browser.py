"""Taking the source file in, in a real browser: paste, review, mend one field, see both releases public."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from releases.models import Gap, Intake, Release
from tests.builders import PASSWORD, make_draft, make_user
from tests.form_values import typed
from tests.ingesting import TEXT
from tests.source_check import SOURCE
from tests.test_admin_in_browser import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
ARABIC = """المنظمة تفتح الجسر القديم للجمهور

التاريخ: 12 مايو 2021

جنيف – فتحت المنظمة الدولية للهجرة الجسر القديم للجمهور بعد عشر سنوات من الإغلاق في المدينة.

للمزيد من المعلومات، يرجى الاتصال بـ press@example.org
"""


@pytest.fixture
def desk(page, live_server):
    """A page signed in as an editor; it fails the test if the browser complains of anything."""
    make_user("Editors", username="ed")
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("#id_username", "ed")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Desk')")
    yield page
    assert complaints == []


def paste(desk, live_server, text):
    desk.goto(live_server.url + reverse("admin:releases_intake_add"))
    desk.fill("#id_text", text)
    desk.click("button:has-text('Read the text')")
    desk.wait_for_selector(".nr-rev")


def test_source_file_is_pasted_reviewed_mended_accepted_and_public(desk, live_server):
    paste(desk, live_server, SOURCE.read_text())
    assert desk.locator(".nr-tabs a").count() == 2
    desk.fill("[name='summary']", "The IDB and IOM play key complementary roles.")
    desk.click("button[name=_publish]")
    desk.wait_for_selector(".nr-tabs a[aria-current]:has-text('United States Funds')")
    desk.click("button[name=_publish]")
    desk.wait_for_selector(".messagelist:has-text('Published')")
    desk.goto(live_server.url + reverse("home"))
    for release in Release.objects.all():
        assert release.is_public()
        assert desk.locator(f"a:has-text('{release.title}')").count() >= 1
    first = Release.objects.get(dated_on=None)
    desk.goto(live_server.url + first.get_absolute_url())
    assert desk.locator("text=The IDB and IOM play key complementary roles.").count() == 1
    assert desk.locator("text=Date not stated").count() >= 1
    assert desk.locator("a[href='tel:+12027168820']").count() >= 1
    decisions = {one["path"]: one["decision"] for one in Intake.objects.get(release=first).traces}
    assert (decisions["summary"], decisions["title"]) == ("edited", "")


def test_field_and_its_words_light_up_together_and_by_keyboard(desk, live_server):
    paste(desk, live_server, SOURCE.read_text())
    card = desk.locator("[data-unit='quotes.0']")
    number = card.get_attribute("data-card")
    tab_to(desk, "#i-quotes\\.0\\.speaker")
    lit = desk.locator(".nr-text .is-linked").all_text_contents()
    assert "Luca\u00a0Dall’Oglio" in [words.strip() for words in lit]
    desk.hover(".nr-text mark >> nth=0")
    assert desk.locator("#f1.is-linked").count() == 1
    desk.click(f"#s{number}")
    assert desk.evaluate("location.hash") == f"#f{number}"
    assert desk.evaluate("getComputedStyle(document.querySelector(':target')).outlineStyle") == "solid"


def test_selected_words_are_given_to_a_field(desk, live_server):
    paste(desk, live_server, SOURCE.read_text().replace("Washington", "😀 Washington", 1))
    desk.evaluate(
        """() => {
            const piece = [...document.querySelectorAll("[data-start]")]
                .find((one) => one.textContent.includes("Countries in LAC"));
            const at = piece.textContent.indexOf("Countries in LAC");
            getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 16);
        }"""
    )
    desk.wait_for_function("() => document.getElementById('words').value === 'Countries in LAC'")
    desk.select_option("#target", "summary")
    desk.click("button[name=_give]")
    desk.wait_for_selector(".messagelist:has-text('Given to: Summary')")
    assert desk.input_value("[name=summary]") == "Countries in LAC"
    path, words, spans = Intake.objects.earliest("start").choices["given"][0]
    assert (path, words) == ("summary", "Countries in LAC")
    text = Intake.objects.earliest("start").source.text
    assert text[slice(*spans[0])] == "Countries in LAC"


def test_review_is_done_by_keyboard_alone(desk, live_server):
    paste(desk, live_server, SOURCE.read_text().split("United States Funds")[0])
    tab_to(desk, "[name='decide:countries.VE']")
    desk.keyboard.press("ArrowDown")
    tab_to(desk, "button[name=_save]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist:has-text('Saved as a draft')")
    release = Release.objects.get()
    assert not release.countries.exists()
    assert release.quotes.count() == 2


def test_review_works_without_script(browser, live_server):
    make_user("Editors", username="ed")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:login"))
    page.fill("#id_username", "ed")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    paste(page, live_server, SOURCE.read_text())
    page.fill("[name=title]", "A better headline")
    page.click("#no-6")
    page.click("button[name=_save]")
    page.wait_for_selector(".messagelist:has-text('Saved as a draft')")
    assert Release.objects.get().title == "A better headline"
    context.close()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_import_review_and_gap_desk_have_no_fault_that_axe_knows(
    desk, live_server, width, scheme, direction, settings
):
    settings.LANGUAGE_CODE = "ar" if direction == "rtl" else "en"
    held = make_draft(body="<p>“Open the old road.”</p>", embargo_line="Embargo until 3 June 2031, 10:00")
    Gap.objects.create(release=held, kind="quote", key="x", words="Open the road.")
    paste_url = reverse("admin:releases_intake_add")
    desk.goto(live_server.url + paste_url)
    desk.fill("#id_text", SOURCE.read_text().replace("+1 202 716 8820", "202 716 8820"))
    desk.click("main button[type=submit]")
    desk.wait_for_selector(".nr-rev")
    review = desk.url
    desk.click("button[name=_save]")
    desk.wait_for_url(lambda url: url != review)
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)
    for url in (
        live_server.url + paste_url,
        desk.url,
        live_server.url + reverse("admin:releases_gap_changelist"),
        live_server.url + reverse("admin:releases_release_publish", args=[held.pk]),
    ):
        desk.goto(url)
        desk.wait_for_load_state("networkidle")
        desk.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        faults = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(desk).response["violations"]]
        assert faults == [], url
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, url
        assert desk.evaluate("document.documentElement.dir") == direction


def test_words_are_selected_and_given_by_keyboard_alone(desk, live_server):
    paste(desk, live_server, TEXT)
    tab_to(desk, ".nr-text")
    for key in (*["ArrowDown"] * 3, "Home", *["Shift+ArrowRight"] * 2):
        desk.keyboard.press(key)
    words = "Port Example –"
    desk.wait_for_function("words => document.getElementById('words').value === words", arg=words)
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "target"
    desk.keyboard.type("Summary")
    tab_to(desk, "button[name=_give]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist:has-text('Given to: Summary')")
    assert desk.input_value("[name=summary]") == words
    path, given, spans = Intake.objects.get().choices["given"][0]
    assert (path, given) == ("summary", words)
    assert TEXT[slice(*spans[0])].split() == words.split()


def test_arrows_go_through_an_arabic_text_as_it_is_read(desk, live_server):
    paste(desk, live_server, ARABIC)
    tab_to(desk, ".nr-text")
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "Shift+ArrowLeft"):
        desk.keyboard.press(key)
    words = " ".join(ARABIC.split()[1:3])
    desk.wait_for_function("words => document.getElementById('words').value === words", arg=words)
    assert desk.evaluate("getComputedStyle(document.querySelector('.nr-text')).direction") == "rtl"


def test_left_over_stretch_is_chosen_from_a_list_without_script(client):
    client.force_login(make_user("Editors"))
    text = TEXT.replace("Date: 12", "Room 12, second floor\n\nDate: 12")
    client.post(reverse("admin:releases_intake_add"), {"text": text})
    intake = Intake.objects.get()
    url = reverse("admin:releases_intake_change", args=[intake.pk])
    page = client.get(url)
    start, end, words = page.context["stretches"][0]
    data = typed(page, stretch=f"{start}-{end}", target="notes_to_editors") | {"_give": ""}
    client.post(url, data)
    assert words in typed(client.get(url))["notes_to_editors"]
