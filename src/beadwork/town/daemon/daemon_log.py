"""The daemon's log: a line for each event, with its time, in two files of at most 10 MB."""

from __future__ import annotations

import logging
import sys
import time
from logging.handlers import RotatingFileHandler

from beadwork.model.settings_table import int_setting
from beadwork.model.urls import without_credentials
from beadwork.town.daemon import paths
from beadwork.town.layout import Town

ROTATE_BYTES = int_setting("daemon.log-size")


class _WithoutCredentials(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_credentials(super().format(record))


def open_log(town: Town, *, echo: bool) -> logging.Logger:
    """Return the log of this process's daemon; with `echo` also on standard error.

    Raises:
        OSError: the file cannot be written.
    """
    form = _WithoutCredentials("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    logging.raiseExceptions = False  # on a full disk a line is lost, and nothing else
    log = logging.Logger("daemon")  # not a child of the root logger, which libraries use
    handlers: list[logging.Handler] = [
        RotatingFileHandler(paths.log(town), maxBytes=ROTATE_BYTES, backupCount=1, encoding="utf-8")
    ]
    if echo:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(form)
        log.addHandler(handler)
    return log
