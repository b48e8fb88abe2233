"""Run git for a question about a project, or to change one.

Git may ask nobody for a password. A question gets five seconds, as a network that does not answer
must not delay `bd init`.
"""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress

from beadwork.dolt.server import git_environment
from beadwork.errors import BeadworkError
from beadwork.model.settings_table import float_setting
from beadwork.model.urls import without_credentials

SECONDS = float_setting("git.remote-timeout")
CHANGE_SECONDS = float_setting("git.change-timeout")


def run(directory: str, *words: str, stdin: str = "") -> str | None:
    """Run git in a directory and return its output; None where git fails or takes too long."""
    try:
        done = _completed(directory, words, stdin, SECONDS, dict(os.environ))
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def change(directory: str, *words: str, stdin: str = "", seconds: float = CHANGE_SECONDS) -> str:
    """Run git in a directory, to change its repository, and return its output. No variable of the
    environment leads to another repository.

    Raises:
        BeadworkError: git failed or took too long; the message has what it said.
    """
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in git_environment.OF_A_REPOSITORY
    }
    doing = f"git {words[0]} in {directory}"
    try:
        done = _completed(directory, words, stdin, seconds, own)
    except OSError as error:
        raise BeadworkError(f"git cannot be run: {error.strerror}", hint="install git") from None
    except subprocess.TimeoutExpired:
        raise BeadworkError(f"{doing} has taken more than {seconds:g} s") from None
    if done.returncode:
        raise BeadworkError(f"{doing} failed: {reason(done.stderr)}")
    return done.stdout.strip()


def reason(said: str) -> str:
    """Return the lines of git's standard error that say why it failed, without passwords: the
    first error, and what git could not do then. Git writes advice behind it.

    >>> reason("Cloning into 'a'...\\nfatal: repository 'b' does not exist\\nPlease make sure.")
    "repository 'b' does not exist"
    >>> reason("error: unable to write file a\\nfatal: Could not reset index file")
    'unable to write file a; Could not reset index file'
    """
    lines = without_credentials(said).strip().splitlines() or ["it said nothing"]
    found = [
        next((line.removeprefix(word) for line in lines if line.startswith(word)), "")
        for word in ("error: ", "fatal: ")
    ]
    return "; ".join(filter(None, found)) or lines[-1]


def _completed(
    directory: str, words: tuple[str, ...], stdin: str, seconds: float, present: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run git and return how it ended. What takes too long is killed with all that it started.

    Raises:
        OSError: git cannot be run.
        TimeoutExpired: it took too long.
    """
    environment = {
        **present,
        **git_environment.quiet(present),
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    child = subprocess.Popen(
        ["git", "-C", directory, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    with child:
        try:
            said, failure = child.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # git, and the ssh that it started
            raise
    return subprocess.CompletedProcess(child.args, child.returncode, said, failure)
