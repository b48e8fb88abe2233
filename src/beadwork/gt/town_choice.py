"""Find the town that a command line is about, and the actor."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.dolt.writing.author import Author
from beadwork.town import layout
from beadwork.town.layout import Town


def town(console: Console) -> Town:
    """Return the town of the command's directory; raises as `layout.find`."""
    return layout.find(console.directory)


def author(console: Console) -> Author:
    """Return the author of the command's writes.

    Raises:
        Invalid: the actor's name is not valid.
    """
    from beadwork.tracker.author import checked
    from beadwork.workspace import identity

    return checked(identity.author(console.directory, chosen=console.actor))
