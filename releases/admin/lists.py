"""The list of releases: its columns and its filters."""

from datetime import date

from django.contrib import admin
from django.db.models import Count
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contacts.admin.paging import RecordList
from contacts.models import Organisation
from releases.counting import years
from releases.filters import FACETS
from releases.models import Release, ReleaseOrganisation
from releases.readiness import LACKS
from releases.states import STATES, state_flag

LEADS_OFFERED = 20
RECENT = 1_000


class ReleaseList(RecordList):
    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters).defer("body", "notes_to_editors")
        return found.prefetch_related("organisation_links")


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, queryset):
        return queryset.in_state(self.value(), timezone.now()) if self.value() in STATES else queryset


class DeskFilter(admin.SimpleListFilter):
    """What the desk of this person names, all of it."""

    title = _("on the desk")
    parameter_name = "desk"

    def lookups(self, request, model_admin):
        found = [("mine", _("My work"))]
        if model_admin.has_publish_permission(request):
            found += [("review", _("To review")), ("urgent", _("Urgent, not yet looked at"))]
        return found

    def queryset(self, request, queryset):
        return {
            "mine": lambda: queryset.work_of(request.user),
            "review": lambda: queryset.to_review_by(request.user),
            "urgent": queryset.unchecked,
        }.get(self.value(), lambda: queryset)()


class LacksFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [(name, lack.label) for name, lack in LACKS.items()]

    def queryset(self, request, queryset):
        return queryset.lacking(self.value()) if self.value() in LACKS else queryset


class YearFilter(admin.SimpleListFilter):
    title = _("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        return [(str(year), str(year)) for year in years(Release.objects.all())]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal() or not 0 < int(self.value()) < 10_000:
            return queryset
        year = int(self.value())
        return queryset.filter(listed_on__range=(date(year, 1, 1), date(year, 12, 31)))


class LanguageFilter(admin.RelatedFieldListFilter):
    """The languages of what is public, found in the index, and of the few texts that are in the making."""

    def field_choices(self, field, request, model_admin):
        known = [*FACETS["language"].on(Release.objects.public()).values_list("pk", flat=True)]
        known += Release.objects.unpublished().order_by().values_list("language", flat=True).distinct()
        return field.get_choices(include_blank=False, limit_choices_to={"pk__in": known})


class LeadFilter(admin.SimpleListFilter):
    """The organisations that issued most of what was last worked on; any other is found by the search."""

    title = _("issued by")
    parameter_name = "lead"

    def lookups(self, request, model_admin):
        recent = Release.objects.order_by("-changed_at", "-pk").values("pk")[:RECENT]
        links = ReleaseOrganisation.objects.filter(role="lead", release__in=recent).order_by()
        most = links.values_list("organisation").annotate(issued=Count("pk")).order_by("-issued")
        found = Organisation.objects.filter(pk__in=[key for key, _issued in most[:LEADS_OFFERED]])
        names = [(one.slug, one.short_name or one.name) for one in found]
        return sorted(names, key=lambda one: one[1].casefold())

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(
            organisation_links__role="lead", organisation_links__organisation__slug=self.value()
        )


class ColumnsMixin:
    """The columns, for the ModelAdmin of releases."""

    list_display = ("state", "title", "date", "issued_by", "changed_at")
    list_display_links = ("title",)
    list_filter = (
        StateFilter,
        DeskFilter,
        LacksFilter,
        YearFilter,
        ("language", LanguageFilter),
        "topics",
        LeadFilter,
    )

    def get_changelist(self, request, **kwargs):
        return ReleaseList

    @admin.display(description=_("state"), ordering="status")
    def state(self, release):
        return state_flag(release)

    @admin.display(description=_("date"), ordering="listed_on")
    def date(self, release):
        return release.dated_on or format_html('<span class="nr-quiet">{}</span>', _("Date not stated"))

    @admin.display(description=_("issued by"))
    def issued_by(self, release):
        return ", ".join(one.short_name or one.name for one in release.issued_by()) or "–"
