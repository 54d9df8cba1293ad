"""What a page costs, as multiples of a bare Django view on the same database: `make bench`.

    make bench ARGS="--sizes 2,1000 --rounds 3 --only search"

Needs a PostgreSQL server (DATABASE_URL or --server) where it may make databases; it keeps its own, named
newsroom_bench_<size>, and goes on where it was stopped. Rounds are interleaved (bare, one scenario, bare, the
next, …) and every answer is checked. CPU a request is that of gunicorn's workers and of the database's
processes, read from /proc; the part of a database on another machine is missing.
"""

import argparse
import os
import shlex
import sys
from contextlib import ExitStack
from pathlib import Path

from . import tables
from .databases import HOME
from .endurance import load, memory
from .measuring import Bench

HEAD = """# What a page costs

Multiples of a bare Django view (`bare.py`: one query, one small template) on the same database under the same
gunicorn, medians of interleaved rounds; written by `{command}` on {machine}.

*requests/s*: as a part of the bare view's, at saturation. *CPU*: application and database together, a
request. *ms*: the same in milliseconds of this machine. *database*: its share of that. *kept*: as the
newsroom runs; all others without its cache (`uncached.py`), so that each page is made anew.
*Wagtail*, *WordPress*: the given figures of the yardstick, CPU as the same multiple, on the same content at
100,000. All of a statement's work shows at one process: parallel workers are off in these databases.
"""


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--server", default=os.environ.get("DATABASE_URL"), help="default: DATABASE_URL")
    parser.add_argument("--sizes", default="2,1000,100000,1000000", help="releases, comma-separated")
    parser.add_argument("--sqlite", default="", help="sizes to measure on SQLite too, such as 100000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.5, help="of each measurement")
    parser.add_argument("--only", default="", help="scenarios whose name holds this")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument(
        "--gunicorn", default="", help="more of its options, such as '--worker-class gthread'"
    )
    parser.add_argument("--cache", default="", help="CACHE_URL of the newsroom as it runs")
    parser.add_argument(
        "--load", type=float, default=0, metavar="SECONDS", help="of saturation, at the last size"
    )
    parser.add_argument("--memory", type=int, default=0, metavar="REQUESTS", help="at the last size")
    parser.add_argument("--out", type=Path, help="writes the tables here too")
    given = parser.parse_args()
    if not (given.server or "").startswith("postgres"):
        parser.error("Name a PostgreSQL server: DATABASE_URL=postgres://user:password@host/postgres")
    return given


def sizes(text):
    return sorted(int(one) for one in text.split(",") if one)


def measured(engine, size, given, last):
    """(Markdown, {scenario: Figures}, what was wrong) at one size."""
    with ExitStack() as stack:
        bench = Bench(engine, size, given, stack)
        fresh = {one.name: one.requests[0] for one in bench.scenarios if one.server == "fresh"}
        asked = bench.inside.ask(do="statements", requests=fresh)
        keep_plans(engine, size, asked)
        figures = bench.rounds()
        parts = [f"## {size:,} releases, {tables.SOURCE[engine]}\n", tables.costs(bench, figures, asked)]
        if not given.only:
            parts.append(tables.fresh_costs(bench.after_publishing()))
        if engine == "postgresql" and (last or size == max(sizes(given.sizes))):
            parts += ["Statements, by `EXPLAIN (ANALYZE, BUFFERS)`:\n", tables.statements(asked)]
            scanned = tables.scanned(asked)
            parts.append(f"All releases are read one after another by: {', '.join(scanned) or 'no page'}.\n")
        if last and given.load:
            parts.append(load(bench, given.load))
        if last and given.memory:
            parts.append(memory(bench, given.memory))
        grown = {one.name: figures[one.name] for one in bench.scenarios if one.server == "fresh"}
        return "\n".join(parts), grown, bench.wrong


def keep_plans(engine, size, asked):
    """The plans in full, where they are not in anybody's way."""
    with (HOME / f"plans-{engine}-{size}.txt").open("w") as file:
        for name, found in asked.items():
            for one in found:
                file.write(f"== {name}\n{one['sql']}\n\n{one['plan']}\n\n")


def main():
    given = arguments()
    command = f"make bench ARGS={shlex.quote(' '.join(sys.argv[1:]))}" if sys.argv[1:] else "make bench"
    command = command.replace(given.server, "…")
    parts, results, wrong = [HEAD.format(command=command, machine=tables.machine())], {}, []
    runs = [("postgresql", size) for size in sizes(given.sizes)]
    runs += [("sqlite", size) for size in sizes(given.sqlite)]
    for engine, size in runs:
        words, figures, faults = measured(engine, size, given, (engine, size) == runs[-1])
        print(words, flush=True)
        parts.append(words)
        wrong += faults
        if engine == "postgresql":
            results[size] = figures
    if len(results) > 1:
        parts.append("## Growth\n\nCost as a multiple of that at another size:\n\n" + tables.growth(results))
        print(parts[-1])
    if given.out:
        given.out.write_text("\n".join(parts))
    if wrong:
        sys.exit(f"{len(wrong)} answers were wrong, such as:\n" + "\n".join(sorted(set(wrong))[:20]))


if __name__ == "__main__":
    main()
