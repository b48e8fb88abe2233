"""A comment as a value."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.times.timestamps import format_timestamp

SHORT = 8
"""Characters of an id by which people name a comment."""


class Comment(NamedTuple):
    """One row of `comments`, in column order. `extra` keeps the imported fields that have no
    column, among them the source's own id.
    """

    issue_id: str
    id: str
    author: str | None
    text: str
    created_at: datetime
    extra: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the comment as a JSON object, as in `bd show --json`."""
        return {
            "id": self.id,
            "issue_id": self.issue_id,
            "author": self.author or "",
            "text": self.text,
            "created_at": format_timestamp(self.created_at),
            **(self.extra or {}),
        }

    def to_json(self) -> str:
        """Return `to_dict` as one line of JSON."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)
