"""Only the owner can read what of a town is no code, and the server wants a password."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from beadwork.doctor.finding import CheckSkipped, Finding, Repair, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.server import access, settings
from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import Home
from beadwork.town.recovery import backup

WORKSPACE = True
FIX = (
    "takes the rights of others off the password, and off the directories of the server, the "
    "databases, the backups, the mayor and the routes"
)

OTHERS = 0o077


def look(subject: Subject) -> Finding:
    home = subject.managed_home
    closed = (home.password, home.control, home.data, os.path.dirname(home.socket))
    open_ones = [path for path in (*closed, *_of_town(subject)) if _is_open(path)]
    errors = [
        f"{path} has the mode {_mode(path):04o}: others may look into it"
        for path in dict.fromkeys(open_ones)
    ]
    repairs = [
        Repair(f"set the mode of {path} to {_mode(path) & ~OTHERS:04o}", _closes(path))
        for path in dict.fromkeys(open_ones)
    ]
    unguarded = list(_ways_in(subject, home))
    return verdict(
        "closed to others",
        errors=[*errors, *unguarded],
        summary=lambda number: f"{number} ways in for others",
        hint=_hint(home, unguarded),
        repairs=repairs,
    )


def _hint(home: Home, unguarded: list[str]) -> str:
    if not unguarded:
        return f"{home.program} doctor --fix"
    is_lost = not os.path.exists(home.password)
    return access.new_password(home) if is_lost else f"{home.program} dolt restart"


def _of_town(subject: Subject) -> Iterator[str]:
    """Yield what of a town is no code. Nobody gets to what is in a directory that is closed."""
    if subject.town is None or not subject.is_town:
        return
    town = subject.town
    yield from map(str, (town.mayor, town.beads, backup.directory_of(town)))
    rigs = sorted(path.parent for path in town.root.glob("*/.beads"))
    yield from (str(rig / ".beads") for rig in rigs)
    yield from map(str, (town.rigs_file, town.town_file, town.routes_file))
    # What others could write is looked at by a person first: the check daemon-config says so.
    if not private_files.weakness_of_file(str(town.daemon_file)):
        yield str(town.daemon_file)


def _ways_in(subject: Subject, home: Home) -> Iterator[str]:
    if settings.read(home).auth != "password":
        return  # a person has chosen a server without a password
    try:
        known = subject.running_record
        subject.skip_if_silent()
    except CheckSkipped:
        return
    address = access.address(home, known)
    if address.weakness:  # `look` has reported an open mode of the password already
        if not _is_open(home.password):
            yield address.weakness
        return
    if known.password and not address.password:
        yield f"there is no password in {home.password}, and the server (pid {known.pid}) wants one"
        return
    try:
        access.ask(address._replace(password="", socket=""))
    except ServerError:
        return
    yield (
        f"root of the server (pid {known.pid}) has no password: every user of this machine "
        f"gets in at port {known.port}"
    )


def _is_open(path: str) -> bool:
    return os.path.exists(path) and bool(_mode(path) & OTHERS)


def _mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def _closes(path: str):  # type: ignore[no-untyped-def]
    return lambda: os.chmod(path, _mode(path) & ~OTHERS)
