"""One row of an export: what goes where, what is odd about it, what is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from beadwork.model.exchange import import_file, import_row
from beadwork.model.exchange.import_row import ImportRow
from beadwork.model.exchange.json_reader import BadRow
from beadwork.model.issues import record

NOW = datetime(2026, 1, 1)
CREATED = "2025-05-01T12:00:00.000000Z"


def read(**row: Any) -> ImportRow:
    return import_row.read({"id": "bd-1", "title": "T", "created_at": CREATED, **row}, 1, NOW)


def odd(told: ImportRow) -> set[str]:
    return {kind for kind, _ in told.warnings}


def parent(target: str, **said: Any) -> dict[str, Any]:
    return {"issue_id": "bd-1", "depends_on_id": target, "type": "parent-child", **said}


def test_unknown_fields_are_kept_word_for_word() -> None:
    told = read(ephemeral=True, wisp={"a": [1, None]}, nothing=None, type="as SQL has it")
    assert told.issue.extra == {
        "ephemeral": True,
        "wisp": {"a": [1, None]},
        "nothing": None,
        "type": "as SQL has it",
    }
    assert told.issue.to_dict()["wisp"] == {"a": [1, None]}


def test_what_lists_compute_is_not_kept() -> None:
    assert (
        read(
            dependency_count=1, dependent_count=2, comment_count=3, dependents=[{"id": "bd-2"}]
        ).issue.extra
        is None
    )


def test_a_finer_time_is_exported_as_written_until_the_field_is_set_again() -> None:
    told = read(updated_at="2025-06-01T00:00:00.123456789+02:00")
    assert told.issue.to_dict()["updated_at"] == "2025-05-31T22:00:00.123456Z"
    assert record.exported(told.issue)["updated_at"] == "2025-06-01T00:00:00.123456789+02:00"
    assert (
        record.exported(told.issue._replace(updated_at=NOW))["updated_at"]
        == "2026-01-01T00:00:00.000000Z"
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": None}, "no id"),
        ({"id": "a b"}, "the id 'a b' holds white space or an invisible character"),
        ({"title": " \n"}, "no title"),
        ({"title": "x" * 501}, "title has 501 characters; at most 500 are allowed"),
        ({"priority": 1.5}, "priority is 1.5, neither 0 to 4 nor P0 to P4"),
        ({"priority": True}, "priority is true, neither 0 to 4 nor P0 to P4"),
        ({"priority": "high"}, 'priority is "high", neither 0 to 4 nor P0 to P4'),
        ({"status": "x" * 65}, "status has 65 characters; at most 64 are allowed"),
        ({"status": "we\tird"}, r'status is "we\tird", with a control character'),
        ({"issue_type": "a\x7f"}, 'issue_type is "a\x7f", with a control character'),
        ({"parent": "x\ty"}, r'parent is "x\ty", with a control character'),
        (
            {"dependencies": [{"depends_on_id": "a\nb"}]},
            r'dependencies[0].depends_on_id is "a\nb", with a control character',
        ),
        (
            {"dependencies": [{"issue_id": "a\x9b", "depends_on_id": "b"}]},
            'dependencies[0].issue_id is "a\x9b", with a control character',
        ),
        (
            {"dependencies": [parent("a\rb")]},
            r'dependencies[0].depends_on_id is "a\rb", with a control character',
        ),
        ({"metadata": "{}"}, 'metadata is "{}", not an object'),
        ({"dependencies": ["bd-2"]}, 'dependencies holds "bd-2", not an object'),
        ({"dependencies": [{"type": "blocks"}]}, "dependencies[0].depends_on_id is missing"),
        (
            {"comments": [{"id": 1.5, "text": "x"}]},
            "comments[0].id is 1.5, neither a number nor a text",
        ),
        ({"parent_dependency": {}}, "parent_dependency is a field that bd keeps for itself"),
    ],
)
def test_a_row_that_cannot_be_is_refused(row: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRow) as error:
        read(**row)
    assert str(error.value) == message


def test_what_every_issue_has_is_assumed_and_noted() -> None:
    told = import_row.read({"id": "bd-1", "title": "T"}, 1, NOW)
    assert (told.issue.created_at, told.issue.updated_at) == (NOW, NOW)
    assert (told.issue.status, told.issue.type, told.issue.priority) == ("open", "task", 2)
    assert told.assumed >= {"created_at", "updated_at"}
    assert {what for kind, what in told.warnings if kind == "assumed"} == {
        "created_at now", "status open", "issue_type task", "priority 2",
    }  # fmt: skip


def test_labels_are_a_set() -> None:
    told = read(labels=["b", "a", "b", ""])
    assert told.issue.labels == ("a", "b")
    assert odd(told) >= {"label repeated", "label empty"}


def test_the_first_parent_is_the_parent_and_the_others_stay_edges() -> None:
    told = read(dependencies=[parent("bd-2"), parent("bd-3")])
    assert told.issue.parent == "bd-2"
    assert [edge.depends_on_id for edge in told.edges] == ["bd-3"]
    assert "second parent" in odd(told)


def test_the_parent_field_wins() -> None:
    told = read(parent="bd-3", dependencies=[parent("bd-2"), parent("bd-3")])
    assert told.issue.parent == "bd-3"
    assert [edge.depends_on_id for edge in told.edges] == ["bd-2"]


def test_what_was_said_of_the_parent_edge_is_given_back() -> None:
    said = parent(
        "bd-2", created_at="2025-06-01T00:00:00.123456789Z", created_by="bob", metadata="{}"
    )
    told = read(created_by="alice", dependencies=[said])
    assert record.parent_edge(told.issue) == said


def test_a_parent_edge_that_says_no_more_than_the_column_costs_nothing() -> None:
    told = read(
        created_by="alice", dependencies=[parent("bd-2", created_at=CREATED, created_by="alice")]
    )
    assert told.issue.extra is None


def test_what_was_said_of_one_parent_is_not_said_of_another() -> None:
    told = read(dependencies=[parent("bd-2", created_at="2025-06-01T00:00:00Z", created_by="bob")])
    moved = told.issue._replace(parent="bd-3")
    assert record.parent_edge(moved) == parent("bd-3", created_at=CREATED)


@pytest.mark.parametrize(
    ("dependencies", "kind", "left"),
    [
        ([{"depends_on_id": "bd-1", "type": "blocks"}], "on itself", 1),
        ([parent("bd-1")], "on itself", 1),
        ([{"issue_id": "bd-2", "depends_on_id": "bd-3", "type": "blocks"}], "edge elsewhere", 1),
        ([{"depends_on_id": "bd-2", "type": "blocks"}] * 2, "edge repeated", 1),
        (
            [
                {"depends_on_id": "bd-2", "type": "blocks"},
                {"depends_on_id": "bd-2", "type": "related"},
            ],
            "two kinds",
            2,
        ),
    ],
)
def test_odd_edges_are_kept_and_noted(
    dependencies: list[dict[str, Any]], kind: str, left: int
) -> None:
    told = read(dependencies=dependencies)
    assert kind in odd(told)
    assert (len(told.edges), told.issue.parent) == (left, None)


def test_edges_as_show_has_them() -> None:
    told = read(
        dependencies=[
            {"id": "bd-2", "title": "Two", "dependency_type": "blocks"},
            {"id": "bd-3", "title": "Three", "dependency_type": "parent-child"},
        ]
    )
    assert [(edge.depends_on_id, edge.type) for edge in told.edges] == [("bd-2", "blocks")]
    assert told.issue.parent == "bd-3"
    assert ("bd-1", "bd-2", "blocks") in told.undated


def test_a_comment_keeps_its_uuid_or_gets_one_that_is_always_the_same() -> None:
    key = "0f8fad5b-d9cb-469f-a165-70867728950e"
    comments = [
        {"id": key, "author": "bob", "text": "x", "created_at": CREATED},
        {"id": 7, "author": "bob", "text": "y", "created_at": CREATED, "mood": "good"},
        {"author": "bob", "text": "z", "created_at": CREATED},
        {"id": key.upper(), "text": ""},
    ]
    one, again = read(comments=comments), read(comments=comments)
    assert [remark.id for remark in one.comments] == [remark.id for remark in again.comments]
    assert one.comments[0][1:] == (key, "bob", "x", datetime(2025, 5, 1, 12), None)
    assert [remark.extra for remark in one.comments[1:]] == [
        {"mood": "good", "id": 7},
        None,
        {"id": key.upper()},
    ]
    assert len({remark.id for remark in one.comments}) == 4


def test_the_same_comment_twice_is_there_once() -> None:
    told = read(comments=[{"text": "x"}, {"text": "x"}, {"text": "y", "issue_id": "bd-9"}])
    assert [remark.text for remark in told.comments] == ["x", "y"]
    assert odd(told) >= {"comment repeated", "comment elsewhere"}
    assert told.comments[1].extra == {"issue_id": "bd-9"}


def test_a_file_may_be_lines_or_one_array() -> None:
    row = b'{"id": "bd-1", "title": "T"}'
    for content in (
        row,
        b"\xef\xbb\xbf" + row + b"\r\n\n",
        b"[" + row + b"]",
        b" [\n" + row + b",\n" + row + b"]\n",
    ):
        source = import_file.read(content, NOW)
        assert list(source.rows) == ["bd-1"]
        assert not source.bad


def test_bad_lines_are_numbered() -> None:
    source = import_file.read(b'\n{"id": "bd-1", "title": "T"}\n"text"\n\xff\n', NOW)
    assert source.bad == [(3, '"text" is not an object'), (4, "not UTF-8 at byte 1")]
    assert import_file.read(b"[1, 2", NOW).bad == [
        (1, "not JSON: Expecting ',' delimiter at character 6")
    ]


def test_of_several_rows_the_newest_counts() -> None:
    lines = [
        f'{{"id": "bd-1", "title": "{day}", "created_at": "2025-01-0{day}T00:00:00Z"}}'
        for day in (1, 3, 2)
    ]
    source = import_file.read("\n".join(lines).encode(), NOW)
    assert source.rows["bd-1"].issue.title == "3"
    assert source.repeated == ["bd-1", "bd-1"]


@pytest.mark.parametrize(
    "row",
    [
        {"assignee": "alice\nbob"},
        {"owner": "a\rb"},
        {"created_by": "\x1b[2J"},
        {"labels": ["web", "a\nb"]},
        {"external_ref": "a\x9bb"},
        {"comments": [{"author": "a\nb", "text": "line\nbreaks\nstay"}]},
        {"waiters": ["a\nb"]},
    ],
)
def test_a_name_with_a_line_break_is_refused_as_the_command_line_refuses_it(
    row: dict[str, Any],
) -> None:
    with pytest.raises(BadRow, match="with a control character"):
        read(**row)


def test_metadata_is_limited_like_a_description() -> None:
    with pytest.raises(BadRow, match="the metadata has 1000011 bytes; at most 1000000 are allowed"):
        read(metadata={"a": "x" * 1_000_002})
