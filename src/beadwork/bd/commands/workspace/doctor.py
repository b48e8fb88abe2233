"""Check this workspace, its server and its issues for problems.

    bd doctor
    bd doctor --fix
    bd doctor --check stale-lock --verbose
    bd doctor --skip journal-size --json

Without --fix nothing is changed, and no server is started. --fix announces each repair, copies each
file that it changes, and loses nothing. Problems that it cannot repair that way are left to you.
The exit status is 1 only if a check reports an error. A warning can be silenced: `bd config set
doctor.skip NAME,…`. A check that cannot run reports the reason, and does not count as passed. In a
town `gt doctor` checks all of it.
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
