"""The newsroom's own settings with nothing kept between two requests, so that each page is made anew."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import CACHES

CACHES = {name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in CACHES}
