"""The migrations run from nothing, back to nothing and again; what they fill in is the same each time."""

import json
import os
import subprocess
import sys
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_countries import countries

from contacts.models import Country, Language

STEPS = """
import json, django
django.setup()
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

def filled():
    call_command("migrate", verbosity=0)
    country = apps.get_model("contacts", "Country")
    names = [group.name for group in Group.objects.order_by("name")]
    return names, Group.permissions.through.objects.count(), country.objects.count()

first = filled()
call_command("migrate", "newsroom", "0001", verbosity=0)
assert not Group.objects.exists()
for app in ("reversion", "axes", "admin", "releases", "contacts", "newsroom"):
    call_command("migrate", app, "zero", verbosity=0)
ours = ("contacts_", "releases_", "newsroom_")
left = [name for name in connection.introspection.table_names() if name.startswith(ours)]
print(json.dumps([first, filled(), left]))
"""


@pytest.fixture
def empty_database(tmp_path):
    """The address of a new database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/new.sqlite3"
        return
    name = f"{connection.settings_dict['NAME']}_new"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.django_db
def test_the_migrations_run_forwards_backwards_and_forwards_again(empty_database):
    run = subprocess.run(
        [sys.executable, "-c", STEPS],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": empty_database,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    first, again, left = json.loads(run.stdout)
    assert first == again
    assert first[0] == ["Auditors", "Directory staff", "Editors", "Writers"]
    assert left == []


def rights():
    return {
        group.name: sorted(group.permissions.values_list("content_type__model", "codename"))
        for group in Group.objects.all()
    }


@pytest.mark.django_db
def test_the_roles_can_be_taken_back_and_made_again():
    roles = import_module("newsroom.migrations.0002_roles")
    more = import_module("newsroom.migrations.0003_roles_of_the_life_cycle")
    ingest = import_module("releases.migrations.0003_ingest")
    directory = import_module("newsroom.migrations.0005_roles_of_the_directory")
    apps, editor = MigrationLoader(connection).project_state().apps, SimpleNamespace(connection=connection)
    before = rights()
    directory.remove_rights(apps, editor)
    more.remove_rights(apps, editor)
    assert rights() != before
    roles.remove_roles(apps, editor)
    assert rights() == {}
    for _ in range(2):
        roles.make_roles(apps, editor)
        more.add_rights(apps, editor)
        ingest.grant(apps, editor)
        directory.add_rights(apps, editor)
        assert rights() == before


@pytest.mark.django_db
def test_every_country_and_language_is_there_once_however_often_they_are_filled_in():
    places = import_module("contacts.migrations.0002_countries_and_languages")
    apps = MigrationLoader(connection).project_state().apps
    for _ in range(2):
        places.fill(apps, None)
        assert dict(Country.objects.values_list("code", "name")) == {
            code: str(name) for code, name in countries
        }
    assert {"en", "fr", "es", "ar", "zh-hans", "pt", "ru"} <= set(
        Language.objects.values_list("code", flat=True)
    )
