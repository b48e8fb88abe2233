"""A setting that the person made for a workspace, where no command has opened it."""

from __future__ import annotations


def read(directory: str, key: str) -> str | None:
    """Return the value that the person set in the workspace of a directory; None without one."""
    from beadwork.errors import BeadworkError  # most commands never ask
    from beadwork.workspace import locate
    from beadwork.workspace.settings import own_settings

    try:
        return own_settings.read(locate.find(directory).beads).get(key)
    except BeadworkError:  # no workspace, or its file is damaged: the command itself says so
        return None
