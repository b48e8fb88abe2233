"""What a command server loads before its first client comes, so that a worker loads nothing more
for a hot command.
"""

from __future__ import annotations

import gc
import importlib

from beadwork.console import short_process
from beadwork.dolt.connection import driver
from beadwork.serve.worker import PROGRAMS

MODULES = (
    "beadwork.bd.commands.issues.close",
    "beadwork.bd.commands.issues.create",
    "beadwork.bd.commands.issues.show",
    "beadwork.bd.commands.issues.update",
    "beadwork.bd.commands.search.list",
    "beadwork.bd.commands.search.ready",
)


def load() -> None:
    """Load what hot commands need. The process is one of a command from now on."""
    short_process.tune()
    driver.load(tls=False)
    for name in (*PROGRAMS.values(), *MODULES):
        importlib.import_module(name)
    # What is there now is shared with the workers, and never looked at by their collector.
    gc.freeze()
