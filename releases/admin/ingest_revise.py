"""A new version of a text, taken into the release on file as far as the editor says."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from releases.ingest.choices import apply_choices
from releases.ingest.compare import COMPARED, word_changes
from releases.ingest.save import revise_release
from releases.models import Release

from .forms import WhyForm


class ReviseMixin:
    """For the review of a text that seems to be a new version of a release."""

    def revise(self, request, intake, draft, siblings):
        """Takes the changed words that the editor ticked into the release on file."""
        records = self.admin_site.get_model_admin(Release)
        if not records.has_change_permission(request, intake.release):
            raise PermissionDenied
        fields = [name for name in request.POST.getlist("take") if name in COMPARED]
        why = WhyForm.asked_of(request.user)(request.POST)
        try:
            if not why.is_valid():
                raise ValidationError([message for found in why.errors.values() for message in found])
            chosen = apply_choices(draft, intake.choices)
            release = revise_release(intake, chosen, fields, request.user, why.cleaned_data)
        except ValidationError as error:
            return self.refused(request, intake, draft, error)
        records.log_change(request, release, _("Revised from %(source)s") % {"source": intake.source})
        messages.success(request, _("Revised: %s") % release.title)
        return self._next(intake, siblings, release)

    def changes(self, request, release, draft):
        """What the page says of the release on file beside this draft."""
        records = self.admin_site.get_model_admin(Release)
        return {
            "changes": word_changes(release, draft),
            "taken": request.POST.getlist("take"),
            "why": self._questions(request, release),
            "may_revise": records.has_change_permission(request, release),
        }

    def _questions(self, request, release):
        """The questions about a change of what is public, with what was answered; None for a draft."""
        if not release.is_public():
            return None
        answers = request.POST if "_revise" in request.POST else None
        return WhyForm.asked_of(request.user)(answers, label_suffix="")
