"""A comment as a value."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple


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
