"""The two engines of the search, behind `releases/search.py`: PostgreSQL's full text and SQLite's FTS5.

Each offers `read(terms, known_at)` and, of one folded word, `plain(word)` to a Query, `First` and `Walk`
(conditions on a release's key), `Score` (a number for one), `alike(word, known_at)`, `limited()` for what
might take long, and `index(keys)`, `forget()` and `settle()` for the index.
"""

from django.db import connection

from . import postgresql, sqlite


def engine():
    return postgresql if connection.vendor == "postgresql" else sqlite
