"""``python -m bench``: every benchmark in turn, or those named: load, import, ask, extract, names, stalls, rush, sockets,
store; soak, shards and scale when named."""

from __future__ import annotations

import sys

from bench import (
    bench_ask,
    bench_extract,
    bench_import,
    bench_load,
    bench_names,
    bench_rush,
    bench_scale,
    bench_shards,
    bench_sockets,
    bench_stalls,
    bench_store,
)

BENCHMARKS = {
    "load": bench_load.main,
    "import": bench_import.main,
    "ask": bench_ask.main,
    "extract": bench_extract.main,
    "names": bench_names.main,
    "stalls": bench_stalls.main,
    "rush": bench_rush.main,
    "sockets": bench_sockets.main,
    "store": bench_store.main,
    "soak": bench_sockets.soak,
    "shards": bench_shards.main,
    "scale": bench_scale.main,
}
ONLY_WHEN_NAMED = {"soak", "shards", "scale"}


def main() -> int:
    """Run the benchmarks that the command line names, or all of them."""
    chosen = sys.argv[1:] or [name for name in BENCHMARKS if name not in ONLY_WHEN_NAMED]
    unknown = [name for name in chosen if name not in BENCHMARKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; allowed are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in chosen:
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
