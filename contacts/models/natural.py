"""Rows that a fixture can name, and load again, by what they say instead of by a number."""

from operator import attrgetter

from django.db import models


class NaturallyKeyedQuerySet(models.QuerySet):
    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_fields, values, strict=True)))


class NaturallyKeyed(models.Model):
    """`natural_fields` are look-ups ("release__uuid") that together find one row."""

    natural_fields = ()
    objects = NaturallyKeyedQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(attrgetter(path.replace("__", "."))(self) for path in self.natural_fields)
