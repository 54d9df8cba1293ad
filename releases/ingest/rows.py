"""A draft to the rows of a release, checked and not stored yet. Organisations and contacts that are new
are stored at once, because the next release may name them.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contacts.words import clean_lines, clean_text
from releases.body import sanitise, stands_in
from releases.models import Gap, Intake, KeyFigure, Quote, Release

from .embargo import LONGEST as LONGEST_EMBARGO
from .parties import link_contacts, link_organisations


@dataclass
class Planned:
    """One release on its way: the intake it comes from, its draft, and its rows in the order of models."""

    intake: Intake
    draft: object
    release: Release
    parts: list = field(default_factory=list)
    gaps: list = field(default_factory=list)
    countries: list = field(default_factory=list)
    topics: list = field(default_factory=list)


def plan(intake, draft, directory, languages, topics):
    """The Planned of one draft. Raises ValidationError where the release itself cannot be.

    `languages` are the codes on file; `topics` the rows of the newsroom's topics, by slug.
    """
    planned = Planned(intake, draft, _release(draft, intake.source, languages))
    links, gaps = link_organisations(planned.release, draft, directory)
    people, more = link_contacts(planned.release, draft, directory, links)
    quotes, others = _quotes(planned.release, draft)
    planned.parts = [*links, *people, *quotes, *_figures(planned.release, draft)]
    planned.gaps = [*gaps, *more, *others]
    planned.countries = draft.kept_keys("countries")
    planned.topics = [topics[slug] for slug in draft.kept_keys("topics") if slug in topics]
    return planned


def _release(draft, source, languages):
    day, language = draft.value("dated_on"), draft.value("language")
    release = Release(
        title=draft.value("title"),
        summary=clean_text(draft.value("summary")),
        body=draft.value("body"),
        notes_to_editors=draft.value("notes_to_editors"),
        dateline=draft.value("dateline"),
        embargo_line=draft.value("embargo_line"),
        dated_on=date.fromisoformat(day) if day else None,
        date_not_stated=bool(draft.value("date_not_stated")) and not day,
        source=source,
    )
    if language in languages:
        release.language_id = language
    for name in ("body", "notes_to_editors"):
        found = draft.fields.get(name)
        if found and found.decision:  # as it was read, it was made by the sanitiser
            setattr(release, name, sanitise(found.value if found.is_kept else ""))
    clean_lines(release)
    return release


def _quotes(release, draft):
    rows, gaps = [], []
    for number, row in draft.kept_rows("quotes"):
        if not row.get("text"):
            continue
        values = {name: row.get(name, "") for name in ("text", "speaker", "role")}
        quote = Quote(release=release, position=number, **values)
        try:
            rows.append(checked(quote))
        except ValidationError:
            spans = [list(span) for span in draft.fields[f"quotes.{number}.text"].spans]
            words, detail = row["text"], {"row": values, "path": f"quotes.{number}.text"}
            gap = Gap(release=release, kind=Gap.Kind.QUOTE, key=words[:300], words=words, spans=spans)
            gap.detail = detail
            gaps.append(gap)
    return rows, gaps


def _figures(release, draft):
    names = ("qualifier", "figure", "counts", "source")
    return [
        checked(KeyFigure(release=release, position=number, **{name: row.get(name, "") for name in names}))
        for number, row in draft.kept_rows("key_figures")
    ]


def checked(part):
    """The part as its own `save()` would store it; raises ValidationError as that does."""
    clean_lines(part)
    part.clean()
    return part


def faults_of(draft):
    """What an editor must mend before this draft can be saved, one sentence each."""
    if not clean_text(draft.value("title")):
        yield _("Give it a headline.")
    if len(draft.value("title")) > Release._meta.get_field("title").max_length:
        yield _("The headline is longer than 300 characters.")
    if len(draft.value("embargo_line")) > LONGEST_EMBARGO:
        yield _("The embargo is longer than 200 characters: keep the words that say until when.")
    day = draft.value("dated_on")
    try:
        date.fromisoformat(day or "2000-01-01")
    except ValueError:
        yield _("This is not a date: “%(words)s”") % {"words": day}
    for _number, row in draft.kept_rows("quotes"):
        for piece in row.get("text", "").splitlines():
            if not stands_in(piece, draft.value("body")):
                yield _("These words do not stand in the body: “%(words)s”") % {"words": piece}
    for _number, row in draft.kept_rows("key_figures"):
        for name in ("qualifier", "figure", "source"):
            if row.get(name) and not stands_in(row[name], draft.value("body")):
                yield _("This does not stand in the body: “%(words)s”") % {"words": row[name]}
