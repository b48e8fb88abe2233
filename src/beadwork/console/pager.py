"""The pager: a text that is longer than the person's screen is shown by it, as git shows one.

It runs with the person's environment, and is chosen by the person alone: by `BD_PAGER`, by the
setting `core.pager`, which no repository can make, or by `PAGER`. Otherwise it is `less`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable

KEY = "core.pager"
USUAL = "less"
NONE = ("", "cat")
"""Pagers that only print."""
OPTIONS = {"LESS": "FRX", "LV": "-c"}
"""As git sets them, where the person does not: colours are shown, and the text stays on the
screen (git-config, core.pager).
"""
MISSING = (126, 127)
"""Statuses by which a shell says that there is no such program."""


def chosen(setting: Callable[[str], str | None]) -> str:
    """Return the command of the pager, for a shell; empty where the person wants none. `setting`
    gives a setting of the person's.
    """
    named = os.environ.get("BD_PAGER")
    if named is None:
        named = setting(KEY)
    if named is None:
        named = os.environ.get("PAGER")
    if named is None:
        named = USUAL if shutil.which(USUAL) else ""
    return "" if named.strip() in NONE else named


def show(text: str, command: str) -> bool:
    """Show a text by the pager until the person leaves it; False where there is no such program,
    or where it is not here.

    Ctrl-C is the pager's meanwhile.
    """
    environment = {**OPTIONS, **os.environ}
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(["sh", "-c", command], stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode(errors="surrogateescape"))
    finally:
        signal.signal(signal.SIGINT, before)
    return pager.returncode not in MISSING
