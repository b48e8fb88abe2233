"""Whether the code that was loaded is still the code on the disk.

A fresh process would load the code that is there now, so a server whose code was edited or upgraded
runs nothing more. Only what is loaded has to be looked at: what a worker loads later it reads from
the disk, as a fresh process does.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple


class Loaded(NamedTuple):
    """The files of the loaded modules, and the times by which a change is seen."""

    paths: tuple[str, ...]
    times: tuple[int, ...]

    def is_current(self) -> bool:
        """Tell whether none of the files has changed."""
        return _times(self.paths) == self.times


def loaded() -> Loaded:
    """Return the files of the modules of this process that may change below it: our own, each, and
    the directories where the modules of others are.
    """
    own, others = set(), set()
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if path and name.partition(".")[0] == "beadwork":
            own.add(path)
        elif path:
            others.add(os.path.dirname(path))
    paths = tuple(sorted(own | {path for path in (*others, *sys.path) if os.path.isdir(path)}))
    return Loaded(paths, _times(paths))


def _times(paths: tuple[str, ...]) -> tuple[int, ...]:
    """Return the times of modification in nanoseconds, 0 for a file that is not there."""
    times = []
    for path in paths:
        try:
            times.append(os.stat(path).st_mtime_ns)
        except OSError:
            times.append(0)
    return tuple(times)
