"""The named sets of releases. What the public may read is decided here and nowhere else."""

from django.db.models import Q
from django.utils import timezone

from contacts.models.addresses import AddressedQuerySet

from .cursors import Position


class ReleaseQuerySet(AddressedQuerySet):
    def public(self, at=None):
        """Those that anyone may read at this moment (default: now), on every list, feed and page.

        `published` is the editors' decision; `public_from` is the instant it takes effect.
        """
        return self.filter(self._is_public(at))

    def _is_public(self, at):
        return Q(status=self.model.Status.PUBLISHED, public_from__lte=at or timezone.now())

    def readable_by(self, user=None, at=None):
        """Those with a page this person may open: the public ones, the withdrawn ones under their
        notice and, for a signed-in colleague who may see releases, every other as a preview.
        """
        if user is not None and user.has_perm("releases.view_release"):
            return self.all()
        return self.filter(self._is_public(at) | Q(status=self.model.Status.WITHDRAWN))

    def scheduled(self, at=None):
        """Those that an editor has published for a later instant."""
        return self.filter(status=self.model.Status.PUBLISHED, public_from__gt=at or timezone.now())

    def drafts(self):
        return self.filter(status=self.model.Status.DRAFT)

    def newest_first(self):
        """By the day printed on the document, undated ones last; within a day, the latest to go public."""
        return self.order_by("-listed_on", "-public_from", "-uuid")

    def oldest_first(self):
        return self.order_by("listed_on", "public_from", "uuid")

    def after(self, position):
        """Those that follow this position in `newest_first()` order."""
        return self.filter(position.older())

    def before(self, position):
        return self.filter(position.newer())

    def neighbours(self, release):
        """(newer, older): the releases beside this one in this set, or None, found in one query."""
        here = Position.of(release)
        newer = self.before(here).oldest_first().values("pk")[:1]
        older = self.after(here).newest_first().values("pk")[:1]
        found = list(self.filter(Q(pk__in=newer) | Q(pk__in=older)).newest_first())
        return (
            next((one for one in found if Position.of(one) > here), None),
            next((one for one in found if Position.of(one) < here), None),
        )

    def for_cards(self):
        """With what a row of a list prints, in two queries however many rows there are."""
        return self.select_related("language").prefetch_related(*self.model.CARD_PREFETCH)

    def with_parts(self):
        """With everything that `readiness.checks()` asks, in a constant number of queries."""
        return self.select_related("language").prefetch_related(
            "organisation_links__organisation",
            "contact_links__contact__points",
            "contact_links__contact__organisation",
            "quotes",
            "key_figures",
        )

    def get_by_natural_key(self, uuid):
        return self.get(uuid=uuid)
