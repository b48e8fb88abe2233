"""What stands around every issue, whatever characters a merge or raw SQL has put there."""

from __future__ import annotations

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.dependencies.readiness import IssueState
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.store.search import overview
from beadwork.tracker import InternalTracker
from sample_issues import DATA

ODD = 'a\tb\nc"d\\e\x1e\x1f<&>é'


def test_any_character_may_be_in_a_name(tracker: InternalTracker) -> None:
    later = tracker.now.replace(microsecond=7)
    one = DATA[0]._replace(id=f"{ODD}1", status=ODD, parent=ODD, defer_until=later)
    two = DATA[0]._replace(id=f"{ODD}2", status="open", parent=None, defer_until=None)
    edge = Dependency(two.id, one.id, "blocks", tracker.now, None)
    tracker.change(lambda tx: (issues.add_all(tx, [one, two]), dependencies.add(tx, edge)))
    _, found = tracker.ask(overview.read)
    assert found.blockers == {two.id: [one.id]}
    assert found.states == {
        one.id: IssueState(ODD, ODD, later),
        two.id: IssueState(None, "open", None),
    }
    assert (found.leaving, found.reaching, found.children) == ({two.id: 1}, {one.id: 1}, {ODD: 1})


def test_an_empty_tracker(tracker: InternalTracker) -> None:
    _, found = tracker.ask(overview.read)
    assert found == overview.Overview({}, {}, {}, {}, {}, {})
