import os
import shutil
from itertools import groupby

import pytest
from django.core import serializers
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.creation import BaseDatabaseCreation

from tests.own_database import own_database as copied

REQUIRE = os.environ.get("NEWSROOM_REQUIRE_SERVICES") == "1"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing(what):
    """Skips the test with one line that says why or, where everything must be there, fails it."""
    if REQUIRE:
        pytest.fail(f"{what}, and NEWSROOM_REQUIRE_SERVICES is set")
    pytest.skip(what)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: their rows are really in the database, which is emptied after each."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    for cache in caches:
        caches[cache].clear()


@pytest.fixture
def source_releases(db):
    """The newsroom's real content, as a newcomer has it: both releases of `fixtures/`."""
    call_command("loaddata", "organisations", "contacts", "releases", verbosity=0)


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a database in which the tests of one file really commit.

    Such a file defines a fixture `db` that asks for this one, in place of pytest-django's, whose one
    transaction nobody else can look into.
    """
    with django_db_blocker.unblock(), copied(tmp_path_factory.mktemp("database")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    """The path of a real Chromium, Debian's or one named in CHROMIUM."""
    path = os.environ.get("CHROMIUM") or CHROMIUM
    if not path:
        missing("no Chromium on this machine")
    return path


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """Starts Playwright, where a test will need it, before any database is made. Its event loop gives
    this thread another set of connections, and those do not know what the migrations had put in, which
    pytest-django puts back after each test that really commits.
    """
    BaseDatabaseCreation.deserialize_db_from_string = put_back
    if any("playwright" in getattr(item, "fixturenames", ()) for item in request.session.items):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        request.getfixturevalue("playwright")


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": chromium, "args": quiet}


def put_back(creation, data):
    """What the migrations had put in, after a test that really commits: some hundred rows, a table at a
    time. Django saves them one by one, which takes longer than many a test.
    """
    rows = serializers.deserialize("json", data, using=creation.connection.alias)
    with transaction.atomic(), creation.connection.constraint_checks_disabled():
        for model, group in groupby(rows, key=lambda row: type(row.object)):
            group = list(group)
            model._base_manager.bulk_create([row.object for row in group], ignore_conflicts=True)
            for row in group:
                for name, keys in row.m2m_data.items():
                    getattr(row.object, name).set(keys)
        creation.connection.check_constraints()
