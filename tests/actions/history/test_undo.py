"""One write is reversed by another, on a real database: every table, every kind of write, and what
is refused.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from beadwork import errors
from beadwork.actions.history import recoverable, restore, undo
from beadwork.actions.history.undo import Undone
from beadwork.dolt.writing.transaction import Reader
from beadwork.model.history.undo import KEYS
from beadwork.store.history import first_parents, log
from beadwork.store.history import undo as rows
from beadwork.tracker import InternalTracker
from harness import Place

Table = dict[Any, dict[str, Any]]


def everything(tracker: InternalTracker) -> dict[str, Table]:
    """Return all rows of all tables of ours, but for the times of their last change."""

    def question(reader: Reader) -> dict[str, Table]:
        found: dict[str, Table] = {}
        for table in KEYS:
            columns = rows.COLUMNS[table]
            names = ", ".join(f"`{column}`" for column in columns)
            all_of = [
                dict(zip(columns, row, strict=True))
                for row in reader.rows(f"SELECT {names} FROM {table}")
            ]
            found[table] = {rows.key_of(table, row): {**row, "updated_at": None} for row in all_of}
        return found

    return tracker.ask(question)


def back(tracker: InternalTracker, ref: str | None = None) -> Undone:
    return tracker.change(lambda tx: undo.undo_write(tx, ref), always_commit=True)


def compacted(tracker: InternalTracker) -> object:
    from beadwork.actions.history import compact

    over = tracker.profile.vocabulary.over
    return tracker.change(lambda tx: compact.compact(tx, compact.Wanted(("demo-3",), tx.now), over))


WRITES: dict[str, Callable[[InternalTracker], object]] = {
    "create": lambda tracker: tracker.create(
        "New", id="demo-9", dependencies=("demo-1",), labels=("a",)
    ),
    "child": lambda tracker: tracker.create("New", id="demo-9", parent="demo-1"),
    "update": lambda tracker: tracker.update(
        "demo-1", title="Other", priority=0, metadata={"a": [1, "ä\\'"]}, notes="n"
    ),
    "close": lambda tracker: tracker.close_issues("demo-2", reason="done", force=True),
    "reopen": lambda tracker: tracker.reopen("demo-3"),
    "claim": lambda tracker: tracker.claim("demo-1"),
    "comment": lambda tracker: tracker.comment("demo-1", "said"),
    "label": lambda tracker: tracker.add_labels(["demo-1", "demo-2"], ["x", "y"]),
    "defer": lambda tracker: tracker.defer("demo-1"),
    "dependency": lambda tracker: tracker.add_dependency("demo-3", "demo-1"),
    "no dependency": lambda tracker: tracker.remove_dependency("demo-2", "demo-1"),
    "duplicate": lambda tracker: tracker.duplicate("demo-1", of="demo-3", force=True),
    "delete": lambda tracker: tracker.delete("demo-1"),
    "delete two": lambda tracker: tracker.delete("demo-1", "demo-2"),
    "remember": lambda tracker: tracker.remember("the key is under the mat", "key"),
    "forget": lambda tracker: tracker.forget("old"),
    "compact": compacted,
}


@pytest.fixture
def filled(tracker: InternalTracker) -> InternalTracker:
    tracker.create("First", id="demo-1", labels=("a",), design="d", metadata={"k": {"n": 1.5}})
    tracker.create("Second", id="demo-2", dependencies=("demo-1", "related:external:x"))
    tracker.create("Child", id="demo-1.1", parent="demo-1")
    tracker.create("Third", id="demo-3", description="long " * 200)
    tracker.comment("demo-1", "first!")
    tracker.close_issues("demo-3")
    tracker.remember("gold", "old")
    return tracker


@pytest.mark.parametrize("name", WRITES)
def test_undone_everything_is_as_before_and_undone_again_as_after(
    filled: InternalTracker, name: str
) -> None:
    before = everything(filled)
    WRITES[name](filled)
    after = everything(filled)
    head = filled.ask(log.head)
    assert after != before
    found = back(filled)
    assert found.commit.hash == head
    assert everything(filled) == before
    back(filled, "HEAD")
    assert everything(filled) == after


@pytest.mark.parametrize("name", WRITES)
def test_a_later_write_elsewhere_stays(filled: InternalTracker, name: str) -> None:
    WRITES[name](filled)
    head = filled.ask(log.head)
    filled.create("Later", id="demo-later")
    back(filled, head)
    assert {issue.id for issue in filled.list().issues} >= {"demo-later"}


def test_a_batch_is_undone_as_a_whole(filled: InternalTracker) -> None:
    before = everything(filled)
    with filled.batch("all of it"):
        for write in ("update", "comment", "claim", "remember"):
            WRITES[write](filled)
        filled.delete("demo-2")
        filled.create("New", id="demo-9", parent="demo-3")
    back(filled)
    assert everything(filled) == before


def test_writes_are_undone_one_after_the_other(filled: InternalTracker) -> None:
    first = everything(filled)
    WRITES["update"](filled)
    second = everything(filled)
    WRITES["close"](filled)
    back(filled)
    assert everything(filled) == second
    back(filled)
    assert everything(filled) == first


def test_only_ones_own_last_write_is_meant(place: Place) -> None:
    with place.tracker(actor="ann") as ann, place.tracker(actor="bob") as bob:
        ann.create("Of Ann", id="demo-1")
        bob.create("Of Bob", id="demo-2")
        back(ann)
        assert [issue.id for issue in bob.list().issues] == ["demo-2"]
        with pytest.raises(
            errors.NotFound, match="nothing that ann wrote on this branch is left to undo"
        ):
            back(ann)


REFUSALS: list[tuple[str, Callable[[InternalTracker], object], str]] = [
    (
        "update",
        lambda t: t.update("demo-1", title="Again"),
        r"title of demo-1 was changed again,\n    by bob, \w{32}",
    ),
    (
        "create",
        lambda t: t.comment("demo-9", "later"),
        r"a comment on demo-9 is there by now,\n    by bob, ",
    ),
    (
        "create",
        lambda t: t.create("C", id="demo-9.1", parent="demo-9"),
        r"demo-9.1 is a child of demo-9 by now,\n    by bob",
    ),
    (
        "create",
        lambda t: t.add_dependency("demo-3", "demo-9"),
        "the dependency demo-3 blocks demo-9 is there by now",
    ),
    (
        "create",
        lambda t: t.close_issues("demo-9", force=True),
        "status of demo-9 was changed again",
    ),
    ("update", lambda t: t.delete("demo-1"), r"demo-1 no longer exists,\n    by bob"),
    ("delete", lambda t: t.create("Other", id="demo-1"), r"demo-1 is there again,\n    by bob"),
    ("no dependency", lambda t: t.delete("demo-1"), "needs demo-1, which no longer exists"),
    (
        "remember",
        lambda t: t.remember("no, it is not", "key"),
        r"value of the memory key was changed again,\n    by bob",
    ),
]


@pytest.mark.parametrize(("name", "later", "said"), REFUSALS)
def test_what_later_writes_stand_on_is_refused(
    place: Place,
    filled: InternalTracker,
    name: str,
    later: Callable[[InternalTracker], object],
    said: str,
) -> None:
    WRITES[name](filled)
    target = filled.ask(log.head)
    with place.tracker(actor="bob") as bob:
        bob.create("Between", id="demo-between")
        later(bob)
        bob.create("After", id="demo-after")
    before, head = everything(filled), filled.ask(log.head)
    with pytest.raises(errors.UndoRefused, match=said):
        back(filled, target)
    assert everything(filled) == before
    assert filled.ask(log.head) == head


def test_a_cycle_is_not_closed(filled: InternalTracker) -> None:
    filled.remove_dependency("demo-2", "demo-1")
    target = filled.ask(log.head)
    filled.add_dependency("demo-1", "demo-2")
    with pytest.raises(errors.Cycle, match="demo-1 -> demo-2 -> demo-1"):
        back(filled, target)


def test_the_beginnings_are_not_undone(filled: InternalTracker) -> None:
    for commit in filled.ask(lambda reader: list(first_parents.walk(reader))):
        if (
            "bd: init" in commit.message
            or "bd: migrate" in commit.message
            or "Initialize" in commit.message
        ):
            with pytest.raises(errors.UndoRefused, match="cannot be undone"):
                back(filled, commit.hash)
    with pytest.raises(errors.Usage, match="is a date"):
        back(filled, "now")


def test_a_preview_says_what_is_done_then(filled: InternalTracker) -> None:
    WRITES["delete two"](filled)
    before = everything(filled)
    shown = filled.ask(lambda reader: undo.preview(reader, None, filled.author.name, filled.now))
    assert everything(filled) == before
    done = back(filled)
    assert (
        [change.id for change in shown.changes]
        == [change.id for change in done.changes]
        == ["demo-1", "demo-1.1", "demo-2"]
    )


def test_a_merge_is_undone_against_what_the_branch_was(
    place: Place, filled: InternalTracker
) -> None:
    side = f"side-{os.urandom(6).hex()}"
    session = filled.link.session
    session.rows("CALL DOLT_BRANCH(%s)", side)
    try:
        with place._replace(branch=side).tracker(actor="worker") as worker:
            worker.update("demo-3", title="By the worker")
            worker.create("New", id="demo-9")
            part = worker.ask(log.head)
        filled.update("demo-1", priority=0)
        before = everything(filled)
        with pytest.raises(errors.NotFound, match="is not in the history of this branch"):
            back(filled, part)
        session.rows(
            "CALL DOLT_MERGE('--no-ff', '-m', 'bd: merge', '--author', %s, %s)",
            filled.author.line(),
            side,
        )
        merged = everything(filled)
        back(filled)
        assert everything(filled) == before
        back(filled, "HEAD")
        assert everything(filled) == merged
        back(filled, part)
        assert everything(filled)["issues"].keys() == before["issues"].keys()
    finally:
        session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", side)


def test_a_compacted_issue_that_was_deleted_and_restored_goes_and_comes_again(
    filled: InternalTracker,
) -> None:
    compacted(filled)
    whole = everything(filled)
    filled.delete("demo-3")
    gone = everything(filled)
    found = filled.ask(lambda reader: recoverable.find(reader, ["demo-3"], None, filled.now))
    filled.change(lambda tx: restore.restore(tx, found), always_commit=True)
    assert everything(filled) == whole
    back(filled)
    assert everything(filled) == gone
    back(filled)
    assert everything(filled) == whole


def test_a_merge_of_nothing_new_is_passed_over(place: Place, filled: InternalTracker) -> None:
    side = f"side-{os.urandom(6).hex()}"
    session = filled.link.session
    session.rows("CALL DOLT_BRANCH(%s)", side)
    try:
        with place._replace(branch=side).tracker(actor="worker") as worker:
            worker.update("demo-3", title="By mistake")
            back(worker)
        filled.update("demo-1", priority=0)
        mine = filled.ask(log.head)
        session.rows(
            "CALL DOLT_MERGE('--no-ff', '-m', 'bd: merge', '--author', %s, %s)",
            filled.author.line(),
            side,
        )
        assert filled.ask(log.head) != mine
        assert back(filled).commit.hash == mine
    finally:
        session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", side)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_history_is_undone_to_its_beginning(filled: InternalTracker, seed: int) -> None:
    chosen = random.Random(seed)
    states = [everything(filled)]
    for _ in range(30):
        with suppress(errors.BeadworkError):
            WRITES[chosen.choice(list(WRITES))](filled)
        now = everything(filled)
        if now != states[-1]:
            states.append(now)
    while len(states) > 1:
        states.pop()
        back(filled)
        assert everything(filled) == states[-1]
