"""The newsroom behind a server that stops dead in the middle of a save, so that a test can kill it there.

A request says in `X-Stall-After` after how many written statements; `X-Stall-Sign` is the file in which the
process then says who it is. It holds still just before its answer if there are no more to write.
"""

import os
import time
from pathlib import Path

from django.db import connection

from newsroom.wsgi import application as newsroom

WRITES = ("INSERT", "UPDATE", "DELETE")
LONG = 120


def application(environ, start_response):
    after, sign = int(environ.get("HTTP_X_STALL_AFTER", 0)), environ.get("HTTP_X_STALL_SIGN")
    written = 0

    def stop():
        Path(sign).write_text(str(os.getpid()))
        time.sleep(LONG)

    def watch(execute, sql, params, many, context):
        nonlocal written
        result = execute(sql, params, many, context)
        if sql.startswith(WRITES):
            written += 1
            if written == after:
                stop()
        return result

    if not after:
        return newsroom(environ, start_response)
    with connection.execute_wrapper(watch):
        answer = newsroom(environ, start_response)
    stop()
    return answer
