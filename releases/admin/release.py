from operator import methodcaller

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import Textarea
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from contacts.admin.records import RecordAdmin
from releases.models import ENDED, Opening, Release
from releases.models.lifecycle import STATE_FIELDS
from releases.office_time import in_words, until
from releases.readiness import Readiness, expected_instant
from releases.search import Match
from releases.states import state_flag

from .access import AccessMixin
from .autosave import AutosaveMixin
from .forms import DAY_INPUT, WHY, BodyField, ReleaseForm
from .history import ReleaseHistoryMixin
from .lists import ColumnsMixin
from .parts import ContactInline, KeyFigureInline, OrganisationInline, QuoteInline
from .presence import PresenceMixin
from .provenance import ProvenanceMixin
from .saving import SavingMixin
from .step_forms import CommentForm
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
    "change": _("Why you change it"),
}
HINTS = {
    "quotes": _("Word for word from the body. A changed word is refused."),
    "figures": _("Only numbers that the release states. Keep “more than”, “nearly”, “almost”."),
    "contacts": _("Whom journalists may ask, in this order. The numbers are kept in the directory."),
    "change": _("This release is public. Nothing of it is changed without saying why."),
}
FOLDED = ("notes", "address")
AS_READ = {"body": "body_as_read", "notes_to_editors": "notes_as_read"}


@admin.register(Release)
class ReleaseAdmin(
    TransitionsMixin,
    AccessMixin,
    AutosaveMixin,
    PresenceMixin,
    SavingMixin,
    ProvenanceMixin,
    ColumnsMixin,
    ReleaseHistoryMixin,
    RecordAdmin,
):
    form = ReleaseForm
    revision_form_template = recover_form_template = "admin/releases/release/change_form.html"
    inlines = (OrganisationInline, QuoteInline, KeyFigureInline, ContactInline)
    autocomplete_fields = ("language", "topics", "countries")
    readonly_fields = ("source_text", "provenance", "identifier", "created_at", *AS_READ.values())
    ordering = ("-changed_at",)
    search_fields = ("title",)  # that there is a search; how it is done is in `get_search_results`
    search_help_text = _(
        "Words of the text, names of organisations, contacts and speakers. The last word may be a beginning; "
        "“words in quotation marks” stand as they are, -word keeps a word out."
    )
    fieldsets = (
        (None, {"classes": ("text",), "fields": ("title", "summary", "body")}),
        (
            None,
            {
                "classes": ("date",),
                "fields": (("dated_on", "dateline"), "date_not_stated", "embargo_line", "language"),
            },
        ),
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
    kept_fields = STATE_FIELDS

    def has_delete_permission(self, request, obj=None):
        """Only drafts: what was ever public is withdrawn, not deleted. Nor what an outsider has read
        through a link, whose ledger would go with it.
        """
        if not super().has_delete_permission(request, obj) or obj is None:
            return super().has_delete_permission(request, obj)
        is_draft = obj.status == Release.Status.DRAFT
        return is_draft and not Opening.objects.filter(link__release=obj).exists()

    def recover_view(self, request, version_id, extra_context=None):
        self.refuse_strangers(request)
        version = get_object_or_404(Version.objects.get_for_model(Release), pk=version_id)
        if version.field_dict["status"] != Release.Status.DRAFT:
            raise PermissionDenied
        return super().recover_view(request, version_id, extra_context)

    def view_on_site(self, release):
        return release.get_absolute_url()

    def get_search_results(self, request, queryset, search_term):
        """Choices are offered only what they may take: public releases to replace another one (or to lead
        its address to), unpublished ones for a bundle.
        """
        if request.GET.get("field_name") == "replaced_by":
            queryset = queryset.public()
        elif request.GET.get("model_name") == "comment":
            queryset = queryset.unpublished()
        if not search_term.strip():
            return queryset, False
        newest = methodcaller("order_by", "-changed_at", "-pk")
        return Match(search_term, Release.objects.all(), newest=newest).of(queryset), False

    # The form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and obj.keeps_address():
            fieldsets = [
                (title, {**one, "fields": [name for name in one["fields"] if name != "embargo_line"]})
                for title, one in fieldsets
            ]
        if self.asks_why(request, obj):
            fieldsets = (*fieldsets, (None, {"classes": ("change",), "fields": WHY}))
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
        at = timezone.now()
        context["groups"] = list(_groups(context["adminform"], context["inline_admin_formsets"]))
        context["may_publish"] = self.has_publish_permission(request)
        if obj and obj.pk:
            context |= {"state": obj.state(at), "flag": state_flag(obj, at), "is_over": obj.status in ENDED}
            if obj.public_from:
                context["public_words"] = in_words(obj.public_from)
                context["wait"] = until(obj.public_from, at) if obj.is_scheduled(at) else ""
            context["stored"] = stored = self._with_all_that_is_shown(obj)
            context["readiness"] = Readiness(stored, expected_instant(stored, at))
            context["steps"] = self.open_steps(request, stored, at)
            context["sees_comments"] = request.user.has_perm("releases.view_comment")
            context["comment_form"] = CommentForm()
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _with_all_that_is_shown(self, obj):
        people = ("approved_by", "urgent_by", "assigned_to", "bundle", "replaced_by")
        parts = ("comments__by", "notices__by", "notices__approved_by", "written_by")
        return Release.objects.with_parts().select_related(*people).prefetch_related(*parts).get(pk=obj.pk)

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
        if name not in fields and name not in rows:
            continue
        group = {"id": name, "title": title, "hint": HINTS.get(name), "is_folded": name in FOLDED}
        group |= {"fields": fields.get(name), "rows": rows.get(name)}
        # A folded group opens by itself where something in it is wrong.
        yield group | {"is_open": group["fields"] and any(line.errors() for line in group["fields"])}


def _paragraphs(blocks):
    return format_html_join("", '<p dir="auto">{}</p>', ((block.text,) for block in blocks)) or "–"
