"""Databases to measure on: made once, filled by the newsroom's own commands, used again while they fit."""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var" / "bench"
SEED = 1
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "DEBUG": "0",
    "SECRET_KEY": "for-measuring-only-" + "0" * 40,
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "STATIC_ROOT": str(HOME / "static"),
    "LOG_LEVEL": "ERROR",
}


def content(size):
    """What a database of this size holds: changes when the records or the schema do."""
    known = hashlib.sha256()
    for path in sorted(ROOT.glob("*/migrations/0*.py")):
        known.update(path.read_bytes())
    known.update((ROOT / "releases" / "management" / "commands" / "synthesise.py").read_bytes())
    return f"newsroom benchmark: {size} releases, seed {SEED}, {known.hexdigest()[:12]}"


def manage(environment, *command):
    """Runs a command of the newsroom, at the lowest priority, since others may be at work here."""
    call = ["nice", "-n", "19", sys.executable, "manage.py", *command]
    subprocess.run(call, cwd=ROOT, env=os.environ | SETTINGS | environment, check=True)


def archive(size, environment):
    """The folder of records, written once."""
    folder = HOME / f"archive-{size}"
    whole = folder / "whole"
    if not whole.exists() or whole.read_text() != content(size):
        manage(environment, "synthesise", f"--releases={size}", f"--seed={SEED}", f"--out={folder}")
        whole.write_text(content(size))
    return folder


def fill(size, environment):
    """Migrates and loads; what is there already stays, so a fill that was killed goes on."""
    manage(environment, "migrate", "--verbosity=0")
    folder = archive(size, environment)
    manage(environment, "load_jsonl", str(folder))
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


class Postgres:
    """A database of its own on the server at this address."""

    def __init__(self, address, size):
        self.server, self.size, self.name = address, size, f"newsroom_bench_{size}"
        self.url = urlunsplit(urlsplit(address)._replace(path=f"/{self.name}"))
        self.environment = {"DATABASE_URL": self.url}

    def connect(self, address):
        return psycopg.connect(address, autocommit=True)

    def prepare(self):
        """Parallel workers are off there: all that a statement costs shows at the process that runs it."""
        whole, name = content(self.size), sql.Identifier(self.name)
        with closing(self.connect(self.server)) as server:
            asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
            found = server.execute(asked, [self.name]).fetchone()
            if found and found[0] == whole:
                return
            if not found or found[0] != f"{whole}, filling":
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
                server.execute(sql.SQL("CREATE DATABASE {}").format(name))
                server.execute(
                    sql.SQL("ALTER DATABASE {} SET max_parallel_workers_per_gather = 0").format(name)
                )
                self.say(server, f"{whole}, filling")
            fill(self.size, self.environment)
            with closing(self.connect(self.url)) as own:
                own.execute("VACUUM (ANALYZE)")
            self.say(server, whole)

    def say(self, server, words):
        server.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(self.name), sql.Literal(words))
        )

    def watcher(self):
        return self.connect(self.server)


class SQLite:
    """A file under var/bench."""

    def __init__(self, _address, size):
        self.size, self.path = size, HOME / f"newsroom_bench_{size}.sqlite3"
        self.environment = {"DATABASE_URL": f"sqlite:///{self.path}"}

    def prepare(self):
        whole, said = content(self.size), self.path.with_suffix(".content")
        known = said.read_text() if said.exists() else ""
        if known == whole:
            return
        if known != f"{whole}, filling":
            for path in HOME.glob(f"{self.path.name}*"):
                path.unlink()
            said.write_text(f"{whole}, filling")
        fill(self.size, self.environment)
        said.write_text(whole)

    def watcher(self):
        return None


ENGINES = {"postgresql": Postgres, "sqlite": SQLite}


def prepare(engine, address, size):
    """The database, filled, and the static files that its pages name."""
    HOME.mkdir(parents=True, exist_ok=True)
    database = ENGINES[engine](address, size)
    database.prepare()
    if not (HOME / "static").exists():
        manage(database.environment, "collectstatic", "--no-input", "--verbosity=0")
    return database
