"""Every filter takes effect on every list, as a few lines of Python would have it, on one real set
of issues.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import pytest

from beadwork.bd.main import PROGRAM
from beadwork.console.dispatch import main
from beadwork.console.parser import Parser
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import MACHINERY
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.store.search.filters import ORDERS
from beadwork.ui import filter_flags
from harness import Place
from sample_issues import BY_ID, DATA, DAY, EDGES, NOW, WORD

Test = Callable[[Issue], bool]


def _up(issue: Issue) -> list[Issue]:
    """Return the ancestors of an issue, the nearest first."""
    found = []
    while issue.parent:
        issue = BY_ID[issue.parent]
        found.append(issue)
    return found


def _iso(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"


MIDDLE = NOW - 12 * DAY

CASES: tuple[tuple[list[str], Test], ...] = (
    (["-s", "open"], lambda i: i.status == "open"),
    (["--status", "open,closed"], lambda i: i.status in ("open", "closed")),
    (["-s", "open", "-s", "IN_PROGRESS"], lambda i: i.status in ("open", "in_progress")),
    (["-p", "1"], lambda i: i.priority == 1),
    (["--priority", "P0,2"], lambda i: i.priority in (0, 2)),
    (["--priority-min", "3"], lambda i: i.priority >= 3),
    (["--priority-max", "P1"], lambda i: i.priority <= 1),
    (["-t", "bug"], lambda i: i.type == "bug"),
    (["--type", "gate,epic"], lambda i: i.type in ("gate", "epic")),
    (["-a", "alice"], lambda i: i.assignee == "alice"),
    (["--assignee", "nobody"], lambda i: False),
    (["--unassigned"], lambda i: i.assignee is None),
    (["--no-assignee"], lambda i: i.assignee is None),
    (["-l", "a"], lambda i: "a" in i.labels),
    (["--label", "a,c"], lambda i: {"a", "c"} <= set(i.labels)),
    (["-l", 'quo"te', "-l", "ä b"], lambda i: {'quo"te', "ä b"} <= set(i.labels)),
    (["--label-any", "c,ä b"], lambda i: bool({"c", "ä b"} & set(i.labels))),
    (["--exclude-label", "a,c"], lambda i: not {"a", "c"} & set(i.labels)),
    (["--exclude-type", "bug,GATE"], lambda i: i.type not in ("bug", "gate")),
    (["--exclude-status", "open", "--exclude-status", "pinned"],
     lambda i: i.status not in ("open", "pinned")),
    (["--exclude-assignee", "alice"], lambda i: i.assignee != "alice"),
    (["--title", "FIX"], lambda i: "fix" in i.title.lower()),
    (["--title", "a_b"], lambda i: "a_b" in i.title),
    (["--title", "100%"], lambda i: "100%" in i.title),
    (["--id", "demo-7,demo-8", "--id", "demo-90"],
     lambda i: i.id in ("demo-7", "demo-8", "demo-90")),
    (["--parent", "demo-1"], lambda i: "demo-1" in [above.id for above in _up(i)]),
    (["--no-parent"], lambda i: i.parent is None),
    (["--created-after", _iso(MIDDLE)], lambda i: i.created_at >= MIDDLE),
    (["--created-before", _iso(MIDDLE)], lambda i: i.created_at < MIDDLE),
    (["--updated-after", _iso(MIDDLE)], lambda i: i.updated_at >= MIDDLE),
    (["--updated-before", _iso(MIDDLE)], lambda i: i.updated_at < MIDDLE),
    (["--closed-after", _iso(MIDDLE), "--all"],
     lambda i: i.closed_at is not None and i.closed_at >= MIDDLE),
    (["--closed-before", _iso(MIDDLE), "-s", "closed"],
     lambda i: i.closed_at is not None and i.closed_at < MIDDLE),
    (["--due-before", "+1d"], lambda i: i.due_at is not None and i.due_at < NOW + DAY),
    (["--mine", "--actor", "alice"], lambda i: i.assignee == "alice"),
    (["-a", "@me", "--actor", "bob"], lambda i: i.assignee == "bob"),
    (["--external-ref", "gh-7,gh-14", "--external-ref", "gh-21"],
     lambda i: i.external_ref in ("gh-7", "gh-14", "gh-21")),
    (["--metadata", "team=red", "--metadata", "n:=25"], lambda i: i.id == "demo-25"),
    (["--has-metadata", "team", "--has-metadata", "n"], lambda i: i.metadata is not None),
    (["--overdue"], lambda i: i.due_at is not None and i.due_at < NOW and i.status not in ("closed",
                                                                                           "tombstone")),
    (["-p", "0,1,2", "-t", "bug,task", "--unassigned"],
     lambda i: i.priority < 3 and i.type in ("bug", "task") and i.assignee is None),
    ([], lambda i: True),
)  # fmt: skip


class Asked(NamedTuple):
    """What the words of a case ask for beyond the filter itself: it lifts what a list leaves
    out.
    """

    statuses: bool
    types: bool
    everything: bool
    ids: bool


def _asked(words: list[str]) -> Asked:
    flags = set(words)
    return Asked(
        bool(flags & {"-s", "--status"}),
        bool(flags & {"-t", "--type"}),
        "--all" in flags,
        bool(flags & {"--id"}),
    )


def _counts(issue: Issue, asked: Asked) -> bool:
    return issue.status != "tombstone" or asked.everything or asked.ids or asked.statuses


def _listed(issue: Issue, asked: Asked) -> bool:
    if asked.everything or asked.ids or asked.statuses:
        return True
    if not asked.types and issue.type in MACHINERY:
        return False
    return issue.status not in ("closed", "tombstone", "pinned") and not issue.pinned


def _searched(issue: Issue, asked: Asked) -> bool:
    if WORD not in f"{issue.description} {issue.notes}".lower():
        return False
    if not _counts(issue, asked):
        return False
    return bool(asked.everything or asked.ids or asked.types) or issue.type not in MACHINERY


def _is_deferred(issue: Issue) -> bool:
    return issue.defer_until > NOW if issue.defer_until else issue.status == "deferred"


def _is_blocked(issue: Issue) -> bool:
    over = ("closed", "tombstone")
    return any(
        e.issue_id == issue.id and e.type != "related" and BY_ID[e.depends_on_id].status not in over
        for e in EDGES
    )


def _is_ready(issue: Issue, asked: Asked) -> bool:
    if issue.status in ("closed", "tombstone") or (
        not asked.statuses and issue.status not in ("open", "deferred")
    ):
        return False
    if issue.type in MACHINERY and not asked.types and not asked.everything:
        return False
    if issue.pinned or _is_deferred(issue) or _is_blocked(issue):
        return False
    for above in _up(issue):
        if above.status in ("closed", "tombstone"):
            return True
        if _is_deferred(above) or _is_blocked(above):
            return False
    return True


@pytest.fixture
def ask(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    """Run a command in this process on a branch with DATA, and return its JSON."""
    with place.tracker() as tracker:
        tracker.change(lambda tx: (issues.add_all(tx, DATA), dependencies.add_all(tx, EDGES)))
    monkeypatch.setenv("BD_BRANCH", place.branch)
    monkeypatch.chdir(place.directory)

    def run(*words: str) -> Any:
        capsys.readouterr()
        status = main(PROGRAM, [*words, "--json"])
        captured = capsys.readouterr()
        assert status == 0, captured.err
        return json.loads(captured.out)

    return run


LISTS: tuple[tuple[tuple[str, ...], Callable[[Issue, Asked], bool]], ...] = (
    (("list",), _listed),
    (("ready",), _is_ready),
    (("search", WORD), _searched),
    (
        ("stale", "--days", "20"),
        lambda i, asked: _listed(i, asked) and i.updated_at < NOW - 20 * DAY,
    ),
    (("stale", "--days", "0"), _listed),
)


@pytest.mark.parametrize(
    ("command", "shown"),
    LISTS,
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_each_filter_of_a_list(
    command: tuple[str, ...], shown: Callable[[Issue, Asked], bool], ask: Callable[..., Any]
) -> None:
    for words, wanted in CASES:
        expected = {issue.id for issue in DATA if wanted(issue) and shown(issue, _asked(words))}
        assert {issue["id"] for issue in ask(*command, *words)} == expected, words


def test_each_filter_of_a_count(ask: Callable[..., Any]) -> None:
    for words, wanted in CASES:
        counted = [issue for issue in DATA if wanted(issue) and _counts(issue, _asked(words))]
        assert ask("count", *words) == {"count": len(counted)}, words


def test_counts_by_group(ask: Callable[..., Any]) -> None:
    groups: dict[str, Callable[[Issue], list[str]]] = {
        "status": lambda i: [i.status],
        "priority": lambda i: [f"P{i.priority}"],
        "type": lambda i: [i.type],
        "assignee": lambda i: [i.assignee or "(unassigned)"],
        "label": lambda i: list(i.labels) or ["(no labels)"],
    }
    for name, group in groups.items():
        wanted = [issue for issue in DATA if issue.priority < 3 and issue.status != "tombstone"]
        names = [word for issue in wanted for word in group(issue)]
        found = ask("count", f"--by-{name}", "--priority-max", "2")
        assert found["total"] == len(wanted)
        assert {entry["group"]: entry["count"] for entry in found["groups"]} == {
            word: names.count(word) for word in names
        }


_ROWS: dict[str, Callable[[Issue], Any]] = {
    "priority": lambda i: (i.priority, NOW - i.created_at, i.id),
    "created": lambda i: (NOW - i.created_at, i.id),
    "updated": lambda i: (NOW - i.updated_at, i.id),
    "closed": lambda i: (i.closed_at is None, NOW - (i.closed_at or NOW), i.id),
    "title": lambda i: (i.title, i.id),
    "id": lambda i: i.id,
    "oldest": lambda i: (i.created_at, i.id),
    "hybrid": lambda i: (
        i.created_at < NOW - 2 * DAY, 0 if i.created_at < NOW - 2 * DAY else i.priority,
        i.created_at, i.id,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "command", [("list", "--all"), ("ready",), ("search", WORD), ("stale", "--days", "0")]
)
def test_sort_reverse_and_limit(command: tuple[str, ...], ask: Callable[..., Any]) -> None:
    assert set(_ROWS) == set(ORDERS)
    everything = ask(*command)
    for name, key in _ROWS.items():
        expected = [issue.id for issue in sorted((BY_ID[row["id"]] for row in everything), key=key)]
        assert [row["id"] for row in ask(*command, "--sort", name)] == expected, name
        if name != "closed":  # where it is empty the ids decide, and they turn round too
            assert [row["id"] for row in ask(*command, "--sort", name, "--reverse")] == expected[
                ::-1
            ], name
        assert [row["id"] for row in ask(*command, "--sort", name, "-n", "3")] == expected[:3], name
        assert [row["id"] for row in ask(*command, "--sort", name, "-n", "0")] == expected, name


def test_the_table_above_has_every_filter() -> None:
    parser = Parser("bd list", "")
    filter_flags.add(parser)
    group = next(group for group in parser._action_groups if group.title == "filters")
    tested = {word for words, _ in CASES for word in words} | {"--sort", "--reverse", "--limit"}
    missing = [
        action.option_strings
        for action in group._group_actions
        if not tested & set(action.option_strings)
    ]
    assert missing == []
