"""Minutes at saturation: no error, no wrong page, no growing memory."""

import statistics

from .servers import memory_of

STEPS = 10


def mixed(bench):
    """Every request that readers make, and none that an editor does."""
    return [
        request
        for one in bench.scenarios
        if one.server == "kept" or "admin" not in one.name
        for request in one.requests
    ]


def load(bench, seconds):
    result = bench.ask("kept", mixed(bench), seconds=seconds)
    return (
        f"{seconds:g} seconds at saturation: {result['done']:,} answers, {len(result['wrong'])} wrong, "
        f"the slowest after {result['slowest']:.2f} s.\n"
    )


def memory(bench, requests):
    """Megabytes a worker at the start and as the requests go on."""
    server, seen = bench.servers["kept"], []
    for step in range(STEPS + 1):
        if step:
            bench.ask("kept", mixed(bench), count=requests // STEPS)
        found = [memory_of(pid) for pid in server.workers()]
        seen.append([statistics.mean(sizes) for sizes in zip(*found, strict=True)])
    line = ", ".join(f"{resident:.0f}" for resident, _ in seen)
    return (
        f"Memory a worker (MB resident) at the start and after each tenth of {requests:,} requests: {line}; "
        f"its part of what is shared counted once (PSS): {seen[-1][1]:.0f}.\n"
    )
