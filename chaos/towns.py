"""Two towns of two persons, with one rig in both, and what lies between and below them: a disk, a
clock, and a network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import daemons
from beadwork.dolt.server.files import daemon_record, record
from beadwork.dolt.server.files.home import TownHome
from chaos.clock import Clock
from environment import environment
from harness import BIN, ROOT, Mayor, Person, assert_done
from network import Line, line
from ssh_host import SshHost, serving

RIG = "widget"
PREFIX = "wg"
SHARED = "wg-0"
"""The issue that all workers write to."""
DISK_MB = 1_500
STAY = {"daemon/leases", "daemon/workers", f"daemon/workers/{RIG}", f"{RIG}/polecats"}
"""Directories that the first worker makes, and the last one leaves."""
PATIENT = {
    **daemons.FAST,
    "heartbeat_seconds": 3,
    "failures": 100_000,
    "disk_free_mb": 1,
    "settled_seconds": 0.05,
}
"""A daemon that restarts its server however often it was killed."""


class Disk:
    """A file system in memory below a town; `is_real` where this user may mount one."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir(parents=True, mode=0o700)
        options = f"size={DISK_MB}m,mode=700"
        words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        done = subprocess.run(words, capture_output=True, text=True)
        self.is_real = done.returncode == 0
        self.why = done.stderr.strip()

    def fill(self) -> None:
        """Make the disk as small as what is on it. The last page may be free."""
        for _ in range(10):
            used = os.statvfs(self.place)
            pages = used.f_blocks - used.f_bfree + 1
            if self._resize(f"size={pages * used.f_bsize}"):
                return

    def empty(self) -> None:
        """Give the disk its room back."""
        self._resize(f"size={DISK_MB}m")

    def _resize(self, size: str) -> bool:
        words = ["mount", "-o", f"remount,{size}", str(self.place)]
        return subprocess.run(words, capture_output=True).returncode == 0

    def close(self) -> None:
        if self.is_real:
            subprocess.run(["umount", "--lazy", self.place], check=True)


class Town(NamedTuple):
    """A town, its number, and the way from it to the host of the repositories."""

    number: int
    mayor: Mayor
    way: Line

    @property
    def root(self) -> Path:
        return self.mayor.root

    @property
    def rig(self) -> Path:
        return self.root / RIG

    @property
    def home(self) -> TownHome:
        return TownHome(str(self.root))

    def server(self) -> int | None:
        """Return the pid of the Dolt server; None where none is recorded."""
        with suppress(Exception):
            known = record.read(self.home)
            return known.pid if known else None
        return None

    def daemon(self) -> int | None:
        """Return the pid of the daemon; None where none lives."""
        with suppress(Exception):
            known = daemon_record.find(self.home)
            return known.pid if known else None
        return None

    @contextmanager
    def as_its_person(self) -> Iterator[None]:
        """Let this process be the town's person, for the Python API."""
        with environment(HOME=str(self.mayor.person.home), GT_TOWN_ROOT=str(self.root)):
            yield


class World(NamedTuple):
    """All that a run has."""

    towns: tuple[Town, Town]
    disk: Disk
    clock: Clock
    host: SshHost
    repository: Path
    """The bare git repository of the code and of the issues."""


@contextmanager
def world(*, keep: bool = False) -> Iterator[World]:
    """Make both towns, with their daemons, and end all that runs of them at the end. `keep` leaves
    their files, and prints where.
    """
    with ExitStack() as stack:
        base = Path(tempfile.mkdtemp(prefix="bw-chaos-"))
        if keep:
            print(f"chaos: the towns are in {base}", flush=True)
        else:
            stack.callback(shutil.rmtree, base, ignore_errors=True)
        host = stack.enter_context(serving(_made(base / "host")))
        repository = host.repository("widget.git")
        clock = Clock(base)
        disk = Disk(base / "ada" / "gt")
        if not keep:
            stack.callback(disk.close)
        found = []
        for number, name in enumerate(("ada", "bob")):
            way = stack.enter_context(line(host.port))
            _know(host, way.port)
            person = Person(base / name, _environment(base / name, host, clock))
            person.home.mkdir(exist_ok=True)
            town = Town(number, Mayor(person), way)
            stack.callback(_end, town)
            _build(town, host.url(repository).replace(f":{host.port}/", f":{way.port}/"))
            found.append(town)
        yield World((found[0], found[1]), disk, clock, host, repository)


def _made(directory: Path) -> Path:
    directory.mkdir(parents=True)
    return directory


def _know(host: SshHost, port: int) -> None:
    key = " ".join((host.directory / "host.pub").read_text().split()[:2])
    with (host.directory / "known_hosts").open("a") as file:
        file.write(f"[127.0.0.1]:{port} {key}\n")


def _environment(home: Path, host: SshHost, clock: Clock) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BEADS_", "BD_", "GIT_", "BEADWORK_", "GT_", "TMUX"))
    }
    home.mkdir(exist_ok=True)
    identity = home / ".gitconfig"
    identity.write_text(f"[user]\n\tname = {home.name}\n\temail = {home.name}@example.org\n")
    return {
        **kept,
        "HOME": str(home),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        "BEADWORK_DOLT": os.environ.get("BEADWORK_DOLT") or str(_dolt()),
        "GIT_CONFIG_GLOBAL": str(identity),
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_SSH_COMMAND": host.command(host.key),
        "NO_COLOR": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        **clock.environment,
    }


def _dolt() -> Path:
    from beadwork.dolt import required_program

    return required_program.require(lambda text: print(text, file=sys.stderr)).path


def _build(town: Town, url: str) -> None:
    """Install the town, with the rig: made in the first one, fetched in the second."""
    mayor = town.mayor
    name = mayor.person.home.name
    assert_done(mayor.gt("install", "--name", name, "--owner", f"{name}@example.org"))
    daemons.configure(mayor, daemon=PATIENT)
    assert_done(mayor.gt("daemon", "start"))
    if town.number == 0:
        assert_done(mayor.gt("rig", "add", RIG, url, "--prefix", PREFIX))
        assert_done(mayor.gt("dolt", "remote", "add", RIG, url))
        assert_done(mayor.person.run("create", "Common ground", "--id", SHARED, cwd=town.rig))
        assert_done(mayor.gt("dolt", "push", RIG))
    else:
        assert_done(mayor.gt("dolt", "clone", url, RIG, "--prefix", PREFIX))
    assert_done(mayor.gt("dolt", "remote", "add", "hq", f"file://{mayor.person.home}/hq"))
    assert_done(mayor.gt("dolt", "push"))


def _end(town: Town) -> None:
    """End the daemon and the server of a town, whatever state they are in."""
    for pid in (town.daemon(), town.server()):
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
    if town.root.exists():
        town.mayor.gt("daemon", "stop")
        town.mayor.gt("dolt", "stop")


def file_names(root: Path) -> set[str]:
    """Return the paths below a town's root, without the objects and remote branches of git and
    Dolt's own files, and without the files that stay once there was an alert or a worker.
    """
    found = set()
    for directory, names, files in os.walk(root):
        names[:] = [
            name
            for name in names
            if name not in (".dolt", ".doltcfg", "objects", "logs", "remotes")
        ]
        base = Path(directory).relative_to(root)
        found |= {str(base / file) for file in (*files, *names) if not file.startswith("alerts.")}
    return found - STAY
