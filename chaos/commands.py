"""Runs a command of a town, which may be killed at a step, and says what became of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from chaos.record import DONE, REFUSED, UNKNOWN, Record
from chaos.towns import Town
from harness import BIN

HANG_SECONDS = 600
"""Longer than any time limit of a command: one that takes longer hangs, and that is a fault."""
NEVER = ("Traceback", "failed unexpectedly")
"""Our own words for a fault of ours; git says of a cut line that it "hung up unexpectedly"."""


class Answer(NamedTuple):
    """What a command answered. `code` is that of an error; empty where there is none."""

    outcome: str
    output: str
    error: str
    code: str
    status: int

    @property
    def is_done(self) -> bool:
        return self.outcome == DONE

    def document(self) -> Any:
        """Return the JSON that was printed; None where it is none."""
        try:
            return json.loads(self.output)
        except ValueError:
            return None


class Running:
    """The commands that run, so that one can be stopped or killed, and how many have run."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.begun = 0
        self._changed = threading.Condition()
        self._processes: dict[subprocess.Popen[str], str] = {}
        self.is_over = False

    def run(
        self, town: Town, program: str, *words: str, cwd: Path, dies_at: int | None = None,
        **environment: str,
    ) -> Answer:  # fmt: skip
        """Run a command, and note how it ended; it is killed before the step `dies_at`."""
        line = [program if program == "git" else str(BIN / program)]
        if dies_at is not None:
            line = [sys.executable, "-m", "chaos.dying", str(dies_at), program]
        process = subprocess.Popen(
            [*line, *words],
            cwd=cwd,
            env={**town.mayor.person.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        with self._changed:
            self.begun += 1
            self._processes[process] = f"{program} {words[0]}"
            self._changed.notify_all()
        try:
            output, error = process.communicate(timeout=HANG_SECONDS)
        except subprocess.TimeoutExpired:
            self.record.fault(f"hung: {program} {' '.join(words)}")
            process.kill()
            output, error = process.communicate()
        finally:
            with self._changed:
                del self._processes[process]
        return self._judge(f"{program} {' '.join(words)}", process.returncode, output, error)

    def _judge(self, command: str, status: int, output: str, error: str) -> Answer:
        kind = " ".join(command.split()[:2])
        self.record.count(kind)
        if status == -signal.SIGKILL:
            self.record.killed(kind)
            return Answer(UNKNOWN, output, error, "killed", status)
        if any(word in output + error for word in NEVER) or status < 0:
            self.record.fault(f"{command}: exit status {status}\n{output}\n{error}")
        if status == 0:
            return Answer(DONE, output, error, "", 0)
        code = _code(error)
        self.record.count(f"refused as {code}: {kind}")
        is_unknown = code == "outcome_unknown"
        return Answer(UNKNOWN if is_unknown else REFUSED, output, error, code, status)

    def wait_for(self, number: int, seconds: float) -> None:
        """Wait until so many commands have begun, or for so long at most, or until all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_over or self.begun >= number, seconds)

    def end(self) -> None:
        """Wake up whoever waits: the run is over."""
        with self._changed:
            self.is_over = True
            self._changed.notify_all()

    def signal(self, number: int, amount: float) -> subprocess.Popen[str] | None:
        """Send a signal to one of our commands that run, and return it; None where none runs. A git
        that is killed leaves locks, which are a person's to remove.
        """
        with self._changed:
            running = [
                process for process, name in self._processes.items() if not name.startswith("git ")
            ]
            if not running:
                return None
            process = running[int(amount * len(running))]
            with suppress(ProcessLookupError):
                process.send_signal(number)
            return process


def _code(error: str) -> str:
    for start in range(len(error)):
        if error[start] == "{":
            with suppress(ValueError):
                return str(json.JSONDecoder().raw_decode(error[start:])[0].get("code", "none"))
    return "none"
