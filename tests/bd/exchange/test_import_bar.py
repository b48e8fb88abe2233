"""A large import shows on a terminal how far it is, and only there."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

from harness import BIN, Place


def many(place: Place) -> Path:
    file = place.directory / "many.jsonl"
    file.write_text(
        "\n".join(json.dumps({"id": f"demo-{number}", "title": "T"}) for number in range(1200))
    )
    return file


def test_the_bar_is_on_standard_error_of_a_terminal(place: Place) -> None:
    screen, terminal = pty.openpty()
    environment = {**place.environment, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [BIN / "bd", "import", many(place), "--json"],
        cwd=place.directory, env=environment, stdin=-3, stdout=subprocess.PIPE, stderr=terminal,
    ) as running:  # fmt: skip
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(screen, 65536)
            except OSError:  # the other end of a pseudo-terminal is closed
                break
            if not part:
                break
            shown += part
        assert running.stdout
        report = json.loads(running.stdout.read())
    os.close(screen)
    assert report["created"] == 1200
    assert "Importing" in shown.decode()


def test_no_bar_where_nobody_looks(place: Place) -> None:
    done = place.run("import", many(place), "--json")
    assert (done.returncode, done.stderr) == (0, "")
