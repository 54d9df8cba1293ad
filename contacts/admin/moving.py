"""Somebody who takes a new post keeps the one that they held among their earlier ones."""

from zoneinfo import available_timezones

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from contacts.models import Post, PressContact

MOVE = ("moved", "moved_on")


class PressContactForm(forms.ModelForm):
    moved = forms.BooleanField(
        label=_("This is a new post"),
        required=False,
        help_text=_(
            "Tick it when the organisation, role or office above is another because they moved: the post "
            "they held goes among the earlier ones. Leave it for a mere correction."
        ),
    )
    moved_on = forms.DateField(
        label=_("last day in the post before"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("If it is known."),
    )

    def clean(self):
        super().clean()
        if self.cleaned_data.get("moved_on") and not self.cleaned_data.get("moved"):
            self.add_error("moved", _("Tick this too, or leave the day empty."))
        if self.cleaned_data.get("moved") and not {"organisation", "role", "office"} & {*self.changed_data}:
            self.add_error("moved", _("Nothing of the post is changed above."))
        return self.cleaned_data


class MovingMixin:
    """For the ModelAdmin of press contacts."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "time_zone":
            zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
            choices = [("", _("Not known")), *((zone, zone.replace("_", " ")) for zone in zones)]
            return forms.ChoiceField(
                choices=choices, required=False, label=db_field.verbose_name, help_text=db_field.help_text
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Who is new, or may only be read, does not move."""
        if obj and self.has_change_permission(request, obj):
            return self.fieldsets
        return [
            (name, options | {"fields": [one for one in options["fields"] if one != MOVE]})
            for name, options in self.fieldsets
        ]

    def save_model(self, request, obj, form, change):
        if change and form.cleaned_data.get("moved"):
            held = PressContact.objects.get(pk=obj.pk)
            Post.objects.create(
                contact=obj,
                organisation=held.organisation,
                role=held.role,
                office=held.office,
                began_on=held.since,
                ended_on=form.cleaned_data["moved_on"],
            )
            if "since" not in form.changed_data:
                obj.since = None  # that was of the post before
        super().save_model(request, obj, form, change)
