import os
import shutil

import pytest
from django.core.cache import cache

REQUIRE = os.environ.get("NEWSROOM_REQUIRE_SERVICES") == "1"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing(what):
    """Skips the test with one line that says why or, where everything must be there, fails it."""
    if REQUIRE:
        pytest.fail(f"{what}, and NEWSROOM_REQUIRE_SERVICES is set")
    pytest.skip(what)


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    cache.clear()


@pytest.fixture(scope="session")
def chromium():
    """The path of a real Chromium, Debian's or one named in CHROMIUM."""
    path = os.environ.get("CHROMIUM") or CHROMIUM
    if not path:
        missing("no Chromium on this machine")
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": chromium, "args": quiet}
