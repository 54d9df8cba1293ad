# ruff: noqa: S608 - what is put into this SQL are names that stand in this file
"""The triggers that notice every change of what the public reads, for `public_version.py`."""

from hashlib import sha256

from django.db import connections, transaction

from .public_version import VERSION

MARK = "public_version_"  # what the names of all triggers and functions begin with

# A row is as good as public a little before its instant: a transaction that began before it and changed
# something may end after it.
SOON = {
    "postgresql": "clock_timestamp() + interval '5 minutes'",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now', '+5 minutes')",
}


def _release(one):
    """SQL: whether the public knows of this row of releases_release, as `answering()` has it."""
    ended = f"{one}.status IN ('withdrawn', 'removed', 'redirected')"
    return f"({ended} OR ({one}.status = 'published' AND {one}.public_from <= {{soon}}))"


def _of_release(key):
    return f"EXISTS (SELECT 1 FROM releases_release AS r WHERE r.id = {key} AND {_release('r')})"


# {table that public pages read: SQL that says of one row of it, `it`, whether the public may know of it}
# What is shared by releases counts always: whether one that shows it goes public at this very moment, in
# another transaction, cannot be seen from here.
WATCHED = {
    "releases_release": _release("it"),
    "releases_release_topics": _of_release("it.release_id"),
    "releases_release_countries": _of_release("it.release_id"),
    "releases_releaseorganisation": _of_release("it.release_id"),
    "releases_releasecontact": _of_release("it.release_id"),
    "releases_quote": _of_release("it.release_id"),
    "releases_keyfigure": _of_release("it.release_id"),
    "releases_notice": _of_release("it.release_id"),
    "releases_earliertext": _of_release("it.release_id"),
    "releases_releaseaddress": _of_release("it.target_id"),
    "contacts_contactpoint": "it.audience = 'public'",
    **dict.fromkeys(
        (
            "releases_topic",
            "releases_topicaddress",
            "contacts_organisation",
            "contacts_othername",
            "contacts_organisationaddress",
            "contacts_presscontact",
            "contacts_presscontact_languages",
            "contacts_contactaddress",
            "contacts_officehours",
            "contacts_post",
            "contacts_country",
            "contacts_language",
            "newsroom_user",
        ),
        "1 = 1",
    ),
}
# Of these tables only a change in these columns counts: a colleague who signs in changes nothing public.
COLUMNS = {"newsroom_user": ("first_name", "last_name")}


def remove(using, plan, **kwargs):
    """Before migrations: nothing is watched, and so nothing is kept either, until they are done."""
    if plan:
        db = connections[using]
        with transaction.atomic(using), db.cursor() as cursor:
            _drop(db, cursor)
            if VERSION in db.introspection.table_names(cursor):
                cursor.execute(f"DELETE FROM {VERSION}")


def install(using, **kwargs):
    """After migrations, and after all rows were flushed: every table is watched, once all are there."""
    db = connections[using]
    with transaction.atomic(using), db.cursor() as cursor:
        if not {VERSION, *WATCHED} <= set(db.introspection.table_names(cursor)):
            return
        write = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[db.vendor]
        mark = f"{MARK}{sha256(repr(write('')).encode()).hexdigest()[:8]}_"
        functions, triggers, move = write(mark)
        cursor.execute(f"SELECT count(*) {TRIGGERS[db.vendor]}", [mark + "%"])
        if cursor.fetchone()[0] != len(triggers):  # while they are the same, nobody need wait for a lock
            _drop(db, cursor)
            for statement in (*functions, *triggers):
                cursor.execute(statement)
        for statement in move:
            cursor.execute(statement)


TRIGGERS = {
    "postgresql": "FROM pg_trigger WHERE tgname LIKE %s",
    "sqlite": "FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
}


def _drop(db, cursor):
    if db.vendor == "sqlite":
        cursor.execute(f"SELECT name {TRIGGERS['sqlite']}", [MARK + "%"])
        drop = 'DROP TRIGGER "{}"'
    else:
        cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE %s", [MARK + "%"])
        drop = "DROP FUNCTION {} CASCADE"
    for (name,) in cursor.fetchall():
        cursor.execute(drop.format(name))


def _on_sqlite(mark):
    """One writer at a time, and triggers for each row."""
    move = (
        f"DELETE FROM {VERSION}",
        f"INSERT INTO {VERSION} (token) VALUES (lower(hex(randomblob(16))))",
    )
    triggers = []
    for table, condition in WATCHED.items():
        known = condition.format(soon=SOON["sqlite"])
        when = {row: known.replace("it.", f"{row}.") for row in ("NEW", "OLD")}
        events = {"INSERT": when["NEW"], "UPDATE": " OR ".join(when.values()), "DELETE": when["OLD"]}
        if table in COLUMNS:
            new, old = (", ".join(f"{row}.{one}" for one in COLUMNS[table]) for row in when)
            events = {"UPDATE": f"({new}) IS NOT ({old}) AND {when['NEW']}"}
        triggers += [
            f"CREATE TRIGGER {mark}{event.lower()}_{table} AFTER {event} ON {table} "
            f"FOR EACH ROW WHEN {condition} BEGIN {'; '.join(move)}; END"
            for event, condition in events.items()
        ]
    return (), triggers, move


REFERENCING = {
    "INSERT": "NEW TABLE AS after_it",
    "DELETE": "OLD TABLE AS before_it",
    "UPDATE": "OLD TABLE AS before_it NEW TABLE AS after_it",
}


def _on_postgresql(mark):
    """Many writers at once, and triggers for each statement, be it a COPY of thousands of rows.

    Those that are read as of the beginning of their transaction (`check_embargo`) take no token away: it
    would be an error to try where somebody else did in the meantime.
    """
    body = "LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN {} RETURN NULL; END $$"
    others = f"SELECT token FROM {VERSION} WHERE token <> mine FOR UPDATE SKIP LOCKED"
    moves = f"""CREATE FUNCTION {mark}moves() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        DECLARE mine uuid := gen_random_uuid();
        BEGIN
            INSERT INTO {VERSION} (token) VALUES (mine);
            IF current_setting('transaction_isolation') = 'read committed' THEN
                DELETE FROM {VERSION} WHERE token IN ({others});
            END IF;
        END $$"""
    move = f"PERFORM {mark}moves();"
    emptied = f"CREATE FUNCTION {mark}emptied() RETURNS trigger {body.format(move)}"
    functions, triggers = [moves, emptied], []
    for table, condition in WATCHED.items():
        known = condition.format(soon=SOON["postgresql"])
        rows = {"after_it": f"after_it AS it WHERE {known}", "before_it": f"before_it AS it WHERE {known}"}
        events = REFERENCING
        if table in COLUMNS:
            it, was = (", ".join(f"{row}.{one}" for one in COLUMNS[table]) for row in ("it", "was"))
            pairs = f"after_it AS it JOIN before_it AS was USING (id) WHERE {known}"
            rows = {"after_it": f"{pairs} AND ({it}) IS DISTINCT FROM ({was})"}
            events = {"UPDATE": REFERENCING["UPDATE"]}
        steps = " ".join(
            f"IF TG_OP <> '{without}' THEN"
            f" IF EXISTS (SELECT 1 FROM {rows[name]}) THEN {move} RETURN NULL; END IF; END IF;"
            for name, without in (("after_it", "DELETE"), ("before_it", "INSERT"))
            if name in rows
        )
        functions.append(f"CREATE FUNCTION {mark}of_{table}() RETURNS trigger {body.format(steps)}")
        triggers += [
            f"CREATE TRIGGER {mark}{event.lower()} AFTER {event} ON {table} REFERENCING {names} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {mark}of_{table}()"
            for event, names in events.items()
        ]
        triggers.append(
            f"CREATE TRIGGER {mark}truncate AFTER TRUNCATE ON {table} EXECUTE FUNCTION {mark}emptied()"
        )
    return functions, triggers, (f"SELECT {mark}moves()",)
