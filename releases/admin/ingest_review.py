"""The review of one text: the source on one side, what was read of it on the other, every value an
editor's to accept, edit or leave out.
"""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import Media

from releases.ingest.choices import TARGETS, apply_choices, choices_of, give
from releases.ingest.draft import draft_of
from releases.ingest.match import Directory
from releases.ingest.parse import parse
from releases.ingest.rows import faults_of
from releases.ingest.save import publish_as_archive, save_release
from releases.ingest.splits import cut, starts_of, stretches
from releases.models import Intake, Topic

from .forms import BodyField
from .ingest_cards import LABELS, Cards
from .ingest_parts import counts_of, part_of, parts_of
from .ingest_revise import ReviseMixin
from .ingest_text import lines_of

MOST_WORDS = 80  # characters of a stretch, in a list of them
GIVEN_TO = ("title", "summary", "dateline", "body", "notes_to_editors", "quotes", "organisations", "contacts")


class TextsForm(forms.Form):
    body = BodyField(label=LABELS["body"], required=False)
    notes_to_editors = BodyField(label=LABELS["notes_to_editors"], required=False)


class ReviewMixin(ReviseMixin):
    """For the ModelAdmin of intakes."""

    def review(self, request, intake):
        text = intake.source.text
        siblings = list(intake.source.intakes.order_by("start"))
        may_change = self.has_change_permission(request, intake) and intake.state != Intake.State.SAVED
        draft, parsed = self._read(intake, text, siblings)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            done = self._act(request, intake, draft, text, siblings)
            if done:
                return done
        shown = apply_choices(draft, intake.choices)
        return self._show(request, intake, shown, text, siblings, parsed, may_change)

    def _read(self, intake, text, siblings):
        """(the draft as it is read from the text, the ParsedRelease)."""
        parsed = parse(text, stretches(text, starts_of(siblings)))
        found = next((one for one in parsed.releases if one.span[0] == intake.start), None)
        if found is None:
            found = min(parsed.releases, key=lambda one: abs(one.span[0] - intake.start))
        topics = dict(Topic.objects.values_list("slug", "name"))
        return draft_of(found, text, topics), parsed

    # What a button does. Each keeps what was typed first, so that nothing is lost.

    def _act(self, request, intake, draft, text, siblings):
        intake.choices = choices_of(draft, request.POST, intake.choices)
        url = reverse("admin:releases_intake_change", args=[intake.pk])
        part = part_of(request)
        here = HttpResponseRedirect(f"{url}?part={part}" if part > 1 else url)
        if "_give" in request.POST:
            self._give(request, intake, draft, text)
        elif "_split" in request.POST or "_join" in request.POST:
            return self._cut(request, intake, text, siblings) or here
        elif "_aside" in request.POST:
            intake.state = Intake.State.ASIDE
            messages.success(request, _("Set aside. Nothing was saved of it."))
            intake.save()
            return self._next(intake, siblings)
        elif "_revise" in request.POST:
            return self.revise(request, intake, draft, siblings)
        elif "_save" in request.POST or "_publish" in request.POST:
            return self._save(request, intake, draft, siblings)
        elif "_part" not in request.POST:
            messages.success(request, _("Your changes are kept. Nothing is saved as a release yet."))
        intake.save()
        return here

    def _give(self, request, intake, draft, text):
        words, target = request.POST.get("words", ""), request.POST.get("target", "")
        ends = _span(request.POST.get("stretch", "").split("-"))
        if ends:
            words = text[slice(*ends)]
        else:
            ends = _span(request.POST.get(name, "") for name in ("words_start", "words_end"))
        stretch = text[: intake.end]
        try:
            intake.choices = give(draft, intake.choices, target, words, stretch, ends, intake.start)
        except ValueError:
            messages.error(request, _("These words do not stand in the text. Give them word for word."))
        else:
            messages.success(request, _("Given to: %(field)s.") % {"field": _name(target)})

    def _cut(self, request, intake, text, siblings):
        if any(one.state == Intake.State.SAVED for one in siblings):
            messages.error(request, _("A release of this text is saved already: its cuts stay as they are."))
            return None
        starts = starts_of(siblings)
        if "_join" in request.POST:
            starts.remove(intake.start)
        else:
            try:
                at = int(request.POST.get("split", ""))
            except ValueError:
                at = -1
            if not 0 <= at < len(text):
                messages.error(request, _("Choose the line where the release begins."))
                return None
            if request.POST.get("how") == "move" and intake.start in starts[1:]:
                starts.remove(intake.start)
            starts = sorted({*starts, at})
        intake.save()
        first = cut(intake.source, text, starts)
        messages.success(request, _("The text is cut anew. Look through each release again."))
        return HttpResponseRedirect(reverse("admin:releases_intake_change", args=[first.pk]))

    def _save(self, request, intake, draft, siblings):
        is_archive = "_publish" in request.POST
        if is_archive and not request.user.has_perm("releases.publish_release"):
            raise PermissionDenied
        if not request.user.has_perm("releases.add_release"):
            raise PermissionDenied
        chosen = apply_choices(draft, intake.choices)
        faults = list(faults_of(chosen))
        if faults:
            Intake.objects.filter(pk=intake.pk).update(choices=intake.choices)
            intake.faults = faults
            return None
        try:
            with transaction.atomic():
                held = Intake.objects.select_for_update().get(pk=intake.pk)
                if held.state == Intake.State.SAVED:
                    messages.warning(request, _("A colleague has saved this text in the meantime."))
                    return HttpResponseRedirect(reverse("admin:releases_intake_change", args=[intake.pk]))
                release = save_release(intake, chosen, Directory(), request.user)
                if is_archive:
                    publish_as_archive(release, request.user)
        except ValidationError as error:
            return self.refused(request, intake, draft, error)
        self.log_change(request, intake, _("Saved as a release"))
        said = _("Published: %s") if is_archive else _("Saved as a draft: %s")
        messages.success(request, said % release.title)
        return self._next(intake, siblings, release)

    def refused(self, request, intake, draft, error):
        """Keeps what was typed, for the page to show it again with what is wrong."""
        intake.refresh_from_db()
        intake.choices = choices_of(draft, request.POST, intake.choices)
        Intake.objects.filter(pk=intake.pk).update(choices=intake.choices)
        intake.faults = error.messages

    def _next(self, intake, siblings, release=None):
        """On to the next text of the same source that waits or, after the last, to what was made."""
        waiting = [one for one in siblings if one.state == Intake.State.WAITING and one.pk != intake.pk]
        if waiting:
            after = next((one for one in waiting if one.start > intake.start), waiting[0])
            return HttpResponseRedirect(reverse("admin:releases_intake_change", args=[after.pk]))
        if release:
            return HttpResponseRedirect(reverse("admin:releases_release_change", args=[release.pk]))
        return HttpResponseRedirect(reverse("admin:releases_intake_changelist"))

    def _show(self, request, intake, draft, text, siblings, parsed, may_change):
        cards = Cards(draft, Directory(), intake.release).cards
        parts = parts_of(cards)
        part = min(part_of(request), len(parts))
        shown = cards[parts[part - 1]["first"] - 1 : parts[part - 1]["last"]]
        left_over = [*draft.left_over, *parsed.left_over]
        given = {tuple(span) for _path, _text, spans in intake.choices.get("given", []) for span in spans}
        left_over = [span for span in left_over if span not in given]
        revises = intake.release if intake.state == Intake.State.WAITING else None
        texts = TextsForm(
            initial={
                name: draft.fields[name].value
                for name in ("body", "notes_to_editors")
                if name in draft.fields
            }
        )
        waiting = [one for one in siblings if one.state == Intake.State.WAITING and one.pk != intake.pk]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Review import"),
            "original": intake,
            "intake": intake,
            "siblings": siblings,
            "rest": len(waiting),
            "cards": shown,
            "parts": parts,
            "part": part,
            "counts": counts_of(cards),
            "lines": lines_of(text, intake.start, intake.end, shown, left_over),
            "texts": texts,
            "stretches": [
                (start, end, " ".join(text[start:end].split())[:MOST_WORDS])
                for start, end in left_over
                if intake.start <= start and end <= intake.end
            ],
            "language": draft.value("language"),
            "date_choice": _date_choice(draft),
            "readings": [date.fromisoformat(one) for one in draft.readings],
            "targets": [(name, _name(name)) for name in GIVEN_TO if name in TARGETS],
            "faults": getattr(intake, "faults", []),
            "may_change": may_change,
            "may_publish": may_change and request.user.has_perm("releases.publish_release"),
            **(self.changes(request, revises, draft) if revises else {}),
            "media": Media.from_media(self.media + texts.media).with_nonce(str(request.csp_nonce)),
        }
        return TemplateResponse(request, "admin/releases/intake/review.html", context)


def _span(typed):
    """(start, end), or None where these are no two numbers."""
    found = [int(one) for one in typed if one.isdecimal() and len(one) < 12]
    return tuple(found) if len(found) == 2 else None


def _name(target):
    label = str(LABELS.get(target, target))
    return label.replace("%d", "").strip()


def _date_choice(draft):
    if draft.value("dated_on"):
        day = draft.value("dated_on")
        return day if day in draft.readings else "day"
    return "none" if draft.value("date_not_stated") else "open"
