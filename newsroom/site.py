"""The admin site, whose front page is the editor's desk."""

from functools import wraps

from csp.constants import UNSAFE_INLINE
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest
from django.db import DataError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .caching import PRIVATE
from .desk import desk


def guarded(view):
    """Never stored anywhere, styles as the editor of texts needs them, and no 500 for an impossible value."""

    @wraps(view)
    def guarded_view(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except (OverflowError, DataError) as error:
            # A number larger than a database can hold or, for PostgreSQL, NUL: forged, or a broken link.
            raise BadRequest("A value out of range") from error
        response["Cache-Control"] = PRIVATE
        response._csp_update = {"style-src": [UNSAFE_INLINE]}
        return response

    return guarded_view


class DeskSite(admin.AdminSite):
    site_title = settings.SITE_NAME
    site_header = settings.SITE_NAME
    index_title = gettext_lazy("Desk")
    enable_nav_sidebar = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # one at a time, each with the page that says what goes

    def admin_view(self, view, cacheable=False):
        return guarded(super().admin_view(view, cacheable))

    def login(self, request, extra_context=None):
        return guarded(super().login)(request, extra_context)

    def get_urls(self):
        # Django's "view on site" redirects any member of staff to any object, and a draft's address
        # tells its title.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def index(self, request, extra_context=None):
        request.current_app = self.name
        context = {
            **self.each_context(request),
            "title": _("Desk"),
            "subtitle": None,
            **desk(self, request, timezone.now()),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/index.html", context)
