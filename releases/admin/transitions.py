"""The pages that ask once more before a release changes its state, and publishing from the list."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from releases.models import Bundle, Release
from releases.office_time import in_words
from releases.readiness import Readiness
from releases.states import STATES

from .provenance import told_embargo
from .publishing import PublishingPage
from .steps import STEPS

AT_ONCE = 20


class TransitionsMixin:
    """For the ModelAdmin of releases: a page for each of `STEPS`, and two actions of the list."""

    actions = ("publish_now", "make_bundle")

    def has_publish_permission(self, request):
        return request.user.has_perm("releases.publish_release")

    def has_bundle_permission(self, request):
        return request.user.has_perm("releases.add_bundle")

    def may_take(self, request, step, release):
        """Whether this person may take this step, whatever state the release is in."""
        if not self.has_view_permission(request, release):
            return False
        if step.right == "comment":
            return request.user.has_perm("releases.add_comment")
        if step.right == "change":
            return self.has_change_permission(request)
        return self.has_publish_permission(request)

    def open_steps(self, request, release, at):
        """{name: step} of those that this person may take now."""
        return {
            name: step
            for name, step in STEPS.items()
            if self.may_take(request, step, release) and step.is_open(release, request.user, at)
        }

    def get_urls(self):
        pages = [
            path(
                f"<path:object_id>/{step.name}/",
                self.admin_site.admin_view(self.publish_view if name == "publish" else self.step_view),
                {"step": step},
                name=f"releases_release_{name}",
            )
            for name, step in STEPS.items()
        ]
        return pages + super().get_urls()

    def step_view(self, request, object_id, step):
        release, at = self._found(request, object_id, step), timezone.now()
        form = step.form(request.POST or None, release=release, by=request.user, at=at)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    said = step.do(release, request.user, form.cleaned_data)
                    self.log_change(request, release, str(said))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self._done(request, release, said)
        context = {"form": form, "media": form.media, "seen": release.changed_at.isoformat()}
        return self._ask(request, step, release, at, context)

    def publish_view(self, request, object_id, step):
        release, at = self._found(request, object_id, step), timezone.now()
        seen = release.changed_at.isoformat()
        page = PublishingPage(request.POST or None, [release], seen=seen, at=at)
        if request.method == "POST" and page.is_answered:
            moment, answers = page.moment, page.releases[0]
            try:
                with transaction.atomic():
                    release.publish(
                        request.user,
                        moment.instant,
                        embargo=moment.is_embargo,
                        urgent=answers.cleaned_data.get("urgent", False),
                        waivers=answers.waivers,
                    )
                    self.log_change(request, release, str(page.said()))
            except ValidationError as error:
                moment.add_error(None, error)
            else:
                return self._done(request, release, page.said())
        context = {"page": page, "form": page.moment, "seen": seen, "embargo": told_embargo(release, at)}
        return self._ask(request, step, release, at, context)

    def _found(self, request, object_id, step):
        found = self.get_object(request, unquote(object_id))
        if not self.may_take(request, step, found):
            raise PermissionDenied
        if found is None:
            raise Http404
        release = Release.objects.with_parts().select_related("urgent_by").get(pk=found.pk)
        release.read_at = release.changed_at
        return release

    def _done(self, request, release, said):
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:releases_release_change", args=[release.pk]))

    def _ask(self, request, step, release, at, context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": release,
            "title": step.title,
            "step": step,
            "is_open": step.is_open(release, request.user, at),
            "state": STATES[release.state(at)],
            "now": in_words(at),
            "opening": release.text().split("\n\n")[:2],
            **context,
        }
        name = "publish" if "page" in context else "step"
        return TemplateResponse(request, f"admin/releases/release/{name}.html", context)

    # From the list

    @admin.action(description=_("Publish now…"), permissions=["publish"])
    def publish_now(self, request, queryset):
        """Asks once, naming them; then each is published, or not, for itself."""
        chosen = self._few_enough(request, queryset)
        if chosen is None:
            return None
        if "confirmed" not in request.POST:
            found = [(one, Readiness(one)) for one in chosen]
            context = {"chosen": [(one, readiness.stops + readiness.open) for one, readiness in found]}
            return self._ask_about_many(request, "publish_selected", STEPS["publish"].title, context)
        done = 0
        for release in chosen:
            try:
                with transaction.atomic():
                    release.publish(request.user)
                    self.log_change(request, release, str(_("Published. Anyone can read it now.")))
            except ValidationError as error:
                text = " ".join(str(message) for message in error.messages)
                self.message_user(request, f"{release.title}: {text}", messages.ERROR)
            else:
                done += 1
        if done:
            said = ngettext("%d release published.", "%d releases published.", done) % done
            self.message_user(request, said, messages.SUCCESS)
        return None

    @admin.action(description=_("Publish together…"), permissions=["bundle"])
    def make_bundle(self, request, queryset):
        """Puts them into a new bundle, which then publishes them at one instant."""
        chosen = self._few_enough(request, queryset)
        if chosen is None:
            return None
        bundle = Bundle(name=chosen[0].title[: Bundle._meta.get_field("name").max_length])
        try:
            bundle.begin(request.user, chosen)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            return None
        said = _("A bundle is made. Give it a name for your colleagues, then publish it.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:releases_bundle_change", args=[bundle.pk]))

    def _few_enough(self, request, queryset):
        chosen = list(queryset.with_parts()[: AT_ONCE + 1])
        if len(chosen) <= AT_ONCE:
            return chosen
        self.message_user(request, _("Publish at most %d at once.") % AT_ONCE, messages.ERROR)
        return None

    def _ask_about_many(self, request, name, title, context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, f"admin/releases/release/{name}.html", context)
