"""Find the town that a command line is about, and the actor."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.dolt.writing.author import Author
from beadwork.town import layout
from beadwork.town.layout import Town
from beadwork.workspace.settings import own_settings


def town(console: Console) -> Town:
    """Return the town of the command's directory; raises as `layout.find`. If a worker with a lease
    runs the command, that is a sign of life.
    """
    found = layout.find(console.directory)
    worker = own_settings.named_actor(console.actor, "")
    if worker:
        trouble = own_settings.renew_lease(own_settings.leases(str(found.root), "", ""), worker)
        if trouble and console.verbose:
            console.warn(f"the lease of {worker} could not be renewed: {trouble}")
    return found


def author(console: Console) -> Author:
    """Return the author of the command's writes.

    Raises:
        Invalid: the actor's name is not valid.
    """
    from beadwork.workspace import identity
    from beadwork.workspace.identity import checked

    return checked(identity.author(console.directory, chosen=console.actor))
