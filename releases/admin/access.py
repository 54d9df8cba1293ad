"""Links of their own for named people outside, each made and revoked here, and the ledger of what they read.

Only who may make a link sees its address, since the address opens the release for whoever has it.
"""

from datetime import UTC

import reversion
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contacts.admin.selects import could_be_key
from contacts.admin.spreadsheets import as_csv
from releases.models import AccessLink, Opening
from releases.office_time import zone_name

from .links import LinkForm, Row

ON_A_PAGE = 50


class AccessMixin:
    """For the ModelAdmin of releases: their access links."""

    def get_urls(self):
        pages = [
            ("<path:object_id>/access/", self.access_view, "releases_release_access"),
            ("<path:object_id>/access/<int:link>/revoke/", self.revoke_view, "releases_release_revoke"),
            ("<path:object_id>/access/ledger/", self.ledger_view, "releases_release_ledger"),
            ("<path:object_id>/access/ledger.csv", self.ledger_export, "releases_release_ledger_csv"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=name) for route, view, name in pages
        ] + super().get_urls()

    def access_view(self, request, object_id):
        """The links of a release, and the form that makes others."""
        release = self._release_with_links(request, object_id, "releases.view_accesslink")
        at = timezone.now()
        may_make = request.user.has_perm("releases.add_accesslink")
        form = None
        if may_make and not release.keeps_address(at):
            form = LinkForm(request.POST or None, release=release, at=at)
        if request.method == "POST":
            if form is None:
                raise PermissionDenied
            if form.is_valid():
                made = self._make_links(request, release, form)
                said = ngettext(
                    "%d link made. Copy its address below.",
                    "%d links made. Copy their addresses below.",
                    made,
                )
                messages.success(request, said % made)
                return HttpResponseRedirect(request.path)
        links = release.access_links.with_ledger().select_related("created_by", "revoked_by")
        return self._access_page(
            request,
            release,
            "links",
            _("Press and preview links"),
            rows=[Row.of(link, request, at, may_make) for link in links],
            form=form,
            may_make=may_make,
            may_revoke=request.user.has_perm("releases.change_accesslink"),
            may_read_ledger=request.user.has_perm("releases.view_opening"),
            is_embargoed=release.is_embargoed(at),
        )

    def revoke_view(self, request, object_id, link):
        """Asks once more, then closes one link."""
        release = self._release_with_links(request, object_id, "releases.change_accesslink")
        found = get_object_or_404(release.access_links.with_ledger(), pk=link)
        if request.method == "POST":
            if self._revoke_link(request, release, found):
                messages.success(request, _("Revoked. It opens nothing any more."))
            else:
                messages.warning(request, _("Somebody has revoked it before you."))
            return HttpResponseRedirect(reverse("admin:releases_release_access", args=[release.pk]))
        return self._access_page(
            request,
            release,
            "revoke",
            _("Revoke a link"),
            row=Row.of(found, request, timezone.now(), False),
        )

    def ledger_view(self, request, object_id):
        """Who opened which version when; of one link alone, if the address names it."""
        release = self._release_with_links(request, object_id, "releases.view_opening")
        link, lines = self._lines(request, release)
        page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
        return self._access_page(
            request, release, "ledger", _("Ledger"), link=link, page=page, zone=zone_name()
        )

    def ledger_export(self, request, object_id):
        """The same as CSV, times in UTC."""
        release = self._release_with_links(request, object_id, "releases.view_opening")
        _link, lines = self._lines(request, release)
        head = [_("Opened (UTC)"), _("For whom"), _("Kind"), _("Text as saved at (UTC)")]
        return as_csv(f"{release.slug}-ledger", head, _rows(lines.iterator()))

    def _lines(self, request, release):
        """(the link that the address names or None, the lines of the ledger)"""
        lines = Opening.objects.filter(link__release=release).select_related("link")
        key = request.GET.get("link")
        if not key:
            return None, lines
        if not could_be_key(AccessLink._meta.pk, key):
            raise Http404
        link = get_object_or_404(release.access_links, pk=key)
        return link, lines.filter(link=link)

    def _release_with_links(self, request, object_id, right):
        if not (self.has_view_permission(request) and request.user.has_perm(right)):
            raise PermissionDenied
        release = self.get_object(request, unquote(object_id))
        if release is None:
            raise Http404
        return release

    def _make_links(self, request, release, form):
        values = {"kind": form.cleaned_data["kind"], "expires_at": form.instant, "created_by": request.user}
        names = form.cleaned_data["names"]
        links = [AccessLink(release=release, name=name, **values) for name in names]
        kind = links[0].get_kind_display()
        with self.create_revision(request):
            AccessLink.objects.bulk_create(links)
            self._enter_links(request, release, _("Link made (%s)") % kind, names)
        return len(links)

    def _revoke_link(self, request, release, link):
        with transaction.atomic():
            if not link.revoke(request.user):
                return False
            with self.create_revision(request):
                self._enter_links(request, release, _("Link revoked"), [link.name])
        return True

    def _enter_links(self, request, release, what, names):
        """An entry in the history of the release, which itself stays as it is."""
        reversion.add_to_revision(release)
        self.log_change(request, release, f"{what} · {', '.join(names)}")

    def _access_page(self, request, release, name, title, **context):
        return TemplateResponse(
            request,
            f"admin/releases/access/{name}.html",
            self.admin_site.each_context(request)
            | {"opts": self.opts, "original": release, "title": title}
            | context,
        )


def _rows(lines):
    for line in lines:
        yield _utc(line.at), line.link.name, str(line.link.get_kind_display()), _utc(line.text_of)


def _utc(instant):
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
