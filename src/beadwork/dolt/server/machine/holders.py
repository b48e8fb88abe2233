"""Which processes listen on a port, or hold the locks of the databases of a data directory, as far
as this user may see.
"""

from __future__ import annotations

import os
from pathlib import Path

import psutil

from beadwork.dolt.server.machine import process
from beadwork.errors import BadFile
from beadwork.files import bounded

LOCKS = "/proc/locks"


def listeners(port: int) -> set[int] | None:
    """Return the pids of the processes that listen on a port of this machine; None where this user
    may not see them.
    """
    try:
        connections = psutil.net_connections("tcp")
    except (psutil.Error, OSError):
        return None
    pids = {
        connection.pid
        for connection in connections
        if connection.status == psutil.CONN_LISTEN
        and connection.laddr
        and connection.laddr.port == port
    }
    return None if None in pids else {pid for pid in pids if pid}


def lock_holders(data: str) -> dict[str, int]:
    """Return the pid that holds each locked database below a data directory, by the path of its
    `LOCK`.

    The file itself always exists; only the system's lock on it counts, which ends with its process.
    Where the system has no list of locks, a process that has the file open counts as the holder.
    """
    files = {str(file): _identity(file) for file in Path(data).glob("*/.dolt/noms/LOCK")}
    if not files:
        return {}
    held = _locked()
    if held is None:
        return _opened(data, set(files))
    return {path: held[identity] for path, identity in files.items() if identity in held}


def _identity(file: Path) -> str:
    found = file.stat()
    return f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"


def _locked() -> dict[str, int] | None:
    """Return the pid that holds a write lock on each file, by device and inode."""
    try:
        lines = bounded.read_text(LOCKS, bounded.IMPORT).splitlines()
    except (OSError, BadFile):
        return None
    found = {}
    for line in lines:
        # 19: FLOCK  ADVISORY  WRITE 10159 fe:00:10748098 0 EOF; `->` marks a lock that waits.
        words = line.split()
        if len(words) >= 6 and words[1] != "->" and words[3] == "WRITE" and int(words[4]) > 0:
            found[words[5]] = int(words[4])
    return found


def _opened(data: str, files: set[str]) -> dict[str, int]:
    found = {}
    real = {os.path.realpath(path): path for path in files}
    for server in process.serving(data):
        try:
            found.update(
                {real[file.path]: server.pid for file in server.open_files() if file.path in real}
            )
        except psutil.Error:
            continue
    return found


def serves(pid: int) -> bool:
    """Tell whether a process is a Dolt server."""
    try:
        return "sql-server" in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def describe(pid: int) -> str:
    """Return a process as a person looks for it: `dolt sql-server --config … (pid 4711)`."""
    try:
        words = psutil.Process(pid).cmdline()
    except psutil.Error:
        return f"pid {pid}"
    return (
        f"{' '.join([os.path.basename(words[0]), *words[1:4]])} (pid {pid})"
        if words
        else f"pid {pid}"
    )
