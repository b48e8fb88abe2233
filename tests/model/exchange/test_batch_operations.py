"""The lines of a batch: what each operation takes, and every refusal with its line."""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.errors import Invalid
from beadwork.model.exchange import batch_operations

NOW = datetime(2026, 1, 1)


def test_values_come_in_their_kinds() -> None:
    (one,) = batch_operations.parse(
        '{"op": "create", "title": "T", "ref": "a", "priority": 1, "deps": "bd-1, $b", "due": '
        '"2026-02-01", '
        '"estimate": 30, "metadata": {"k": 1}, "assignee": null}',
        "file",
        NOW,
    )
    assert (one.line, one.op, one.ref) == (1, "create", "a")
    assert one.fields == {
        "title": "T", "priority": "1", "dependencies": ("bd-1", "$b"),
        "due_at": datetime(2026, 2, 1, 23, 59, 59),
        "estimated_minutes": 30, "metadata": {"k": 1},
    }  # fmt: skip


def test_id_is_ids_where_several_may_be_named() -> None:
    parsed = batch_operations.parse(
        '{"op":"close","id":"bd-1"}\n\n# more\n{"op":"claim","id":"bd-2"}\n', "file", NOW
    )
    assert [(operation.line, operation.fields) for operation in parsed] == [
        (1, {"ids": ("bd-1",)}),
        (4, {"id": "bd-2"}),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1", "1 is not an object"),
        ("{", "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ('{"op": ["close"]}', 'op is ["close"], not one of create, update, close'),
        ('{"op": "close"}', "close without id"),
        ('{"op": "close", "id": "a", "ids": ["b"]}', "ids is given twice"),
        (
            '{"op": "close", "id": "a", "ref": "x"}',
            "ref is a name for the issue that a create makes",
        ),
        ('{"op": "close", "id": "a", "force": "yes"}', 'force: "yes" is not true or false'),
        ('{"op": "create", "title": 5}', "title: 5 is not a text"),
        (
            '{"op": "create", "title": "T", "estimate": -1}',
            "estimate: -1 is not a number of minutes",
        ),
        ('{"op": "create", "title": "T", "metadata": []}', "metadata: [] is not an object"),
        ('{"op": "create", "title": "T", "priority": [1]}', "priority: [1] is not a text"),
        (
            '{"op": "update", "id": "a", "set_metadata": "k=v"}',
            'set_metadata: "k=v" is not an object',
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(line: str, message: str) -> None:
    with pytest.raises(Invalid) as error:
        batch_operations.parse(f"\n{line}", "file", NOW)
    assert error.value.message.startswith(f"file:2: {message}")
