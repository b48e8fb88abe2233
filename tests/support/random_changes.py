"""Random changes of a tracker, for tests of its history."""

from __future__ import annotations

import random

from beadwork import errors
from beadwork.tracker import InternalTracker


def do_something(
    chance: random.Random,
    tracker: InternalTracker,
    ids: list[str],
    parents: list[str] | None = None,
) -> None:
    """Make one random change. A change that is refused changes nothing. `parents` are the issues
    that may get children; by default all of `ids`.
    """
    one, other = chance.choice(ids), chance.choice(ids)
    what = chance.randrange(13)
    try:
        if what < 2:
            ids.append(
                tracker.create(
                    f"Issue {chance.random()}", labels=("new",), priority=chance.randrange(5)
                ).id
            )
        elif what == 2:
            parent = one if parents is None else chance.choice([*parents, one])
            ids.append(
                tracker.create(
                    "Part",
                    parent=parent if parents is None or parent in parents else None,
                    type="epic",
                    description="long\ntext",
                ).id
            )
        elif what == 3:
            tracker.update(
                one,
                title=f"Title {chance.random()}",
                notes="more",
                set_metadata={"k": chance.random()},
            )
        elif what == 4:
            tracker.comment(one, f"said {chance.random()}")
        elif what in (5, 6):
            tracker.add_dependency(one, other, chance.choice(["blocks", "related", "waits-for"]))
        elif what == 7:
            tracker.close_issues(one, reason="done", force=True)
        elif what == 8:
            tracker.reopen(one)
        elif what == 9:
            tracker.add_labels([one, other], [f"l{chance.randrange(9)}"])
        elif what == 10 and len(ids) > 3:
            tracker.delete(one)
            ids.remove(one)
        elif what == 11:
            tracker.claim(one)
        else:
            tracker.defer(one)
    except errors.BeadworkError:
        return
