from pathlib import Path

from django.db import migrations

from releases.engines import sqlite_index

SQL = Path(__file__).parent / "sql"


def make_index(apps, schema_editor):
    """The tables of the search and, on PostgreSQL, what keeps them. See `releases.engines`."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute((SQL / "search_postgresql.sql").read_text())
        else:
            for statement in sqlite_index.TABLES:
                cursor.execute(statement)


def drop_index(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute((SQL / "search_postgresql_undo.sql").read_text())
        else:
            for name in sqlite_index.NAMES:
                cursor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_ingest"), ("contacts", "0003_organisation_description")]
    operations = [migrations.RunPython(make_index, drop_index)]
