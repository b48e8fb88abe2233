"""Write docs/schema/*.json, the JSON Schemas of what `bd --json` prints, from the table of fields:
`make docs`. A test holds every command against them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from beadwork.model.issues.field_table import FIELDS, Field

TARGET = Path(__file__).with_name("schema")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
SWITCH: Schema = {"type": "boolean"}
TIME: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-v]{32}$"}

KINDS: dict[str, Schema] = {
    "time": TIME,
    "names": {"type": "array", "items": TEXT},
    "object": {"type": "object"},
    "flag": SWITCH,
    "level": NUMBER,
    "minutes": NUMBER,
    "priority": {"type": "integer", "minimum": 0, "maximum": 4},
}


def _record(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "required": required, "properties": properties}


def _all(**properties: Schema) -> Schema:
    """Return the schema of an object that has all of these."""
    return _record(list(properties), **properties)


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _with(schema: Schema, required: list[str], **properties: Schema) -> Schema:
    return {
        **schema,
        "required": [*schema["required"], *required],
        "properties": {**schema["properties"], **properties},
    }


def _of_field(field: Field) -> Schema:
    return KINDS.get(field.kind, TEXT)


ISSUE = _record(
    [field.name for field in FIELDS if field.required],
    **{field.name: _of_field(field) for field in FIELDS if field.column != "extra"},
    commit=HASH,
)
EDGE = _record(["issue_id", "depends_on_id", "type"], issue_id=TEXT, depends_on_id=TEXT, type=TEXT)
COMMENT = _all(id=TEXT, issue_id=TEXT, author=TEXT, text=TEXT, created_at=TIME)
COUNTS = ["dependency_count", "dependent_count", "comment_count"]
LISTED = _with(ISSUE, COUNTS, **dict.fromkeys(COUNTS, NUMBER))
NEIGHBOUR = _record(["id", "dependency_type"], id=TEXT, dependency_type=TEXT, missing=SWITCH)
SHOWN = _with(
    LISTED,
    ["dependencies", "dependents", "comments"],
    dependencies=_list(NEIGHBOUR),
    dependents=_list(NEIGHBOUR),
    comments=_list(COMMENT),
    epic_total_children=NUMBER,
    epic_closed_children=NUMBER,
)
ERROR = _record(
    ["error", "code", "hint"], error=TEXT, code=TEXT, hint=TEXT, current=_list(ISSUE),
    errors=_list(_record(["line", "error", "code"], line=NUMBER, error=TEXT, code=TEXT)),
)  # fmt: skip

SCHEMAS: dict[str, Schema] = {
    "issue": ISSUE,
    "issues": _list(ISSUE),
    "listed-issues": _list(LISTED),
    "shown-issues": _list(SHOWN),
    "blocked-issues": _list(
        _with(
            LISTED, ["blocked_by", "blocked_by_count"],
            blocked_by=_list(TEXT), blocked_by_count=NUMBER,
        )
    ),
    "closing": _record(["closed"], closed=_list(ISSUE), unblocked=_list(ISSUE)),
    "edge": _with(EDGE, ["status"], status=TEXT, commit=HASH),
    "labels": _list(_all(status=TEXT, issue_id=TEXT, label=TEXT)),
    "comment": COMMENT,
    "comments": _list(COMMENT),
    "deletion": _record(
        ["deleted", "count", "dry_run"], deleted=_list(TEXT), count=NUMBER, dry_run=SWITCH
    ),
    "count": _record([], count=NUMBER, total=NUMBER, groups=_list(_all(group=TEXT, count=NUMBER))),
    "summary": _record(["summary"], summary={"type": "object"}),
    "doctor": _all(
        checks=_list(_record(["name", "state", "status"], name=TEXT, state=TEXT, status=TEXT)),
        errors=NUMBER,
        warnings=NUMBER,
    ),
    "snapshot": _all(
        schema_version=NUMBER, commit=HASH, committed_at=TIME, project_id=TEXT,
        settings={"type": "object"}, issues=_list(ISSUE), dependencies=_list(EDGE),
        comments=_list({"type": "object"}), memories=_list({"type": "object"}),
    ),
    "help": _all(command=TEXT, help=TEXT),
    "error": ERROR,
    "object": {"type": "object"},
    "array": {"type": "array"},
}  # fmt: skip
"""By file name. `object` and `array` stand for what the reference alone describes."""


def text(name: str) -> str:
    """Return the file of a schema."""
    document = {"$schema": DIALECT, "title": name, **SCHEMAS[name]}
    return json.dumps(document, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for schema in SCHEMAS:
        (TARGET / f"{schema}.json").write_text(text(schema))
