"""Show that something goes on, and for how long, on a terminal.

Invariant: the line is on standard error, only where that is a terminal, and removed at the end.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.console.console import Console
from beadwork.model.printable import clean
from beadwork.model.settings_table import float_setting

POLL = float_setting("remotes.progress-poll")


@contextmanager
def shown(console: Console, what: str) -> Iterator[None]:
    """Show `what` with the elapsed seconds while the block runs."""
    if console.quiet or console.json or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    shower = threading.Thread(target=_show, args=(what, done), daemon=True)
    shower.start()
    try:
        yield
    finally:
        done.set()
        shower.join()


def _show(what: str, done: threading.Event) -> None:
    begun = time.monotonic()
    while not done.wait(POLL):
        sys.stderr.write(f"\r{clean(what)} … {time.monotonic() - begun:.0f} s")
        sys.stderr.flush()
    sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()
