"""The arguments of every method of installing Dolt, and the exception by which it fails.

Invariant: a method writes below `Attempt.work` only, and returns the path of a finished program
there. Only `beadwork.dolt.install` decides whether that program becomes the own copy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from beadwork.model.settings_table import float_setting

SILENCE_SECONDS = float_setting("install.silence-timeout")
"""How long a network may stay silent before the next method is tried."""


class Attempt(NamedTuple):
    """One attempt: where to work, whom to tell, which archive, and how long to wait."""

    work: Path
    say: Callable[[str], None]
    url: str = ""
    """Address of the release archive; empty means the official one for this platform."""
    sha256: str = ""
    """Checksum that the archive must have; empty means the published one, where there is one."""
    timeout: float = SILENCE_SECONDS
    """Seconds that a network may stay silent."""


class MethodFailed(Exception):
    """This method gives no Dolt on this machine now; the text is the reason.

    The exception never reaches a user: the installer tries the next method, or lists the reasons in
    `DoltMissing`.
    """
