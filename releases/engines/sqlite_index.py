"""SQLite's index: FTS5 over folded words. Triggers keep it, as on PostgreSQL; they fold by functions that
every connection is taught.

A later migration makes SQLite's tables anew, without their triggers, and cannot while others name them: so
the triggers go before any migration and come after it, and what a migration has changed is indexed then.
"""

import json
import re

from django.db import connection

from .folding import fold, plain

WORD = re.compile(r"[^\W\d_]{3,40}")
NAMES = [f"releases_search{name}" for name in ("entry", "name", "stem", "alike", "word")]
TABLES = [
    """CREATE VIRTUAL TABLE releases_searchentry USING fts5(title, head, parts, text, keys,
       tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')""",
    # rowid: 2 × organisation, 2 × contact + 1. An entry holds their keys, so a new name is one row here.
    "CREATE VIRTUAL TABLE releases_searchname USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')",
    """CREATE TABLE releases_searchword (
       id integer PRIMARY KEY, word text NOT NULL, public_from text NOT NULL)""",
    "CREATE INDEX searchword_word ON releases_searchword (word, public_from)",
    """CREATE VIRTUAL TABLE releases_searchstem USING fts5(word, content = 'releases_searchword',
       content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE releases_searchalike USING fts5(word, content = 'releases_searchword',
       content_rowid = 'id', tokenize = 'trigram')""",
    """CREATE TRIGGER searchword_learnt AFTER INSERT ON releases_searchword BEGIN
       INSERT INTO releases_searchstem (rowid, word) VALUES (new.id, new.word);
       INSERT INTO releases_searchalike (rowid, word) VALUES (new.id, new.word); END""",
]

ENTRY = """
DELETE FROM releases_searchentry WHERE rowid = {key};
INSERT INTO releases_searchentry (rowid, title, head, parts, text, keys)
SELECT r.id, releases_fold(r.title), releases_fold(r.dateline || ' ' || r.summary), releases_fold(
    coalesce((SELECT group_concat(speaker || ' ' || role, ' ') FROM
        (SELECT speaker, role FROM releases_quote WHERE release_id = r.id ORDER BY position, id)), '')
    || ' ' || coalesce((SELECT group_concat(
        qualifier || ' ' || figure || ' ' || counts || ' ' || source, ' ')
        FROM (SELECT * FROM releases_keyfigure WHERE release_id = r.id ORDER BY position, id)), '')),
    releases_fold_html(r.body || ' ' || r.notes_to_editors),
    coalesce((SELECT group_concat(char(57344) || 'o' || organisation_id, ' ') FROM
        (SELECT organisation_id FROM releases_releaseorganisation WHERE release_id = r.id ORDER BY 1)), '')
    || ' ' || coalesce((SELECT group_concat(char(57344) || 'c' || contact_id, ' ') FROM
        (SELECT contact_id FROM releases_releasecontact WHERE release_id = r.id ORDER BY 1)), '')
FROM releases_release r WHERE r.id = {key} AND r.status NOT IN ('removed', 'redirected');
INSERT INTO releases_searchentry (rowid, title, head, parts, text, keys)
SELECT id, releases_fold(title), '', '', '', '' FROM releases_release
WHERE id = {key} AND status IN ('removed', 'redirected');
INSERT INTO releases_searchword (word, public_from)
SELECT one.value, r.public FROM
    (SELECT id, CASE status WHEN 'published' THEN public_from ELSE '9999' END AS public
     FROM releases_release WHERE id = {key}) r
    JOIN releases_searchentry e ON e.rowid = r.id,
    json_each(releases_words(e.title || ' ' || e.head || ' ' || e.parts || ' ' || e.text)) one
WHERE NOT EXISTS (
    SELECT 1 FROM releases_searchword known WHERE known.word = one.value AND known.public_from <= r.public
);
"""
ORGANISATION = """
DELETE FROM releases_searchname WHERE rowid = 2 * {key};
INSERT INTO releases_searchname (rowid, words)
SELECT 2 * id, releases_fold(name || ' ' || short_name || ' ' || coalesce((SELECT group_concat(name, ' ') FROM
    (SELECT name FROM contacts_othername WHERE organisation_id = o.id ORDER BY name, id)), ''))
FROM contacts_organisation o WHERE id = {key};
"""
CONTACT = """
DELETE FROM releases_searchname WHERE rowid = 2 * {key} + 1;
INSERT INTO releases_searchname (rowid, words)
SELECT 2 * id + 1, releases_fold(name) FROM contacts_presscontact WHERE id = {key};
"""
OF_TEXT = ("title", "summary", "dateline", "body", "notes_to_editors", "status", "public_from")


def _triggers():
    """(name, statement) of every trigger; parts that come before their release leave nothing to be done."""

    def trigger(name, event, table, does, when=""):
        when = f"WHEN {when}" if when else ""
        return name, f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} {when} BEGIN {does} END"

    def changed(columns):
        return " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)

    for table, key, statements, columns in (
        ("releases_release", "id", ENTRY, OF_TEXT),
        *(
            (f"releases_{part}", "release_id", ENTRY, ())
            for part in ("releaseorganisation", "releasecontact", "quote", "keyfigure")
        ),
        ("contacts_organisation", "id", ORGANISATION, ("name", "short_name")),
        ("contacts_othername", "organisation_id", ORGANISATION, ()),
        ("contacts_presscontact", "id", CONTACT, ("name",)),
    ):
        after, before = (statements.format(key=f"{row}.{key}") for row in ("new", "old"))
        there = "EXISTS (SELECT 1 FROM releases_release WHERE id = {}.release_id)"
        is_part = key == "release_id"
        yield trigger(f"search_{table}_i", "INSERT", table, after, there.format("new") if is_part else "")
        moves = before if is_part or key == "organisation_id" else ""
        yield trigger(f"search_{table}_u", "UPDATE", table, moves + after, changed(columns))
        yield trigger(f"search_{table}_d", "DELETE", table, before, there.format("old") if is_part else "")


TRIGGERS = dict(_triggers())


def teach(sender, connection, **kwargs):
    """Gives a new connection the functions that the triggers call."""
    if connection.vendor == "sqlite":
        for name, function in (
            ("releases_fold", fold),
            ("releases_fold_html", lambda html: fold(plain(html)[:200000])),
            ("releases_words", lambda words: json.dumps(sorted(set(WORD.findall(words))))),
        ):
            connection.connection.create_function(name, 1, function, deterministic=True)


def stop_keeping(**kwargs):
    """Before any migration."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def keep(plan=(), **kwargs):
    """After the migrations: from here on the triggers keep the index."""
    if connection.vendor != "sqlite" or NAMES[0] not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in TRIGGERS.values():
            cursor.execute(statement)
        if plan:
            forget()
            cursor.execute("SELECT id FROM releases_release")
            index([key for (key,) in cursor.fetchall()])


def index(keys):
    """Makes the entries of these releases anew."""
    with connection.cursor() as cursor:
        for key in keys:
            for statement in filter(str.strip, ENTRY.format(key=int(key)).split(";")):
                cursor.execute(statement)


def forget():
    """Leaves nothing of the index but the names, which are made anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_searchentry")
        cursor.execute("DELETE FROM releases_searchname")
        cursor.execute("DELETE FROM releases_searchword")
        cursor.execute("INSERT INTO releases_searchstem (releases_searchstem) VALUES ('delete-all')")
        cursor.execute("INSERT INTO releases_searchalike (releases_searchalike) VALUES ('delete-all')")
        for asked, statements in (
            ("SELECT id FROM contacts_organisation", ORGANISATION),
            ("SELECT id FROM contacts_presscontact", CONTACT),
        ):
            cursor.execute(asked)
            for (key,) in cursor.fetchall():
                for statement in filter(str.strip, statements.format(key=key).split(";")):
                    cursor.execute(statement)


def settle():
    """After much was written: makes few big pieces of many small ones."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO releases_searchentry (releases_searchentry) VALUES ('optimize')")
