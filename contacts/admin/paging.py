"""The pages of an admin list of any length."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
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


class RecordList(ChangeList):
    """A list to which an address in which no database can find sense, such as the year 0, leads anyway."""

    def get_results(self, request):
        try:
            super().get_results(request)
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters(error) from error
