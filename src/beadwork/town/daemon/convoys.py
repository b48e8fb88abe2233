"""The daemon closes the convoys whose beads are all over."""

from __future__ import annotations

from beadwork.town.layout import Town
from beadwork.town.workers import convoys


def close_finished(town: Town) -> str:
    """Close what is done, and return the result in words.

    Raises:
        BeadworkError: a server does not answer. It is tried again at the next heartbeat.
    """
    before = [convoy for convoy in convoys.look(town) if not convoy.is_closed]
    after = convoys.settle(town, before, "daemon")
    closed = [convoy.name for convoy in after if convoy.is_closed]
    return f"closed {', '.join(closed)}" if closed else "no convoy is done"
