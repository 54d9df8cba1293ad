"""The pages of an admin list of any length."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from contacts.counts import Count


class BoundedPaginator(Paginator):
    """Counts and leads through the first 10,000 rows; what lies beyond is found by search and filters."""

    @cached_property
    def bounded(self):
        return Count.of(self.object_list)

    @property
    def count(self):
        return self.bounded.n
