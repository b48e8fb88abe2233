"""Whether a client is a process like this one, as the kernel says: of the same user, with the same
rights and in the same world.

A worker acts with its own rights. A client in a sandbox would leave it by a worker: such a client
is refused, and runs its command by itself.
"""

from __future__ import annotations

import _socket
import os
import resource
import socket
import struct
from typing import NamedTuple

CREDENTIALS = struct.Struct("iII")
RIGHTS = (
    *(b"Uid", b"Gid", b"Groups", b"NoNewPrivs", b"Seccomp", b"Seccomp_filters"),
    *(b"CapInh", b"CapPrm", b"CapEff", b"CapBnd", b"CapAmb"),
)
"""The lines of /proc/PID/status that have to be equal."""
WORLDS = ("mnt", "user", "pid", "net", "ipc", "uts", "cgroup")
"""The namespaces that have to be the same."""
LIMITS = tuple(
    number for name, number in sorted(vars(resource).items()) if name.startswith("RLIMIT_")
)


class Process(NamedTuple):
    """What has to be equal of two processes."""

    rights: tuple[bytes, ...]
    worlds: tuple[str, ...]
    root: tuple[int, int]
    label: bytes
    """What a security module calls the process; empty without one."""


def peer(connection: _socket.socket) -> tuple[int, int]:
    """Return the process id and the user id of who is at the other end."""
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    pid, uid, _ = CREDENTIALS.unpack(data)
    return pid, uid


def of(pid: int | str) -> Process:
    """Return what a process is.

    Raises:
        OSError: it has ended, or may not be looked at.
    """
    lines = dict(line.partition(b":")[::2] for line in _read(f"/proc/{pid}/status").split(b"\n"))
    root = os.stat(f"/proc/{pid}/root/")
    try:
        label = _read(f"/proc/{pid}/attr/current")
    except OSError:
        label = b""
    return Process(
        tuple(lines.get(name, b"") for name in RIGHTS),
        tuple(os.readlink(f"/proc/{pid}/ns/{name}") for name in WORLDS),
        (root.st_dev, root.st_ino),
        label,
    )


def take_limits(pid: int) -> None:
    """Give this process the limits, the niceness and the processors of another one.

    Raises:
        OSError, ValueError: this process may not have them.
    """
    for limit in LIMITS:
        wanted = resource.prlimit(pid, limit)
        if resource.getrlimit(limit) != wanted:
            resource.setrlimit(limit, wanted)
    niceness = os.getpriority(os.PRIO_PROCESS, pid)
    if os.getpriority(os.PRIO_PROCESS, 0) != niceness:
        os.setpriority(os.PRIO_PROCESS, 0, niceness)
    processors = os.sched_getaffinity(pid)
    if os.sched_getaffinity(0) != processors:
        os.sched_setaffinity(0, processors)


def _read(path: str) -> bytes:
    """Return the content of a file of the kernel, at most 64 KB."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(file, 1 << 16)
    finally:
        os.close(file)
