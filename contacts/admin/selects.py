"""Choosing one row, or several, of a table too long for a list."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError


def could_be_key(field, value):
    """Whether a row might have this text as the value of its key: the right kind, and within range."""
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return "\0" not in str(value)


class CarefulMixin:
    """Leaves out what a forged address or form gives that no row can have; a database would raise."""

    def optgroups(self, name, value, attr=None):
        key = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [one for one in value if could_be_key(key, one)], attr)


class CarefulSelectMultiple(CarefulMixin, AutocompleteSelectMultiple):
    """Each choice has its own button. One for all of them would stand in the list and be no item of it."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class CarefulSelect(CarefulMixin, AutocompleteSelect):
    """Names the present choice from the row it is on, which saves one query for each row of a form."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        return [(None, [self.create_option(name, self.known.pk, str(self.known), True, 0)], 0)]


class SelectsMixin:
    """For a ModelAdmin or an inline: its `autocomplete_fields` with these selects."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = CarefulSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = CarefulSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
