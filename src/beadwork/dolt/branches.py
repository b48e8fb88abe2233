"""The branches of a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.dolt.session import Session

NAMES = "SELECT name FROM dolt_branches ORDER BY name"


def names(session: Session) -> list[str]:
    """Return the names of all branches, in order."""
    return [row[0] for row in session.rows(NAMES)]
