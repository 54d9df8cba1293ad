"""Many new rows at once: COPY on PostgreSQL, bulk inserts on SQLite."""

from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter

from django.db import connection


def ahead(items):
    """The same items, each made in a thread while the one before it is on its way into the database."""
    items = iter(items)
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = maker.submit(next, items, None)
            yield item


def insert(model, rows):
    """Puts new rows into the model's table. They come with their keys, where the table has one."""
    if not rows:
        return
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    fields = [one for one in fields if one is not model._meta.pk or rows[0].pk is not None]
    if connection.vendor == "postgresql":
        values = attrgetter(*(one.attname for one in fields))
        copy(model, [one.column for one in fields], map(values, rows))
    else:
        model._base_manager.bulk_create(rows)


def insert_values(model, columns, rows):
    """The same for tuples of values, without a key of their own: an instance for each would cost more than
    all else. What is not among the columns, which are called as the fields are, must have no default.
    """
    if connection.vendor == "postgresql":
        copy(model, columns, rows)
    else:
        model._base_manager.bulk_create(model(**dict(zip(columns, row, strict=True))) for row in rows)


def copy(model, columns, rows):
    """PostgreSQL's COPY: several times faster than INSERT."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copying:
        for row in rows:
            copying.write_row(row)


def give_keys(model, rows):
    """Gives each row its key before it is written: from the table's sequence or, on SQLite, where nobody
    else writes meanwhile, from the last one given.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(
                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [model._meta.db_table]
            )
            (last,) = cursor.fetchone()
            for key, row in enumerate(rows, last + 1):
                row.pk = key
            return
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
