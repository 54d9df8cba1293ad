"""Releases to search in, each named by a letter, and what is found among all that are public."""

from django.utils import timezone

from contacts.models import OtherName
from releases.models import Quote, Release
from releases.search import Match
from tests.builders import make_organisation, make_release


def finds(typed):
    """The titles, best match on top."""
    public = Release.objects.public()
    found = Match(typed, public, timezone.now()).best(public).newest_first()
    return [release.title for release in found]


def make_searchable():
    """An organisation of many names, and texts in five languages."""
    iom = make_organisation(name="International Organization for Migration", short_name="IOM")
    OtherName.objects.create(organisation=iom, name="Organización Internacional para las Migraciones (OIM)")
    make_release(
        title="A",
        organisations=[iom],
        body="<p>António spoke of the world’s oceans\u00a0and “clean water”.</p>",
    )
    make_release(
        title="B", organisations=[], dateline="Quito", body="<p>Vaccinations began; a rush-hour queue.</p>"
    )
    release = make_release(
        title="C", organisations=[], body="<p>Water is clean, said the COVID-19 envoy.</p>"
    )
    Quote.objects.create(release=release, text="Water is clean", speaker="Ada Probe", role="Special Envoy")
    make_release(
        title="D",
        organisations=[],
        language_id="ar",
        body="<p>أعلنت المُنظّمة الدولية للهجرة عن مساعدة ٢٠ أسرة</p>",
    )
    make_release(
        title="E", organisations=[], language_id="fr", body="<p>Les élèves mangeaient à l’école.</p>"
    )
    make_release(title="F", organisations=[], language_id="zh-hans", body="<p>国际移民组织的援助。</p>")
