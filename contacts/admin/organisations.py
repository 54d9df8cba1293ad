from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, OtherName, PressContact

from .records import RecordAdmin
from .rows import RowInline


class OtherNameInline(RowInline):
    model = OtherName
    fields = ("name",)
    group = "names"


class HasContactFilter(admin.SimpleListFilter):
    title = _("press contact")
    parameter_name = "contact"

    def lookups(self, request, model_admin):
        return [("none", _("None"))]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.exclude(Exists(PressContact.objects.filter(organisation=OuterRef("pk"))))
        return queryset


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ("name", "short_name", "part_of", "contact_count", "changed_at")
    list_filter = (HasContactFilter,)
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "other_names__name")
    autocomplete_fields = ("parent",)
    inlines = (OtherNameInline,)
    fieldsets = (
        (_("Names"), {"fields": (("name", "short_name"), "parent", "description")}),
        (_("Press contacts"), {"fields": ("confirm_every",)}),
        (_("Address"), {"fields": ("slug",), "classes": ("collapse",)}),
    )

    def get_queryset(self, request):
        counts = PressContact.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
        counts = counts.annotate(count=Count("pk")).values("count")
        contacts = Coalesce(Subquery(counts, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(contact_count=contacts)

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description=_("part of"), ordering="parent__name")
    def part_of(self, organisation):
        return organisation.parent

    @admin.display(description=_("press contacts"), ordering="contact_count")
    def contact_count(self, organisation):
        return organisation.contact_count
