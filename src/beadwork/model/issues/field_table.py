"""The fields of an issue, each declared once, in the order of JSON.

JSON, import, batch, create, update, merge, the page of `show` and the reference are views of this
table. `Issue` (issue.py) and `store/schema/` repeat the fields, and tests check that they agree.
CONTRIBUTING.md has the steps for a new column.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

TITLE_LENGTH = 500
TEXT_BYTES = 1_000_000
NAME_LENGTH = 255
WORD_LENGTH = 64

Kind = Literal[
    "id", "title", "text", "name", "reference", "word", "priority", "time", "minutes", "level",
    "names", "object", "flag",
]  # fmt: skip
"""The kind of value. It decides how the field is read, checked and written, and its column type."""

MergeRule = Literal[
    "newest",
    "state",
    "claim",
    "union",
    "keys",
    "notes",
    "greatest",
    "latest",
    "birth",
    "origin",
    "manual",
]
"""The rules of model/merging/field_rules.py, where each is explained."""


class Field(NamedTuple):
    """One field. An empty field is NULL, and is left out of JSON unless it is required."""

    column: str
    kind: Kind
    merge: MergeRule | None
    """None for the id, which says what is merged."""
    required: bool = False
    """Every issue has a value."""
    settable: bool = False
    """`create`, `update` and `batch` take it under the name of the column."""
    short: str = ""
    """Another name, in flags and in batches: `due` for `due_at`."""
    json: str = ""
    """The name in JSON, where it is not the column's."""
    heading: str = ""
    """The heading of the text in `show`. A field with a heading is one of the issue's long texts
    for search, compaction and diffs.
    """
    label: str = ""
    """The first word of the line of `show` that has the value."""

    called: str = ""
    """The name in messages, where it is not the column's."""

    @property
    def spoken(self) -> str:
        """The name in messages."""
        return self.called or self.column.replace("_", " ")

    @property
    def name(self) -> str:
        """The name in JSON."""
        return self.json or self.column

    @property
    def clearable(self) -> bool:
        """Whether an empty text unsets the field."""
        return self.settable and not self.required

    @property
    def nullable(self) -> bool:
        """Whether the column holds NULL where the field is empty."""
        return not self.required and self.kind not in ("flag", "level")


FIELDS = (
    Field("id", "id", None, required=True),
    Field("title", "title", "newest", required=True, settable=True),
    Field("description", "text", "newest", settable=True, heading="Description"),
    Field("design", "text", "newest", settable=True, heading="Design"),
    Field(
        "acceptance_criteria", "text", "newest",
        settable=True, short="acceptance", heading="Acceptance criteria",
    ),
    Field("notes", "text", "notes", settable=True, heading="Notes"),
    Field("status", "word", "state", required=True, settable=True),
    Field("priority", "priority", "newest", required=True, settable=True),
    Field("type", "word", "newest", required=True, settable=True, json="issue_type"),
    Field("assignee", "name", "claim", settable=True),
    Field("owner", "name", "newest"),
    Field("created_by", "name", "birth"),
    Field("created_at", "time", "birth", required=True),
    Field("updated_at", "time", "latest", required=True),
    Field("started_at", "time", "newest"),
    Field("closed_at", "time", "state"),
    Field("close_reason", "text", "state"),
    Field("due_at", "time", "newest", settable=True, short="due", label="due"),
    Field("defer_until", "time", "state", settable=True, short="defer", label="deferred until"),
    Field(
        "estimated_minutes", "minutes", "manual", settable=True, short="estimate", label="estimate"
    ),
    Field("labels", "names", "union", label="labels"),
    Field("waiters", "names", "union"),
    Field(
        "external_ref", "name", "newest",
        settable=True, label="external", called="external reference",
    ),
    Field("spec_id", "name", "newest", settable=True),
    Field("source_system", "name", "origin", label="from"),
    Field("metadata", "object", "keys", settable=True),
    Field("pinned", "flag", "newest"),
    Field("compaction_level", "level", "greatest"),
    Field("parent", "reference", "newest", settable=True),
    Field("extra", "object", "keys"),
)  # fmt: skip
"""`labels` is not settable as a whole, as it has flags of its own. `extra` holds the imported
fields that have no column; in JSON its keys stand beside the fields.
"""

PARENT_EDGE = "parent_dependency"
"""Key of `extra` for the imported edge to the parent. The parent itself is a column here."""

EXACT_TIMES = "exact_times"
"""Key of `extra` for imported times finer than a microsecond, as they were written."""

OURS = (PARENT_EDGE, EXACT_TIMES)
"""Keys of `extra` that beadwork uses itself. All others are fields of the issue without a
column.
"""

BY_COLUMN = {field.column: field for field in FIELDS}
SETTABLE = tuple(field for field in FIELDS if field.settable)
LONG_TEXTS = tuple(field.column for field in FIELDS if field.heading)
MANUAL = tuple(field.column for field in FIELDS if field.merge == "manual")
"""The columns that a merge leaves to a person."""


def of_kind(*kinds: Kind) -> tuple[Field, ...]:
    """Return the fields of these kinds."""
    return tuple(field for field in FIELDS if field.kind in kinds)


def refuse_unknown(function: str, fields: Iterable[str]) -> None:
    """Raise TypeError for a name that is no settable field, as Python does for an unknown
    argument.
    """
    for column in fields:
        if column not in BY_COLUMN or not BY_COLUMN[column].settable:
            raise TypeError(f"{function}() got an unexpected keyword argument '{column}'")
