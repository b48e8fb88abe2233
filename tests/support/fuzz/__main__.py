"""Try things, and print what is wrong with the way to try just that again."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from random import Random

import beadwork.bd.commands
import beadwork.gt.commands
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import BeadworkError
from fuzz import verdict
from fuzz.kinds import KINDS
from fuzz.run import Outcome, Try, run
from fuzz.stage import Stage

LOADED = ("pymysql.connections", "ruamel.yaml", "dateparser", "psutil", "filelock", "rich.progress")
"""Libraries that commands import. They are imported once here, not in each fork."""
PROCESSES = 16
"""Every try whose number is a multiple of this runs as its own process, not as a fork."""


def main() -> int:
    """Run the tries of the command line, and return 1 where one has a fault."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--tries", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="the number of the first try")
    parser.add_argument("--step", type=int, default=1, help="so far apart are their numbers")
    parser.add_argument("--only", type=int, help="the number of the only try")
    parser.add_argument("--jobs", type=int, default=1, help="so many at the same time")
    parser.add_argument("--kind", default="", help="command_line, file, rows or server")
    options = parser.parse_args()
    if options.jobs > 1:
        return _run_jobs(options)
    _load()
    numbers = range(options.first, options.first + options.tries * options.step, options.step)
    if options.only is not None:
        numbers = range(options.only, options.only + 1)
    return _run(numbers, options.kind, is_shown=options.only is not None)


def _run_jobs(options: argparse.Namespace) -> int:
    """Divide the tries among several processes, and run them."""
    jobs = []
    for job in range(options.jobs):
        words = ["--kind", options.kind, "--step", options.jobs, "--first", options.first + job]
        words += ["--tries", options.tries // options.jobs]
        jobs.append(subprocess.Popen([sys.executable, "-m", "fuzz", *map(str, words)]))
    return max([job.wait() for job in jobs])


def _load() -> None:
    for package in (beadwork.bd.commands, beadwork.gt.commands):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in LOADED:
        importlib.import_module(name)


def _run(numbers: range, only: str, *, is_shown: bool) -> int:
    wrong = 0
    statuses: Counter[int | None] = Counter()
    stage = Stage()
    try:
        for number in numbers:
            what, outcome = _try(number, stage, only)
            found = verdict.faults(what, outcome)
            if found or is_shown:
                sys.stdout.write(_report(number, only, what, outcome, found))
                sys.stdout.flush()
            wrong += bool(found)
            statuses[outcome.status] += 1
            if not stage.is_whole():
                stage.close()
                stage = Stage()
    finally:
        stage.close()
    ends = ", ".join(f"{status}: {count}" for status, count in statuses.most_common())
    sys.stdout.write(
        f"{len(numbers)} tries from {numbers[0]} on, {wrong} with a fault (exit status {ends})\n"
    )
    return 1 if wrong else 0


def _try(number: int, stage: Stage, only: str) -> tuple[Try, Outcome]:
    chance = Random(number)
    branch = f"try-{number}-{os.getpid()}"
    environment = {**stage.environment, "BD_BRANCH": branch}
    stage.begin(branch)
    kind = chance.choice([kind for kind in KINDS if only in kind.__name__])
    with kind(chance, stage, environment) as what:
        outcome = run(what._replace(is_process=number % PROCESSES == 0))
    with suppress(ServerError, BeadworkError):  # `is_whole` checks what the command left
        stage.end(branch)
    return what, outcome


def _report(number: int, only: str, what: Try, outcome: Outcome, found: list[str]) -> str:
    words = " ".join(
        word if len(word) < 200 else f"{word[:60]!r}…" for word in map(repr, what.words)
    )
    return (
        f"\n--- try {number}: {'; '.join(found) or 'all is well'}\n"
        f"{what.program} {words}\n"
        f"{what.about}\n"
        f"in {what.directory}; exit status {outcome.status} after {outcome.seconds:.1f} s\n"
        f"stdout: {outcome.stdout[:600]!r}\n"
        f"stderr: {outcome.stderr[-2500:]!r}\n"
        f"again:  PYTHONPATH=tests/support .venv/bin/python -m fuzz --only {number}"
        f"{' --kind ' + only if only else ''}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
