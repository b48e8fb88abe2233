"""Show how far a download is, on a terminal.

Invariant: the bar is shown on stderr, only where that is a terminal, and removed when the download
is done. Elsewhere nothing is printed beyond the one line that the caller already said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """Yield a function that takes the number of new bytes; `total` is in bytes, 0 if unknown."""
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
    """Show nothing: stderr is no terminal."""
