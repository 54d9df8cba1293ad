"""What the filter panel shows: each value with the number of releases it would give."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import date_format

from contacts.counts import Count

from .counting import GROUPS, NEWEST, counts_without, set_without, tally
from .cursors import UNDATED
from .filters import DAYS, FACETS, NARROW_NOTHING, label_of

FIRST = 5  # options in view before "more"
OFFERED = 30  # organisations; any other is found in the directory


@dataclass(frozen=True)
class Option:
    """A value to filter by. `count` is how many releases it has among those told apart, or None."""

    value: str
    label: str
    count: int | None
    chosen: bool = False


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    first: list
    more: list
    more_label: str
    is_partial: bool
    is_cut: bool
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

    Shapes: `total` and `undated` Counts, `years` [(year, number or None)] newest first, `groups` [Group].
    """

    def __init__(self, filters):
        self.filters = filters
        found = tally(filters)
        sizes = {name: n for name, _label, n in found["size", ""]}
        self.partial = {names: sizes[set_without(filters, names)] > NEWEST for names in GROUPS}
        ((_, _, total),) = found["total", ""]
        ((_, _, undated),) = found["undated", ""]
        self.total = Count.found(total, filters.countable)
        self.undated = Count.found(undated, NEWEST)
        self.years = self._years(found)
        self.groups = [group for name in FACETS if (group := self._group(name, found)).first]

    @property
    def newest(self):
        """How many of the newest releases the numbers of the options count, where these are not all."""
        return NEWEST if any(self.partial.values()) else None

    def _years(self, found):
        counts = {int(year): n for year, _label, n in found.get(("year", ""), [])}
        if self.partial[DAYS]:
            counts.pop(min(counts))  # of which nobody knows how much was looked at
            known = [int(year) for year, _label, _n in found["known", "year"]]
            counts = dict.fromkeys(known) | counts
        return sorted(((year, n) for year, n in counts.items() if year != UNDATED.year), reverse=True)

    def _group(self, name, found):
        is_partial, chosen = self.partial[name,], self.filters.chosen.get(name) or []
        numbers = {(key, label_of(name, key, stored)): n for key, stored, n in found.get(("value", name), [])}
        others = [(key, label_of(name, key, stored)) for key, stored, _n in found.get(("known", name), [])]
        labels = [(key, self.filters.form.known[name, key][1]) for key in chosen]
        for one in [*labels, *(others if is_partial else [])]:
            numbers.setdefault(one, None if is_partial else 0)
        options = [Option(key, label, n, key in chosen) for (key, label), n in numbers.items()]
        options.sort(key=lambda option: (not option.chosen, -(option.count or 0), option.label))
        cut = max(FIRST, len(chosen))
        if len(options) == cut + 1:
            cut += 1
        more = options[cut : max(OFFERED, cut) if name == "organisation" else None]
        more_label = FACETS[name].more % {"n": len(more)}
        errors = self.filters.errors.get(name, [])
        is_cut = name == "organisation" and (is_partial or len(options) > cut + len(more))
        label = FACETS[name].label
        return Group(name, label, options[:cut], more, more_label, is_partial, is_cut, errors)


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
        return form.known[name, value][1]
    return date_format(value) if name in ("from", "to") else str(value)


def removals(filters):
    """For a list that came out empty: a chip and a Count for each filter without which it would not."""
    active = [name for name, value in filters.chosen.items() if value and name not in NARROW_NOTHING]
    result = []
    for name, count in (counts_without(filters, active) if active else {}).items():
        if count.n:
            query = without_cursor(filters.data)
            query.pop(name)
            result.append((Chip(name, filters.filters[name].label, "", address(query)), count))
    return result
