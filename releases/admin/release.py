from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Textarea
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from contacts.admin.records import RecordAdmin
from releases.models import Release
from releases.office_time import in_words
from releases.readiness import checks

from .forms import DAY_INPUT, BodyField, ReleaseForm
from .lists import ColumnsMixin, state_flag, state_of
from .parts import ContactInline, KeyFigureInline, OrganisationInline, QuoteInline
from .provenance import ProvenanceMixin
from .transitions import TransitionsMixin

GROUPS = {
    "text": _("Title and text"),
    "date": _("Date, place and language"),
    "organisations": _("Organisations and subjects"),
    "quotes": _("Quotes"),
    "figures": _("Key figures"),
    "contacts": _("Press contacts"),
    "notes": _("Notes to editors"),
    "address": _("Address and source record"),
}
HINTS = {
    "quotes": _("Word for word from the body. A changed word is refused."),
    "figures": _("Only numbers that the release states. Keep “more than”, “nearly”, “almost”."),
    "contacts": _("Whom journalists may ask, in this order. The numbers are kept in the directory."),
}
FOLDED = ("notes", "address")
AS_READ = {"body": "body_as_read", "notes_to_editors": "notes_as_read"}


@admin.register(Release)
class ReleaseAdmin(TransitionsMixin, ProvenanceMixin, ColumnsMixin, RecordAdmin):
    form = ReleaseForm
    revision_form_template = recover_form_template = "admin/releases/release/change_form.html"
    inlines = (OrganisationInline, QuoteInline, KeyFigureInline, ContactInline)
    autocomplete_fields = ("language", "topics", "countries")
    readonly_fields = ("source_text", "provenance", "identifier", "created_at", *AS_READ.values())
    date_hierarchy = "dated_on"
    ordering = ("-changed_at",)
    search_fields = ("title", "summary", "body", "organisations__name", "organisations__short_name")
    search_help_text = _("Words of the title, the summary or the body, or an organisation")
    fieldsets = (
        (None, {"classes": ("text",), "fields": ("title", "summary", "body")}),
        (None, {"classes": ("date",), "fields": (("dated_on", "dateline"), "date_not_stated", "language")}),
        (None, {"classes": ("organisations",), "fields": (("topics", "countries"),)}),
        (None, {"classes": ("notes",), "fields": ("notes_to_editors",)}),
        (
            None,
            {
                "classes": ("address",),
                "fields": ("slug", "source_text", "provenance", ("identifier", "created_at")),
            },
        ),
    )
    # What publishing and withdrawing decided stands, whatever text is put back.
    kept_fields = ("status", "public_from", "withdrawn_at", "withdrawn_reason")

    def has_change_permission(self, request, obj=None):
        """Writers change drafts; what is public, or will be, only those who may publish."""
        allowed = super().has_change_permission(request, obj)
        is_draft = obj is None or obj.status == Release.Status.DRAFT
        return allowed and (is_draft or self.has_publish_permission(request))

    def has_delete_permission(self, request, obj=None):
        """Only drafts: what was ever public is withdrawn, not deleted."""
        is_draft = obj is None or obj.status == Release.Status.DRAFT
        return super().has_delete_permission(request, obj) and is_draft

    def recover_view(self, request, version_id, extra_context=None):
        version = get_object_or_404(Version.objects.get_for_model(Release), pk=version_id)
        if version.field_dict["status"] != Release.Status.DRAFT:
            raise PermissionDenied
        return super().recover_view(request, version_id, extra_context)

    def view_on_site(self, release):
        return release.get_absolute_url()

    # The form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            return fieldsets
        return [
            (title, {**one, "fields": [AS_READ.get(name, name) for name in one["fields"]]})
            for title, one in fieldsets
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in AS_READ:
            kwargs["form_class"] = BodyField
        elif db_field.name in ("title", "summary"):
            kwargs["widget"] = Textarea(attrs={"rows": 2, "class": f"serif {db_field.name}", "dir": "auto"})
        elif db_field.name == "dated_on":
            kwargs["widget"] = DAY_INPUT
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["groups"] = list(_groups(context["adminform"], context["inline_admin_formsets"]))
        context["may_publish"] = self.has_publish_permission(request)
        if obj and obj.pk:
            context |= {"state": state_of(obj), "flag": state_flag(obj)}
            context["public_words"] = in_words(obj.public_from) if obj.public_from else ""
            context["checks"] = checks(Release.objects.with_parts().get(pk=obj.pk))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        return self._on_to_publishing(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if obj.status == Release.Status.PUBLISHED:
            for check in checks(Release.objects.with_parts().get(pk=obj.pk)):
                if check.stops and not check.passed:
                    messages.warning(request, _("It stays published, but lacks: %s") % check.label)
        return self._on_to_publishing(request, obj) or super().response_change(request, obj)

    def _on_to_publishing(self, request, obj):
        if "_publish" not in request.POST or not self.has_publish_permission(request):
            return None
        messages.success(request, _("Saved. Nothing is published yet."))
        return HttpResponseRedirect(reverse("admin:releases_release_publish", args=[obj.pk]))

    # What is only shown

    @admin.display(description=_("body"))
    def body_as_read(self, release):
        return _paragraphs(release.blocks())

    @admin.display(description=_("notes to editors"))
    def notes_as_read(self, release):
        return _paragraphs(release.notes_blocks())

    @admin.display(description=_("source text"))
    def source_text(self, release):
        if release.source is None:
            return _("None: this release was written here.")
        url = reverse("admin:releases_sourcedocument_change", args=[release.source_id])
        return format_html('<a href="{}">{}</a>', url, release.source)

    @admin.display(description=_("identifier"))
    def identifier(self, release):
        return format_html("<code>{}</code>", release.uuid)


def _groups(adminform, inlines):
    """The form in the order of writing: each group with its fields and its rows."""
    fields = {fieldset.classes: fieldset for fieldset in adminform}
    rows = {inline.opts.group: inline for inline in inlines}
    for name, title in GROUPS.items():
        group = {"id": name, "title": title, "hint": HINTS.get(name), "is_folded": name in FOLDED}
        group |= {"fields": fields.get(name), "rows": rows.get(name)}
        # A folded group opens by itself where something in it is wrong.
        yield group | {"is_open": group["fields"] and any(line.errors() for line in group["fields"])}


def _paragraphs(blocks):
    return format_html_join("", '<p dir="auto">{}</p>', ((block.text,) for block in blocks)) or "–"
