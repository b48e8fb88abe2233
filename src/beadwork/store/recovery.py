"""The SQL that finds deleted rows in history and brings them back, for a person to run."""

from __future__ import annotations

from collections.abc import Sequence


def look(commit: str, ids: Sequence[str]) -> str:
    """Return the statement that shows issues as they were at a commit."""
    return f"SELECT id, status, title FROM issues AS OF '{commit}' WHERE id IN ({_list(ids)})"


def bring_back(commit: str, ids: Sequence[str], *, comments: bool, edges: bool) -> list[str]:
    """Return the statements that insert issues again as they were at a commit, with their comments and edges."""
    found = [f"INSERT INTO issues SELECT * FROM issues AS OF '{commit}' WHERE id IN ({_list(ids)})"]
    if comments:
        found.append(f"INSERT INTO comments SELECT * FROM comments AS OF '{commit}' WHERE issue_id IN ({_list(ids)})")
    if edges:
        found.append(
            f"INSERT INTO dependencies SELECT * FROM dependencies AS OF '{commit}' "
            f"WHERE issue_id IN ({_list(ids)}) OR depends_on_id IN ({_list(ids)})"
        )
    return found


def _list(ids: Sequence[str]) -> str:
    return ", ".join("'" + issue_id.replace("\\", "\\\\").replace("'", "''") + "'" for issue_id in ids)
