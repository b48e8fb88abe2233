"""Write files so that readers see the old content or the new, whole, also after a crash.

The new content is in a draft beside the file, `.NAME.PID.HEX`, until the draft takes the file's
name: a symbolic link of that name is replaced, and never written through. The writer of a draft
holds a lock on it, which the system frees when the process ends. So a draft without a lock was left
by a killed writer, and the next writer of that name deletes it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

_HEX = frozenset("0123456789abcdef")
_OF_A_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def replace(path: str, content: str, *, mode: int = 0o600) -> None:
    """Give a file this content in one step; raises as `replacing`."""
    with replacing(path, mode=mode) as file:
        file.write(content.encode())


@contextmanager
def replacing(path: str, *, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Yield a new file that takes the place of `path` after the block, unless the block raises.

    Raises:
        OSError: the directory cannot be written, or the disk is full; the old file stays as it was.
    """
    clear_drafts(path)
    draft, descriptor = _draft(path, mode)
    try:
        with _naming(path, draft), os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(draft, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(draft)
        raise


def create(path: str, content: str, *, mode: int = 0o600) -> bool:
    """Make a file with this content where there is none, and return whether it was made. Of several
    writers at once the first wins.

    Raises:
        OSError: the directory cannot be written, or the disk is full.
    """
    clear_drafts(path)
    draft, descriptor = _draft(path, mode)
    try:
        with _naming(path, draft), os.fdopen(descriptor, "wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
            os.link(draft, path)
        return True
    except FileExistsError:
        return False
    finally:
        os.unlink(draft)


def clear_drafts(path: str) -> None:
    """Delete the drafts that killed writers of a file left. What cannot be deleted stays."""
    directory, name = os.path.split(path)
    with suppress(OSError):
        for entry in os.listdir(directory or "."):
            if entry.startswith(f".{name}.") and _is_draft(entry.removeprefix(f".{name}.")):
                _delete_left(os.path.join(directory, entry))


@contextmanager
def _naming(path: str, draft: str) -> Iterator[None]:
    """Name the file in the error of what the system refused: a write names nothing, and a person
    knows nothing of the draft.
    """
    try:
        yield
    except OSError as error:
        if error.filename != draft and not (error.filename is None and error.errno in _OF_A_DISK):
            raise
        raise OSError(error.errno, error.strerror, path) from None


def _is_draft(end: str) -> bool:
    pid, _, chance = end.partition(".")
    return pid.isascii() and pid.isdigit() and len(chance) == 8 and _HEX.issuperset(chance)


def _draft(path: str, mode: int) -> tuple[str, int]:
    """Make an empty draft, and return its path and a descriptor that holds its lock."""
    directory, name = os.path.split(path)
    while True:
        draft = os.path.join(directory, f".{name}.{os.getpid()}.{os.urandom(4).hex()}")
        with _naming(path, draft):
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        _lock(descriptor, wait=True)
        if os.fstat(descriptor).st_nlink:  # no other writer deleted it before it was locked
            return draft, descriptor
        os.close(descriptor)


def _delete_left(draft: str) -> None:
    """Delete a draft that is ours and that nobody writes any more."""
    with suppress(OSError):
        descriptor = os.open(draft, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            found = os.fstat(descriptor)
            is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
            if is_ours and _lock(descriptor, wait=False):
                os.unlink(draft)
        finally:
            os.close(descriptor)


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Take the lock of a draft, and return whether that worked. On a file system without locks it
    never works, so that no draft is taken for a killed writer's.
    """
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
