"""`make bench`: every measurement, on both databases, one after another; what it prints is what docs/benchmarks.md quotes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURES = ["bench.roster", "bench.push", "bench.pages"]


def main() -> int:
    codes = []
    for measure in MEASURES:
        for before in ([], [sys.executable, "-m", "testkit.postgres", "run", "--fsync", "--"]):
            codes.append(subprocess.run([*before, sys.executable, "-m", measure, *sys.argv[1:]], cwd=ROOT).returncode)
            print(flush=True)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
