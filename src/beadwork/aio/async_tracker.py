"""The tracker of one workspace for tasks. `async_tracker.pyi`, which `make docs` writes, has the
types of its methods, for mypy and for editors.
"""

from __future__ import annotations

from beadwork.aio import mirror
from beadwork.aio.core import AsyncCore


class AsyncTracker(AsyncCore):
    """One workspace's issues, with the methods of `Tracker`: each is to be awaited."""


for _name, _method in mirror.methods():
    setattr(AsyncTracker, _name, _method)
