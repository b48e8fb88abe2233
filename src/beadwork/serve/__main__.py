"""A command server as a process of its own: `python -P -m beadwork.serve`."""

from __future__ import annotations

import os

if __name__ == "__main__":
    # What whoever started it has open, such as a pipe that somebody reads, is not the server's.
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")

    from beadwork.serve import control

    control.serve()
