"""The two engines of the search, behind `releases/search.py`: PostgreSQL's full text and SQLite's FTS5.

Each offers `read(terms, known_at)` to a Query, `First` and `Walk` (conditions on a release's key),
`score(query)`, `alike(word, known_at)` and `index(keys)`.
"""

from django.db import connection

from . import postgresql, sqlite


def engine():
    return postgresql if connection.vendor == "postgresql" else sqlite
