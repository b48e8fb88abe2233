"""Files that hold a password or a token: regular, ours, and for nobody else to write.

A name that leads elsewhere (a symbolic link) or a file of another user is refused, so nobody
chooses what we take for our password, or where we write it.
"""

from __future__ import annotations

import os
import stat

from beadwork.errors import AccessDenied

MODE = 0o600
MOST_CHARACTERS = 1_000_000


def read(path: str) -> str:
    """Return the text of a secret file.

    Raises:
        FileNotFoundError: there is none.
        AccessDenied: it is not ours, or others may write to it.
        OSError: it cannot be read.
    """
    descriptor = _open(path)
    with os.fdopen(descriptor, encoding="utf-8", errors="replace") as file:
        mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
        # What others may read is told by the doctor, which mends it: to refuse it here would lock a
        # town out, and would not make the secret unread. What others may write is not ours.
        if mode & 0o022:
            raise AccessDenied(
                f"{path} has the mode {mode:04o}: others may write to it",
                hint=f"chmod 600 {path}",
            )
        return file.read(MOST_CHARACTERS)


def close_to_others(path: str) -> None:
    """Take the rights of others off a secret file, where it is there.

    Raises:
        AccessDenied: it is not a file of ours.
        OSError: it cannot be changed.
    """
    try:
        descriptor = _open(path)
    except FileNotFoundError:
        return
    try:
        os.fchmod(descriptor, MODE)
    finally:
        os.close(descriptor)


def _open(path: str) -> int:
    """Return a descriptor of a regular file of ours; raises as `read`. A FIFO is not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if os.path.islink(path):
            raise _refused(path, "is a symbolic link") from error
        raise
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        os.close(descriptor)
        what = (
            f"belongs to user {found.st_uid}"
            if stat.S_ISREG(found.st_mode)
            else "is no regular file"
        )
        raise _refused(path, what)
    return descriptor


def _refused(path: str, what: str) -> AccessDenied:
    return AccessDenied(
        f"{path} {what}: it was not read", hint=f"ls -l {path}   (put a file of your own there)"
    )
