"""One database with its servers, and the rounds of a measurement on it."""

import statistics
from contextlib import closing
from dataclasses import dataclass, field

from .databases import SETTINGS, prepare
from .scenarios import bare, page, rows, scenarios
from .servers import Server, Talker

UNCACHED = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.uncached"}


@dataclass(frozen=True)
class Seen:
    """Requests a second, and CPU seconds a request; `database` is None where it is on another machine."""

    rate: float
    application: float
    database: float | None

    @property
    def cpu(self):
        return self.application + (self.database or 0)


@dataclass
class Figures:
    """What was seen of one scenario, and of the bare view just before, round by round."""

    bare: list = field(default_factory=list)
    own: list = field(default_factory=list)

    def _ratio(self, name):
        pairs = zip(self.own, self.bare, strict=True)
        return statistics.median(getattr(own, name) / getattr(bare, name) for own, bare in pairs)

    @property
    def rate(self):
        return self._ratio("rate")

    @property
    def cpu(self):
        return self._ratio("cpu")

    @property
    def milliseconds(self):
        return statistics.median(one.cpu for one in self.own) * 1000

    @property
    def database_share(self):
        if any(one.database is None for one in self.own):
            return None
        return statistics.median(one.database / one.cpu for one in self.own)


class Bench:
    """The newsroom as it runs ("kept"), the same without its cache ("fresh"), and the bare view ("bare")."""

    def __init__(self, engine, size, given, stack):
        self.given, self.engine, self.size, self.wrong = given, engine, size, []
        database = prepare(engine, given.server, size)
        own = SETTINGS | database.environment
        watcher = database.watcher()
        self.watcher = watcher and stack.enter_context(closing(watcher))
        self.inside = Talker("inside", own | UNCACHED | ({"CACHE_URL": given.cache} if given.cache else {}))
        self.client = Talker("client")
        kept = own | ({"CACHE_URL": given.cache} if given.cache else {})
        self.servers = {
            name: Server(name, application, environment, given)
            for name, application, environment in (
                ("bare", "tests.benchmarks.bare", own),
                ("kept", "newsroom.wsgi", kept),
                ("fresh", "newsroom.wsgi", own | UNCACHED),
            )
        }
        for one in (self.inside, self.client, *self.servers.values()):
            stack.callback(one.stop)
        self.inside.ask(do="clean")
        self.facts = self.inside.ask(do="facts")
        self.bare = bare(self.facts)
        found = scenarios(self.facts, self.servers["kept"], self.servers["fresh"])
        self.scenarios = [one for one in found if given.only in one.name]

    def ask(self, name, requests, **how):
        """The client's result; what was wrong is remembered."""
        port, connections = self.servers[name].port, self.given.connections
        result = self.client.ask(port=port, requests=requests, connections=connections, **how)
        self.wrong += result["wrong"]
        return result

    def measure(self, name, requests, **how):
        """`Seen` of some seconds at saturation, or of a `count`."""
        server = self.servers[name]
        before = server.application_seconds() | server.database_seconds(self.watcher)
        result = self.ask(name, requests, **(how or {"seconds": self.given.seconds}))
        application, database = server.application_seconds(), server.database_seconds(self.watcher)
        spent = [
            sum(now - before.get(pid, 0) for pid, now in after.items()) / result["done"]
            for after in (application, database)
        ]
        known = self.engine == "sqlite" or database
        return Seen(result["done"] / result["seconds"], spent[0], spent[1] if known else None)

    def rounds(self):
        """{scenario's name: Figures}"""
        figures = {one.name: Figures() for one in self.scenarios}
        self.ask("bare", self.bare, count=200)
        for one in self.scenarios:
            self.ask(one.server, one.requests, count=2 * self.given.workers * len(one.requests))
        for _ in range(self.given.rounds):
            for one in self.scenarios:
                figures[one.name].bare.append(self.measure("bare", self.bare))
                figures[one.name].own.append(self.measure(one.server, one.requests))
        return figures

    def after_publishing(self):
        """{what: Figures} of the very next request after a release goes public, which must show it."""
        names = ("front page", "list", "feed")
        figures = {f"{name}, first after a publish": Figures() for name in names}
        for number in range(self.given.rounds):
            title = self.inside.ask(do="publish", number=number)
            slug = title.lower().replace(" ", "-")
            paths = ("/", "/releases/", "/releases/feed.atom")
            for path, seen in zip(paths, figures.values(), strict=True):
                seen.bare.append(self.measure("bare", self.bare))
                seen.own.append(self.measure("kept", [rows(path, [slug])], count=1))
                # Whoever asks next, on whichever worker, sees it too.
                self._on_every_worker(page(path, title))
        self.inside.ask(do="clean")
        return figures

    def _on_every_worker(self, request):
        server = self.servers["kept"]
        before, idle = server.application_seconds(), True
        while idle:
            self.ask("kept", [request], count=self.given.connections)
            now = server.application_seconds()
            idle = any(now[pid] - before[pid] < 0.0001 for pid in now)
