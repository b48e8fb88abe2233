"""One commit in the feed of changes: who, when, and what happened to which issues. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.times.timestamps import format_timestamp


class CommittedChange(NamedTuple):
    """One commit that became reachable on the branch of the feed."""

    commit: str
    author: str
    time: datetime
    """When the commit was made (UTC). A commit that a merge brought in is older than the merge."""
    branch: str
    """The branch whose feed it is."""
    issues: tuple[str, ...]
    """The ids of the issues that the commit changed, sorted."""
    kinds: tuple[str, ...]
    """What happened to each of `issues`, in their order: `created`, `closed`, `commented` and the
    other words of `bd activity`. A commit that changed no issue has one word: `merged`,
    `remembered`, `configured`.
    """
    message: str
    """The commit's message without its trailer."""
    cursor: str
    """What to go on from when this change and those before it are done with."""

    def to_dict(self) -> dict[str, Any]:
        """Return the change as the JSON of `bd watch --json` and of the feed has it."""
        return {
            "commit": self.commit,
            "author": self.author,
            "time": format_timestamp(self.time),
            "branch": self.branch,
            "issues": list(self.issues),
            "kinds": list(self.kinds),
            "message": self.message,
            "cursor": self.cursor,
        }

    def of_issues(self, ids: frozenset[str]) -> CommittedChange:
        """Return the change without what happened to other issues."""
        kept = [pair for pair in zip(self.issues, self.kinds, strict=False) if pair[0] in ids]
        return self._replace(
            issues=tuple(issue_id for issue_id, _ in kept), kinds=tuple(word for _, word in kept)
        )
