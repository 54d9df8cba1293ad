"""What a release is made of besides its text: who issued it, whom to ask, who is quoted, what it counts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, PressContact
from contacts.models.natural import NaturallyKeyed, NaturallyKeyedQuerySet
from contacts.words import clean_lines, clean_text
from releases.body import stands_in


class OrganisationLinks(models.Manager.from_queryset(NaturallyKeyedQuerySet)):
    """Each link comes with its organisation, without which it says nothing."""

    def get_queryset(self):
        return super().get_queryset().select_related("organisation")


class ContactLinks(models.Manager.from_queryset(NaturallyKeyedQuerySet)):
    """Each link comes with its contact and their organisation."""

    def get_queryset(self):
        return super().get_queryset().select_related("contact__organisation")


class Part(NaturallyKeyed):
    """One row of a release, in its place in the order."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def save(self, *args, **kwargs):
        """Validates first, whoever calls: raises ValidationError in an editor's words."""
        clean_lines(self)
        self.clean()
        super().save(*args, **kwargs)


class ReleaseOrganisation(Part):
    """An organisation's part in a release, as the release tells it."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Issued by")
        PARTNER = "partner", _("Partner")
        NAMED = "named", _("Named in the text")

    release = models.ForeignKey(
        "releases.Release", on_delete=models.CASCADE, related_name="organisation_links"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="release_links",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.LEAD)

    natural_fields = ("release__uuid", "organisation__slug")
    objects = OrganisationLinks()

    class Meta(Part.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "organisation"],
                name="organisation_once_per_release",
                violation_error_message=_("This organisation is on the release already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["lead", "partner", "named"]), name="organisation_role_is_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "release"], name="releases_of_organisation")]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class ReleaseContact(Part):
    """A press contact who answers for a release."""

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="contact_links")
    contact = models.ForeignKey(
        PressContact,
        verbose_name=_("press contact"),
        on_delete=models.PROTECT,
        related_name="release_links",
    )

    natural_fields = ("release__uuid", "contact__slug")
    objects = ContactLinks()

    class Meta(Part.Meta):
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "contact"],
                name="contact_once_per_release",
                violation_error_message=_("This contact is on the release already."),
            ),
        ]
        indexes = [models.Index(fields=["contact", "release"], name="releases_of_contact")]

    def __str__(self):
        return str(self.contact)


class Quote(Part):
    """Exact words from the body, with who spoke them. Where the text breaks off to name the speaker,
    or goes on in another paragraph, the words are several pieces: one a line.
    """

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="quotes")
    text = models.TextField(
        _("words"),
        help_text=_(
            "Word for word from the body, without the quotation marks. Where the body breaks off, "
            "to say who is speaking or to begin a paragraph, begin a new line here."
        ),
    )
    speaker = models.CharField(
        _("speaker"),
        max_length=150,
        blank=True,
        help_text=_("The full name. Leave it empty if none is given."),
    )
    role = models.CharField(
        _("role"), max_length=250, blank=True, help_text=_("As the release prints it: IOM Director General.")
    )

    natural_fields = ("release__uuid", "position")

    class Meta(Part.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self):
        return f"{self.speaker}: {' … '.join(self.pieces)}" if self.speaker else " … ".join(self.pieces)

    def clean(self):
        super().clean()
        self.text = "\n".join(filter(None, (clean_text(line) for line in self.text.splitlines())))
        for piece in self.pieces:
            if not stands_in(piece, self.release.body):
                raise ValidationError(
                    {"text": _("These words do not stand in the body: “%(words)s”") % {"words": piece}}
                )

    @property
    def pieces(self):
        return self.text.splitlines()


class KeyFigure(Part):
    """A number that the release states, with the word that qualifies it."""

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="key_figures")
    qualifier = models.CharField(
        _("qualifier"), max_length=40, blank=True, help_text=_("Nearly, more than, almost: as in the body.")
    )
    figure = models.CharField(_("figure"), max_length=60, help_text=_("As in the body: USD 28.5 million."))
    counts = models.CharField(
        _("what it counts"), max_length=200, help_text=_("In the words of the release, as far as possible.")
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Who counted, if the body says so: the World Health Organization."),
    )

    natural_fields = ("release__uuid", "position")

    class Meta(Part.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")

    def __str__(self):
        return f"{self.qualifier} {self.figure}".strip()

    def clean(self):
        super().clean()
        for name in ("qualifier", "figure", "source"):
            words = getattr(self, name)
            if words and not stands_in(words, self.release.body):
                raise ValidationError(
                    {name: _("This does not stand in the body: “%(words)s”") % {"words": words}}
                )
