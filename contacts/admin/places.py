from django.contrib import admin

from contacts.models import Country, Language


class LookUpAdmin(admin.ModelAdmin):
    """Filled by migration: to choose from in other forms, not to edit, and off the desk."""

    search_fields = ("name", "code")

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Country)
class CountryAdmin(LookUpAdmin):
    pass


@admin.register(Language)
class LanguageAdmin(LookUpAdmin):
    pass
