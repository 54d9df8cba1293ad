"""What the public may read, in one short text that changes whenever that does.

Triggers of the database (`watching.py`) put a token that never was before into one small table, in the very
transaction that changes a row which the public reads, whoever changes it and by whatever means. A draft, or
what is under embargo, moves nothing. What the clock alone makes public is told by the latest instant at which
something became so. Neither is ever shown: both say only whether what was read before may be read again.

On PostgreSQL nobody waits for anybody here. A token is added, and those that can be locked at once are taken
away, so that a few may stand there together; all of them count. A number in one row would do the same, but
each writer would hold it until the end of the transaction: two editors who need each other's rows would fail,
and `check_embargo` would keep everybody from publishing for as long as it runs. A sequence will not do, since
it moves before the change can be seen. And a number comes again after a rollback, or out of a backup.
"""

from django.db import InterfaceError, OperationalError, connection

VERSION = "newsroom_publicversion"
STATE = f"""
    SELECT token, (
        SELECT max(public_from) FROM releases_release WHERE status = 'published' AND public_from <= %s
    ) FROM {VERSION} ORDER BY token
"""  # noqa: S608 - a name of ours


def public_state(at):
    """The state of what the public may read at this moment: a text, never the same again once it changed.

    None where nothing may be concluded from it: within a transaction, whose own changes may never come to
    be, and while migrations run. One query.
    """
    if connection.in_atomic_block:
        return None
    # Django would ask the connection whether it is still there before asking this; one that is not
    # fails here as well, and is replaced.
    connection.health_check_done = True
    try:
        rows = _read(at)
    except (InterfaceError, OperationalError):
        connection.close()
        rows = _read(at)
    return f"{rows[0][1]} {' '.join(str(token) for token, _ in rows)}" if rows else None


def _read(at):
    with connection.cursor() as cursor:
        cursor.execute(STATE, [connection.ops.adapt_datetimefield_value(at)])
        return cursor.fetchall()
