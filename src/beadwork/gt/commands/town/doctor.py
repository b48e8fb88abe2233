"""Check the town for problems: its files, programs, server and issues.

    gt doctor
    gt doctor --fix
    gt doctor --check routes-valid --verbose
    gt doctor --skip daemon-running --json

Without --fix nothing is changed or started. --fix announces each repair, copies each file that it
changes, and loses nothing. Problems that it cannot repair that way are left to you. The exit status
is 1 only if a check reports an error. A check is silenced by its name in mayor/daemon.json:
{"doctor": {"skip": ["NAME"]}}. A check that cannot run reports the reason, and does not count as
passed.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.doctor import subject
from beadwork.town import layout
from beadwork.ui import doctor


def arguments(parser: argparse.ArgumentParser) -> None:
    doctor.arguments(parser)


def run(console: Console, options: argparse.Namespace) -> int:
    return doctor.run(console, options, subject.of_town(layout.find_copy_too(console.directory)))
