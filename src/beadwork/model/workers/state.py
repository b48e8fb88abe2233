"""The states of a worker."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What a worker's record says, or what is found beside it."""

    SLINGING = "slinging"
    """`gt sling` is making it."""
    WORKING = "working"
    QUEUED = "queued"
    """`gt done --queue` has said that it is done; `gt refinery` merges it."""
    FINISHING = "finishing"
    """Its work is merged and pushed, and `gt done` takes it away."""
    NUKING = "nuking"
    """`gt polecat nuke` takes it away."""
    INTERRUPTED = "interrupted"
    """Found, not recorded: `gt sling` has begun to make it, and does not run any more."""
    SESSION_DIED = "session_died"
    """Found, not recorded: it works, and its tmux session does not run any more."""
