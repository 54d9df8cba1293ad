"""Where the values of a release came from, on its own page, for as long as it is there."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.office_time import in_words
from releases.readiness import held_until

from .ingest_cards import LABELS
from .ingest_words import CONFIDENCE, DECISIONS, place_in_source, reason

MOST_SHOWN = 60  # characters of the words of a value


class ProvenanceMixin:
    """For the ModelAdmin of releases: the read-only field `provenance`."""

    @admin.display(description=gettext_lazy("where it came from"))
    def provenance(self, release):
        rows = [row for intake in release.intakes.select_related("source") for row in _rows(intake)]
        if not rows:
            return _("Not recorded: it was not taken in from a text.")
        head = format_html_join("", '<th scope="col">{}</th>', [(_("Field"),), (_("Words"),), (_("From"),)])
        body = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td dir="auto">{}</td><td><a href="{}">{}</a><br>{}</td></tr>',
            rows,
        )
        return format_html(
            '<table class="nr-table nr-trace"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body
        )


@dataclass(frozen=True)
class ToldEmbargo:
    """The embargo that a text was received under, for whoever publishes it: `source` and `place` say where
    it stands, empty where an editor wrote it; `instant` is in words, "" where its words leave it open.
    """

    words: str
    instant: str
    is_over: bool
    place: str = ""
    source: str = ""
    url: str = ""


def told_embargo(release, at):
    held = held_until(release)
    if held is None:
        return None
    values = {"words": held.words, "is_over": held.allows(at)}
    values["instant"] = in_words(held.instant) if held.instant else ""
    for intake in release.intakes.select_related("source"):
        for trace in intake.traces:
            words = [" ".join(intake.source.text[start:end].split()) for start, end in trace["spans"]]
            if trace["path"] == "embargo_line" and words == [held.words]:
                values |= {"place": place_in_source(trace["spans"]), "source": intake.source.name}
                values["url"] = reverse("admin:releases_intake_change", args=[intake.pk])
    return ToldEmbargo(**values)


def _rows(intake):
    text = intake.source.text
    url = reverse("admin:releases_intake_change", args=[intake.pk])
    for trace in intake.traces:
        words = " … ".join(" ".join(text[start:end].split()) for start, end in trace["spans"])
        place = place_in_source(trace["spans"][:3])
        said = _("from the source, %(place)s") % {"place": place} if place else _("not from the source")
        sure = CONFIDENCE.get(trace["confidence"], CONFIDENCE["check"])[0]
        decided = DECISIONS.get(trace["decision"])
        how = " · ".join(str(one) for one in (sure, reason(trace["rule"], ""), decided) if one)
        short = words if len(words) <= MOST_SHOWN else words[:MOST_SHOWN] + "…"
        yield label_of(trace["path"]), short or "–", url, said, how


def label_of(path):
    """ "Quote 1, role" for "quotes.0.role"."""
    group, _dot, rest = path.partition(".")
    label = str(LABELS.get(group, group))
    number, _dot, name = rest.partition(".")
    if "%d" in label and number.isdigit():
        return f"{label % (int(number) + 1)}, {name.replace('_', ' ')}"
    return label
