"""The daemon's log: one line for each thing that happened, with its time; two files of 10 MB at
most.
"""

from __future__ import annotations

import logging
import sys
import time
from logging.handlers import RotatingFileHandler

from beadwork.town.daemon import paths
from beadwork.town.layout import Town

ROTATE_BYTES = 10_000_000

Diary = logging.Logger


def begin(town: Town, *, aloud: bool) -> Diary:
    """Return the log of this process's daemon; `aloud` shows each line on standard error too.

    Raises:
        OSError: the file cannot be written.
    """
    form = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    logging.raiseExceptions = (
        False  # a line that a full disk does not take is lost, and nothing else
    )
    diary = logging.Logger("daemon")  # our own, apart from what libraries log
    handlers: list[logging.Handler] = [
        RotatingFileHandler(paths.log(town), maxBytes=ROTATE_BYTES, backupCount=1, encoding="utf-8")
    ]
    if aloud:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(form)
        diary.addHandler(handler)
    return diary
