"""Bundles: releases that go live at one instant or not at all."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from contacts.admin.closed import ClosedMixin
from contacts.admin.paging import BoundedPaginator
from contacts.admin.rows import LinesField
from contacts.admin.selects import CarefulSelectMultiple
from contacts.admin.stale import StaleSaveMixin
from releases.models import Bundle, Comment, Release
from releases.office_time import in_words
from releases.states import state_flag

from .publishing import PublishingPage
from .refusals import RefusalMixin
from .step_forms import SeenForm


class BundleForm(forms.ModelForm):
    # A comment may be on any release, and that is all that its field lends to this choice.
    releases = forms.ModelMultipleChoiceField(
        label=_("Releases"),
        queryset=None,
        required=False,
        widget=CarefulSelectMultiple(Comment._meta.get_field("release"), admin.site),
        help_text=_("Two or more, none of them published. While they are here, none goes out alone."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["releases"].queryset = Release.objects.free_for(self.instance)
        if self.instance.pk:
            self.initial["releases"] = list(self.instance.releases.order_by("pk"))


class TakeBackForm(SeenForm):
    reason = LinesField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues. Those who wrote the releases read it on their desk."),
    )


@admin.register(Bundle)
class BundleAdmin(ClosedMixin, RefusalMixin, StaleSaveMixin, admin.ModelAdmin):
    """What happens to a release in a bundle stands in the history of that release."""

    form = BundleForm
    readonly_fields = ("members",)
    list_display = ("name", "standing", "changed_at")
    search_fields = ("name", "releases__title")
    show_full_result_count = False
    paginator = BoundedPaginator
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("releases")

    # Its own saves are no versions, so there is none to compare with.

    def changes_now(self, request, stored):
        return False

    def may_read_versions(self, request):
        return False

    # Who may do what. Nobody without the right to see releases: a bundle shows their titles.

    def has_publish_permission(self, request):
        return request.user.has_perm("releases.publish_release")

    def has_module_permission(self, request):
        return super().has_module_permission(request) and request.user.has_perm("releases.view_release")

    def has_view_permission(self, request, obj=None):
        sees = request.user.has_perm("releases.view_release")
        return sees and super().has_view_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Only while nothing in it is published: then its releases are free again."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_settled())

    def delete_model(self, request, obj):
        obj.hold(request.user, [])
        super().delete_model(request, obj)

    # The form

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("name", "releases")
        is_open = self.has_change_permission(request, obj) and not obj.is_settled()
        return ("name", "releases", "members") if is_open else ("name", "members")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "releases" in form.cleaned_data:
            form.instance.hold(request.user, form.cleaned_data["releases"])

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            may = self.has_publish_permission(request)
            members = list(obj.releases.all())
            context["may_publish"] = may and not any(one.is_public() for one in members)
            context["may_take_back"] = may and bool(members) and all(one.is_scheduled() for one in members)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("state"))
    def standing(self, bundle):
        members = list(bundle.releases.all())
        flags = {state_flag(one) for one in members}
        return format_html("{} {}", len(members), format_html_join(" ", "{}", ((one,) for one in flags)))

    @admin.display(description=_("as saved"))
    def members(self, bundle):
        rows = (
            (state_flag(one), reverse("admin:releases_release_change", args=[one.pk]), one)
            for one in bundle.releases.order_by("pk")
        )
        row = '<li>{} <a href="{}"><bdi>{}</bdi></a></li>'
        return format_html('<ul class="nr-members">{}</ul>', format_html_join("", row, rows))

    # Publishing all, taking back all

    def get_urls(self):
        pages = [("publish", self.publish_view), ("back_to_draft", self.take_back_view)]
        return [
            path(
                f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"releases_bundle_{name}"
            )
            for name, view in pages
        ] + super().get_urls()

    def publish_view(self, request, object_id):
        bundle, releases, at = self._found(request, object_id)
        page = PublishingPage(
            request.POST or None, releases, seen=_seen(bundle, releases), at=at, is_bundle=True
        )
        if request.method == "POST" and page.is_answered:
            waivers = {one.release.pk: one.waivers for one in page.releases}
            moment = page.moment
            try:
                with transaction.atomic():
                    bundle.publish(request.user, moment.instant, embargo=moment.is_embargo, waivers=waivers)
                    self.log_change(request, bundle, str(page.said()))
            except ValidationError as error:
                moment.add_error(None, error)
            else:
                return self._done(request, bundle, page.said())
        context = {"page": page, "form": page.moment, "title": _("Publish together")}
        return self._ask(request, "publish", bundle, releases, at, context)

    def take_back_view(self, request, object_id):
        bundle, releases, at = self._found(request, object_id)
        form = TakeBackForm(request.POST or None, seen=_seen(bundle, releases))
        if request.method == "POST" and form.is_valid():
            said = _("All are drafts again. None will become public by itself.")
            try:
                with transaction.atomic():
                    bundle.back_to_draft(request.user, form.cleaned_data["reason"])
                    self.log_change(request, bundle, str(said))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self._done(request, bundle, said)
        return self._ask(
            request, "take_back", bundle, releases, at, {"form": form, "title": _("Back to draft")}
        )

    def _found(self, request, object_id):
        bundle = self.get_object(request, unquote(object_id))
        if not (self.has_publish_permission(request) and self.has_change_permission(request, bundle)):
            raise PermissionDenied
        if bundle is None:
            raise Http404
        return bundle, list(bundle.releases.with_parts().order_by("pk")), timezone.now()

    def _done(self, request, bundle, said):
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:releases_bundle_change", args=[bundle.pk]))

    def _ask(self, request, name, bundle, releases, at, context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": bundle,
            "releases": releases,
            "seen": _seen(bundle, releases),
            "now": in_words(at),
            **context,
        }
        return TemplateResponse(request, f"admin/releases/bundle/{name}.html", context)


def _seen(bundle, releases):
    return " ".join(one.changed_at.isoformat() for one in (bundle, *releases))
