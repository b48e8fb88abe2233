"""The feed of changes: each commit that becomes reachable on a branch, once, from a cursor on."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from beadwork.actions.history import unread
from beadwork.errors import Usage
from beadwork.model.history.committed_change import CommittedChange
from beadwork.store.search import matches_at

if TYPE_CHECKING:
    from beadwork.actions.history.unread import Unread
    from beadwork.model.history.cursor import Cursor
    from beadwork.store.search.filters import Filter
    from beadwork.tracker.core import Core
    from beadwork.tracker.head_watch import HeadWatch


class ChangeFeed:
    """The changes behind a cursor, in an order in which each commit comes after its parents.

    Iterating ends when nothing new came for `wait_seconds`, and may be begun again. `cursor` is
    where the feed goes on after the changes that it has given out: a program that stores it with
    its results misses nothing and gets nothing twice, whatever restarts. One thread reads a feed;
    a program has as many feeds as it likes.
    """

    def __init__(
        self,
        tracker: Core,
        watch: HeadWatch,
        start: tuple[Cursor, Unread],
        wanted: Filter | None,
        wait_seconds: float | None,
    ) -> None:
        self._tracker = tracker
        self._branch = tracker.branch
        self._watch = watch
        self._wanted = wanted
        self._wait_seconds = wait_seconds
        self._seen, self._unread = start
        self._ready: deque[CommittedChange] = deque()
        self.cursor = str(self._seen)

    def __iter__(self) -> Iterator[CommittedChange]:
        while self._ready or self._fill(self._wait_seconds):
            yield self._given_out(self._ready.popleft())

    def read(self, wait_seconds: float | None = 0.0) -> list[CommittedChange]:
        """Return the next changes, at most 100. Wait for the first of them at most so long, None
        for ever; return nothing when that time is over.

        Raises:
            CursorLost: the history of the branch was squashed or moved meanwhile.
            Usage: a batch is open: nobody else's changes are seen in it.
        """
        self._fill(wait_seconds)
        found = list(self._ready)
        self._ready.clear()
        for change in found:
            self._given_out(change)
        return found

    def _given_out(self, change: CommittedChange) -> CommittedChange:
        self.cursor = change.cursor if self._ready else str(self._seen)
        return change

    def _fill(self, wait_seconds: float | None) -> bool:
        """Have changes ready, and tell whether there are any when the time is over."""
        if self._tracker._turn.is_in_batch:
            raise Usage("changes are not read within a batch", hint="read them behind it")
        end = math.inf if wait_seconds is None else time.monotonic() + wait_seconds
        while not self._ready:
            if not self._unread.commits and not self._look(end):
                return False
            self._read_page()
        return True

    def _look(self, end: float) -> bool:
        """Have commits to read, and tell whether there are any when the time is over. The first
        look is made at once, the others when the watch has seen something new.
        """
        while True:
            known, left = self._unread.head, end - time.monotonic()
            if known and left > 0 and self._watch.wait(known, left) == known:
                return False
            self._unread = self._tracker._ask(
                lambda reader: unread.commits(reader, self._seen, self._branch)
            )
            if self._unread.commits or left <= 0:
                return bool(self._unread.commits)

    def _read_page(self) -> None:
        hashes = self._unread.commits[: unread.PAGE]
        page = self._tracker._ask(
            lambda reader: unread.page(
                reader,
                hashes,
                self._seen,
                self._branch,
                self._tracker.profile.vocabulary,
                self._wanted,
                self._tracker._now,
            )
        )
        self._unread = self._unread._replace(commits=self._unread.commits[unread.PAGE :])
        self._seen = page.seen
        self._ready.extend(page.changes)
        if not page.changes:
            self.cursor = str(page.seen)


def opened(
    tracker: Core,
    watch: HeadWatch,
    since: str | None,
    wanted: Filter | None,
    wait_seconds: float | None,
) -> ChangeFeed:
    """Return a feed from a cursor or a REF on; arguments and errors as `Tracker.changes`."""
    if tracker._link.revision:
        raise Usage("the past has no new changes", hint="open the tracker without as_of")
    if wanted is not None:
        _refuse_order(wanted)
    begun = tracker._ask(lambda reader: unread.start(reader, since, tracker._now, tracker.branch))
    if wanted is not None:
        wanted = tracker._ask(
            partial(matches_at.prepared, wanted=wanted, vocabulary=tracker.profile.vocabulary)
        )
    return ChangeFeed(tracker, watch, begun, wanted, wait_seconds)


def _refuse_order(wanted: Filter) -> None:
    if wanted.sort or wanted.reverse or wanted.limit is not None:
        raise Usage("changes come in the order of commits, and all of them")
