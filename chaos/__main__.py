"""`python -m chaos`: one run, and what came of it."""

from __future__ import annotations

import argparse
import os
import sys
import time

from chaos import run


def main() -> int:
    """Run the command line of this process."""
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--minutes", type=float, default=10, help="so long at least")
    parser.add_argument("--kills", type=int, default=1000, help="so many at least")
    parser.add_argument("--workers", type=int, default=10)
    parser.add_argument("--keep", action="store_true", help="leave the files of both towns")
    asked = parser.parse_args()
    os.environ["BEADWORK_SERVE"] = "0"  # a server would outlive the towns that it began in
    return run.run(asked.seed, asked.minutes, asked.kills, asked.workers, keep=asked.keep)


if __name__ == "__main__":
    sys.exit(main())
