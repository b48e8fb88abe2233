"""A program that names no issue, or nothing that could be one, is told so before anything is
connected.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beadwork.errors import Invalid, Usage
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place

METHODS: dict[str, Callable[..., object]] = {
    "show": InternalTracker.show,
    "update": lambda tracker, *ids: tracker.update(*ids, priority=1),
    "close_issues": InternalTracker.close_issues,
    "close_and_claim": InternalTracker.close_and_claim,
    "reopen": InternalTracker.reopen,
    "defer": InternalTracker.defer,
    "undefer": InternalTracker.undefer,
    "delete": InternalTracker.delete,
    "add_labels": lambda tracker, *ids: tracker.add_labels(ids, ["x"]),
    "remove_labels": lambda tracker, *ids: tracker.remove_labels(ids, ["x"]),
}


@pytest.mark.parametrize("name", METHODS)
def test_naming_no_issue(place: Place, name: str) -> None:
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        with pytest.raises(Usage, match="^no issue is named$"):
            METHODS[name](tracker)
        with pytest.raises(Invalid, match="^the id is not valid UTF-8$"):
            METHODS[name](tracker, "\ud800")
    assert not packets


@pytest.mark.parametrize(
    "wanted", [Filter(title="\ud800"), Filter(labels=("a", "\ud800")), Filter(assignee="\udcff")]
)
def test_a_filter_that_is_no_text(place: Place, wanted: Filter) -> None:
    with place.tracker() as tracker:
        for ask in (
            tracker.list,
            tracker.ready,
            tracker.blocked,
            lambda w: tracker.search("x", w),
            tracker.claim_next,
        ):
            with pytest.raises(Invalid, match="is not valid UTF-8$"):
                ask(wanted)
        with pytest.raises(Invalid, match="^the text to look for is not valid UTF-8$"):
            tracker.search("\ud800")
