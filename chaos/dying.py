"""Run `bd` or `gt`, and be killed (SIGKILL) before one of its steps.

    python -m chaos.dying STEP bd|gt WORD…

A step is a packet to the Dolt server, a change of a file, a connection, or a program that is
started: what another process can see of a command. The kill comes before the step of that number.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR
SEEN = frozenset(
    {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.truncate", "os.utime",
     "os.chmod", "os.symlink", "shutil.rmtree", "socket.connect", "subprocess.Popen",
     "os.posix_spawn", "os.fork", "os.exec", "os.kill"}
)  # fmt: skip
"""Audit events of Python that are steps; so is `open` for writing."""


class Steps:
    """Counts the steps of this process, and kills it before the step of a number."""

    def __init__(self, last: int) -> None:
        self.left = last
        self.process = os.getpid()

    def step(self) -> None:
        """Note that a step comes. A child that was forked is not counted."""
        if os.getpid() == self.process:
            self.left -= 1
            if self.left == 0:
                os.kill(self.process, signal.SIGKILL)

    def note(self, event: str, values: tuple[Any, ...]) -> None:
        """Note an audit event of Python."""
        writes = event == "open" and isinstance(values[2], int) and values[2] & WRITES
        if self.left > 0 and (event in SEEN or writes):
            self.step()


def main(step: int, program: str, words: list[str]) -> None:
    """Run the command, and be killed before the step, or not at all where it has fewer steps."""
    from beadwork.dolt.connection.session import Session

    started = importlib.import_module(f"beadwork.{program}.main").main
    steps = Steps(step)
    pipeline = Session.pipeline

    def counted(session: Session, *statements: Any) -> Any:
        steps.step()
        return pipeline(session, *statements)

    Session.pipeline = counted  # type: ignore[assignment,method-assign]
    sys.addaudithook(steps.note)
    sys.argv = [program, *words]
    started()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
