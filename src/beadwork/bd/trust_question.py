"""Ask the person at a terminal whether a server that only the repository names is to be trusted."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.errors import UntrustedServer
from beadwork.workspace.trust import servers


def is_answered_yes(console: Console, error: UntrustedServer, workspace: str) -> bool:
    """Ask, and keep a yes; False at once where nobody sits there, or a program reads along."""
    terminal = console.terminal
    if console.json or not (terminal.stdin.isatty() and terminal.stderr.isatty()):
        return False
    terminal.stderr.write(
        f"This repository names the server {error.server} for project "
        f"{error.project_id or '(none)'}.\n"
        "You have not trusted it: it would get your statements and your login. Trust it? [y/N] "
    )
    terminal.stderr.flush()
    if terminal.stdin.readline().strip().lower() not in ("y", "yes"):
        return False
    servers.trust(servers.Server(error.server, error.project_id), workspace)
    return True
