"""Run git for a question about a project.

Git may ask nobody for a password. Git gets five seconds, as a network that does not answer must not
delay `bd init`.
"""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress

from beadwork.dolt.server import git_environment
from beadwork.model.settings_table import float_setting

SECONDS = float_setting("git.remote-timeout")


def run(directory: str, *words: str, stdin: str = "") -> str | None:
    """Run git in a directory and return its output; None where git fails or takes too long."""
    environment = {
        **os.environ,
        **git_environment.quiet(os.environ),
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    try:
        child = subprocess.Popen(
            ["git", "-C", directory, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError:
        return None
    with child:
        try:
            said, _ = child.communicate(stdin, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # git, and the ssh that it started
            return None
    return said.strip() if child.returncode == 0 else None
