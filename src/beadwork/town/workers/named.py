"""The worker that a command is about: the one that a person names, or the one that runs it."""

from __future__ import annotations

import os

from beadwork.errors import NotFound, Usage
from beadwork.town import layout
from beadwork.town.layout import Town
from beadwork.town.workers import record
from beadwork.town.workers.record import Worker


def named(directory: str, name: str) -> tuple[Town, Worker]:
    """Return a town and its worker. With an empty name it is the worker in whose environment the
    command runs.

    Raises:
        Usage: no worker is named, or several have the name.
        NotFound: there is no such worker.
        NoTown, BadTown: there is no town, or its files cannot be used.
    """
    if name:
        town = layout.find(directory)
        return town, record.find(town, name)
    values = {key: os.environ.get(key, "") for key in ("GT_ROOT", "GT_RIG", "GT_POLECAT")}
    missing = [key for key, value in values.items() if not value]
    if missing:
        raise Usage(f"no worker is named, and {missing[0]} is not set", hint="gt polecat list")
    town = layout.find(values["GT_ROOT"])
    address = f"{values['GT_RIG']}/{values['GT_POLECAT']}"
    try:
        return town, record.find(town, values["GT_POLECAT"], values["GT_RIG"])
    except NotFound as error:
        raise NotFound(f"no worker {address} in {town.root}", hint=error.hint) from None
