import uuid
from datetime import date

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, FormerAddress, Language, Organisation, PressContact
from contacts.words import clean_text
from releases.body import passages, plain_text, sanitise
from releases.querysets import ReleaseQuerySet

from .lifecycle import LifeCycle
from .parts import ReleaseContact, ReleaseOrganisation
from .source import SourceDocument
from .text import Text
from .topic import Topic


class Release(Text, LifeCycle):
    """One press release. Three dates, three facts: `dated_on` is the day printed on it, `public_from`
    the instant it became readable here, `corrected_at` the instant of its last correction. What state
    it is in, and how that changes, is its `LifeCycle`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("The headline alone. Under 100 characters reads best in lists and e-mail."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=1000,
        help_text=_("One sentence of the release, word for word. Shown in lists, feeds and search engines."),
    )
    body = models.TextField(
        _("body"),
        blank=True,
        help_text=_(
            "The text as issued. Leave out the place, the date and the contact paragraph: they are "
            "added from the fields below."
        ),
    )
    notes_to_editors = models.TextField(
        _("notes to editors"),
        blank=True,
        help_text=_("Only if the release has them. Printed below the text under their own heading."),
    )
    dateline = models.CharField(
        _("place"),
        max_length=120,
        blank=True,
        help_text=_("The place line as issued, such as Washington, DC. Printed before the first sentence."),
    )
    dated_on = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("The day printed on the release, not the day you publish it here."),
    )
    date_not_stated = models.BooleanField(
        _("the release states no date"),
        default=False,
        help_text=_("Tick this only if you have looked. The public reads “Date not stated”."),
    )
    embargo_line = models.CharField(
        _("embargo when received"),
        max_length=200,
        blank=True,
        help_text=_(
            "As the text received says it, with day, time and zone: Embargo until 5 May 2026, 10:00 GMT. It "
            "is never public, and nothing is before it. Empty it only if the embargo was lifted."
        ),
    )
    language = models.ForeignKey(
        Language,
        verbose_name=_("language"),
        default="en",
        on_delete=models.PROTECT,
        related_name="releases",
        help_text=_("The language the text is written in."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="releases")
    countries = models.ManyToManyField(
        Country,
        verbose_name=_("countries"),
        blank=True,
        related_name="releases",
        help_text=_("The countries that the release names."),
    )
    organisations = models.ManyToManyField(Organisation, through=ReleaseOrganisation, related_name="releases")
    contacts = models.ManyToManyField(PressContact, through=ReleaseContact, related_name="releases")
    source = models.ForeignKey(
        SourceDocument,
        verbose_name=_("source document"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="releases",
    )
    listed_on = models.GeneratedField(
        expression=Coalesce("dated_on", Value(date.min)),
        output_field=models.DateField(),
        db_persist=True,
    )

    objects = ReleaseQuerySet.as_manager()
    reading_order = (
        *("title", "summary", "body", "dated_on", "date_not_stated", "dateline"),
        *("language", "embargo_line"),
        *("organisation_links", "topics", "countries", "quotes", "key_figures", "contact_links"),
        *("notes_to_editors", "slug", "status", "public_from", "under_embargo"),
    )
    read_as = {"body": plain_text, "notes_to_editors": plain_text}

    class Meta(LifeCycle.Meta):
        abstract = False
        ordering = ["-listed_on", "-public_from", "-uuid"]
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        permissions = [("publish_release", _("Can approve, publish and take back press releases"))]
        constraints = [
            *LifeCycle.Meta.constraints,
            models.CheckConstraint(
                condition=Q(dated_on__isnull=True) | Q(date_not_stated=False),
                name="release_date_is_given_or_not_stated",
                violation_error_message=_(
                    "Either give a date or tick that the release states none, not both."
                ),
            ),
        ]
        indexes = [
            # Three orders of the same columns, so that a list is walked, narrowed and counted without
            # touching the rows, of which hardly two are on one page of the disk.
            models.Index(
                fields=["-listed_on", "-public_from", "-uuid", "language", "id"],
                condition=Q(status="published"),
                name="published_releases_newest",
            ),
            models.Index(
                fields=["id", "listed_on", "public_from", "uuid", "language"],
                condition=Q(status="published"),
                name="published_releases_by_key",
            ),
            models.Index(
                fields=["language", "-listed_on", "-public_from", "-uuid", "id"],
                condition=Q(status="published"),
                name="published_releases_by_language",
            ),
            models.Index(
                fields=["status", "public_from", "uuid", "id"], name="releases_by_state_and_instant"
            ),
            models.Index(fields=["-changed_at", "-id"], name="releases_last_saved"),
            models.Index(fields=["-listed_on", "-id"], name="releases_by_day"),
            models.Index(
                fields=["corrected_at"], condition=Q(corrected_at__isnull=False), name="releases_corrected"
            ),
            models.Index(
                fields=["urgent_by"], condition=Q(urgent_by__isnull=False), name="releases_unchecked"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Stores text only in its safe form, whoever calls."""
        self.summary = clean_text(self.summary)
        self.body = sanitise(self.body)
        self.notes_to_editors = sanitise(self.notes_to_editors)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("releases:detail", args=[self.slug])

    def natural_key(self):
        return (self.uuid,)

    def slug_source(self):
        return self.title

    def passages(self):
        """The body in order, with each quote set off where it stands. See `releases.body.Passage`."""
        return passages(self.body, self.quotes.all(), self.dateline)

    def figures(self):
        return self.key_figures.all()

    def corrections(self):
        """The notices of its corrections, newest first."""
        return [notice for notice in self.notices.all() if notice.kind == notice.Kind.CORRECTION]

    @property
    def has_date(self):
        return self.dated_on is not None

    def issued_by(self):
        """The organisations that issue it, in the order given."""
        return [link.organisation for link in self.organisation_links.all() if link.role == "lead"]

    def partners(self):
        return [link.organisation for link in self.organisation_links.all() if link.role == "partner"]

    def named(self):
        """Organisations that the text names and that neither issue it nor take part."""
        return [link.organisation for link in self.organisation_links.all() if link.role == "named"]

    def parties(self):
        """Who issues it and then the partners: what a row of a list names."""
        return self.issued_by() + self.partners()

    @property
    def printed(self):
        """All that a row of a list prints of it, as one value; None if it prints what somebody looked for."""
        if hasattr(self, "snippet"):
            return None
        own = (self.slug, self.title, self.summary, self.dateline, self.dated_on, self.corrected_at)
        parties = ((one.slug, one.name, one.short_name) for one in self.parties())
        return (*own, self.language_id, *parties)

    def subjects(self):
        """{"topic": [Topic], "country": [Country]}, each by name."""
        return {
            "topic": sorted(self.topics.all(), key=str),
            "country": sorted(self.countries.all(), key=str),
        }


class ReleaseAddress(FormerAddress):
    target = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="former_addresses")
