"""The way from a running server to the SSH agent of whoever asks it to push or fetch.

An agent's socket has another path in each login, and the environment of a server is fixed when it
starts. So the server is given a path of its own, which is a symbolic link. Each command that has
the server push or fetch points it to its own agent. The link lies in a directory that nobody else
can enter.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from beadwork.dolt.connection.address import SOCKET_PATH_BYTES

NAME = "ssh-agent"
VARIABLE = "SSH_AUTH_SOCK"


def path(control: str) -> str:
    """Return the path of the link in the control directory of a server; "" where ssh could not use
    it, as it is too long.
    """
    found = os.path.join(control, NAME)
    return found if len(os.fsencode(found)) <= SOCKET_PATH_BYTES else ""


def environment(control: str, present: Mapping[str, str]) -> dict[str, str]:
    """Return the variable for a server that is started now, and point the link to the agent of
    `present`.
    """
    link = path(control)
    if not link:
        return {VARIABLE: present[VARIABLE]} if present.get(VARIABLE) else {}
    point(control, present)
    return {VARIABLE: link}


def point(control: str, present: Mapping[str, str]) -> None:
    """Point the link to the agent of an environment. Where there is none, the link stays: the agent
    of another login may still run.
    """
    link, agent = path(control), present.get(VARIABLE, "")
    if not link or not os.path.isabs(agent) or agent == link:
        return
    with suppress(FileNotFoundError):
        if os.readlink(link) == agent:
            return
    unfinished = f"{link}.{os.getpid()}"
    with suppress(FileNotFoundError):
        os.unlink(unfinished)
    os.symlink(agent, unfinished)
    os.replace(unfinished, link)
