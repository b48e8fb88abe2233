"""Run one try: in a fork of this process, where every module is loaded already, or as a program.

A fork runs the program from its first line to its exit status. It has its own streams, environment,
directory, command line and memory. Only the start of Python is left out.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import NamedTuple, NoReturn

from beadwork.bd.main import main as bd
from beadwork.gt.main import main as gt
from harness import BIN

HANGS = float(os.environ.get("FUZZ_HANG_SECONDS", "10"))
"""The seconds after which a command counts as hung. The suite allows more: its machine may be busy,
and what hangs does not end at all.
"""
MEMORY = 6 << 30
"""The limit of a command's address space, in bytes."""
CRASHED = 70
"""The exit status of a fork whose `main` raised an exception."""
MAINS = {"bd": bd, "gt": gt}


class Try(NamedTuple):
    """One command to run."""

    program: str
    words: list[str]
    directory: Path
    environment: dict[str, str]
    stdin: bytes = b""
    about: str = ""
    """What is wrong in the environment of the command, such as a damaged file."""
    is_process: bool = False


class Outcome(NamedTuple):
    """The outcome of a try. The status is negative where a signal ended the command, None where the
    command hung.
    """

    status: int | None
    stdout: str
    stderr: str
    seconds: float


def run(what: Try) -> Outcome:
    """Run a try to its end, or for HANGS seconds."""
    with (
        tempfile.TemporaryFile() as stdin,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        stdin.write(what.stdin)
        stdin.seek(0)
        streams = (stdin.fileno(), out.fileno(), err.fileno())
        before = time.monotonic()
        status = (_process if what.is_process else _fork)(what, streams)
        seconds = time.monotonic() - before
        texts = [_content(file) for file in (out, err)]
    return Outcome(status, texts[0], texts[1], seconds)


def _content(file: object) -> str:
    file.seek(0)  # type: ignore[attr-defined]
    return str(file.read().decode(errors="surrogateescape"))  # type: ignore[attr-defined]


def _process(what: Try, streams: tuple[int, int, int]) -> int | None:
    process = subprocess.Popen(
        [BIN / what.program, *what.words],
        cwd=what.directory,
        env=what.environment,
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
        start_new_session=True,
    )
    try:
        return process.wait(HANGS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def _fork(what: Try, streams: tuple[int, int, int]) -> int | None:
    child = os.fork()
    if child == 0:
        _be(what, streams)
    deadline = time.monotonic() + HANGS
    pause = 0.001
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def _be(what: Try, streams: tuple[int, int, int]) -> NoReturn:
    status = CRASHED
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(what.directory)
        os.environ.clear()
        os.environ.update(what.environment)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        sys.argv = [what.program, *what.words]
        MAINS[what.program]()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else CRASHED
    except BaseException:  # noqa: BLE001 - any exception of the program is a fault
        os.write(2, traceback.format_exc().encode(errors="replace"))
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                continue
        os._exit(status)
