"""What is ready in several databases is sorted here as one database sorts it."""

from __future__ import annotations

import pytest

from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.store.search import cross_rig_ready
from beadwork.store.search.filters import ORDERS, Filter
from beadwork.tracker import InternalTracker
from sample_issues import DATA, EDGES


@pytest.fixture
def filled(tracker: InternalTracker) -> InternalTracker:
    tracker.change(lambda tx: (issues.add_all(tx, DATA), dependencies.add_all(tx, EDGES)))
    return tracker


@pytest.mark.parametrize("limit", [None, 1000])
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("sort", ORDERS)
def test_an_order_is_that_of_the_server(
    filled: InternalTracker, sort: str, reverse: bool, limit: int | None
) -> None:
    wanted = Filter(sort=sort, reverse=reverse, limit=limit)
    expected = [issue.id for issue in filled.ready(wanted).issues]
    (answer,) = filled.ask(
        lambda reader: reader.read(
            cross_rig_ready.candidates(wanted, filled.profile.vocabulary, filled.now, None)
        )
    )
    found = sorted(
        cross_rig_ready.read(wanted, answer),
        key=cross_rig_ready.order(sort, filled.now),
        reverse=reverse,
    )
    assert [row.id for row in found if row.id in expected] == expected
    assert len(expected) > 3
