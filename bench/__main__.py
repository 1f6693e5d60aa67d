"""``python -m bench``: every benchmark in turn, or those named: load, ask, extract, names, stalls."""

from __future__ import annotations

import sys

from bench import bench_ask, bench_extract, bench_load, bench_names, bench_stalls

BENCHMARKS = {
    "load": bench_load.main,
    "ask": bench_ask.main,
    "extract": bench_extract.main,
    "names": bench_names.main,
    "stalls": bench_stalls.main,
}


def main() -> int:
    """Run the benchmarks that the command line names, or all of them."""
    chosen = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in chosen if name not in BENCHMARKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; allowed are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in chosen:
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
