"""What the filter panel shows: each value with the number of releases it would give."""

from dataclasses import dataclass

from django.db.models import CharField, Count
from django.db.models.functions import Cast, ExtractYear
from django.http import QueryDict
from django.utils.formats import date_format

from .filters import DAYS, FACETS, NARROW_NOTHING, label_of, text

FIRST = 5  # options in view before "more"


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    first: list
    more: list
    more_label: str
    errors: list


@dataclass(frozen=True)
class Chip:
    """One value that is filtered by, and the address of the same list without it."""

    name: str
    label: str
    value: str
    url: str


class Facets:
    """The counts of every filter, each reckoned with the other filters on, in one query.

    Shapes: `total` int, `undated` int, `years` [(year, count)] newest first, `groups` [Group].
    """

    def __init__(self, filters):
        self.filters = filters
        self.total = self.undated = 0
        self.years, options = [], {name: {} for name in FACETS}
        for name, key, stored, count in self._count():
            if name == "total":
                self.total = count
            elif name == "year" and key is None:
                self.undated = count
            elif name == "year":
                self.years.append((int(key), count))
            else:
                options[name][key] = Option(key, label_of(name, key, stored), count)
        self.years.sort(reverse=True)
        self.groups = [self._group(name, found) for name, found in options.items()]
        self.groups = [group for group in self.groups if group.first]

    def _count(self):
        releases, narrow = self.filters.queryset.order_by(), self.filters.filter_queryset
        total = narrow(releases).values_list(text("total"), text(""), text("")).annotate(n=Count("pk"))
        year = Cast(ExtractYear("dated_on"), CharField())
        years = (
            narrow(releases, without=DAYS).values_list(text("year"), year, text("")).annotate(n=Count("pk"))
        )
        lists = [
            narrow(releases, without=(name,))
            .filter(**{f"{facet.path}__isnull": False})
            .values_list(text(name), f"{facet.path}__{facet.key}", f"{facet.path}__name")
            .annotate(n=Count("pk"))
            for name, facet in FACETS.items()
        ]
        return total.union(years.annotate(n=Count("pk")), *lists, all=True)

    def _group(self, name, found):
        chosen = self.filters.chosen.get(name) or []
        labels = self.filters.form.labels
        for key in chosen:
            count = found[key].count if key in found else 0
            found[key] = Option(key, labels[name, key], count, chosen=True)
        options = sorted(found.values(), key=lambda option: (not option.chosen, -option.count, option.label))
        cut = max(FIRST, len(chosen))
        if len(options) == cut + 1:
            cut += 1
        more = options[cut:]
        errors = self.filters.errors.get(name, [])
        more_label = FACETS[name].more % {"n": len(more)}
        return Group(name, FACETS[name].label, options[:cut], more, more_label, errors)


def address(query):
    """The list under these parameters, as a link within the page."""
    parameters = query.urlencode()
    return f"?{parameters}" if parameters else "."


def without_cursor(query):
    """The parameters without the place in the list, which another list does not have."""
    rest = QueryDict(mutable=True)
    rest.update(query)
    for name in ("after", "before"):
        rest.pop(name, None)
    return rest


def chips(filters):
    """One chip for each value that the list is filtered by."""
    form, query = filters.form, without_cursor(filters.data)
    result = []
    for name, value in filters.chosen.items():
        if not value or name in NARROW_NOTHING:
            continue
        for one in value if name in FACETS else [value]:
            rest = query.copy()
            if name in FACETS:
                rest.setlist(name, [key for key in value if key != one])
            else:
                rest.pop(name)
            result.append(Chip(name, filters.filters[name].label, _shown(form, name, one), address(rest)))
    return result


def _shown(form, name, value):
    if name in FACETS:
        return form.labels[name, value]
    return date_format(value) if name in ("from", "to") else str(value)


def removals(filters):
    """For a list that came out empty: a chip and a count for each filter without which it would not."""
    releases = filters.queryset.order_by()
    active = [name for name, value in filters.chosen.items() if value and name not in NARROW_NOTHING]
    if not active:
        return []
    counts = [
        filters.filter_queryset(releases, without=(name,)).values_list(text(name)).annotate(n=Count("pk"))
        for name in active
    ]
    result = []
    for name, count in counts[0].union(*counts[1:], all=True):
        if not count:
            continue
        query = without_cursor(filters.data)
        query.pop(name)
        result.append((Chip(name, filters.filters[name].label, "", address(query)), count))
    return result
