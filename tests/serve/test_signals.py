"""A signal to the client does what it does to a command in its own process."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from beadwork.serve import control
from harness import BIN, Place

Eventually = Callable[[Callable[[], bool]], None]
MODES = ("only", "0")


@contextmanager
def waiting(served: Place, mode: str, eventually: Eventually, **how: object) -> Iterator[Waiting]:
    """Start a create that waits for the writer lock, which is held meanwhile."""
    with served.tracker() as tracker, tracker.batch() as batch:
        batch.create("Held")
        process = subprocess.Popen(
            [BIN / "bd", "create", "Waits", "--silent"],
            cwd=served.directory,
            env={**served.environment, "BEADWORK_SERVE": mode},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **how,  # type: ignore[call-overload]
        )
        found = Waiting(process, served, mode)
        eventually(lambda: found.worker() != 0 and found.is_asking())
        yield found


class Waiting:
    """A client whose command waits at the Dolt server."""

    def __init__(self, process: subprocess.Popen[str], served: Place, mode: str) -> None:
        self.process = process
        self.served = served
        self.mode = mode

    def worker(self) -> int:
        """Return the process that does the command; 0 where none does."""
        if self.mode == "0":
            return self.process.pid if self.process.poll() is None else 0
        return worker_in(self.served.directory)

    def is_asking(self) -> bool:
        """Tell whether the command has a connection, and waits for an answer on it."""
        try:
            waits = Path(f"/proc/{self.worker()}/wchan").read_text()
            files = [os.readlink(file) for file in Path(f"/proc/{self.worker()}/fd").iterdir()]
        except OSError:
            return False
        sockets = sum(file.startswith("socket:") for file in files)
        return "poll" in waits and sockets >= (3 if self.mode == "only" else 1)

    def state(self) -> str:
        """Return the states of the client and of the worker, as ps has them."""
        return "".join(
            Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
            for pid in {self.process.pid, self.worker()}
        )


@pytest.mark.parametrize("mode", MODES)
def test_ctrl_c_interrupts(mode: str, served: Place, eventually: Eventually) -> None:
    with waiting(served, mode, eventually) as command:
        command.process.send_signal(signal.SIGINT)
        output, errors = command.process.communicate(timeout=60)
        assert (command.process.returncode, output, errors) == (130, "", "interrupted\n")
        eventually(lambda: not command.worker())
    assert served.run("count").stdout == "1\n"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGUSR1])
def test_a_client_that_is_killed_does_no_more(
    number: int, mode: str, served: Place, eventually: Eventually
) -> None:
    with waiting(served, mode, eventually) as command:
        command.process.send_signal(number)
        assert command.process.communicate(timeout=60) == ("", "")
        assert command.process.returncode == -number
        eventually(lambda: not command.worker())
    assert served.run("count").stdout == "1\n"


@pytest.mark.parametrize("mode", MODES)
def test_a_command_stops_and_goes_on(mode: str, served: Place, eventually: Eventually) -> None:
    # A group of its own with a parent in the session, as a shell makes it: others are not stopped.
    with waiting(served, mode, eventually, process_group=0) as command:
        command.process.send_signal(signal.SIGTSTP)
        eventually(lambda: set(command.state()) == {"T"})
        command.process.send_signal(signal.SIGCONT)
        eventually(lambda: set(command.state()) == {"S"})
    output, errors = command.process.communicate(timeout=60)
    assert (command.process.returncode, errors) == (0, "")
    assert output.startswith("demo-")


@pytest.mark.parametrize("mode", MODES)
def test_what_the_client_ignores_is_ignored(
    mode: str, served: Place, eventually: Eventually
) -> None:
    def ignore() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with waiting(served, mode, eventually, preexec_fn=ignore) as command:
        command.process.send_signal(signal.SIGINT)
        command.process.send_signal(signal.SIGHUP)
        os.kill(command.worker(), signal.SIGINT)
    _, errors = command.process.communicate(timeout=60)
    assert (command.process.returncode, errors) == (0, "")


def test_a_worker_that_is_killed_is_replaced_by_the_client(
    served: Place, eventually: Eventually
) -> None:
    with waiting(served, "only", eventually) as command:
        os.kill(command.worker(), signal.SIGKILL)
        eventually(lambda: not command.worker())
    command.process.communicate(timeout=60)
    assert command.process.returncode == 0
    assert served.run("count").stdout == "2\n"


@pytest.mark.parametrize("mode", MODES)
def test_ctrl_c_at_a_terminal(mode: str, served: Place, eventually: Eventually) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(served.directory)
        environment = {**served.environment, "BEADWORK_SERVE": mode}
        os.execve(BIN / "bd", ["bd", "create", "A title", "-d", "-"], environment)  # noqa: S606
    eventually(lambda: is_reading(pid if mode == "0" else worker_in(served.directory)))
    os.write(terminal, b"half a text\x03")
    shown = b""
    while b"interrupted" not in shown:
        shown += os.read(terminal, 1000)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130


def is_reading(pid: int) -> bool:
    """Tell whether a process waits for what is typed."""
    try:
        return Path(f"/proc/{pid}/wchan").read_text() in ("n_tty_read", "wait_woken")
    except OSError:
        return False


def worker_in(directory: Path) -> int:
    """Return the worker whose command runs in a directory; 0 where there is none."""
    server = control.find()
    assert server is not None
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return next((int(pid) for pid in children if is_in(directory, pid)), 0)


def is_in(directory: Path, pid: str) -> bool:
    try:
        return os.path.realpath(f"/proc/{pid}/cwd") == os.path.realpath(directory)
    except OSError:
        return False
