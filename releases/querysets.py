"""The named sets of releases. What the public may read is decided here and nowhere else."""

from django.db.models import Case, Prefetch, Q, When
from django.utils import timezone

from contacts.models import ContactPoint
from contacts.models.addresses import AddressedQuerySet

from .cursors import Position, Walked
from .readiness import LACKS

ENDED = ("withdrawn", "removed", "redirected")
GONE = ("removed", "redirected")  # those of them whose text was taken away
DERIVED = ("public", "corrected", "embargoed", "scheduled")  # told from `published` by the clock
CARD = ("uuid", "slug", "title", "summary", "dateline", "dated_on", "public_from", "corrected_at")


class ReleaseQuerySet(Walked, AddressedQuerySet):
    position = Position

    def public(self, at=None):
        """Those that anyone may read at this moment (default: now), on every list, feed and page.

        `published` is the editors' decision; `public_from` is the instant it takes effect.
        """
        return self.filter(self._is_public(at))

    def _is_public(self, at):
        return Q(status=self.model.Status.PUBLISHED, public_from__lte=at or timezone.now())

    def public_with(self, bundles, at=None):
        """Those that anyone may read at this instant if these bundles go live at it."""
        return self.filter(self._is_public(at) | (Q(bundle__in=bundles) & ~Q(status__in=ENDED)))

    def readable_by(self, user=None, at=None):
        """Those with a page this person may open: the public ones, the withdrawn ones under their
        notice and, for a signed-in colleague who may see releases, every other as a preview.
        """
        if user is not None and user.has_perm("releases.view_release"):
            return self.all()
        return self.filter(self._is_public(at) | Q(status=self.model.Status.WITHDRAWN))

    def answering(self, at=None):
        """Those whose address answers the public with anything but "not found": the public ones and
        those that were, under a notice (withdrawn), as gone (removed) or with another address (redirected).
        """
        return self.filter(self._is_public(at) | Q(status__in=ENDED))

    def gone(self):
        """Those whose text was taken away after it was public: removed, or redirected to another."""
        return self.filter(status__in=GONE)

    def scheduled(self, at=None):
        """Those that an editor has published for a later instant, under embargo or not."""
        return self.filter(status=self.model.Status.PUBLISHED, public_from__gt=at or timezone.now())

    def embargoed(self, at=None):
        return self.scheduled(at).filter(under_embargo=True)

    def drafts(self):
        return self.filter(status=self.model.Status.DRAFT)

    def in_review(self):
        return self.filter(status=self.model.Status.REVIEW)

    def unchecked(self):
        """Those that somebody let pass as urgent and that no second person has looked at yet."""
        return self.filter(urgent_by__isnull=False)

    def unpublished(self):
        """Those that no editor has published yet: drafts, in review, approved."""
        status = self.model.Status
        return self.filter(status__in=[status.DRAFT, status.REVIEW, status.APPROVED])

    def free_for(self, bundle):
        """Those that this bundle may hold: not published, and in no other."""
        return self.unpublished().filter(Q(bundle=None) | Q(bundle=bundle.pk))

    def work_of(self, user, at=None):
        """What this person has on the desk: what was given to them and is not public yet, and the drafts
        they wrote.
        """
        releases = self.model.objects.order_by()
        given = releases.filter(assigned_to=user)
        mine = (
            given.unpublished()
            .values("pk")
            .union(given.scheduled(at).values("pk"), releases.drafts().filter(written_by=user).values("pk"))
        )
        return self.filter(pk__in=mine)

    def to_review_by(self, user):
        """Those in review that this person may approve: nobody approves their own text."""
        return self.in_review().exclude(written_by=user)

    def in_state(self, state, at=None):
        """Those whose `Release.state(at)` is this one."""
        if state in DERIVED:
            return {
                "public": lambda: self.public(at).filter(corrected_at=None),
                "corrected": lambda: self.public(at).exclude(corrected_at=None),
                "embargoed": lambda: self.embargoed(at),
                "scheduled": lambda: self.scheduled(at).filter(under_embargo=False),
            }[state]()
        return self.filter(status=state)

    def lacking(self, name):
        """Those, but for what was taken back, that fail the check of this name in `readiness.LACKS`."""
        return self.exclude(status__in=ENDED).filter(LACKS[name].condition)

    def newest_first(self):
        """By the day printed on the document, undated ones last; within a day, the latest to go public."""
        return self.order_by("-listed_on", "-public_from", "-uuid")

    def oldest_first(self):
        return self.order_by("listed_on", "public_from", "uuid")

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
        """With what a row of a list prints, and no more, in two queries however many rows there are."""
        links = self.model.organisation_links.rel.related_model.objects.only(
            *("release", "role", "position"),
            *(f"organisation__{name}" for name in ("slug", "name", "short_name")),
        )
        return (
            self.select_related("language")
            .only(*CARD, "language__name")
            .prefetch_related(Prefetch("organisation_links", links))
        )

    def for_page(self):
        """With what the release says anywhere in full, and what was said of it since: its words, its
        contacts and its corrections.
        """
        notices = self.model.notices.rel.related_model.objects.in_full()
        return self.select_related("language").prefetch_related(
            "contact_links",
            Prefetch("contact_links__contact__points", ContactPoint.objects.shown(), to_attr="shown_points"),
            Prefetch("notices", notices),
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
