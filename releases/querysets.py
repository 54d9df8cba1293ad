"""The named sets of releases. What the public may read is decided here and nowhere else."""

from django.db.models import Case, Prefetch, Q, When
from django.utils import timezone

from contacts.models import ContactPoint
from contacts.models.addresses import AddressedQuerySet

from .cursors import Position
from .readiness import LACKS


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

    def withdrawn(self):
        return self.filter(status=self.model.Status.WITHDRAWN)

    def lacking(self, name):
        """Those, but for the withdrawn, that fail the check of this name in `readiness.LACKS`."""
        return self.exclude(status=self.model.Status.WITHDRAWN).filter(LACKS[name].condition)

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

    def around(self, release, most=3):
        """(newer, older, related) of this release within this set, found in one query.

        Related are the newest that share a topic with it or an organisation that issues them.
        """
        here = Position.of(release)
        newer = self.before(here).oldest_first().values("pk")[:1]
        older = self.after(here).newest_first().values("pk")[:1]
        alike = Q(topics__in=release.topics.values("pk")) | Q(
            organisation_links__role="lead",
            organisation_links__organisation__in=release.organisation_links.filter(role="lead").values(
                "organisation"
            ),
        )
        related = self.exclude(pk=release.pk).filter(alike).newest_first().distinct().values("pk")[:most]
        found = (
            self.filter(Q(pk__in=newer) | Q(pk__in=older) | Q(pk__in=related))
            .annotate(is_related=Case(When(pk__in=related, then=True), default=False))
            .select_related("language")
            .newest_first()
        )
        above = [one for one in found if Position.of(one) > here]
        below = [one for one in found if Position.of(one) < here]
        return (
            above[-1] if above else None,
            below[0] if below else None,
            [one for one in found if one.is_related],
        )

    def for_cards(self):
        """With what a row of a list prints, in two queries however many rows there are."""
        return self.select_related("language").prefetch_related("organisation_links")

    def for_page(self):
        """With what the release's own page prints, besides its subjects and organisations."""
        return self.select_related("language").prefetch_related(
            "contact_links",
            Prefetch("contact_links__contact__points", ContactPoint.objects.shown(), to_attr="shown_points"),
            "quotes",
            "key_figures",
        )

    def with_parts(self):
        """With everything that `readiness.checks()` asks, in a constant number of queries."""
        return self.select_related("language").prefetch_related(
            "organisation_links",
            "contact_links__contact__points",
            "quotes",
            "key_figures",
        )

    def get_by_natural_key(self, uuid):
        return self.get(uuid=uuid)
