"""What git's remote `origin` says of a tracker: whether it has Dolt data, and the URL by which Dolt
reaches it.

Git may ask nobody for a password. Git gets five seconds, as a network that does not answer must not
delay `bd init`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from contextlib import suppress

from beadwork.dolt.server.files import credential_store
from beadwork.model.settings_table import float_setting

REF = "refs/dolt/data"
SECONDS = float_setting("git.remote-timeout")

_SCP = re.compile(r"(?!-)(?:[\w.-]+@)?[\w.-]+:(?!//)(?!\\)")
_DOLT_SCHEMES = ("git+", "file://", "aws://", "gs://", "oci://", "localbs://", "dolthub://")


def origin(directory: str) -> str:
    """Return the URL of `origin`, empty where there is no git project, no git, or no such
    remote.
    """
    return _git(directory, "remote", "get-url", "origin") or ""


def has_data(directory: str) -> bool | None:
    """Tell whether `origin` holds Dolt data; None where git failed or took too long."""
    found = _git(directory, "ls-remote", "--", "origin", REF)
    return None if found is None else REF in found


def for_dolt(url: str, directory: str) -> str:
    """Return the URL by which Dolt reaches a git remote. A URL in Dolt's own form is returned as it
    is. A relative path counts from `directory`.

    >>> for_dolt("git@example.org:team/api.git", "/")
    'git+ssh://git@example.org/team/api.git'
    >>> for_dolt("https://example.org/team/api.git", "/")
    'git+https://example.org/team/api.git'
    >>> for_dolt("../api.git", "/work/clone"), for_dolt("file:///backup/api", "/")
    ('git+file:///work/api.git', 'file:///backup/api')
    """
    if url.startswith(_DOLT_SCHEMES) and not (url.startswith("file://") and url.endswith(".git")):
        return url
    if url.startswith(("http://", "https://", "ssh://", "file://")):
        return f"git+{url}"
    if _SCP.match(url):
        place, _, path = url.partition(":")
        return f"git+ssh://{place}/{path.lstrip('/')}"
    return f"git+file://{os.path.normpath(os.path.join(directory, url))}"


def of_origin(directory: str) -> str:
    """Return Dolt's URL for `origin`, which is a git remote whatever its form; empty where there is
    none.
    """
    url = origin(directory)
    if url.startswith("file://"):
        return f"git+{url}"
    return for_dolt(url, directory) if url else ""


def _git(directory: str, *words: str) -> str | None:
    """Run git in a directory and return its output; None where git fails or takes too long."""
    environment = {
        **os.environ,
        **credential_store.environment(os.environ),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "SSH_ASKPASS": "true",
        "GIT_SSH_COMMAND": os.environ.get(
            "GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=5"
        ),
        "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
        # a remote that names a program (ext::) is not run
        "LC_ALL": "C",
    }
    try:
        child = subprocess.Popen(
            ["git", "-C", directory, *words],
            stdin=subprocess.DEVNULL,
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
            said, _ = child.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # git, and the ssh that it started
            return None
    return said.strip() if child.returncode == 0 else None
