"""Iterate over the issues of a filter with a page of them in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from beadwork.errors import Usage
from beadwork.store.search import id_pages

if TYPE_CHECKING:
    from beadwork.model.issues.issue import Issue
    from beadwork.store.search.filters import Filter
    from beadwork.tracker.core import Core


def refuse(wanted: Filter, size: int) -> None:
    """Refuse a filter with an order, and a size that is none.

    Raises:
        Usage: with what is refused.
    """
    if wanted.sort not in ("", "id"):
        raise Usage(
            f"iterate goes in the order of ids, not by {wanted.sort}",
            hint='Tracker.list(Filter(sort="…")) sorts, and holds all',
        )
    if size < 1:
        raise Usage(f"size cannot be {size}", hint="1000 issues are a page")


def issues(tracker: Core, wanted: Filter, size: int) -> Iterator[Issue]:
    """Yield the issues of a filter; arguments and errors as `Tracker.iterate`."""
    profile, is_past = tracker.profile, tracker._link.revision is not None
    selected = tracker._ask(
        lambda reader: id_pages.selection(
            reader, wanted, profile.vocabulary, tracker._now, is_past=is_past
        )
    )
    left, last = wanted.limit, None
    while left is None or left > 0:
        most = size if left is None else min(size, left)
        page = deque(_page(tracker, selected, last, most))
        is_last = len(page) < most
        left = None if left is None else left - len(page)
        while page:  # what was given out is not kept
            last = page[0].id
            yield page.popleft()
        if is_last:
            return


def _page(tracker: Core, selected: id_pages.Selection, last: str | None, size: int) -> list[Issue]:
    return tracker._ask(lambda reader: id_pages.page(reader, selected, last, size))
