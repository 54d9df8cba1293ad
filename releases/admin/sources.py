from io import BytesIO

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contacts.admin.closed import ClosedMixin
from contacts.admin.paging import BoundedPaginator
from releases.models import SourceDocument


@admin.register(SourceDocument)
class SourceDocumentAdmin(ClosedMixin, admin.ModelAdmin):
    """Looked at and downloaded, never edited."""

    list_display = ("name", "received_at", "sha256")
    search_fields = ("name", "sha256")
    fields = ("name", "received_at", "sha256", "download", "as_text")
    show_full_result_count = False
    paginator = BoundedPaginator
    view_on_site = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        documents = super().get_queryset(request)
        is_list = request.resolver_match.url_name.endswith("changelist")
        return documents.defer("content") if is_list else documents

    def get_urls(self):
        download = self.admin_site.admin_view(self.download_view)
        name = "releases_sourcedocument_download"
        return [path("<path:object_id>/download/", download, name=name), *super().get_urls()]

    def download_view(self, request, object_id):
        document = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, document):
            raise PermissionDenied
        if document is None:
            raise Http404
        # As an opaque attachment: whatever the bytes are, the browser must not open them on our origin.
        content = BytesIO(document.content)
        kind = "application/octet-stream"
        return FileResponse(content, as_attachment=True, filename=document.name, content_type=kind)

    @admin.display(description=_("as received"))
    def download(self, document):
        url = reverse("admin:releases_sourcedocument_download", args=[document.pk])
        return format_html('<a href="{}">{}</a>', url, _("Download, byte for byte"))

    @admin.display(description=_("text"))
    def as_text(self, document):
        return format_html('<pre class="nr-source" dir="auto">{}</pre>', document.text)
