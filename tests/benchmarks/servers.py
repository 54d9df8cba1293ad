"""gunicorn under measurement: started on a free port, watched through /proc, stopped."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROC = Path("/proc")


def seconds_of(pid):
    """CPU seconds of a process and its threads, or None if it is not (any more) one of this machine."""
    try:
        found = (PROC / str(pid) / "task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in found) / 1e9
    except (OSError, IndexError):
        return None


def memory_of(pid):
    """(resident, proportional) megabytes: PSS counts a page that several share in parts."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    found = {
        line.split()[0]: int(line.split()[1]) for line in lines[1:] if line.split()[0] in ("Rss:", "Pss:")
    }
    return found["Rss:"] / 1024, found["Pss:"] / 1024


class Server:
    """An application under gunicorn, with this environment besides one's own."""

    def __init__(self, name, application, environment, given):
        self.name = name
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(2048)
            self.port = listener.getsockname()[1]
            command = [sys.executable, "-m", "gunicorn", application, "--workers", str(given.workers)]
            command += [
                "--bind",
                f"fd://{listener.fileno()}",
                "--log-level",
                "warning",
                *given.gunicorn.split(),
            ]
            environment = os.environ | environment | {"PGAPPNAME": self.connection_name}
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], start_new_session=True
            )
        self._wait_for(given.workers)

    @property
    def connection_name(self):
        return f"bench-{os.getpid()}-{self.name}"

    def _wait_for(self, workers):
        ends = time.monotonic() + 60
        while len(self.workers()) < workers:
            if self.process.poll() is not None or time.monotonic() > ends:
                raise SystemExit(f"gunicorn did not start for {self.name}.")
            time.sleep(0.1)

    def workers(self):
        path = PROC / str(self.process.pid) / "task" / str(self.process.pid) / "children"
        return [int(one) for one in path.read_text().split()]

    def application_seconds(self):
        return {pid: seconds_of(pid) or 0 for pid in self.workers()}

    def database_seconds(self, watcher):
        """{pid: seconds} of the PostgreSQL processes that work for it, if they are on this machine."""
        if watcher is None:
            return {}
        asked = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
        pids = [pid for (pid,) in watcher.execute(asked, [self.connection_name])]
        return {pid: seconds for pid in pids if (seconds := seconds_of(pid)) is not None}

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Talker:
    """A child process that answers a line of JSON with a line of JSON."""

    def __init__(self, module, environment=None, nice=0):
        command = ["nice", "-n", str(nice), sys.executable, "-m", f"tests.benchmarks.{module}"]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | (environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args[-1]} ended with {self.process.wait()}.")
        return json.loads(answer)

    def stop(self):
        self.process.stdin.close()
        self.process.wait(60)
