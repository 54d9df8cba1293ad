from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lifecycle import UNPUBLISHED


class Bundle(models.Model):
    """Releases that go live at one instant, or not at all: one announcement in several languages, say."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("For colleagues only, such as: Annual report, five languages.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last saved"), auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")

    def __str__(self):
        return self.name

    def begin(self, by, releases):
        """Saves it for the first time with these releases, or not at all."""
        with transaction.atomic():
            self.save()
            self.hold(by, releases)

    def hold(self, by, releases):
        """Holds these releases and no others from now on. Only what is not published comes or goes, and
        nothing is in two bundles: raises ValidationError that names each release with its reason.
        """
        wanted, faults = {release.pk: release for release in releases}, []
        with self._held():
            present = {release.pk: release for release in self.releases.all()}
            for pk in sorted(wanted.keys() ^ present.keys()):
                release, bundle = (wanted | present)[pk], self if pk in wanted else None
                try:
                    self._move(release, by, bundle)
                except ValidationError as error:
                    faults += [f"{release}: {message}" for message in error.messages]
            if faults:
                raise ValidationError(faults)

    def is_settled(self):
        """Whether its releases are published, so that it is published or taken back as a whole only."""
        return self.releases.exclude(status__in=UNPUBLISHED).exists()

    def publish(self, by, at, embargo=False, waivers=None):
        """Publishes all its releases from the same instant (None: now). If one cannot be, none is: raises
        ValidationError that names each with its reasons. `waivers` is {pk: {code: reason}}.
        """
        too_few, at = _("A bundle needs at least two releases."), at or timezone.now()
        self._each(too_few, "_publish", by, at, embargo, waivers or {})

    def back_to_draft(self, by, reason=""):
        """Takes all of them back, while none is public."""
        self._each("", "_take_back", by, reason)

    def _each(self, too_few, step, *args):
        faults = []
        with self._held():
            members = list(self.releases.select_for_update(of=("self",)).order_by("pk"))
            if too_few and len(members) < 2:
                raise ValidationError(too_few)
            for release in members:
                try:
                    getattr(self, step)(release, *args)
                except ValidationError as error:
                    faults += [f"{release}: {message}" for message in error.messages]
            if faults:
                raise ValidationError(faults)

    @contextmanager
    def _held(self):
        """One transaction on the locked row, so that nobody joins or leaves what is being published."""
        with transaction.atomic():
            list(type(self).objects.select_for_update().filter(pk=self.pk))
            yield

    def _move(self, release, by, bundle):
        said = _("Put into the bundle: %s") if bundle else _("Taken out of the bundle: %s")
        with release._transition(by, said % self) as locked:
            if locked.status not in UNPUBLISHED or self.is_settled():
                raise ValidationError(_("It is published, so it neither joins nor leaves a bundle."))
            if bundle and locked.bundle_id not in (None, bundle.pk):
                raise ValidationError(_("It is in another bundle: %s.") % locked.bundle)
            locked.bundle = bundle

    def _publish(self, release, by, at, embargo, waivers):
        with release._transition(by, _("Published together: %s") % self) as locked:
            locked._publish(by, at, embargo, False, waivers.get(locked.pk, {}))

    def _take_back(self, release, by, reason):
        with release._transition(by, _("Bundle taken back: %s") % (reason or self)) as locked:
            if not locked.is_scheduled():
                raise ValidationError(_("Only a release that is not public yet can go back to draft."))
            locked._draft_again(reason)
