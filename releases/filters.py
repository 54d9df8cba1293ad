"""The filters of the release list and of its feeds.

The values of one filter are alternatives; the filters narrow each other. A value that makes no sense
is named beside its field, and everything else still counts.
"""

import re
from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import CharField, Model, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from contacts.models import Addressed, Country, Language, Organisation

from .models import Release, ReleaseOrganisation, Topic
from .search import Match

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

    def on(self, releases):
        """The values that stand on any of these releases, as a subquery."""
        if self.link is None:
            return releases.order_by().values(self.path)
        return self.link.objects.filter(release__in=releases.order_by().values("pk")).values(self.value)

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
ORDERS = {"best": gettext_lazy("best match"), "newest": gettext_lazy("newest")}  # of what words find
NARROW_NOTHING = ("undated", "order")  # by themselves


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
    """`labels` is {(filter, key): label} of every value asked for that stands on one of `releases`.

    Any other value is unknown here, so that asking for one tells nothing of what is not public yet.
    A former address of an organisation or topic counts as the present one.
    """

    releases = Release.objects.none()

    def clean(self):
        cleaned = dict(self.cleaned_data)
        typed = {name: [_canonical(name, key) for key in cleaned.get(name) or []] for name in FACETS}
        found = self._look_up(typed)
        self.labels = {(name, key): label for (name, _), (key, label) in found.items()}
        for name, keys in typed.items():
            known = [found[name, key][0] for key in keys if (name, key) in found]
            cleaned[name] = list(dict.fromkeys(known))
            for key in keys:
                if (name, key) not in found:
                    self.add_error(name, gettext("There is no “%(value)s” here.") % {"value": key[:60]})
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("to", gettext("This day is before the first one."))
            cleaned["to"] = None
        return cleaned

    def _look_up(self, typed):
        """{(filter, typed): (key, label)}, in one query for all four lists, or none."""
        parts = []
        for name, keys in typed.items():
            facet, asked = FACETS[name], [key for key in keys if KEY.fullmatch(key)]
            if asked:
                rows = facet.model.objects.filter(pk__in=facet.on(self.releases)).order_by()
                ways = [facet.key] + (
                    ["former_addresses__slug"] if issubclass(facet.model, Addressed) else []
                )
                parts += [
                    rows.filter(**{f"{way}__in": asked}).values_list(text(name), way, facet.key, "name")
                    for way in ways
                ]
        found = parts[0].union(*parts[1:], all=True) if parts else []
        return {(name, asked): (key, label_of(name, key, stored)) for name, asked, key, stored in found}


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

    order = django_filters.ChoiceFilter(label=gettext_lazy("Order"), choices=list(ORDERS.items()))

    class Meta:
        model = Release
        fields = []
        form = FilterForm

    @property
    def form(self):
        form = super().form
        form.releases = self.queryset
        return form

    @property
    def chosen(self):
        """{filter: value} of what could be read."""
        self.form.is_valid()  # reads the form, once
        return self.form.cleaned_data

    @cached_property
    def match(self):
        """What was looked for by words, among all releases; None if nothing was. See `search.Match`."""
        return Match(self.chosen["q"], self.queryset, timezone.now()) if self.chosen.get("q") else None

    def filter_queryset(self, queryset, without=()):
        """The releases that pass every filter but those named in `without`, in no order yet."""
        values = {name: value for name, value in self.chosen.items() if name not in without}
        for name in FACETS:
            if name in values:
                queryset = self.filters[name].filter(queryset, values[name])
        if values.get("q"):
            queryset = self.match.of(queryset)
        return queryset.filter(self._days(values))

    @property
    def sorted_by(self):
        """A key of ORDERS; what nobody looked for by words has the newest on top."""
        return "newest" if self.match is None else self.chosen.get("order") or "best"

    def in_order(self):
        """What passes the filters, to be read page by page."""
        if self.sorted_by == "newest":
            return self.qs
        is_narrowed = any(self.chosen.get(name) for name in (*FACETS, *DAYS))
        rest = self.filter_queryset(self.queryset, without=("q",)) if is_narrowed else self.queryset
        return self.match.best(rest)

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
