"""Where pages are kept: in the memory of this process and, where CACHE_URL names one, in a store for all."""

import logging
from time import monotonic

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

NEAR = 16_000_000  # bytes
LIFETIME = 300  # seconds; nothing that is kept can be wrong, so this only makes room
CLAIM = 10  # seconds after which whoever was rendering a page is taken to be dead
PATIENCE = 10  # seconds for which a store that failed is left alone
logger = logging.getLogger(__name__)


class Near(LocMemCache):
    """Django's local memory, held to 16 MB as well: what was asked for longest ago goes first. A worker with
    200 pages of 80 KB stays below 100 MB.
    """

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        super()._set(key, value, timeout)
        while sum(map(len, self._cache.values())) > NEAR:
            oldest, _ = self._cache.popitem()
            del self._expire_info[oldest]


class Memory:
    """A store that is down or slow costs one request its time-out, and the log a line, every ten seconds;
    meanwhile each process remembers for itself.
    """

    def __init__(self):
        self.near, store = caches["near"], caches["default"]
        self.store = None if isinstance(store, LocMemCache) else store
        self.silent_until = 0

    def get(self, name):
        """What is kept under this name, or None."""
        found = self.near.get(name)
        if found is None and self.store:
            found = self._ask("get", name)
            if found is not None:
                self.near.set(name, found, LIFETIME)
        return found

    def set(self, name, value):
        self._ask("set", name, value, LIFETIME)
        if self.store:
            self.near.set(name, value, LIFETIME)

    def claim(self, name):
        """Whether it falls to whoever asks to make what is to be kept under this name."""
        return self._ask("add", f"{name}-claimed", True, CLAIM)

    def is_claimed(self, name):
        return self._ask("get", f"{name}-claimed") is not None

    def release(self, name):
        self._ask("delete", f"{name}-claimed")

    def _ask(self, what, *args):
        if self.store and monotonic() >= self.silent_until:
            try:
                return getattr(self.store, what)(*args)
            except Exception as error:  # whatever is wrong with it, the page must come
                self.silent_until = monotonic() + PATIENCE
                logger.warning(
                    "The store of CACHE_URL does not answer (%s); each process keeps its own", error
                )
        return getattr(self.near, what)(*args)
