"""A newsroom to walk through in a browser: a page of every kind, and what a browser complains of there."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.management import call_command
from django.urls import path
from django.utils import timezone
from django.views.csrf import csrf_failure

from contacts.models import Country, Organisation, PressContact
from newsroom.urls import urlpatterns as newsroom
from releases.models import KeyFigure, Quote, Release
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_ADDRESS = f"{'press.' * 9}desk@{WORD[:24].lower()}.example.org"
TABLE = (
    "<table><caption>People reached</caption><thead><tr><th>Country</th><th>People</th><th>Tonnes of food"
    "</th><th>Partners</th><th>Remarks</th></tr></thead><tbody><tr><th>Ethiopia</th><td>1,200,000</td>"
    "<td>4,000</td><td>Everyone</td><td>Continuing until the rains have ended</td></tr></tbody></table>"
)
QUOTED = "<p>“Nobody should have to choose,” said Maria Specimen. “Open the road.”</p>"
EVERYTHING = (
    f"{QUOTED}<h2>A heading</h2><ul><li>One</li></ul><h3>A smaller one</h3><ol><li>Two</li></ol>"
    f'<blockquote><p>Three</p></blockquote>{TABLE}<p lang="ar" dir="rtl">فقرة بالعربية.</p>'
)

PAGES = {
    "the front page": "/",
    "the list": "/releases/",
    "the middle of the list": "/releases/?after=2016-01-01",
    "undated releases": "/releases/?after=undated",
    "a filtered list": "/releases/?organisation=iom&topic=covid-19&country=TR&language=en&year=2020&q=funds",
    "a list of errors": "/releases/?organisation=no&country=no&language=no&year=x&from=x&to=x",
    "an empty list": "/releases/?q=nothing&organisation=iom",
    "a dated release": "/releases/united-states-funds-iom-humanitarian-assistance-for-vulnerable-migrants-"
    "affected-by-covid-19/",
    "an undated release": "/releases/inter-american-development-bank-iom-partner-to-address-migration-"
    "challenges/",
    "a release of everything": "/releases/everything/",
    "a release of long words": "/releases/long-words/",
    "an Arabic release": "/releases/arabic/",
    "a French release": "/releases/french/",
    "a withdrawn release": "/releases/withdrawn/",
    "a corrected release": "/releases/corrected/",
    "an earlier text": "/releases/corrected/versions/1/",
    "the corrections": "/corrections/",
    "the end of the corrections": "/corrections/?after=0.00000000-0000-0000-0000-000000000000",
    "the organisations": "/organisations/",
    "no organisation": "/organisations/?q=nobody",
    "an organisation": "/organisations/iom/",
    "the contacts": "/contacts/",
    "no contact": "/contacts/?q=nobody&organisation=x",
    "a contact": "/contacts/liz-lizama/",
    "a contact who is away": "/contacts/away/",
}
PREVIEWS = {"a draft": "/releases/draft/", "a scheduled release": "/releases/scheduled/"}
FAILURES = {
    "no such page": "/no-such-page/",
    "no such place": "/releases/?after=x",
    "no such place among the corrections": "/corrections/?after=x",
    "a removed release": "/releases/removed/",
    "a bad request": "/bad-request/",
    "a forbidden page": "/forbidden/",
    "an expired form": "/expired/",
    "a failure": "/failure/",
}


def furnish():
    """Both source releases and the rest of `PAGES` and `PREVIEWS`."""
    call_command("loaddata", "organisations", "contacts", "releases", verbosity=0)
    iom, liz = Organisation.objects.get(slug="iom"), PressContact.objects.get(slug="liz-lizama")
    for number in range(24):
        make_release(title=f"Release {number}", organisations=[iom], dated_on=date(2019 - number // 2, 3, 1))
    away = make_contact(slug="away", status="away", email="away@example.org", role="Officer", country_id="SN")
    away.languages.set(["ar", "en", "fr"])
    everything = make_release(
        slug="everything",
        dateline="Nairobi",
        body=EVERYTHING,
        notes_to_editors=f"<p>Ask us.</p><ul><li>One</li></ul>{TABLE}",
        organisations=[iom, *(make_organisation(name=f"{n} Agency") for n in ("An", "Another", "One More"))],
        contacts=[liz, away, make_contact(status="left"), make_contact(phone="", email="")],
        topics=[make_topic(), make_topic()],
        countries=Country.objects.all()[:24],
    )
    Quote.objects.create(
        release=everything, text="Nobody should have to choose,\nOpen the road.", role="Envoy"
    )
    KeyFigure.objects.create(release=everything, figure="1,200,000", counts="people", source="Everyone")
    KeyFigure.objects.create(release=everything, qualifier="until", figure="4,000", counts="tonnes")
    make_release(
        slug="long-words",
        title=f"{WORD} {WORD}",
        summary=f"https://example.org/{WORD}",
        dateline=WORD,
        body=f"<p>{WORD} https://example.org/{WORD}/{WORD}</p>",
        organisations=[make_organisation(name=WORD)],
        contacts=[make_contact(name=WORD, email=LONG_ADDRESS, role=WORD)],
        topics=[make_topic(name=WORD[:80])],
    )
    make_release(
        slug="arabic",
        language_id="ar",
        title="افتتاح مركز إقليمي",
        summary="يخدم المركز أحد عشر بلداً.",
        dateline="نيروبي",
        body="<p>افتتح المركز اليوم.</p>",
        organisations=[iom],
        contacts=[liz],
    )
    make_release(slug="french", language_id="fr", title="Un titre", body="<p>Un texte.</p>", contacts=[liz])
    rewrite(make_release(slug="corrected", title="Twice corrected", contacts=[liz], organisations=[iom]))
    make_release(slug="draft", status=Release.Status.DRAFT, public_from=None, dated_on=None)
    make_release(slug="scheduled", public_from=timezone.now() + timedelta(days=9))


def rewrite(release):
    """Corrects it twice, and leaves beside it one that was withdrawn, removed, redirected and restored."""
    editor = make_user("Editors")
    colleague = make_user("Editors", first_name="Maria", last_name="Specimen")
    release.correct(
        editor,
        f"The figure was 4,000 tonnes.\n{WORD}",
        "It is 3,900 tonnes.",
        approved_by=colleague,
        body="<p>3,900 tonnes have arrived.</p>",
    )
    release.correct(editor, "The place was wrong.", "فقرة بالعربية.", urgent=True, dateline="Nairobi")
    for slug, language in (("withdrawn", "en"), ("removed", "en"), ("moved", "ar"), ("restored", "fr")):
        make_release(slug=slug, title=f"Now {slug}", language_id=language, date_not_stated=slug == "removed")
    Release.objects.get(slug="withdrawn").withdraw(editor, f"Issued in error. {WORD}", replaced_by=release)
    Release.objects.get(slug="removed").remove(editor, "It named somebody who had not agreed.")
    Release.objects.get(slug="moved").redirect(editor, release, "It was published twice.")
    Release.objects.get(slug="restored").withdraw(editor, "A mistake.")
    Release.objects.get(slug="restored").restore(editor, "It was right after all.")


# A newsroom in which some things go wrong: settings.ROOT_URLCONF = "tests.browsing".


def fail_with(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    *newsroom,
    path("bad-request/", fail_with(BadRequest())),
    path("forbidden/", fail_with(PermissionDenied())),
    path("failure/", fail_with(ZeroDivisionError())),
    path("expired/", csrf_failure),
]


def complaints_of(context):
    """A list that fills with what goes wrong in these pages: what the browser reports (and so what the
    Content-Security-Policy refuses), errors of scripts, and requests that leave this machine.
    """
    found = []

    def hear(said):
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            found.append(said.text)

    def watch(request):
        if urlsplit(request.url).hostname not in ("localhost", "127.0.0.1"):
            found.append(f"asks {request.url}")

    def check(response):
        if response.status >= 400 and response.request.resource_type != "document":
            found.append(f"{response.status} {response.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("request", watch)
    context.on("response", check)
    return found


WIDTHS = (1280, 390)
# A colour on its way is another colour.
STILL = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync("* { transition: none !important; animation: none !important }")
  document.adoptedStyleSheets = [sheet]
  document.querySelectorAll("details").forEach(one => one.open = true)
}"""
RULES = {
    "light": {"resultTypes": ["violations"]},
    # Only colours are others in the dark.
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]},
}


def faults(page, widths=WIDTHS):
    """What axe (WCAG 2.2 AA and best practice) finds on this page, and whether it scrolls sideways, at a
    desk and on a phone, in the light and in the dark: [(width, scheme, rule, element)].
    """
    found = []
    page.evaluate(STILL)
    page.evaluate(Axe().axe_script)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, "", "scrolls sideways", page.url))
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            for fault in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
                found.append((width, scheme, fault["id"], fault["nodes"][0]["html"][:120]))
    return found
