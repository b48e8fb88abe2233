"""What a part of an id names, in a tracker with more issues than one looks at."""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.errors import Ambiguous, NotFound
from beadwork.store import config
from beadwork.store.issues import issues
from beadwork.tracker import InternalTracker
from sample_issues import DATA

NOW = datetime(2026, 1, 1)


@pytest.fixture
def many(tracker: InternalTracker) -> InternalTracker:
    found = [DATA[0]._replace(id=f"bd-{number}", parent=None) for number in range(1, 401)]
    found += [
        DATA[0]._replace(id=name, parent=None)
        for name in ("bd-x_y", "bd-xzy", "bd-x_y.1", "bd-xzy.1")
    ]
    found += [DATA[0]._replace(id=f"bd-q{number:02}", parent=None) for number in range(1, 61)]
    tracker.change(lambda tx: issues.add_all(tx, found))
    return tracker


def test_the_whole_suffix_wins_however_many_hold_the_part(many: InternalTracker) -> None:
    assert many.ask(lambda reader: issues.resolve(reader, ["9", "39"])) == ["bd-9", "bd-39"]


def test_a_list_that_was_cut_says_so(many: InternalTracker) -> None:
    with pytest.raises(
        Ambiguous, match='^ambiguous id "q": matches bd-q01, .* and at least 46 more$'
    ):
        many.show("q")
    with pytest.raises(Ambiguous, match="bd-q05 and 4 more$"):
        many.show("Q0")


def test_signs_of_patterns_stand_for_themselves(many: InternalTracker) -> None:
    assert many.show("x_y")[0].issue.id == "bd-x_y"
    assert many.ask(lambda reader: issues.named_below(reader, "bd-x_y")) == ["bd-x_y.1"]
    for part in ("x%y", "%", "\\"):
        with pytest.raises(NotFound):
            many.show(part)
    many.change(lambda tx: (config.put(tx, "a_b.c", "1"), config.put(tx, "axb.c", "2")))
    assert many.ask(lambda reader: config.with_prefix(reader, "a_b")) == {"a_b.c": "1"}
