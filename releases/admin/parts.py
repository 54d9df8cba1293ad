"""The rows of the release form."""

from django.contrib import admin
from django.forms import Textarea
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from contacts.admin.rows import RowInline
from releases.models import KeyFigure, Quote, ReleaseContact, ReleaseOrganisation


class ReleaseInline(RowInline):
    """Rows follow their release: whoever may change it may change them."""

    def get_extra(self, request, obj=None, **kwargs):
        return self.extra if obj is None else 0


class OrganisationInline(ReleaseInline):
    model = ReleaseOrganisation
    fields = (("organisation", "role", "position"),)
    autocomplete_fields = ("organisation",)
    extra = 1
    group = "organisations"


class QuoteInline(ReleaseInline):
    model = Quote
    fields = ("text", ("speaker", "role", "position"))
    group = "quotes"
    verbose_name = _("quote")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = Textarea(attrs={"rows": 3, "class": "serif", "dir": "auto"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class KeyFigureInline(ReleaseInline):
    model = KeyFigure
    fields = (("qualifier", "figure", "position"), "counts", "source")
    group = "figures"


class ContactInline(ReleaseInline):
    model = ReleaseContact
    fields = (("contact", "position"), "channels")
    readonly_fields = ("channels",)
    autocomplete_fields = ("contact",)
    extra = 1
    group = "contacts"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("contact__points")

    @admin.display(description=_("public channels"))
    def channels(self, link):
        if link.pk is None:
            return "–"
        points = [point for point in link.contact.points.all() if point.audience == "public"]
        values = format_html_join(" · ", '<bdi dir="ltr">{}</bdi>', ((point.value,) for point in points))
        warnings = []
        if link.contact.status == "left":
            warnings.append((_("Has left: not shown to the public"),))
        elif not any(point.kind == "email" for point in points):
            warnings.append((_("No e-mail"),))
        flags = format_html_join(" ", '<span class="nr-flag nr-flag--warn">{}</span>', warnings)
        return format_html("{} {}", values, flags)
