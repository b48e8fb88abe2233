"""A person at a terminal: a command is run on a pseudo-terminal, and its question answered."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

QUESTION = b"[y/N] "


def answer(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str], text: str
) -> tuple[int, str]:
    """Run a command on a terminal, type `text` and Enter at its question, and return its exit
    status with what the terminal showed.
    """
    mine, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as child:
        os.close(theirs)
        shown, is_answered = b"", False
        while True:
            try:
                part = os.read(mine, 4096)
            except OSError:  # EIO: the command has closed the terminal
                break
            if not part:
                break
            shown += part
            if QUESTION in shown and not is_answered:
                os.write(mine, f"{text}\n".encode())
                is_answered = True
    os.close(mine)
    return child.returncode, shown.decode().replace("\r\n", "\n")


def show(command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str]) -> str:
    """Return what a command, which has to succeed, shows on a terminal of 80 columns, without
    colours.
    """
    status, shown = answer(command, cwd, {**environment, "NO_COLOR": "1", "COLUMNS": "80"}, "")
    assert status == 0, shown
    return shown
