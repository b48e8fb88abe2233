"""Find edges to issues that do not exist; with --fix remove them, in one commit.

    bd repair-deps
    bd repair-deps --fix
    bd repair-deps --json

It runs three checks of `bd doctor`: dangling-dependencies, dangling-parents and orphan-comments.
What is removed stays in history (`bd undo`).
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.doctor import subject
from beadwork.ui import doctor

CHECKS = ["dangling-dependencies", "dangling-parents", "orphan-comments"]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fix", action="store_true", help="repair what is found")
    parser.set_defaults(check=CHECKS, skip=[])


def run(console: Console, options: argparse.Namespace) -> int:
    with open_tracker(console) as tracker:
        tracker.count()  # a server runs now: the checks would be skipped without one
    return doctor.run(console, options, subject.of_workspace(console.directory))
