"""Where the values of a release came from, on its own page, for as long as it is there."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
