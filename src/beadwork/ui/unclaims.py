"""Claims that were given back, on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from beadwork.model.times.timestamps import format_timestamp

if TYPE_CHECKING:
    from beadwork.actions.issues.unclaim import Unclaimed
    from beadwork.console.console import Console


def show(console: Console, unclaimed: Sequence[Unclaimed]) -> None:
    """Print issues that nobody has any more, and who had them, where that was somebody else."""
    now = datetime.now(UTC).replace(tzinfo=None)

    def line(result: Unclaimed) -> str:
        word = "Unclaimed" if result.was_claimed else "Nobody had"
        # Of an owner who may live, the guard of claims has told.
        is_dead = result.freed and (result.freed.ended_at or result.freed.session_died)
        whose = f" ({result.freed.words(now)})" if result.freed and is_dead else ""
        return f"{word} {result.issue.id}: {result.issue.title}{whose}"

    console.result(
        [_as_json(result) for result in unclaimed], lambda: [line(result) for result in unclaimed]
    )


def _as_json(result: Unclaimed) -> dict[str, Any]:
    found = result.issue.to_dict()
    if result.freed:
        ended = result.freed.ended_at
        more = {"lease_ended_at": format_timestamp(ended)} if ended else {}
        found = {**found, "freed_from": {"owner": result.freed.owner, **more}}
    return found
