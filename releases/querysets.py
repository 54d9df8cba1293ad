"""The named sets of releases. What the public may read is decided here and nowhere else."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contacts.models.addresses import AddressedQuerySet

from .cursors import Position, Walked
from .gathering import PREFIX, Gathering, column
from .readiness import LACKS

ENDED = ("withdrawn", "removed", "redirected")
GONE = ("removed", "redirected")  # those of them whose text was taken away
FEW = 300  # releases that share something: as many may be looked up
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

    def around(self, pk, here, most):
        """What `reading.around()` shows beside the one with this key, which stands `here`: the one before it
        in this set, the one after it, and those that share a topic or an issuer (`is_alike`), the newest
        `most` of them. One query, whose work does not grow: what is shared by many is found soon by walking
        down from the newest, and what is shared by few is looked up.
        """
        issuing = self.model.organisation_links.rel.related_model
        topics = _links_alike(self.model.topics.through, "topic", pk)
        issuers = _links_alike(issuing, "organisation", pk, role="lead")
        # A range of one, since PostgreSQL would hash all rows of the table for an equality.
        here_too = {"release__gte": OuterRef("pk"), "release__lte": OuterRef("pk")}
        is_alike = Exists(topics.filter(**here_too)) | Exists(issuers.filter(**here_too, role="lead"))
        # In whatever role the issuers stand there: that is counted in an index alone.
        many = Exists(topics[FEW : FEW + 1]) | Exists(issuers[FEW : FEW + 1])
        few = Q(pk__in=topics.values("release")) | Q(pk__in=issuers.filter(role="lead").values("release"))
        others = self.exclude(pk=pk)
        sets = [
            self.before(here).oldest_first()[:1],
            self.after(here).newest_first()[:1],
            others.filter(is_alike, many).newest_first()[:most],
            others.filter(few, ~many).newest_first()[:most],
        ]
        # SQLite takes no limit within a union, but within a set that is one.
        keys = [self.model.objects.filter(pk__in=one.values("pk")).order_by().values("pk") for one in sets]
        found = self.model.objects.filter(pk__in=keys[0].union(*keys[1:], all=True))
        return found.annotate(is_alike=is_alike).for_cards().newest_first()

    def gather(self, *names):
        """With these parts of each (see `gathering.PARTS`), in the same query."""
        columns = {PREFIX + name: column(self.model, name) for name in names}
        found = self.select_related("language").annotate(**columns)
        found._iterable_class = Gathering
        return found

    def for_cards(self, *more):
        """With what a row of a list prints, and these fields; no other is fetched."""
        return self.only(*CARD, "language__name", *more).gather("organisation_links")

    def for_text(self, points="shown_points"):
        """With what the plain text of the release says: its words, its contacts and its corrections. `points`
        are the channels that its reader may see: "shown_points" or, by a press link, "press_points".
        """
        return self.gather("contact_links", points, "notices")

    def for_page(self, points="shown_points"):
        """With what the page of the release prints."""
        parts = ("organisation_links", "quotes", "key_figures", "topics", "countries")
        return self.for_text(points).gather(*parts)

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


def _links_alike(model, name, pk, **values):
    """The rows of a table that links releases with what they share, for all that the release of this key
    has in a row with these values.
    """
    own = model._base_manager.filter(release=pk, **values)
    return model._base_manager.filter(**{f"{name}__in": own.values(name)})
