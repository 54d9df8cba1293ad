"""The figures as Markdown."""

import os
import platform
from pathlib import Path

SOURCE = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
WHOLE = "Seq Scan on releases_release"  # what no page may do, once there are many


def number(value, form="{:.2f}"):
    return "–" if value is None else form.format(value)


def table(heads, lines):
    rows = [heads, ["---"] + ["--:"] * (len(heads) - 1), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def verdict(value, limit, most=True):
    """The limit, and whether it is kept."""
    if limit is None:
        return ""
    kept = value <= limit if most else value >= limit
    return f"{'≤' if most else '≥'} {limit:g}{'' if kept else ' **missed**'}"


def machine():
    model = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 2**20
    name = model[0].split(":")[1].strip() if model else platform.machine()
    return f"{os.cpu_count()} × {name}, {memory} GB, Python {platform.python_version()}"


def costs(bench, figures, asked):
    """The cost of each scenario at one size."""
    lines = []
    for one in bench.scenarios:
        seen = figures[one.name]
        queries = asked.get(one.name) if one.server == "fresh" else None
        lines.append(
            [
                one.name,
                number(seen.rate) + (f" ({verdict(seen.rate, one.rate, most=False)})" if one.rate else ""),
                number(seen.cpu) + (f" ({verdict(seen.cpu, one.budget)})" if one.budget else ""),
                number(seen.milliseconds, "{:.1f}"),
                number(seen.database_share, "{:.0%}"),
                ""
                if queries is None
                else f"{len(queries)}" + (f" ({verdict(len(queries), one.most)})" if one.most else ""),
                number(one.given.get("Wagtail"), "{}") if one.given else "",
                number(one.given.get("WordPress"), "{}") if one.given else "",
            ]
        )
    heads = ["scenario", "requests/s", "CPU", "ms", "database", "queries", "Wagtail", "WordPress"]
    return table(heads, lines)


def fresh_costs(figures):
    lines = [[name, number(seen.cpu), number(seen.milliseconds, "{:.1f}")] for name, seen in figures.items()]
    return table(["the next request after a publish", "CPU", "ms"], lines)


def growth(results, limit=1.3):
    """What each scenario costs at every size as a multiple of its cost at the second smallest."""
    sizes = sorted(results)
    base = sizes[1] if len(sizes) > 2 else sizes[0]
    lines = []
    for name, seen in results[base].items():
        ratios = [results[size][name].cpu / seen.cpu for size in sizes]
        last = f"{ratios[-1]:.2f} ({verdict(ratios[-1], limit)})"
        lines.append([name, *(f"{one:.2f}" for one in ratios[:-1]), last])
    return table(["scenario", *(f"{size:,}" for size in sizes)], lines)


def statements(asked):
    """Each statement of each page: how long, how many buffers, by which scans."""
    lines = []
    for name, found in asked.items():
        for place, one in enumerate(found, start=1):
            scans = [f"**{scan}**" if scan == WHOLE else scan for scan in dict.fromkeys(one["scans"])]
            numbers = number(one["milliseconds"]), number(one["buffers"], "{:,}")
            lines.append([f"{name}, {place}", *numbers, ", ".join(scans) or "–"])
    return table(["statement", "ms", "buffers", "scans"], lines)


def scanned(asked):
    """The pages that read all releases one after another."""
    return [name for name, found in asked.items() if any(WHOLE in one["scans"] for one in found)]
