"""Look for what is wrong with the town: its files, programs, server, issues.

    gt doctor
    gt doctor --fix
    gt doctor --check routes-valid --verbose
    gt doctor --skip daemon-running --json

Nothing is changed, and nothing is started, without --fix. That says what it
will do, copies each file that it touches, and loses nothing; what it cannot do
so, it leaves to you. Exit status 1 only where something is an error; a check is
silenced by its name in mayor/daemon.json: {"doctor": {"skip": ["NAME"]}}. One
that could not look says why, and is not counted as well.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.doctor import subject
from beadwork.gt import town_choice
from beadwork.ui import doctor


def arguments(parser: argparse.ArgumentParser) -> None:
    doctor.arguments(parser)


def run(console: Console, options: argparse.Namespace) -> int:
    return doctor.run(console, options, subject.of_town(town_choice.town(console)))
