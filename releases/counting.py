"""The numbers of a list of releases, in one statement that costs the same however many there are.

`MOST` are counted, and the newest `NEWEST` told apart by their values: a number above is called "more than",
and none is shown that is not true. The ORM writes the sets; only what is counted in them is SQL.
"""

from itertools import chain

from django.db import connection
from django.db.models import IntegerField, Subquery

from contacts.counts import Count

from .cursors import UNDATED
from .filters import DAYS, FACETS

NEWEST = 1_000
GROUPS = (DAYS, *((name,) for name in FACETS))  # filters that are counted without each other


class Bounded(Subquery):
    """What `template` reckons of up to `NEWEST` + 1 rows that belong to each row of the outer query."""

    def __init__(self, rows, column="pk"):
        super().__init__(rows.order_by().values(column)[: NEWEST + 1])


class CountOf(Bounded):
    """How many they are, as a column: a Count up to `NEWEST`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()

    def convert_value(self, value, expression, connection):
        return Count.found(value, NEWEST)


def set_without(filters, names):
    """The name of the set of releases that pass every filter but these."""
    return f"without_{names[0]}" if any(filters.chosen.get(name) for name in names) else "matches"


def tally(filters):
    """{(kind, filter): [(key, label, number)]} of

    - `size` "": by the name of each set, how many there are; `NEWEST` + 1 is "more";
    - `total` "" and `undated` "": one row; of the undated ones no more than `NEWEST` + 1;
    - `value` filter: its values within its set;
    - `year` "": the years within the set without days, the year of UNDATED for none;
    - `known` filter: all values, and for `year` all years, of which anything is public, not counted.
    """
    releases, narrow = filters.queryset, filters.filter_queryset
    statement = Statement()
    for name, names in {set_without(filters, names): names for names in (*GROUPS, ())}.items():
        newest = narrow(releases, without=names if name != "matches" else ()).newest_first()
        columns = newest.values_list("pk", "listed_on", "language")[: NEWEST + 1]
        statement.define(f"{name}_and_one (id, listed_on, language_id)", columns)
        newest = f"* FROM {name}_and_one LIMIT {NEWEST}"
        statement.sets.append((f"{name} AS (SELECT {newest})", ()))
        statement.ask("size", "", f"'{name}', '', COUNT(*) FROM {name}_and_one")
    most = filters.countable
    statement.define("counted (id)", narrow(releases).order_by().values_list("pk")[: most + 1])
    statement.ask("total", "", "'', '', COUNT(*) FROM counted")
    undated = narrow(releases, without=DAYS).filter(listed_on=UNDATED)
    statement.define("undated (id)", undated.order_by().values_list("pk")[: NEWEST + 1])
    statement.ask("undated", "", "'', '', COUNT(*) FROM undated")
    for name, facet in FACETS.items():
        _ask_values(statement, name, facet, set_without(filters, (name,)))
        if name != "organisation":  # of which there may be thousands
            known = facet.on(releases).values_list(facet.key, "name")
            statement.define(f"known_{name} (value, label)", known)
            statement.ask("known", name, f"value, label, 0 FROM known_{name}")
    _ask_years(statement, set_without(filters, DAYS))
    _ask_known_years(statement, releases)
    return statement.answers()


def years(releases):
    """The years that these releases are dated in, the newest first."""
    statement = Statement()
    _ask_known_years(statement, releases)
    found = statement.answers().get(("known", "year"), [])
    return [int(year) for year, _label, _n in found if int(year) != UNDATED.year]


def counts_without(filters, names):
    """{name: Count} of the releases that pass every filter but the one of this name, in one query."""
    statement = Statement()
    for name in names:
        rows = filters.filter_queryset(filters.queryset, without=(name,)).order_by()
        statement.define(f"without_{name} (id)", rows.values_list("pk")[: filters.countable + 1])
        statement.ask("total", name, f"'', '', COUNT(*) FROM without_{name}")
    found = statement.answers().items()
    return {name: Count.found(n, filters.countable) for (_total, name), ((_, _, n),) in found}


def _ask_values(statement, name, facet, within):
    opts = facet.model._meta
    value, source = "language_id", within
    if facet.link:
        link = facet.link._meta
        value = link.get_field(facet.value).column
        source += f" JOIN {link.db_table} ON release_id = {within}.id"
    source += f" JOIN {opts.db_table} AS one ON one.{opts.pk.column} = {value}"
    statement.ask("value", name, f"one.{facet.key}, one.name, COUNT(*) FROM {source} GROUP BY 3, 4")


def _ask_years(statement, within):
    year, params = connection.ops.date_extract_sql("year", "listed_on", ())
    columns = f"CAST({year} AS varchar(8)), '', COUNT(*)"
    statement.ask("year", "", f"{columns} FROM {within} GROUP BY 3", params)


def _ask_known_years(statement, releases):
    days = releases.order_by().values_list("listed_on")
    start, params = connection.ops.date_trunc_sql("year", "years.listed_on", ())
    statement.leap("years", "listed_on", days, f"listed_on < {start}", "listed_on DESC", params)
    year, params = connection.ops.date_extract_sql("year", "listed_on", ())
    columns = f"CAST({year} AS varchar(8)), '', 0"
    statement.ask("known", "year", f"{columns} FROM years WHERE listed_on IS NOT NULL", params)


class Statement:
    """WITH sets SELECT … UNION ALL SELECT …"""

    def __init__(self):
        self.sets, self.asked = [], []

    def define(self, name, rows, how=""):
        """Adds a set, once: `name` with its columns, and a queryset of their values."""
        # A set in which there cannot be anything is asked as well: it counts nothing.
        sql, params = rows.query.get_compiler(rows.db, elide_empty=False).as_sql()
        one = f"{name} AS {how} ({sql})", params
        if one not in self.sets:
            self.sets.append(one)

    def leap(self, name, column, rows, beyond, order, params=()):
        """Adds a set of the first of the rows in this order, the first that lies beyond it, and so on; and
        NULL at its end. Each is found by one look into an index, however many rows lie between.
        """
        self.define(f"all_{name} ({column})", rows, "NOT MATERIALIZED")
        found, ordered = f"{column} FROM all_{name}", f"ORDER BY {order} LIMIT 1"
        first = f"SELECT (SELECT {found} {ordered})"
        further = f"SELECT (SELECT {found} WHERE all_{name}.{beyond} {ordered})"
        leaps = f"{first} UNION ALL {further} FROM {name} WHERE {column} IS NOT NULL"
        self.sets.append((f"{name} ({column}) AS ({leaps})", params))

    def ask(self, kind, of, rest, params=()):
        """Adds rows of (kind, of, key, label, number); `rest` begins with the last three."""
        self.asked.append((f"SELECT '{kind}', '{of}', {rest}", params))

    def answers(self):
        sets = ", ".join(sql for sql, _params in self.sets)
        asked = " UNION ALL ".join(sql for sql, _params in self.asked)
        params = chain.from_iterable(params for _sql, params in (*self.sets, *self.asked))
        found = {}
        with connection.cursor() as cursor:
            # Nothing in it comes from a visitor but by the parameters.
            cursor.execute(f"WITH RECURSIVE {sets} {asked}", list(params))
            for kind, of, key, label, n in cursor:
                found.setdefault((kind, of), []).append((key, label, n))
        return found
