"""Run the tools that build Dolt, and end them with everything they started.

Invariant: when `run` is left before the tool has ended, the tool and everything that it started are
killed. Compilers start dozens of processes, so each tool leads a process group of its own. A
terminal's Ctrl-C does not reach that group, so `run` kills it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from beadwork.dolt.install.method import MethodFailed
from beadwork.files import bounded

TAIL = 6  # lines of a tool's output that an error repeats


def run(
    name: str,
    arguments: Sequence[str | Path],
    environment: Mapping[str, str],
    work: Path,
    limit: float,
) -> str:
    """Run a tool in `work` for at most `limit` seconds and return what it printed.

    Raises `MethodFailed` with the last lines of its output if it fails, or if it is not there.
    """
    log = work / "output.log"
    try:
        with log.open("wb") as output:
            status = _status(arguments, environment, work, output.fileno(), limit)
    except subprocess.TimeoutExpired:
        raise MethodFailed(_failure(f"{name} was ended after {limit:g} s", log)) from None
    if status:
        raise MethodFailed(_failure(f"{name} failed (exit status {status})", log))
    return _said(log)


@contextmanager
def signals_unwinding() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the stack as Ctrl-C does, which ends children and cleans up.

    Signals that have a handler already keep it. Outside the main thread, where Python cannot set
    handlers, nothing changes.
    """
    mine = []
    if threading.current_thread() is threading.main_thread():
        endings = (signal.SIGTERM, signal.SIGHUP)
        mine = [number for number in endings if signal.getsignal(number) is signal.SIG_DFL]
    for number in mine:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _status(
    arguments: Sequence[str | Path],
    environment: Mapping[str, str],
    work: Path,
    output: int,
    limit: float,
) -> int:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        try:
            process = subprocess.Popen(
                arguments,
                env=environment,
                cwd=work,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise MethodFailed(f"{arguments[0]} cannot be run: {error.strerror}") from error
        started.append(process)

    try:
        # Signals are handled in the main thread. Starting the tool in another one makes sure that
        # no signal comes between its start and its entry in `started`.
        with ThreadPoolExecutor(1) as starter:
            starter.submit(start).result()
        return started[0].wait(limit)
    except BaseException:
        for process in started:
            _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    # The leader has not been waited for, so no other process group can have its number yet.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failure(fact: str, log: Path) -> str:
    lines = [line for line in _said(log).splitlines() if line.strip()]
    return "\n    ".join([fact + (":" if lines else ""), *(line[:300] for line in lines[-TAIL:])])


def _said(log: Path) -> str:
    return bounded.read_range(str(log), -bounded.SMALL, bounded.SMALL).decode(errors="replace")


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
