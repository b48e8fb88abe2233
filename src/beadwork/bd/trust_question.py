"""Ask the user at a terminal whether to trust a server that only the repository names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from beadwork.console.console import Console
from beadwork.errors import UntrustedServer
from beadwork.ui import question
from beadwork.workspace.trust import servers

T = TypeVar("T")


def trusting(console: Console, workspace: str, act: Callable[[], T]) -> T:
    """Run what contacts the server of a workspace, once more where the person trusts it now.

    Raises:
        UntrustedServer: only the repository names the server, and nobody at a terminal trusts it.
    """
    try:
        return act()
    except UntrustedServer as error:
        if not is_answered_yes(console, error, workspace):
            raise
        return act()


def is_answered_yes(console: Console, error: UntrustedServer, workspace: str) -> bool:
    """Ask, and store a yes. Return False at once without a terminal, or where a program reads the
    output.
    """
    text = (
        f"This repository names the server {error.server} for project "
        f"{error.project_id or '(none)'}.\n"
        "You have not trusted it: it would get your statements and your login. Trust it?"
    )
    if not question.is_answered_yes(console, text):
        return False
    servers.trust(servers.Server(error.server, error.project_id), workspace)
    return True
