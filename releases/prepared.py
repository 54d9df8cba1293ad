"""A question that is asked on every page: put together once, and not anew for each visitor."""

from weakref import WeakSet

from django.db import connection
from django.db.models import Expression
from psycopg import sql


class Argument(Expression):
    """The place in a question where the value of this name comes in: `filter(slug=slug)`."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Prepared:
    """`ask(**values)` gives the rows of the `values_list()` that `build(**arguments)` returns.

    The ORM writes the statement at the first question. PostgreSQL makes its plan once a connection (PREPARE),
    unless statements may not outlive a transaction there (DISABLE_SERVER_SIDE_CURSORS, behind a pooler).
    """

    def __init__(self, name, build, **fields):
        self.name, self.build = name, build
        self.arguments = {name: Argument(name, field) for name, field in fields.items()}
        self.written = {}  # by kind of database
        self.known = WeakSet()  # connections that have the plan
        self.execute = f"EXECUTE {name} ({', '.join(['%s'] * len(fields))})"

    def ask(self, **values):
        """A list of rows. One query."""
        compiler, statement, params = self._written()
        given = {
            name: one.output_field.get_db_prep_value(values[name], connection)
            for name, one in self.arguments.items()
        }
        with connection.cursor() as cursor:
            if self._is_planned(statement, params):
                cursor.execute(self.execute, list(given.values()))
            else:
                found = [given[one.name] if isinstance(one, Argument) else one for one in params]
                cursor.execute(statement, found)
            found = cursor.fetchall()
        # PostgreSQL's driver knows all types; SQLite has few, and Django converts.
        return (
            found
            if connection.vendor == "postgresql"
            else list(compiler.results_iter([found], tuple_expected=True))
        )

    def _written(self):
        if connection.vendor not in self.written:
            compiler = self.build(**self.arguments).query.get_compiler(connection=connection)
            self.written[connection.vendor] = compiler, *compiler.as_sql()
        return self.written[connection.vendor]

    def _is_planned(self, statement, params):
        """Whether PostgreSQL has the plan, as it has from the first time that this is asked."""
        if connection.vendor != "postgresql" or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return False
        connection.ensure_connection()
        raw = connection.connection
        if raw not in self.known:
            kinds = [one.output_field.db_type(connection) for one in self.arguments.values()]
            places = {name: f"${number}" for number, name in enumerate(self.arguments, start=1)}
            # Constants stand in it as such, so that an index with a condition can be chosen.
            words = [places[one.name] if isinstance(one, Argument) else sql.quote(one, raw) for one in params]
            raw.execute(f"PREPARE {self.name} ({', '.join(kinds)}) AS {statement % tuple(words)}".encode())
            self.known.add(raw)
        return True
