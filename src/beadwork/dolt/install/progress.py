"""Show how far a download is, where somebody watches.

Invariant: a bar only on a terminal, on stderr, and gone when it is done; elsewhere nothing beyond
the one line that the caller already said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """Give a function that takes how many bytes just came; `total` is in bytes, 0 if unknown."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total or None)
        yield lambda size: progress.advance(task, size)


def _ignore(size: int) -> None:
    """Take a size and show nothing."""
