"""The variables under which git and ssh ask nobody anything and end by themselves.

Git runs where nobody watches: in the server's process, which pushes and fetches, in the daemon, and
behind `bd init`. A prompt there would hang for ever, and so would a host that accepts a connection
and says nothing.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping

from beadwork.dolt.server.files import credential_store
from beadwork.model.settings_table import int_setting

CONNECT_SECONDS = int_setting("git.connect-timeout")
ALIVE_SECONDS = int_setting("git.alive-interval")
ALIVE_TRIES = int_setting("git.alive-tries")
STALL_SECONDS = int_setting("git.stall-limit")

SSH_OPTIONS = (
    f"-oBatchMode=yes -oConnectTimeout={CONNECT_SECONDS} -oServerAliveInterval={ALIVE_SECONDS} "
    f"-oServerAliveCountMax={ALIVE_TRIES}"
)
"""Of two values for one option ssh takes the first: those that a person gives come first."""
CONFIGURED_SSH = (
    'beadwork_ssh() { eval "$(git config --get core.sshCommand || echo ssh) '
    f'{SSH_OPTIONS} \\"\\$@\\""; }}; beadwork_ssh'
)
"""`GIT_SSH_COMMAND` would hide `core.sshCommand`, which may name a person's key."""
OF_A_REPOSITORY = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX"),
        *("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
        *("GIT_NAMESPACE", "GIT_SHALLOW_FILE", "GIT_QUARANTINE_PATH", "GIT_CONFIG"),
    }
)
"""A server started in a hook of git would act on the repository of that hook."""
OF_NOBODY = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "beadwork"), ("EMAIL", "beadwork@localhost"))
}
"""Whose the commits are that Dolt makes in a git repository it pushes to: a peer may see them."""
_TELLING = ("GIT_TRACE", "GIT_CURL_VERBOSE")
"""What git traces goes into error texts and logs."""


def quiet(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables to add to an environment, which is `present`."""
    return {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",  # empty, not unset: git would look for another one
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GCM_INTERACTIVE": "never",
        "GIT_SSH_COMMAND": ssh_command(present),
        "GIT_SSH_VARIANT": present.get("GIT_SSH_VARIANT", "ssh"),
        "GIT_HTTP_LOW_SPEED_LIMIT": "1",
        "GIT_HTTP_LOW_SPEED_TIME": str(STALL_SECONDS),
        # a remote that names a program (ext::) is not run
        "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
        **credential_store.environment(present),
    }


def ssh_command(present: Mapping[str, str]) -> str:
    """Return the command by which git calls ssh: the person's own with our options behind it.

    A program that is not ssh knows no such options, and gets none.

    >>> ssh_command({"GIT_SSH_COMMAND": "ssh -i key"}).startswith("ssh -i key -oBatchMode=yes ")
    True
    >>> ssh_command({"GIT_SSH_COMMAND": "plink -batch"})
    'plink -batch'
    """
    named = present.get("GIT_SSH_COMMAND", "")
    if not named and present.get("GIT_SSH"):
        named = shlex.quote(present["GIT_SSH"])
    if not named:
        return CONFIGURED_SSH
    try:
        program = os.path.basename(shlex.split(named)[0])
    except (ValueError, IndexError):  # a quote without its end: the shell will say so
        return named
    return f"{named} {SSH_OPTIONS}" if program == "ssh" else named


def passed_on(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of git that a server takes over from whoever starts it."""
    return {
        name: value
        for name, value in present.items()
        if name.startswith("GIT_") and not name.startswith(_TELLING) and name not in OF_A_REPOSITORY
    }
