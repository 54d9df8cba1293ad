"""A thing with an address of its own, which keeps answering after the address has changed."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from contacts.words import clean_lines

SLUG_LENGTH = 120


class AddressedQuerySet(models.QuerySet):
    def at_address(self, slug):
        """The one row that has, or once had, this slug. Raises DoesNotExist."""
        try:
            return self.get(slug=slug)
        except self.model.DoesNotExist:
            return self.get(former_addresses__slug=slug)

    def get_by_natural_key(self, slug):
        return self.at_address(slug)


class Addressed(models.Model):
    """Base of everything with a page of its own: a slug, when it was made, and when last saved.

    `changed_at` is moved by every `save()`. The admin compares it to notice that a colleague saved
    in the meantime.
    """

    slug = models.SlugField(
        _("address"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "The last part of the page's address. Leave it empty and it is made from the name. "
            "If you change it later, the old address keeps leading here."
        ),
        error_messages={"unique": _("This address is in use. Choose another.")},
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last saved"), auto_now=True)

    # What its history tells first, as its form does: fields, and the relations whose rows are a part of it.
    reading_order = ()
    # How a field that is no plain text is read: {name: function of what is stored}.
    read_as = {}

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.slug,)

    def clean(self):
        super().clean()
        if self.slug and self._taken(self.slug):
            raise ValidationError({"slug": _("This address is in use. Choose another.")})

    def save(self, *args, **kwargs):
        clean_lines(self)
        if not self.slug:
            self.slug = self._free_slug()
        with transaction.atomic():
            before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
            if before:
                self.guard(before)
            super().save(*args, **kwargs)
            if before and before.slug != self.slug:
                self.former_addresses.filter(slug=self.slug).delete()
                if before.keeps_address():
                    self.former_addresses.get_or_create(slug=before.slug)

    def guard(self, before):
        """Raises ValidationError if what is stored (`before`) may not be replaced by this."""

    def keeps_address(self):
        """Whether the present address has ever been known outside, so that it must go on answering."""
        return True

    def slug_source(self):
        """The words a slug is made of when none was given."""
        raise NotImplementedError

    def _free_slug(self):
        base = slugify(self.slug_source(), allow_unicode=True)[:SLUG_LENGTH].strip("-_")
        if len(base) == SLUG_LENGTH and "-" in base:
            base = base.rpartition("-")[0]
        base = base or self._meta.model_name
        slug, n = base, 1
        while self._taken(slug):
            n += 1
            suffix = f"-{n}"
            slug = base[: SLUG_LENGTH - len(suffix)] + suffix
        return slug

    def _taken(self, slug):
        model = type(self)
        others = model._base_manager.exclude(pk=self.pk)
        former = model.former_addresses.rel.related_model._base_manager.exclude(target=self.pk)
        return others.filter(slug=slug).exists() or former.filter(slug=slug).exists()


class FormerAddress(models.Model):
    """A slug that something had before. Each concrete table adds `target`, the thing itself."""

    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True, allow_unicode=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.slug
