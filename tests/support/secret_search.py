"""Looks for a secret where it must not be: in the arguments of any process, and in files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Arguments:
    """The command lines with the secret that any process had while it was watched."""

    def __init__(self, secret: str) -> None:
        self.secret = secret.encode()
        self.found: list[bytes] = []
        self.looks = 0
        self._ended = threading.Event()

    def watch(self) -> None:
        while not self._ended.is_set():
            self.looks += 1
            for process in Path("/proc").glob("[0-9]*/cmdline"):
                with suppress(OSError):
                    line = process.read_bytes()
                    if self.secret in line:
                        self.found.append(line)
            self._ended.wait(0.005)

    def end(self) -> None:
        self._ended.set()


@contextmanager
def watched(secret: str) -> Iterator[Arguments]:
    """Watch the arguments of all processes while the block runs."""
    arguments = Arguments(secret)
    thread = threading.Thread(target=arguments.watch)
    thread.start()
    try:
        yield arguments
    finally:
        arguments.end()
        thread.join()


def files_with(secret: str, *roots: Path) -> list[Path]:
    """Return the regular files below some directories that have the secret in them."""
    found = []
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                with suppress(OSError):
                    if secret.encode() in path.read_bytes():
                        found.append(path)
    return found
