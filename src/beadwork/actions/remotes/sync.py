"""Pull, merge and push: both sides have the same commits afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from beadwork.actions.remotes.pull import Pulled
from beadwork.actions.remotes.push import Pushed
from beadwork.errors import RemoteEmpty


class Synced(NamedTuple):
    """A pull and the push after it. `pulled` is None where the remote held no tracker yet."""

    pulled: Pulled | None
    pushed: Pushed


def sync(pull: Callable[[], Pulled], push: Callable[[], Pushed]) -> Synced:
    """Pull and push. The first push to an empty remote has nothing to pull.

    Raises:
        BeadworkError: the pull or the push raises it.
    """
    try:
        pulled = pull()
    except RemoteEmpty:
        pulled = None
    return Synced(pulled, push())
