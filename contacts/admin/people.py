from django.contrib import admin
from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from contacts.models import ContactPoint, OfficeHours, Post, PressContact

from .confirming import InquiryEventsMixin
from .moving import MOVE, MovingMixin, PressContactForm
from .records import RecordAdmin
from .rows import RowInline

PUBLIC = ContactPoint.Audience.PUBLIC


class ContactPointInline(RowInline):
    """People without the right to internal numbers are given public ones only, to read and to write."""

    model = ContactPoint
    fields = (("kind", "value", "audience", "position"), "confirmation")
    readonly_fields = ("confirmation",)
    group = "points"

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user).select_related("confirmed_by")

    @admin.display(description=_("confirmed"))
    def confirmation(self, point):
        return point.confirmation if point.pk else "–"

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "audience" and not sees_internal(request):
            kwargs |= {"choices": [(PUBLIC.value, PUBLIC.label)], "initial": PUBLIC.value}
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class OfficeHoursInline(RowInline):
    model = OfficeHours
    fields = (("first_day", "last_day"), ("opens", "closes"))
    group = "hours"


class PostInline(RowInline):
    model = Post
    fields = (("organisation", "role"), "office", ("began_on", "ended_on"))
    autocomplete_fields = ("organisation",)
    group = "posts"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


class LackingFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "lacks"
    kinds = {"email": ("email",), "phone": ("phone", "mobile")}

    def lookups(self, request, model_admin):
        return [("email", _("No public e-mail")), ("phone", _("No public number"))]

    def queryset(self, request, queryset):
        return queryset.unreachable_by(*self.kinds[self.value()]) if self.value() in self.kinds else queryset


def sees_internal(request):
    return request.user.has_perm("contacts.view_internal_contactpoint")


@admin.register(PressContact)
class PressContactAdmin(MovingMixin, InquiryEventsMixin, RecordAdmin):
    form = PressContactForm
    list_display = ("name", "organisation", "office", "status", "telephone", "email")
    list_filter = ("status", "kind", LackingFilter)
    list_select_related = ("organisation",)
    search_fields = ("name", "role", "office", "organisation__name", "organisation__short_name")
    search_help_text = _("Name, role, office or organisation")
    autocomplete_fields = ("organisation", "country", "languages", "deputy")
    inlines = (ContactPointInline, OfficeHoursInline, PostInline)
    fieldsets = (
        (None, {"fields": (("name", "kind"), "organisation", ("role", "office"), "since", MOVE)}),
        (_("Where and when"), {"fields": (("country", "time_zone"),)}),
        (_("Away or gone"), {"fields": ("status", ("away_until", "left_on"), "deputy")}),
        (_("Languages and notes"), {"fields": ("languages", "notes")}),
        (_("Address"), {"fields": ("slug",), "classes": ("collapse",)}),
    )

    def get_queryset(self, request):
        shown = Prefetch("points", ContactPoint.objects.shown(), to_attr="shown_points")
        return super().get_queryset(request).prefetch_related(shown)

    def get_search_fields(self, request):
        return (*self.search_fields, "points__value") if sees_internal(request) else self.search_fields

    def may_read_versions(self, request):
        # A number that is internal today may be public in an old version.
        return super().may_read_versions(request) and sees_internal(request)

    def may_restore(self, request, obj=None):
        return super().may_restore(request, obj) and sees_internal(request)

    def view_on_site(self, contact):
        return contact.get_absolute_url() if contact.is_listed else None

    @admin.display(description=_("telephone"))
    def telephone(self, contact):
        numbers = [(point.value,) for point in contact.shown_points if point.kind != "email"]
        return format_html_join(", ", '<bdi dir="ltr">{}</bdi>', numbers) or "–"

    @admin.display(description=_("e-mail"))
    def email(self, contact):
        addresses = [(point.value,) for point in contact.shown_points if point.kind == "email"]
        missing = format_html('<span class="nr-flag nr-flag--warn">{}</span>', _("Missing"))
        return format_html_join(", ", '<bdi dir="ltr">{}</bdi>', addresses) or missing
