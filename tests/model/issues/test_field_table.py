"""The table of an issue's fields: what is written out beside it, and its views, agree with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args, get_type_hints

import pytest

from beadwork.actions.issues import draft, update
from beadwork.bd.flags import field_flags
from beadwork.model.exchange import batch_operations, import_row
from beadwork.model.issues import field_table
from beadwork.model.issues.field_table import BY_COLUMN, FIELDS, SETTABLE, Field, Kind
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_rules

PYTHON_TYPES: dict[Kind, Any] = {
    "id": str,
    "title": str,
    "text": str,
    "name": str,
    "reference": str,
    "word": str,
    "priority": int,
    "time": datetime,
    "minutes": int,
    "level": int,
    "names": tuple[str, ...],
    "object": dict[str, Any],
    "flag": bool,
}
NEVER_NONE = ("names", "flag", "level")
"""Kinds whose empty value is `()`, False or 0."""


def test_a_field_is_declared_once() -> None:
    assert len({field.column for field in FIELDS}) == len(FIELDS)
    assert len({field.name for field in FIELDS}) == len(FIELDS)
    names = [name for field in FIELDS for name in (field.column, field.short) if name]
    assert len(set(names)) == len(names)


def test_the_issue_has_the_fields_of_the_table() -> None:
    assert set(Issue._fields) == set(BY_COLUMN)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.column)
def test_a_field_of_the_issue_has_the_type_of_its_kind(field: Field) -> None:
    expected = PYTHON_TYPES[field.kind]
    if not field.required and field.kind not in NEVER_NONE:
        expected = expected | None
    assert get_type_hints(Issue)[field.column] == expected


def test_every_kind_has_a_type() -> None:
    assert set(get_args(Kind)) == set(PYTHON_TYPES)


def test_every_rule_of_the_table_is_one_that_merges_know() -> None:
    known = {
        value for name, value in vars(field_rules).items() if name.isupper() and type(value) is str
    }
    assert set(get_args(field_table.MergeRule)) < known
    assert {field.column for field in FIELDS if field.merge is None} == {"id"}


def test_a_value_has_its_place_in_json_by_the_order_of_the_table() -> None:
    moment = datetime(2026, 2, 10)
    samples: dict[Kind, Any] = {"names": ("a",), "object": {"k": 1}, "time": moment, "flag": True}
    issue = Issue(**{field.column: samples.get(field.kind, 1) for field in FIELDS})
    assert list(issue.to_dict()) == [
        *(field.name for field in FIELDS if field.column != "extra"),
        "k",
    ]


def test_an_empty_issue_has_the_required_fields_in_json() -> None:
    moment = datetime(2026, 2, 10)
    issue = Issue("bd-1", "task", "T", None, "open", 2, None, None, (), None, moment, moment, None)
    assert list(issue.to_dict()) == [field.name for field in FIELDS if field.required]


def test_an_import_reads_every_field_that_is_not_required() -> None:
    readers = set(import_row.READERS)
    assert {field.kind for field in FIELDS if not field.required} <= readers


@pytest.mark.parametrize("operation", ["create", "update"])
def test_a_batch_takes_every_settable_field_under_each_of_its_names(operation: str) -> None:
    taken = batch_operations.OPERATIONS[operation]
    for field in SETTABLE:
        assert field.column in taken
        for other in filter(None, (field.json, field.short)):
            assert batch_operations.OTHER_NAMES[other] == field.column


def test_every_settable_field_has_a_flag() -> None:
    assert {flag.column for flag in field_flags.FLAGS} == {field.column for field in SETTABLE}


def test_what_cannot_be_set_is_refused() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'pinned'"):
        draft.make("T", pinned=True)
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        update.changes(colour="red")


@pytest.mark.parametrize(
    "field", [field for field in SETTABLE if field.clearable], ids=lambda field: field.column
)
def test_an_empty_text_clears_a_field_that_is_not_required(field: Field) -> None:
    empty: Any = {} if field.kind == "object" else ""
    checked = update.check(update.changes(**{field.column: empty}))
    assert checked.fields == {field.column: None}
    assert update.check(checked) == checked
