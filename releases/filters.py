"""The filters of the release list and of its feeds.

The values of one filter are alternatives; the filters narrow each other. A value that makes no sense
is named beside its field, and everything else still counts.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import CharField, Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from contacts.counts import MOST
from contacts.models import Addressed, Country, Language, Organisation

from .cursors import UNDATED
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
        """The values that stand on any of these releases."""
        return self.model.objects.alias(first=self.first(releases)).filter(first__isnull=False).order_by()

    def first(self, releases):
        """Of each value one of these releases that it stands on, or NULL: the first in an index.

        As EXISTS, PostgreSQL would read the tables whole to find them all, or to find none.
        """
        asked = releases.filter(**{self.path: OuterRef("pk")})
        return Subquery((asked.order_by("-pk") if self.link else asked.newest_first()).values("pk")[:1])

    def narrow(self, releases, keys):
        """Those of the releases that have any of these values, given by their primary keys."""
        if self.link is None:
            return releases.filter(**{f"{self.path}__in": keys})
        chosen = self.link.objects.filter(**{f"{self.value}__in": keys})
        return releases.filter(pk__in=chosen.order_by().values("release"))


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
FEWER = 1_000  # are counted of what words find, if it is not few
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


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField


class FilterForm(forms.Form):
    """`known` is {(filter, key): (primary key, label)} of every value asked for that stands on one of
    `releases`.

    Any other value is unknown here, so that asking for one tells nothing of what is not public yet.
    A former address of an organisation or topic counts as the present one.
    """

    releases = Release.objects.none()

    def clean(self):
        cleaned = dict(self.cleaned_data)
        typed = {name: [_canonical(name, key) for key in cleaned.get(name) or []] for name in FACETS}
        found = self._look_up(typed)
        self.known = {(name, row[0]): row[1:] for (name, _), row in found.items()}
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
        """{(filter, typed): (key, primary key, label)}, in one query for all four lists, or none."""
        parts = []
        for name, keys in typed.items():
            facet, asked = FACETS[name], [key for key in keys if KEY.fullmatch(key)]
            if asked:
                ways = [facet.key] + (
                    ["former_addresses__slug"] if issubclass(facet.model, Addressed) else []
                )
                rows, primary = facet.on(self.releases), Cast("pk", CharField())
                parts += [
                    rows.filter(**{f"{way}__in": asked}).values_list(
                        text(name), way, facet.key, primary, "name"
                    )
                    for way in ways
                ]
        found = parts[0].union(*parts[1:], all=True) if parts else []
        return {
            (name, asked): (key, FACETS[name].model._meta.pk.to_python(primary), label_of(name, key, stored))
            for name, asked, key, primary, stored in found
        }


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

    @cached_property
    def form(self):
        super().form.releases = self.queryset
        return super().form

    @cached_property
    def chosen(self):
        """{filter: value} of what could be read."""
        self.form.is_valid()  # reads the form, once
        return self.form.cleaned_data

    @cached_property
    def match(self):
        """What was looked for by words, among all releases; None if nothing was. See `search.Match`."""
        return Match(self.chosen["q"], self.queryset, timezone.now()) if self.chosen.get("q") else None

    @property
    def canonical(self):
        """The same text for every way of asking for the same releases."""
        values = sorted((name, one) for name, one in self.chosen.items() if one)
        return urlencode([(n, sorted(one) if n in FACETS else one) for n, one in values], doseq=True)

    def filter_queryset(self, queryset, without=()):
        """The releases that pass every filter but those named in `without`, in no order yet.

        They are narrowed by primary keys that stand in the query itself, because from these the database
        knows how frequent a value is: it takes a rare one's releases and sorts them, and for a common
        one walks the list and asks each.
        """
        values = {name: value for name, value in self.chosen.items() if name not in without}
        for name, facet in FACETS.items():
            if values.get(name):
                queryset = facet.narrow(queryset, [self.form.known[name, key][0] for key in values[name]])
        if values.get("q"):
            queryset = self.match.of(queryset)
        return queryset.filter(self._days(values))

    @property
    def countable(self):
        """How many of them may be counted one by one before it is "more than": of a word that stands in
        many releases each has to be looked up.
        """
        return MOST if self.match is None or self.match.is_complete else FEWER

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
        """In terms of `listed_on`, by which the list is indexed: an undated release is on its first day."""
        first, last, year = values.get("from"), values.get("to"), values.get("year")
        if not (first or last or year):
            return Q()
        firsts = [first or UNDATED, date(year or 1, 1, 1)]
        lasts = [last or date.max, date(year or 9999, 12, 31)]
        if values.get("undated"):
            day = Q(listed_on__gte=max(firsts)) | Q(listed_on=UNDATED)
        else:
            day = Q(listed_on__gte=max(firsts), listed_on__gt=UNDATED)
        return day & Q(listed_on__lte=min(lasts))

    @property
    def errors_by_field(self):
        """[(field, messages)] of what could not be read."""
        return [(self.form[name], messages) for name, messages in self.errors.items()]
