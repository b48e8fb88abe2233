"""The town's own tmux server (`tmux -L …`). Commands go to tmux as arguments, without a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from beadwork.dolt.connection.driver import digest
from beadwork.errors import BeadworkError, NotFound
from beadwork.model.settings_table import int_setting
from beadwork.town.layout import Town

_umask = -1
"""The umask of sessions; -1 for that of this process."""
SECONDS = int_setting("daemon.tmux-timeout")


def keep_umask(umask: int) -> None:
    """Let sessions have this umask: they write code, which the daemon's own would close to all."""
    global _umask
    _umask = umask


def start(
    town: Town,
    name: str,
    directory: str,
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Start a session that runs a command. Return how tmux ended; raises as `run`."""
    # tmux gives a single word to a shell, and several words to the program as they are.
    words = command if len(command) > 1 else ("env", *command)
    variables = [
        word for key, value in (environment or {}).items() for word in ("-e", f"{key}={value}")
    ]
    return run(town, "new-session", "-d", "-s", name, "-c", directory, *variables, "--", *words)


def end(town: Town, name: str) -> None:
    """End a session. Without one nothing happens; raises as `run`."""
    run(town, "kill-session", "-t", f"={name}")


def exists(town: Town, name: str) -> bool:
    """Return whether a session runs; raises as `run`."""
    return run(town, "has-session", "-t", f"={name}").returncode == 0


def names(town: Town) -> set[str] | None:
    """Return the names of the sessions that run; None where tmux cannot be asked."""
    try:
        return set(run(town, "list-sessions", "-F", "#{session_name}").stdout.splitlines())
    except BeadworkError:
        return None


def poke(town: Town, name: str, text: str) -> bool:
    """Type a text into a session, with Enter. Return whether tmux took it; raises as `run`."""
    typed = run(town, "send-keys", "-t", f"={name}:", "-l", "--", text)
    return typed.returncode == run(town, "send-keys", "-t", f"={name}:", "Enter").returncode == 0


def socket_name(town: Town) -> str:
    """Return the name of the town's own tmux server."""
    return f"gt-{digest(os.path.realpath(town.root))[:8]}"


def attach(town: Town, name: str) -> str:
    """Return the command that attaches a person's terminal to a session."""
    return f"tmux -L {socket_name(town)} attach -t {name}"


def run(town: Town, *words: str) -> subprocess.CompletedProcess[str]:
    """Run tmux on the town's own server.

    Raises:
        NotFound: there is no tmux.
        BeadworkError: tmux does not answer.
    """
    program = shutil.which("tmux")
    if program is None:
        raise NotFound("tmux is not on the PATH, and the sessions run in it", hint="install tmux")
    environment = {
        name: value for name, value in os.environ.items() if name not in ("TMUX", "TMUX_PANE")
    }
    try:
        return subprocess.run(
            [program, "-L", socket_name(town), "-f", os.devnull, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**environment, "GT_TOWN_ROOT": str(Path(town.root).absolute())},
            timeout=SECONDS,
            umask=_umask,
        )
    except subprocess.TimeoutExpired:
        raise BeadworkError(f"tmux has not answered for {SECONDS} s") from None
