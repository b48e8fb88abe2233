"""A row and a stored issue of one time are united: neither is newer."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from harness import Place

BASE = {
    "id": "demo-one",
    "title": "One",
    "status": "closed",
    "priority": 1,
    "issue_type": "bug",
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-02T00:00:00Z",
}


def edge(**more: Any) -> dict[str, Any]:
    return {
        "dependencies": [
            {
                "issue_id": "demo-one",
                "depends_on_id": "demo-two",
                "type": "related",
                "created_at": "2026-01-01T00:00:00Z",
                **more,
            }
        ]
    }


OTHER = {**BASE, "id": "demo-two"}


def bring_in(place: Place, **fields: Any) -> dict[str, Any]:
    rows = [{**BASE, **fields}, OTHER]
    (place.directory / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = place.run("import", "in.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def exported(place: Place) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(place.run("export").stdout.splitlines()[0])
    return row


SOURCES: list[dict[str, Any]] = [
    {"labels": ["web", "auth"], "owner": "ann", "description": "What"},
    {"labels": ["urgent"], "close_reason": "shipped", "closed_at": "2026-01-02T00:00:00Z"},
    {"estimated_minutes": 0, "weight": 7, "metadata": {"team": "x"}, **edge(created_by="bob")},
    {"labels": [], "pinned": True, "due_at": "2026-03-01T00:00:00Z", **edge(thread_id="t")},
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_what_one_source_leaves_out_comes_from_the_others(
    place: Place, order: tuple[int, ...]
) -> None:
    for position in order:
        report = bring_in(place, **SOURCES[position])
        assert not [line for line in report["warnings"] if "same updated_at" in line]
    together = exported(place)
    for position in order:
        assert bring_in(place, **SOURCES[position])["unchanged"] == 2
    assert together["labels"] == ["auth", "urgent", "web"]
    wanted = {
        "owner": "ann",
        "description": "What",
        "close_reason": "shipped",
        "estimated_minutes": 0,
        "weight": 7,
        "metadata": {"team": "x"},
        "pinned": True,
        "updated_at": "2026-01-02T00:00:00.000000Z",
    }
    assert {key: together[key] for key in wanted} == wanted
    (kept,) = together["dependencies"]
    assert (kept["created_by"], kept["thread_id"]) == ("bob", "t")


@pytest.mark.parametrize(
    "fields",
    [{"owner": "bob"}, {"weight": 8}, {"metadata": {"team": "y"}}, {"title": "Two"},
     edge(created_by="eve")],
)  # fmt: skip
def test_what_both_have_stays_as_it_is_here_and_is_named(
    place: Place, fields: dict[str, Any]
) -> None:
    bring_in(place, owner="ann", weight=7, metadata={"team": "x"}, **edge(created_by="bob"))
    before = exported(place)
    report = bring_in(place, **fields)
    assert [line for line in report["warnings"] if "same updated_at" in line]
    assert exported(place) == before


def test_the_fields_of_a_status_are_not_taken_without_it(place: Place) -> None:
    bring_in(place, status="open")
    report = bring_in(place, close_reason="shipped", closed_at="2026-01-02T00:00:00Z")
    assert [line for line in report["warnings"] if "same updated_at" in line]
    assert "close_reason" not in exported(place)
