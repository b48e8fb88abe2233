"""A town with a rig, issues, and a tmux server of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with the rig widget, and its issues wg-1 to wg-4."""
    environment = mayor.person.environment
    environment["TMUX_TMPDIR"] = str(mayor.person.home)
    environment["SHELL"] = "/bin/sh"
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    for number in range(1, 5):
        assert_done(
            mayor.person.run(
                "create", f"Work {number}", "--id", f"wg-{number}", cwd=mayor.root / "widget"
            )
        )
    yield mayor
    socket = tmux.socket_name(Town(mayor.root))
    subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, env=environment)
