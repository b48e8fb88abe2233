"""An import on a real database: nothing lost, nothing done twice, nothing left of one that was
killed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beadwork.actions.exchange import export_issues, import_issues
from beadwork.actions.exchange.import_issues import ImportReport
from beadwork.console.console import encode
from beadwork.errors import ImportRefused
from beadwork.model.exchange import import_file
from beadwork.model.exchange.import_row import COMPUTED
from beadwork.model.issues.field_table import FIELDS, OURS
from beadwork.model.times.date_input import parse_timestamp
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import ROOT, SHARED, Place

REAL = SHARED / "data" / "tracker-2317.jsonl"
needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="the real tracker's export is not beside the project"
)
NOW = datetime(2026, 1, 1)


def bring_in(
    tracker: InternalTracker, rows: list[dict[str, Any]] | bytes, *, force: bool = False
) -> ImportReport:
    content = (
        rows if isinstance(rows, bytes) else "\n".join(json.dumps(row) for row in rows).encode()
    )
    source = import_file.read(content, tracker.now)
    import_issues.refuse_bad(source, "file", "")
    profile = tracker.profile
    return tracker.change(
        lambda tx: import_issues.import_rows(tx, source, profile, "file", force=force)
    )


def bring_out(tracker: InternalTracker, *ids: str) -> list[dict[str, Any]]:
    wanted = Filter(ids=ids, sort="id")
    return tracker.ask(
        lambda reader: [
            json.loads(encode(row))
            for row in export_issues.rows(reader, wanted, tracker.profile.vocabulary, tracker.now)
        ]
    )


def commits(tracker: InternalTracker) -> int:
    return int(tracker.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_log"))[0][0])


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.skipped


def meaning(value: Any, key: str = "") -> Any:
    """Return what a field means: times as instants, labels as a set, edges and comments in any
    order.
    """
    if isinstance(value, dict):
        return {name: meaning(entry, name) for name, entry in value.items()}
    if key == "labels":
        return set(value)
    if key in ("dependencies", "comments"):
        return sorted(
            (meaning(entry) for entry in value), key=lambda entry: repr(sorted(entry.items()))
        )
    if key.endswith("_at") and isinstance(value, str):
        return parse_timestamp(value)
    return value


def missing(
    came: list[dict[str, Any]], went: list[dict[str, Any]]
) -> list[tuple[str, str, Any, Any]]:
    """Return every field that came in and did not go out as it was."""
    out = {row["id"]: row for row in went}
    return [
        (row["id"], key, value, out[row["id"]].get(key))
        for row in came
        for key, value in row.items()
        if meaning(value, key) != meaning(out[row["id"]].get(key), key)
    ]


@needs_real
def test_a_real_tracker_comes_in_once_and_goes_out_whole(tracker: InternalTracker) -> None:
    content = REAL.read_bytes()
    came = [json.loads(line) for line in content.splitlines()]
    before = commits(tracker)
    report = bring_in(tracker, content)
    assert counts(report) == (2317, 0, 0, 0)
    assert commits(tracker) == before + 1
    assert len(report.warnings) == len(set(report.warnings)) == 9
    went = bring_out(tracker)
    assert [row["id"] for row in went] == sorted(row["id"] for row in came)
    assert missing(came, went) == []
    added = {
        key
        for row, back in zip(sorted(came, key=lambda row: row["id"]), went, strict=True)
        for key in back.keys() - row
    }
    assert added == {"parent"}
    fine = [
        row["updated_at"]
        for row in came
        if len(row["updated_at"]) > len("2026-01-10T18:25:13.123456-08:00")
    ]
    assert set(fine) <= {row["updated_at"] for row in went}

    again = bring_in(tracker, content)
    assert counts(again) == (0, 0, 2317, 0)
    assert again.warnings == report.warnings
    assert counts(bring_in(tracker, content, force=True)) == (0, 0, 2317, 0)
    assert counts(bring_in(tracker, [*went])) == (0, 0, 2317, 0)
    assert commits(tracker) == before + 1


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
lines = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)
names = st.sampled_from(["alice", "bob", "עדה", "'; DROP TABLE issues; --", "\\", "é"])
times = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: f"{moment.isoformat()}Z"
)
fine = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: f"{moment.isoformat(timespec='microseconds')}789+01:00"
)
moments = st.one_of(times, fine)
values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(-1e15, 1e15), words
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)
TAKEN = {field.name for field in FIELDS} - {"extra"} | {
    *COMPUTED,
    *OURS,
    "dependencies",
    "comments",
}
unknown = st.dictionaries(words.filter(lambda key: key not in TAKEN), values, max_size=3)
targets = st.sampled_from(["a", "b", "c", "elsewhere"])


def edges(issue: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    edge = st.fixed_dictionaries(
        {"issue_id": st.just(issue), "depends_on_id": targets.map(lambda end: f"{issue[:-1]}{end}"),
         "created_at": moments,
         "type": st.sampled_from(["blocks", "parent-child", "related", "invented"])},
        optional={"created_by": names, "metadata": words, "thread_id": st.integers(0, 9)},
    )  # fmt: skip
    return st.lists(
        edge, min_size=1, max_size=3, unique_by=lambda one: (one["depends_on_id"], one["type"])
    )


def comments(issue: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    comment = st.fixed_dictionaries(
        {
            "id": st.integers(0, 99),
            "issue_id": st.just(issue),
            "author": names,
            "text": words,
            "created_at": moments,
        },
        optional={"mood": words},
    )
    return st.lists(comment, min_size=1, max_size=2, unique_by=lambda one: one["id"])


def rows_of(issue: str) -> st.SearchStrategy[dict[str, Any]]:
    known = st.fixed_dictionaries(
        {"id": st.just(issue), "title": words.filter(str.strip), "created_at": moments,
         "updated_at": moments,
         "status": st.sampled_from(["open", "closed", "tombstone", "odd"]),
         "priority": st.integers(0, 4),
         "issue_type": st.sampled_from(["task", "epic", "message", "odd"])},
        optional={
            "description": words, "notes": words, "assignee": names, "owner": names,
            "created_by": names,
            "labels": st.lists(lines, min_size=1, max_size=3),
            "waiters": st.lists(names, min_size=1, max_size=2),
            "closed_at": moments, "due_at": moments, "estimated_minutes": st.integers(0, 999),
            "pinned": st.just(True),
            "metadata": st.dictionaries(words, values, min_size=1, max_size=2),
            "compaction_level": st.integers(1, 3),
            "external_ref": lines, "close_reason": words, "dependencies": edges(issue),
            "comments": comments(issue),
        },
    )  # fmt: skip
    return st.builds(lambda row, more: {**more, **row}, known, unknown)


@given(st.tuples(*(rows_of(f"x-{end}") for end in "abc")))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_comes_in_goes_out_and_comes_in_again_unchanged(
    tracker: InternalTracker, made: tuple[dict[str, Any], ...]
) -> None:
    run = os.urandom(4).hex()
    rows = json.loads(json.dumps(made).replace('"x-', f'"x{run}-'))
    ids = [row["id"] for row in rows]
    assert counts(bring_in(tracker, rows)) == (3, 0, 0, 0)
    went = bring_out(tracker, *ids)
    assert missing(rows, went) == []
    for again in (rows, went):
        assert counts(bring_in(tracker, again)) == (0, 0, 3, 0)
        assert counts(bring_in(tracker, again, force=True)) == (0, 0, 3, 0)


def row(issue_id: str, day: int, **more: Any) -> dict[str, Any]:
    return {
        "id": issue_id, "title": f"Of day {day}", "status": "open", "priority": 2,
        "issue_type": "task",
        "created_at": "2025-01-01T00:00:00Z", "updated_at": f"2025-02-{day:02}T00:00:00Z", **more,
    }  # fmt: skip


def edge(issue_id: str, target: str) -> dict[str, Any]:
    return {
        "issue_id": issue_id,
        "depends_on_id": target,
        "type": "blocks",
        "created_at": "2025-01-01T00:00:00.000000Z",
    }


def test_only_a_newer_row_or_force_writes_over(tracker: InternalTracker) -> None:
    bring_in(tracker, [row("demo-1", 5)])
    older = bring_in(tracker, [row("demo-1", 4)])
    assert (counts(older), older.skipped_older) == ((0, 0, 0, 1), ["demo-1"])
    assert bring_out(tracker)[0]["title"] == "Of day 5"
    assert counts(bring_in(tracker, [row("demo-1", 6)])) == (0, 1, 0, 0)
    assert counts(bring_in(tracker, [row("demo-1", 3)], force=True)) == (0, 1, 0, 0)
    assert bring_out(tracker)[0]["title"] == "Of day 3"


def test_a_newer_row_replaces_edges_and_adds_comments(tracker: InternalTracker) -> None:
    said = [{"id": 1, "author": "bob", "text": "x", "created_at": "2025-01-01T00:00:00Z"}]
    bring_in(
        tracker,
        [
            row("demo-1", 5, dependencies=[edge("demo-1", "demo-2")], comments=said),
            row("demo-2", 5),
        ],
    )
    bring_in(tracker, [row("demo-1", 6, dependencies=[edge("demo-1", "demo-3")]), row("demo-3", 6)])
    (issue, *_) = bring_out(tracker)
    assert [entry["depends_on_id"] for entry in issue["dependencies"]] == ["demo-3"]
    assert [entry["id"] for entry in issue["comments"]] == [1]


def test_a_row_of_the_same_time_adds_and_changes_nothing(tracker: InternalTracker) -> None:
    bring_in(tracker, [row("demo-1", 5, dependencies=[edge("demo-1", "demo-2")]), row("demo-2", 5)])
    other = row(
        "demo-1",
        5,
        title="Other",
        dependencies=[edge("demo-1", "demo-3")],
        comments=[{"text": "y"}],
    )
    report = bring_in(tracker, [other])
    assert (counts(report), report.kept_with_warning) == ((0, 1, 0, 0), 1)
    assert any("same updated_at here but other content" in line for line in report.warnings)
    (issue, *_) = bring_out(tracker)
    assert issue["title"] == "Of day 5"
    assert [entry["depends_on_id"] for entry in issue["dependencies"]] == ["demo-2", "demo-3"]
    assert [entry["text"] for entry in issue["comments"]] == ["y"]
    assert counts(bring_in(tracker, [other])) == (0, 0, 1, 0)


def test_a_row_of_a_list_says_nothing_of_edges(tracker: InternalTracker) -> None:
    bring_in(tracker, [row("demo-1", 5, dependencies=[edge("demo-1", "demo-2")]), row("demo-2", 5)])
    assert counts(bring_in(tracker, [row("demo-1", 6, dependency_count=1)])) == (0, 1, 0, 0)
    assert len(bring_out(tracker)[0]["dependencies"]) == 1


def test_a_row_without_times_changes_nothing_the_second_time(tracker: InternalTracker) -> None:
    bare = [
        {
            "id": "demo-1",
            "title": "T",
            "comments": [{"text": "x"}],
            "dependencies": [{"depends_on_id": "demo-2"}],
        }
    ]
    before = commits(tracker)
    assert counts(bring_in(tracker, bare)) == (1, 0, 0, 0)
    assert counts(bring_in(tracker, bare)) == (0, 0, 1, 0)
    assert commits(tracker) == before + 1


def test_an_edge_of_another_issue_stays_one(tracker: InternalTracker) -> None:
    rows = [
        row("demo-1", 5, dependencies=[edge("demo-2", "demo-1"), edge("demo-8", "demo-1")]),
        row("demo-2", 5),
    ]
    report = bring_in(tracker, rows)
    assert counts(report) == (2, 0, 0, 0)
    assert counts(bring_in(tracker, rows)) == (0, 0, 2, 0)
    assert bring_out(tracker, "demo-2")[0]["dependencies"] == [edge("demo-2", "demo-1")]
    assert bring_out(tracker, "demo-1")[0].get("dependencies") is None


def test_cycles_and_ancestors_are_kept_and_named(tracker: InternalTracker) -> None:
    report = bring_in(
        tracker,
        [
            row("demo-1", 5, dependencies=[edge("demo-1", "demo-2")]),
            row("demo-2", 5, dependencies=[edge("demo-2", "demo-1")]),
            row("demo-3", 5, parent="demo-4", dependencies=[edge("demo-3", "demo-4")]),
            row("demo-4", 5, parent="demo-9"),
        ],
    )
    named = "\n".join(report.warnings)
    assert "demo-1 -> demo-2 -> demo-1" in named
    assert "never ready: kept (demo-3)" in named
    assert "a parent that is not there: demo-9; kept (demo-4)" in named
    assert report.kept_with_warning == 4
    assert [issue.id for issue in tracker.ready().issues] == ["demo-4"]


def test_bad_lines_fail_the_whole_import(tracker: InternalTracker) -> None:
    before = commits(tracker)
    with pytest.raises(ImportRefused) as error:
        bring_in(tracker, b'{"id": "demo-1", "title": "T"}\n{"id": "demo-2"}\n{"id": "demo-3"}')
    assert error.value.message == "file:2: no title (likewise line 3); nothing was written"
    assert (bring_out(tracker), commits(tracker)) == ([], before)


KILLED = """
import os, signal, sys
from beadwork import tracker as api
from beadwork.actions.exchange import import_issues
from beadwork.model.exchange import import_file

left = [3]

def watch(packet):
    left[0] -= "INSERT INTO issues" in packet
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

with api.open_internal(sys.argv[1], on_packet=watch, idle_seconds=0) as tracker:
    source = import_file.read(open(sys.argv[2], "rb").read(), tracker.now)
    profile = tracker.profile
    tracker.change(lambda tx: import_issues.import_rows(tx, source, profile, "file"))
"""


def test_an_import_that_is_killed_leaves_nothing(place: Place, tracker: InternalTracker) -> None:
    file = place.directory / "many.jsonl"
    file.write_text("\n".join(json.dumps(row(f"demo-{number}", 5)) for number in range(2000)))
    before = commits(tracker)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, place.directory, file], env=place.environment
    )
    assert done.returncode == -signal.SIGKILL
    assert (bring_out(tracker), commits(tracker)) == ([], before)
    assert counts(bring_in(tracker, file.read_bytes())) == (2000, 0, 0, 0)
    assert commits(tracker) == before + 1


def test_ten_thousand_issues_in_one_commit(tracker: InternalTracker) -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    import synthetic

    came = list(synthetic.rows(10_000))
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append
    tracker.create("The first write on a branch")
    before = commits(tracker)
    packets.clear()
    assert counts(bring_in(tracker, came)) == (10_000, 0, 0, 0)
    assert len(packets) < 50
    assert commits(tracker) == before + 1
    assert missing(came, bring_out(tracker)) == []
    packets.clear()
    assert counts(bring_in(tracker, came)) == (0, 0, 10_000, 0)
    assert len(packets) < 50
