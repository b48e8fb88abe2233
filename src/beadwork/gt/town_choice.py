"""Find the town that a command line is about, and who is asking."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.dolt.writing.author import Author
from beadwork.town import layout
from beadwork.town.layout import Town


def town(console: Console) -> Town:
    """Return the town.

    Raises:
        NoTown: there is none.
    """
    return layout.find(console.directory)


def author(console: Console) -> Author:
    """Return who is asking.

    Raises:
        Invalid: nobody can be called so.
    """
    from beadwork.tracker.author import checked
    from beadwork.workspace import identity

    return checked(identity.author(console.directory, chosen=console.actor))
