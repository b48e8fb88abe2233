"""Look for what is wrong with this workspace, its server and its issues.

    bd doctor
    bd doctor --fix
    bd doctor --check stale-lock --verbose
    bd doctor --skip journal-size --json

Nothing is changed, and no server is started, without --fix. That says what it
will do, copies each file that it touches, and loses nothing; what it cannot do
so, it leaves to you. Exit status 1 only where something is an error; a warning
may be silenced: `bd config set doctor.skip NAME,…`. A check that could not look
says why, and is not counted as well. In a town `gt doctor` looks at all of it.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.doctor import subject
from beadwork.ui import doctor


def arguments(parser: argparse.ArgumentParser) -> None:
    doctor.arguments(parser)


def run(console: Console, options: argparse.Namespace) -> int:
    return doctor.run(console, options, subject.of_workspace(console.directory))
