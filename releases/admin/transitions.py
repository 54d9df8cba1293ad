"""The pages that ask once more before a release changes its state. The model does the changing."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from releases.models import Release
from releases.office_time import in_words, until, zone_name
from releases.readiness import checks

from .forms import PublishForm, TransitionForm, WithdrawForm

AT_ONCE = 20


@dataclass(frozen=True)
class Transition:
    name: str
    title: str
    button: str
    form: type
    is_danger: bool = False


PUBLISH = Transition("publish", _("Publish"), _("Publish"), PublishForm)
UNPUBLISH = Transition("unpublish", _("Back to draft"), _("Take back to draft"), TransitionForm)
WITHDRAW = Transition("withdraw", _("Withdraw"), _("Withdraw this release"), WithdrawForm, is_danger=True)


class TransitionsMixin:
    """For the ModelAdmin of releases: publish, back to draft and withdraw, and publishing from the list."""

    actions = ("publish_now",)

    def has_publish_permission(self, request):
        return request.user.has_perm("releases.publish_release")

    def get_urls(self):
        pages = [
            path(
                f"<path:object_id>/{page.name}/",
                self.admin_site.admin_view(self.transition_view),
                {"page": page},
                name=f"releases_release_{page.name}",
            )
            for page in (PUBLISH, UNPUBLISH, WITHDRAW)
        ]
        return pages + super().get_urls()

    def transition_view(self, request, object_id, page):
        if not self.has_publish_permission(request) or not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        release = Release.objects.with_parts().get(pk=found.pk)
        at = timezone.now()
        form = page.form(request.POST or None, release=release, at=at)
        if request.method == "POST" and form.is_valid() and not getattr(form, "needs_check", False):
            try:
                said = self._do(page, release, request.user, form)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.log_change(request, release, str(said))
                messages.success(request, said)
                return HttpResponseRedirect(reverse("admin:releases_release_change", args=[release.pk]))
        return self._ask(request, page, release, form, at)

    def _do(self, page, release, by, form):
        """Changes the state and says what happened."""
        if page is WITHDRAW:
            release.withdraw(by, form.cleaned_data["reason"])
            return _("Withdrawn. The text stays at its address under your notice.")
        if page is UNPUBLISH:
            release.unpublish(by)
            return _("A draft again. Nothing will become public by itself.")
        release.publish(by, form.instant)
        if form.instant is None:
            return _("Published. Anyone can read it now.")
        return _("Scheduled. It becomes public by itself on %s.") % in_words(form.instant)

    def _ask(self, request, page, release, form, at):
        found = checks(release)
        instant = getattr(form, "instant", None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": release,
            "title": page.title,
            "page": page,
            "form": form,
            "now": in_words(at),
            "zone": zone_name(),
            "instant": instant and instant.isoformat(),
            "instant_in_words": instant and f"{in_words(instant)}, {until(instant, at)}",
            "blocking": [check for check in found if check.stops and not check.passed],
            "worth_fixing": [check for check in found if not check.stops and not check.passed],
            "opening": release.text().split("\n\n")[:2],
        }
        return TemplateResponse(request, "admin/releases/release/transition.html", context)

    @admin.action(description=_("Publish now…"), permissions=["publish"])
    def publish_now(self, request, queryset):
        """Asks once, naming them; then each is published, or not, for itself."""
        chosen = list(queryset.with_parts()[: AT_ONCE + 1])
        if len(chosen) > AT_ONCE:
            self.message_user(request, _("Publish at most %d at once.") % AT_ONCE, messages.ERROR)
            return None
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": PUBLISH.title,
                "chosen": [(one, [check for check in checks(one) if not check.passed]) for one in chosen],
                "checkbox": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/releases/release/publish_selected.html", context)
        done = 0
        for release in chosen:
            try:
                release.publish(request.user)
            except ValidationError as error:
                text = " ".join(str(message) for message in error.messages)
                self.message_user(request, f"{release.title}: {text}", messages.ERROR)
            else:
                self.log_change(request, release, str(_("Published. Anyone can read it now.")))
                done += 1
        if done:
            said = ngettext("%d release published.", "%d releases published.", done) % done
            self.message_user(request, said, messages.SUCCESS)
        return None
