from django.contrib import admin

from contacts.admin.records import RecordAdmin
from releases.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("name", "slug", "changed_at")
    search_fields = ("name",)
    fields = ("name", "slug")
    view_on_site = False
