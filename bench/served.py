"""Commands by the command server, against the same commands in their own process, in one run."""

from __future__ import annotations

import json
import os
import posix
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from beadwork.serve import client, control, protocol, served_head
from beadwork.serve.subscription import Subscription
from beadwork.tracker import open_internal
from bench.measure import BD, FLOOR, RUNS, Figure, at_once, cpu, wall
from bench.places import Project, make

SCRIPT = " && ".join([f'{BD} create "Many" --silent'] * 5)
IDLE_SECONDS = 5.0
TICKS = os.sysconf("SC_CLK_TCK")


def figures(base: Path) -> Iterator[Figure]:
    """Yield the rows of the command server."""
    project = make(base, "served", 2_300)
    with mode("only"):
        subprocess.run((BD, "serve", "start"), check=True, stdout=-3)
    try:
        found = control.find()
        assert found is not None
        pid = found.pid
        time.sleep(IDLE_SECONDS)  # the question has cost it a worker, which is replaced
        yield from idle(pid)
        yield from short_commands(project, pid)
        yield from fed(project)
        yield alone()
        yield from many(project)
    finally:
        subprocess.run((BD, "serve", "stop"), check=True, stdout=-3)


@contextmanager
def mode(name: str) -> Iterator[None]:
    """Let commands run by the server (`only`) or in their own process (`0`)."""
    before = os.environ.get("BEADWORK_SERVE")
    os.environ["BEADWORK_SERVE"] = name
    try:
        yield
    finally:
        os.environ.pop("BEADWORK_SERVE")
        if before is not None:
            os.environ["BEADWORK_SERVE"] = before


def short_commands(project: Project, pid: int) -> Iterator[Figure]:
    """Yield the wall and processor time of short commands, in floors, with both modes in turns."""
    ids = project.ids
    commands: dict[str, Callable[[int], Sequence[str]]] = {
        "show": lambda n: (BD, "show", ids[n]),
        "list": lambda _: (BD, "list"),
        "ready": lambda _: (BD, "ready"),
        "create": lambda n: (BD, "create", f"Issue {n}"),
        "update": lambda n: (BD, "update", ids[n], "-p", str(n % 5)),
        "close": lambda n: (BD, "close", ids[n], "--force"),
    }
    for name, command in commands.items():
        yield from in_both(pid, name, command, project.directory)


def in_both(
    pid: int, name: str, command: Callable[[int], Sequence[str]], where: Path
) -> Iterator[Figure]:
    """Yield the wall time and the processor time of one command by the server."""
    floors, own, served, costs = [], [], [], []
    wall(FLOOR, where)
    for run in range(RUNS):
        floors.append(wall(FLOOR, where))
        with mode("0"):
            own.append(wall(command(2 * run), where))
        with mode("only"):
            before = spent(pid)
            served.append(wall(command(2 * run + 1), where))
            costs.append(spent(pid) - before)
    floor = statistics.median(floors)
    taken, alone = statistics.median(served), statistics.median(own)
    note = (
        f"({taken * 1000:.0f} ms; in its own process {alone * 1000:.0f} ms, {alone / floor:.2f} F)"
    )
    yield Figure(f"bd {name}, by the command server", taken / floor, 0.5, "F", note)
    yield Figure(
        f"bd {name}, processor time of all processes",
        sum(costs) / RUNS / cpu(FLOOR, where),
        0.35,
        "F",
        "F: of its processor time",
    )


def spent(pid: int) -> float:
    """Return the seconds of processor time of our children, of the server `pid` and of its
    workers.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    server = sum(int(field) for field in fields[11:15]) / TICKS
    ours = os.times()
    return server + ours.children_user + ours.children_system


def fed(project: Project) -> Iterator[Figure]:
    """Yield the milliseconds from a commit to its line in the feed, by who wrote it."""
    with open_internal(str(project.directory), idle_seconds=0) as tracker:
        wanted = Subscription(
            tracker.link.session.address,
            tracker.link.workspace.database,
            tracker.branch,
            tracker.profile.project_id,
        )
    posix.environ[b"BEADWORK_SERVE"] = client.ONLY  # what this process was started with
    lines = served_head.subscribed(wanted)
    if lines is None:
        raise RuntimeError("the command server gives no feed")
    with lines, lines.makefile("rb") as file:
        file.readline()
        for name, goal, words in (("only", 50, "by a worker"), ("0", 1_100, "by anything else")):
            with mode(name):
                late = [lateness(project.directory, file) for _ in range(RUNS)]
            note = f"median; the longest {max(late):.0f} ms"
            yield Figure(
                f"a commit in the feed, {words}", statistics.median(late), goal, "ms", note
            )


def lateness(where: Path, file: BinaryIO) -> float:
    """Return the milliseconds from the commit of a `bd create` to its line."""
    with subprocess.Popen((BD, "create", "Fed"), cwd=where, stdin=-3, stdout=-3):
        change = json.loads(file.readline())
        came = datetime.now(UTC)
    return (came - datetime.fromisoformat(change["time"])).total_seconds() * 1000


def alone() -> Figure:
    """Return what the client takes where a server answers at once."""
    with tempfile.TemporaryDirectory(prefix="bw-") as directory:
        place = Path(directory, "serve")
        place.mkdir(0o700)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(place / protocol.socket_name(client.package())))
            listening.listen(100)
            threading.Thread(target=answer, args=(listening,), daemon=True).start()
            floors, times = [], []
            told = {**os.environ, "BEADWORK_HOME": directory, "BEADWORK_SERVE": "only"}
            for _ in range(RUNS):
                floors.append(wall(FLOOR, place))
                begun = time.perf_counter()
                subprocess.run((BD, "list"), env=told, check=True)
                times.append(time.perf_counter() - begun)
            listening.shutdown(socket.SHUT_RDWR)
    taken, floor = statistics.median(times), statistics.median(floors)
    return Figure("the client alone", taken / floor, 0.3, "F", f"({taken * 1000:.1f} ms)")


def answer(listening: socket.socket) -> None:
    """Tell every client at once that its command has ended."""
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"queued\nready 1\n")
                connection.recv(1 << 16)
                connection.sendall(b"end 0\n")


def many(project: Project) -> Iterator[Figure]:
    """Yield what many clients at once take, against the same without the server."""
    where = project.directory
    with mode("0"):
        one = statistics.median(wall((BD, "ready"), where) for _ in range(RUNS))
    with mode("only"):
        forty = statistics.median(at_once([(BD, "ready")] * 40, where) for _ in range(5))
    yield Figure(
        "40 bd ready at once, by the server", forty / one, 8, "x", "one in its own process"
    )
    with mode("0"):
        own = at_once([("sh", "-c", SCRIPT)] * 50, where)
    with mode("only"):
        served = at_once([("sh", "-c", SCRIPT)] * 50, where)
    note = f"in their own processes ({served:.1f} s, {own:.1f} s)"
    yield Figure("50 processes x 5 bd create, by the server", served / own, 0.5, "x", note)


def idle(pid: int) -> Iterator[Figure]:
    """Yield the memory of the idle server with its workers, and how often they wake up."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pids = [str(pid), *children]
    yield Figure("the command server, idle", sum(map(pss, pids)), 60, "MB", "PSS, with 4 workers")
    before = sum(map(wakes, pids))
    time.sleep(IDLE_SECONDS)
    woken = (sum(map(wakes, pids)) - before) / IDLE_SECONDS
    yield Figure("wake-ups of the idle server", woken, 0, "/s")


def pss(pid: str) -> float:
    """Return the megabytes of a process; what it shares counts in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"{pid} has no memory")


def wakes(pid: str) -> int:
    """Return how often a process was put to a processor."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
