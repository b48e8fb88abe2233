"""Whose town a directory is: the user that its root belongs to."""

from __future__ import annotations

import os

from beadwork.errors import BadTown


def refuse_other(root: str) -> None:
    """Refuse a town of another user, whose server, passwords and sessions are that user's.

    Raises:
        BadTown: its text names the user.
    """
    uid = os.stat(root).st_uid
    if uid != os.geteuid():
        raise of_other(root, uid)


def of_other(root: str, uid: int) -> BadTown:
    """Return the error for a town that belongs to another user."""
    import pwd

    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = f"user {uid}"
    return BadTown(
        f"the town {root} belongs to {name}, and you are another user",
        hint="cd ~; gt install   (which makes a town of your own)",
    )
