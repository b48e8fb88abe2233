"""A comment as a value."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple


class Comment(NamedTuple):
    """One row of `comments`, in column order. `extra` keeps what an import brought, its own id
    among it.
    """

    issue_id: str
    id: str
    author: str | None
    text: str
    created_at: datetime
    extra: dict[str, Any] | None = None
