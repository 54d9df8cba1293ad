"""What every record of the newsroom has in the admin: guarded saves, history, plain delete pages."""

import reversion
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.db.models import PROTECT
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from js_asset import Media
from reversion.admin import VersionAdmin
from reversion.models import Version

from contacts.history import enter_as_found

from .closed import ClosedMixin
from .history import HistoryMixin
from .paging import BoundedPaginator, RecordList
from .rows import LINES
from .selects import SelectsMixin, could_be_key
from .stale import StaleSaveMixin

NAMED_IN_FULL = 10


class RecordAdmin(ClosedMixin, SelectsMixin, StaleSaveMixin, HistoryMixin, VersionAdmin):
    """`kept_fields` are those that restoring an old version leaves as they are."""

    formfield_overrides = LINES
    history_latest_first = True  # of what was deleted
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    kept_fields = ()

    def may_restore(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def get_changelist(self, request, **kwargs):
        return RecordList

    # The form

    def render_change_form(self, request, context, *args, **kwargs):
        # The prose editor's import map is an inline script, which the CSP admits by its nonce only.
        context["media"] = Media.from_media(context["media"]).with_nonce(str(request.csp_nonce))
        context["why"] = request.POST.get("why", "")
        return super().render_change_form(request, context, *args, **kwargs)

    def get_view_on_site_url(self, obj=None):
        # A form that comes back may have emptied the address.
        return super().get_view_on_site_url(obj) if obj is None or obj.slug else None

    def lookup_allowed(self, lookup, value, request=None):
        """Never through what points here: a list must not tell of numbers or releases by being filtered."""
        name = lookup.partition("__")[0]
        if any(relation.name == name for relation in self.opts.related_objects):
            return False
        return super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        if not all(could_be_key(self.opts.pk, one) for one in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("A selection that cannot be")
        # VersionAdmin would put whatever an action does to many records into one revision, and so
        # tie them together for ever. What an action changes keeps its own history.
        may_recover = self.has_add_permission(request) and self.may_restore(request)
        context = {"may_recover": may_recover, **(extra_context or {})}
        return super(VersionAdmin, self).changelist_view(request, context)

    # An old version is shown by putting it back in a transaction that is undone; saving it is an ordinary
    # save of that form, with every guard of one.

    def revision_view(self, request, object_id, version_id, extra_context=None):
        self.refuse_strangers(request)
        versions = Version.objects.get_for_object_reference(self.model, unquote(object_id))
        version = get_object_or_404(versions.select_related("revision"), pk=version_id)
        present = self.get_object(request, unquote(object_id))
        if present is None:
            raise Http404
        if not self.may_read_versions(request):
            raise PermissionDenied
        context = {"restores": version.revision, **(extra_context or {})}
        if request.method == "POST":
            return self._restore(request, object_id, present, context)
        request.present = present
        context["loaded_at"] = present.changed_at.isoformat()
        return super().revision_view(request, object_id, version_id, context)

    def _restore(self, request, object_id, present, context):
        if not self.may_restore(request, present):
            raise PermissionDenied
        with transaction.atomic():
            present = self.lock(request, object_id)
            if present:
                enter_as_found(present)
            if present and not self.is_stale(request, present):
                self._drop_rows_not_posted(request, present)
            request.restores = context["restores"]
            response = self.change_view(request, object_id, extra_context=context)
            if response.status_code != 302:
                transaction.set_rollback(True)
            elif response.url.partition("?")[0] == request.path:  # "Save and continue"
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", object_id)
        return response

    def _drop_rows_not_posted(self, request, obj):
        for formset_class, inline in self.get_formsets_with_inlines(request, obj):
            key = f"{formset_class.get_default_prefix()}-"
            posted = {
                request.POST[name] for name in request.POST if name.startswith(key) and name.endswith("-id")
            }
            for row in inline.get_queryset(request).filter(**{formset_class.fk.name: obj}):
                if str(row.pk) not in posted:
                    row.delete()

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        present = getattr(request, "present", None)
        if obj and present:
            for name in self.kept_fields:
                setattr(obj, name, getattr(present, name))
        return obj

    def recoverlist_view(self, request, extra_context=None):
        if not self.may_restore(request):
            raise PermissionDenied
        return super().recoverlist_view(request, extra_context)

    def recover_view(self, request, version_id, extra_context=None):
        if not self.may_restore(request):
            raise PermissionDenied
        version = get_object_or_404(Version.objects.get_deleted(self.model), pk=version_id)
        context = {"recovers": version.revision, **(extra_context or {})}
        return super().recover_view(request, version_id, context)

    def log_change(self, request, obj, message):
        restored = getattr(request, "restores", None)
        if restored:
            when = date_format(localtime(restored.date_created), "DATETIME_FORMAT")
            message = _("Restored the version of %(when)s.") % {"when": when}
        return super().log_change(request, obj, message)

    def delete_model(self, request, obj):
        with reversion.create_revision():
            reversion.add_to_revision(obj)
            reversion.set_user(request.user)
            reversion.set_comment(_("As it was when it was deleted"))
        super().delete_model(request, obj)

    # Deleting

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking, self._uses(objs, request) if protected else []

    def _uses(self, objs, request):
        """Where these are in use, in plain words; only counted where the person may not look."""
        result = []
        for relation in self.opts.related_objects:
            if relation.on_delete is not PROTECT:
                continue
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": objs})
            owners = [self._owner(row, relation.field) for row in rows[:NAMED_IN_FULL]]
            named = [self._link(owner) for owner in owners if self._may_see(request, owner)]
            others = rows.count() - len(named)
            result += named
            if others:
                result.append(ngettext("%d more place", "%d more places", others) % others)
        return result

    def _owner(self, row, field):
        """The record that a linking row belongs to, or the row itself if it is a record."""
        if type(row) in self.admin_site._registry:
            return row
        others = (one for one in row._meta.fields if one.is_relation and one is not field)
        return next((getattr(row, one.name) for one in others), row)

    def _may_see(self, request, record):
        record_admin = self.admin_site._registry.get(type(record))
        return record_admin is not None and record_admin.has_view_permission(request, record)

    def _link(self, record):
        opts = record._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(record.pk)])
        return format_html('{}: <a href="{}">{}</a>', capfirst(opts.verbose_name), url, record)
