"""Random work on several branches of a real database, merged in every order: the trackers end
equal, and no edit is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import permutations
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from beadwork import errors
from beadwork.tracker import InternalTracker
from branch_forks import branch_of, forks, merge
from harness import Place

ISSUES = ("demo-1", "demo-2", "demo-3")
WORKERS = 3
FIELDS = ("title", "priority", "description", "assignee", "spec_id")
EXAMPLES = 12

Step = tuple[int, str, str, str]
"""Who, what, to which issue, and a value of its own."""


@st.composite
def work(draw: st.DrawFn) -> list[Step]:
    """Draw what the workers do. Either some of them take in another's work meanwhile, or one of
    them deletes issues.
    """
    kinds = [*FIELDS, "note", "rewrite", "label", "unlabel", "metadata", "claim", "close", "reopen",
             "defer", "comment", "depend", "undepend", "estimate", "create",
             draw(st.sampled_from(["merge", "delete"]))]  # fmt: skip
    found: list[Step] = []
    for number in range(draw(st.integers(2, 12))):
        kind = draw(st.sampled_from(kinds))
        worker = 0 if kind == "delete" else draw(st.integers(0, WORKERS - 1))
        found.append((worker, kind, draw(st.sampled_from(ISSUES)), f"value {number}"))
    return found


def test_the_order_of_merges_does_not_matter(place: Place) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate]
    )
    @given(work())
    def any_work(steps: list[Step]) -> None:
        end_equal(place, steps)

    any_work()


def end_equal(place: Place, steps: list[Step]) -> None:
    with begun(place) as main, forks(place, main, WORKERS) as workers:
        edits: dict[tuple[str, str], dict[int, Any]] = {}
        for step in steps:
            if step[1] == "merge":
                merge(workers[step[0]], workers[(step[0] + 1) % WORKERS])
            else:
                with suppress(
                    errors.BeadworkError
                ):  # a claim that is refused, a closed issue that cannot be put off
                    carry_out(workers[step[0]], step, edits)
        orders = list(permutations(workers))
        with forks(place, main, len(orders)) as copies:
            for copy, order in zip(copies, orders, strict=True):
                for worker in order:
                    merge(copy, worker)
            first = state(copies[0])
            for copy in copies[1:]:
                assert state(copy) == first
            if not any(kind in ("delete", "merge") for _, kind, _, _ in steps):
                assert_survived(copies[0], edits)
            for worker in workers:
                merge(worker, copies[0])
                assert state(worker) == first


def carry_out(
    here: InternalTracker, step: Step, edits: dict[tuple[str, str], dict[int, Any]]
) -> None:
    number, kind, issue, value = step
    if issue not in {row[0] for row in here.ask(lambda r: r.rows("SELECT id FROM issues"))}:
        return
    (row,) = here.show(issue)
    if kind in FIELDS:
        wanted = int(value.split()[1]) % 5 if kind == "priority" else value
        edits.setdefault((issue, kind), {})[number] = wanted
        here.update(issue, **{kind: wanted})
    match kind:
        case "note":
            here.update(issue, append_notes=value)
        case "rewrite":
            here.update(issue, notes=value)
        case "label":
            here.add_labels([issue], [value])
        case "unlabel":
            here.remove_labels([issue], row.issue.labels[:1])
        case "metadata":
            here.update(issue, set_metadata=(("ab"[len(value) % 2], value),))
        case "claim":
            here.claim(issue)
            edits.setdefault((issue, "assignee"), {})[number] = here.author.name
        case "close":
            here.close_issues(issue, reason=value, force=True)
        case "reopen":
            here.reopen(issue)
        case "defer":
            here.defer(issue, until=here.now + timedelta(days=1))
        case "comment":
            here.comment(issue, value)
        case "depend":
            here.add_dependency(issue, ISSUES[ISSUES.index(issue) - 1], "related")
        case "undepend":
            for end in row.dependencies:
                here.remove_dependency(issue, end.id)
        case "estimate":
            here.update(issue, estimated_minutes=int(value.split()[1]))
        case "create":
            here.create(value, parent=issue if number == 0 else None)
        case "delete":
            here.delete(issue)


def assert_survived(tracker: InternalTracker, edits: dict[tuple[str, str], dict[int, Any]]) -> None:
    """Assert that every field that one worker alone has set has that value."""
    for (issue, field), by_worker in edits.items():
        if len(by_worker) == 1:
            (wanted,) = by_worker.values()
            assert getattr(tracker.show(issue)[0].issue, field) == wanted, (issue, field)


def state(tracker: InternalTracker) -> dict[str, Any]:
    """Return the issues (without what is left to a person), edges and comments."""
    rows = tracker.ask(
        lambda r: r.read(*((f"SELECT * FROM {table} ORDER BY 1, 2, 3", ()) for table in TABLES))
    )
    columns = tracker.ask(lambda r: r.rows("SHOW COLUMNS FROM issues"))
    manual = [column[0] for column in columns].index("estimated_minutes")
    found = dict(zip(TABLES, (answer.rows for answer in rows), strict=True))
    return {**found, "issues": [(*row[:manual], *row[manual + 1 :]) for row in found["issues"]]}


TABLES = ("issues", "dependencies", "comments")


@contextmanager
def begun(place: Place) -> Iterator[InternalTracker]:
    """Yield a tracker on a branch of its own with a few issues."""
    with place.tracker() as root, forks(place, root) as (main,):
        for issue in ISSUES:
            main.create(
                issue, id=issue, labels=("old", "older"), notes="begun", metadata={"a": "0"}
            )
        main.add_dependency("demo-3", "demo-2", "related")
        main.comment("demo-1", "Said before")
        yield main


def test_many_workers_one_after_the_other(place: Place) -> None:
    """Each begins where main is then, and merges when it is done: the history of a town."""
    with place.tracker(actor="mayor") as main:
        main.create("Shared", id="demo-1")
        names = []
        for number in range(12):
            with forks(place, main) as (worker,):
                worker.update(
                    "demo-1",
                    append_notes=f"note {number}",
                    set_metadata=((f"key{number}", number),),
                )
                worker.create(f"Made by {number}")
                main.update("demo-1", priority=number % 5)
                merge(main, worker)
                names.append(branch_of(worker))
        (shown,) = main.show("demo-1")
        assert shown.issue.notes == "\n".join(f"note {number}" for number in range(12))
        assert shown.issue.metadata == {f"key{number}": number for number in range(12)}
        assert len(main.list().issues) == 13
