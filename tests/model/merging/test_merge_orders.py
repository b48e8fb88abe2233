"""However several branches are merged, and into whom first, the issue comes to be the same."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from issue_histories import History

BRANCHES = ("main", "a", "b", "c")
FIELDS = ("title", "description", "priority", "parent", "due_at")
STATES = ("claim", "close", "reopen", "defer", "assign")
LISTS = ("label", "unlabel", "set", "note", "rewrite")
Edit = tuple[str, str, Any]


@st.composite
def edits(draw: st.DrawFn, *others: str) -> list[Edit]:
    """Draw edits: the branch, what, and the value; `others` are more kinds of them."""
    found: list[Edit] = []
    for number in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from([*FIELDS, *STATES, *LISTS, *others]))
        branch = draw(st.sampled_from(BRANCHES))
        # No two edits set the same value: where two sides come to agree by chance, one cannot tell
        # any more that both did.
        value: Any = draw(st.sampled_from(BRANCHES)) if kind == "merge" else f"value {number}"
        # Where two branches deleted what each had edited, and a third brings it back, one's edits
        # stay in history only.
        found.append(("a" if kind == "delete" else branch, kind, value))
    return found


def apply(history: History, edit: Edit) -> None:
    branch, what, value = edit
    row, now = history.at(branch), history.now
    if what == "merge":
        history.merge(branch, value)
        return
    if row is None:
        return
    match what:
        case "delete":
            history.commit(branch, None)
        case "claim":
            history.commit(branch, row.claim(value, now))
        case "close":
            history.commit(branch, row.close(value, now))
        case "reopen":
            history.commit(branch, row.reopen(now))
        case "defer":
            history.edit(branch, status="deferred", defer_until=now)
        case "assign":
            history.edit(branch, assignee=value)
        case "label":
            history.edit(branch, labels=(*row.labels, value))
        case "unlabel":
            history.edit(branch, labels=row.labels[1:])
        case "set":
            history.edit(branch, metadata={**(row.metadata or {}), "ab"[len(value) % 2]: value})
        case "note":
            history.edit(branch, notes=f"{row.notes}\n{value}" if row.notes else value)
        case "rewrite":
            history.edit(branch, notes=value)
        case field:
            history.edit(branch, **{field: value})


def branched(made: list[Edit]) -> History:
    history = History()
    for branch in BRANCHES[1:]:
        history.branch(branch)
    for edit in made:
        apply(history, edit)
    return history


@settings(max_examples=400, deadline=None)
@given(edits("merge") | edits("delete"))
@example(
    [
        ("a", "note", "one"),
        ("main", "merge", "a"),
        ("main", "title", "two"),
        ("a", "rewrite", "three"),
        ("b", "rewrite", "four"),
    ]
)
def test_the_order_of_merges_does_not_matter(made: list[Edit]) -> None:
    history = branched(made)
    ends = {}
    for order in permutations(BRANCHES[1:]):
        here = history.copy()
        for branch in order:
            here.merge("main", branch)
        ends[order] = here.at("main")
    first = ends[BRANCHES[1:]]
    assert all(end == first for end in ends.values()), ends


@settings(max_examples=400, deadline=None)
@given(
    edits(), st.lists(st.tuples(st.sampled_from(BRANCHES), st.sampled_from(BRANCHES)), max_size=4)
)
@example([("a", "title", "one"), ("b", "title", "two")], [("a", "b"), ("b", "a")])
def test_branches_that_were_merged_into_each_other_first_end_the_same(
    made: list[Edit], first: list[tuple[str, str]]
) -> None:
    history = branched(made)
    plain = history.copy()
    for branch in BRANCHES[1:]:
        plain.merge("main", branch)
    for into, branch in first:
        history.merge(into, branch)
    for branch in BRANCHES[1:]:
        history.merge("main", branch)
    for branch in BRANCHES[1:]:
        history.merge(branch, "main")
        assert history.at(branch) == history.at("main")
    assert history.at("main") == plain.at("main")
