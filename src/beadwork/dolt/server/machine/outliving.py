"""Processes that outlive us on purpose: a server, or a collection of garbage in the background."""

from __future__ import annotations

import subprocess


class Outliving(subprocess.Popen[bytes]):
    """A child process that may be forgotten while it runs, without a warning. Whoever keeps it in
    a list can reap it.
    """

    def __del__(self) -> None:
        """Do nothing: it is no mistake that the process still runs."""
