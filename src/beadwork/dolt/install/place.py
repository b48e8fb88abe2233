"""The directory of the own copy: who may write there, and how a finished program appears.

Invariant: the final path holds either nothing or a program that ran and printed the pinned version;
it changes by one atomic rename, and only under the lock. Whatever an interrupted install left is
removed by the next one.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from beadwork.dolt.install.method import MethodFailed
from beadwork.dolt.program import PINNED, version_of
from beadwork.errors import DoltMissing

PARTIAL = ".partial-"


@contextmanager
def locked(directory: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold `directory`'s install lock, after waiting for its holder; `say` gets a line about that.

    The system frees the lock where this process dies.
    """
    from filelock import FileLock, Timeout

    directory.mkdir(parents=True, exist_ok=True)
    lock = FileLock(directory / "install.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("another process is installing Dolt; waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def work_directory(directory: Path) -> Iterator[Path]:
    """Make an empty directory on the own copy's file system, and delete it after the block.

    The caller holds the install lock.
    """
    for leftover in directory.glob(f"{PARTIAL}*"):
        _remove(leftover)
    work = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=directory))
    try:
        yield work
    finally:
        _remove(work)


def move_into_place(made: Path, final: Path) -> None:
    """Check that `made` is the pinned Dolt and runs, then rename it to `final`.

    Raises:
        MethodFailed: `made` is another version, or does not run.
    """
    made.chmod(0o755)
    try:
        version = ".".join(map(str, version_of(made)))
    except DoltMissing as failure:
        raise MethodFailed(failure.message.replace(str(made), "what came")) from failure
    if version != PINNED:
        raise MethodFailed(f"what came is Dolt {version}, not {PINNED}")
    final.parent.mkdir(parents=True, exist_ok=True)
    _sync(made)  # after a power failure the name must not be there without the content
    made.replace(final)
    _sync(final.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(tree: Path) -> None:
    shutil.rmtree(tree, ignore_errors=True)
    if tree.exists():  # a module cache whose directories are read-only
        for directory, _, _ in os.walk(tree):
            os.chmod(directory, stat.S_IRWXU)
        shutil.rmtree(tree, ignore_errors=True)
