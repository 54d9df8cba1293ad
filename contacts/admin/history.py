"""The history of a record: who changed what, when and why; any two versions side by side; all of it as CSV.

Everything here reads. No page, no action and no right lets anybody change or delete an entry: Django's
log and django-reversion's tables are not in the admin, and the accounts that are named in them are
switched off, never deleted.
"""

from dataclasses import dataclass
from datetime import UTC

import reversion
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from contacts.differences import marked
from contacts.entries import Entries, comment, told
from contacts.history import Names, outside, snapshots

from .spreadsheets import as_csv

ON_A_PAGE = 25
WHY_LENGTH = 500


@dataclass(frozen=True)
class Compared:
    """One field or row of a comparison, as stretches of words."""

    label: str
    stretches: list


class HistoryMixin:
    """For the ModelAdmin of any record that django-reversion keeps."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [("compare", self.compare_view), ("export", self.export_view)]
        return [
            path(f"<path:object_id>/history/{page}/", self.admin_site.admin_view(view), name=f"{name}_{page}")
            for page, view in pages
        ] + super().get_urls()

    def may_read_versions(self, request):
        return self.has_view_or_change_permission(request)

    def get_events(self, request, record, at):
        """What had happened to this record by this moment and left no version: a list of `Events`."""
        return []

    # What a save leaves

    def log_addition(self, request, obj, message):
        return self._enter(super().log_addition, request, obj, message)

    def log_change(self, request, obj, message):
        return self._enter(super().log_change, request, obj, message)

    def _enter(self, log, request, obj, message):
        """Keeps with the revision what was done and why; what a step of the record's own said comes first."""
        said = reversion.get_comment() if reversion.is_active() else ""
        entry = log(request, obj, message)
        if reversion.is_active():
            why = " ".join(request.POST.get("why", "").split())[:WHY_LENGTH]
            reversion.set_comment(said or comment(entry.change_message, why))
        return entry

    # The pages

    def history_view(self, request, object_id, extra_context=None):
        record = self._record(request, object_id)
        reads_versions = self.may_read_versions(request)
        entries = Entries(record, self.get_events(request, record, timezone.now()), reads_versions)
        page = entries.page(request.GET.get("page"), ON_A_PAGE)
        versions = [entry.version for entry in page.object_list if entry.version]
        context = {
            **self._context(request, record, _("History")),
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "may_read_versions": reads_versions,
            "can_compare": reads_versions and len(versions) > 1,
            "chosen": {"from": versions[1], "to": versions[0]} if len(versions) > 1 else {},
            "outside": outside(record) if reads_versions else (),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "reversion/object_history.html", context)

    def compare_view(self, request, object_id):
        record = self._record(request, object_id)
        if not self.may_read_versions(request):
            raise PermissionDenied
        versions = Version.objects.get_for_object(record).select_related("revision__user")
        later = self._version_named(versions, request.GET.get("to")) or versions.first()
        earlier = self._version_named(versions, request.GET.get("from"))
        if later and not earlier:
            earlier = versions.filter(pk__lt=later.pk).first()
        if earlier and earlier.pk > later.pk:
            earlier, later = later, earlier
        context = {
            **self._context(request, record, _("Compare versions")),
            "sides": [
                (title, version, *told(version.revision))
                for title, version in ((_("Earlier"), earlier), (_("Later"), later))
                if version
            ],
            "compared": self._compared(earlier, later) if earlier and earlier != later else [],
            "earlier": earlier,
            "later": later,
            "before": earlier and versions.filter(pk__lt=earlier.pk).first(),
            "after": later and versions.filter(pk__gt=later.pk).order_by("pk").first(),
        }
        return TemplateResponse(request, "reversion/compare.html", context)

    def _version_named(self, versions, key):
        if not key:
            return None
        found = versions.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
        if found is None:
            raise Http404
        return found

    def _compared(self, earlier, later):
        found = snapshots([later, earlier])
        if len(found) < 2:
            raise Http404
        changes = found[later.pk].changes_since(found[earlier.pk], Names(found.values()))
        return [Compared(one.label, marked(one.before, one.after)) for one in changes]

    def export_view(self, request, object_id):
        """One line a change, newest first; times in UTC."""
        record = self._record(request, object_id)
        if not self.may_read_versions(request):
            raise PermissionDenied
        entries = Entries(record, self.get_events(request, record, timezone.now())).all()
        head = [_("When (UTC)"), _("Who"), _("What"), _("Why"), _("Field"), _("Before"), _("After")]
        return as_csv(f"{record.slug}-history", head, _rows(entries))

    def _record(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _context(self, request, record, title):
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": record,
            "title": title,
            "preserved_filters": self.get_preserved_filters(request),
        }


def _rows(entries):
    for entry in entries:
        when = entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        who = _("By itself") if entry.is_automatic else entry.by
        changes = [(one.label, one.before, one.after) for one in entry.changes] or [("", "", "")]
        for change in changes:
            yield when, who, entry.what, entry.why, *change
