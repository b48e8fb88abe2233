"""The steps of `gt sling` that can be undone, in order."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """A step. A worker's record has it before it is made."""

    CLAIM = "claim"
    WORKTREE = "worktree"
    BRANCH = "branch"
    SESSION = "session"
