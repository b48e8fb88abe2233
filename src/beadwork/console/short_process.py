"""A process that is over soon: what it then need not load, collect or take apart."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from beadwork.dolt.connection import driver


def tune() -> None:
    """Spare this process what one short command does not need."""
    driver.is_command = True
    # The process ends before there is anything to collect, and a collection takes a tenth of the
    # time of a long list.
    gc.disable()


def exit_now(status: int) -> NoReturn:
    """End the process. Python's own shutdown would take apart every module, for 3 to 5 ms of
    nobody's use.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # reported already, or closed by whoever started us
            stream.flush()
    os._exit(status)
