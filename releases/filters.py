"""The filters of the release list and of its feeds.

The values of one filter are alternatives; the filters narrow each other. A value that makes no sense
is named beside its field, and everything else still counts.
"""

import re
from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import CharField, Model, Q, Value
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from contacts.models import Country, Language, Organisation

from .models import Release, ReleaseOrganisation, Topic
from .search import search

KEY = re.compile(r"[-\w]{1,120}")


@dataclass(frozen=True)
class Facet:
    """A filter with a list of values to choose from.

    `key` is the field that an address names a value by, `path` leads from a release to the value, and
    `link` with its columns `release` and `value` is the table in between, if there is one.
    """

    label: str
    more: str
    model: type[Model]
    key: str
    path: str
    link: type[Model] | None = None
    value: str = ""

    def narrow(self, releases, keys):
        """Those of the releases that have any of these values."""
        if self.link is None:
            return releases.filter(**{f"{self.path}__in": keys})
        chosen = self.link.objects.filter(**{f"{self.value}__{self.key}__in": keys})
        return releases.filter(pk__in=chosen.values("release"))


FACETS = {
    "organisation": Facet(
        gettext_lazy("Organisation"),
        ngettext_lazy("%(n)d more organisation", "%(n)d more organisations", "n"),
        Organisation,
        "slug",
        "organisation_links__organisation",
        ReleaseOrganisation,
        "organisation",
    ),
    "topic": Facet(
        gettext_lazy("Topic"),
        ngettext_lazy("%(n)d more topic", "%(n)d more topics", "n"),
        Topic,
        "slug",
        "topics",
        Release.topics.through,
        "topic",
    ),
    "country": Facet(
        gettext_lazy("Country"),
        ngettext_lazy("%(n)d more country", "%(n)d more countries", "n"),
        Country,
        "code",
        "countries",
        Release.countries.through,
        "country",
    ),
    "language": Facet(
        gettext_lazy("Language"),
        ngettext_lazy("%(n)d more language", "%(n)d more languages", "n"),
        Language,
        "code",
        "language",
    ),
}
DAYS = ("year", "from", "to")


def text(value):
    """The text as a column of its own, for queries that are put together with UNION."""
    return Value(value, output_field=CharField())


def label_of(name, key, stored):
    """What a reader sees for a value: countries and languages in the language of the page."""
    model = FACETS[name].model
    return str(model(code=key, name=stored)) if model in (Country, Language) else stored


class KeysField(forms.MultipleChoiceField):
    """Any number of slugs or codes. Whether they exist is asked once for all fields, by the form."""

    def validate(self, value):
        return None


class FacetFilter(django_filters.Filter):
    field_class = KeysField

    def filter(self, releases, keys):
        return FACETS[self.field_name].narrow(releases, keys) if keys else releases


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField


class FilterForm(forms.Form):
    """`labels` is {(filter, key): label} of every value asked for that exists."""

    def clean(self):
        cleaned = dict(self.cleaned_data)
        typed = {name: [_canonical(name, key) for key in cleaned.get(name) or []] for name in FACETS}
        self.labels = self._look_up(typed)
        for name, keys in typed.items():
            cleaned[name] = [key for key in dict.fromkeys(keys) if (name, key) in self.labels]
            for key in keys:
                if (name, key) not in self.labels:
                    self.add_error(name, gettext("There is no “%(value)s” here.") % {"value": key[:60]})
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("to", gettext("This day is before the first one."))
            cleaned["to"] = None
        return cleaned

    def _look_up(self, typed):
        """One query for all four lists, or none where nothing was asked."""
        found = [
            FACETS[name]
            .model.objects.filter(**{f"{FACETS[name].key}__in": known})
            .order_by()
            .values_list(text(name), FACETS[name].key, "name")
            for name, keys in typed.items()
            if (known := [key for key in keys if KEY.fullmatch(key)])
        ]
        rows = found[0].union(*found[1:], all=True) if found else []
        return {(name, key): label_of(name, key, stored) for name, key, stored in rows}


def _canonical(name, key):
    return key.upper() if name == "country" else key


class ReleaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Search"), max_length=200)
    organisation = FacetFilter(field_name="organisation", label=gettext_lazy("Organisation"))
    topic = FacetFilter(field_name="topic", label=gettext_lazy("Topic"))
    country = FacetFilter(field_name="country", label=gettext_lazy("Country"))
    language = FacetFilter(field_name="language", label=gettext_lazy("Language"))
    year = YearFilter(label=gettext_lazy("Year"), min_value=1, max_value=9999)
    # `from` is a word of Python, but the plainest one in an address.
    locals()["from"] = django_filters.DateFilter(label=gettext_lazy("From"))
    to = django_filters.DateFilter(label=gettext_lazy("To"))
    undated = django_filters.BooleanFilter(
        label=gettext_lazy("Include releases with no date"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Release
        fields = []
        form = FilterForm

    @property
    def chosen(self):
        """{filter: value} of what could be read."""
        self.form.is_valid()  # reads the form, once
        return self.form.cleaned_data

    def filter_queryset(self, queryset, without=()):
        """The releases that pass every filter but those named in `without`."""
        values = {name: value for name, value in self.chosen.items() if name not in without}
        for name in FACETS:
            if name in values:
                queryset = self.filters[name].filter(queryset, values[name])
        if values.get("q"):
            queryset = search(queryset, values["q"])
        return queryset.filter(self._days(values))

    def _days(self, values):
        day = Q()
        if values.get("year"):
            day &= Q(dated_on__year=values["year"])
        if values.get("from"):
            day &= Q(dated_on__gte=values["from"])
        if values.get("to"):
            day &= Q(dated_on__lte=values["to"])
        return day | Q(dated_on=None) if day and values.get("undated") else day

    @property
    def errors_by_field(self):
        """[(field, messages)] of what could not be read."""
        return [(self.form[name], messages) for name, messages in self.errors.items()]
