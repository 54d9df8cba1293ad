"""A copy of the test database in which rows are really committed: for what several threads do at once, and
for processes that are killed. The database that all other tests share never sees any of it.
"""

import sqlite3
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.psycopg_any import sql


@contextmanager
def own_database(folder):
    """Every thread's connection leads to the copy meanwhile. Yields its address, as DATABASE_URL has it."""
    shared = connections["default"]
    kept, values = shared.settings_dict["NAME"], shared.settings_dict
    copy_to, drop = (_on_sqlite, _nothing) if shared.vendor == "sqlite" else (_on_postgresql, _drop)
    name = copy_to(shared, kept, folder)
    values["NAME"] = name
    connections["default"] = connections.create_connection("default")
    try:
        yield _address(values)
    finally:
        connections["default"].close()
        connections["default"] = shared
        values["NAME"] = kept
        drop(shared, name)


def _on_sqlite(shared, kept, folder):
    shared.ensure_connection()
    with closing(sqlite3.connect(folder / "own.sqlite3")) as target:
        shared.connection.backup(target)
    return str(folder / "own.sqlite3")


def _on_postgresql(shared, kept, folder):
    name = f"{kept}_own"
    shared.close()
    _drop(shared, name)
    with shared._nodb_cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(kept))
        )
    return name


def _drop(shared, name):
    with shared._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _nothing(shared, name):
    """The folder goes with the test."""


def _address(values):
    if values["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{values['NAME']}"
    base, _, _ = settings.DATABASE_URL.rpartition("/")
    return f"{base}/{values['NAME']}"
