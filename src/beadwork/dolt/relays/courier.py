"""The short-lived process of Dolt that carries commits between a relay and its remote.

Its password goes by the environment, which only its user can read, and never by an argument. It
belongs to a group of its own, and is killed with its children when its time is over.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from contextlib import suppress
from typing import NamedTuple

from beadwork.dolt import program, required_program
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.relays import remote_password
from beadwork.dolt.relays.remote_password import RemotePassword
from beadwork.files import json_file
from beadwork.files.atomic import replace
from beadwork.model.remotes.endpoint import DOLTHUB_HOST
from beadwork.model.settings_table import float_setting

LOCAL_SECONDS = float_setting("server.offline-timeout")
"""The time limit of what contacts nobody."""
FAILED = 1105
"""The code with which a server of Dolt reports the same failure."""
STANDING = "relay"
"""The branch that is checked out in a relay. It is never pushed, so that every other may move."""
NOT_ANSWERED = "the remote did not answer within"

_PASSED_ON = ("PATH", "LANG", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")
_PROXIES = ("HTTP", "NO_PROXY", "ALL_PROXY", "http", "no_proxy", "all_proxy")
_SPINNER = re.compile(r"[-\\|/] (?:Fetching|Uploading|Downloading)\.\.\.|\x08")


class _Answer(NamedTuple):
    status: int
    text: str


def prepare(place: str, url: str) -> None:
    """Make the relay's directory of Dolt, with the remote `origin`, which is not contacted."""
    os.makedirs(os.path.join(place, "root", ".dolt"), mode=0o700)
    replace(os.path.join(place, "root", ".dolt", "config_global.json"), program.QUIET)
    os.mkdir(os.path.join(place, "data"), 0o700)
    identity = ["--name", "relay", "--email", "relay@localhost"]
    _do(place, "init", "--initial-branch", STANDING, *identity)
    _do(place, "remote", "add", "origin", url)


def push(place: str, branch: str, seconds: float) -> None:
    """Push a branch of the relay to the remote.

    Raises:
        ServerError: the remote did not take it, or did not answer in time.
    """
    password = remote_password.find(place, remote(place))
    _do(place, "push", *_user(password), "origin", branch, seconds=seconds, password=password)


def fetch(place: str, branch: str, seconds: float) -> None:
    """Fetch a branch of the remote, or all, and move those of the relay to them.

    Raises:
        ServerError: the remote cannot be read, or did not answer in time.
    """
    password = remote_password.find(place, remote(place))
    words = ["fetch", *_user(password), "origin", *([branch] if branch else [])]
    _do(place, *words, seconds=seconds, password=password)
    for known in [branch] if branch else _known(place):
        align(place, known)


def align(place: str, branch: str) -> None:
    """Move a branch of the relay to where the remote has it, as it was last seen; delete it where
    the remote has none.
    """
    if branch in _known(place):
        _do(place, "branch", "-f", branch, f"remotes/origin/{branch}")
    else:
        _run(place, "branch", "-D", branch)


def _known(place: str) -> list[str]:
    """Return the branches of the remote, as they were last seen."""
    listed = _do(place, "branch", "--all")
    return re.findall(r"^\s*remotes/origin/(\S+)", listed, re.MULTILINE)


def _user(password: RemotePassword | None) -> list[str]:
    return ["--user", password.user] if password else []


def _do(
    place: str,
    *words: str,
    seconds: float = LOCAL_SECONDS,
    password: RemotePassword | None = None,
) -> str:
    """Run Dolt in the relay, which has to succeed, and return its output."""
    answer = _run(place, *words, seconds=seconds, password=password)
    if answer.status:
        raise ServerError(FAILED, answer.text or "the remote failed, and said nothing", words[0])
    return answer.text


def _run(
    place: str,
    *words: str,
    seconds: float = LOCAL_SECONDS,
    password: RemotePassword | None = None,
) -> _Answer:
    dolt = required_program.require(lambda line: None)
    child = subprocess.Popen(
        [str(dolt.path), *words],
        cwd=os.path.join(place, "data"),
        env=_environment(place, password),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        umask=0o077,
    )
    with child:
        try:
            said, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ServerError(FAILED, f"{NOT_ANSWERED} {seconds:g} s", words[0]) from None
        finally:
            if child.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
    return _Answer(child.returncode, _SPINNER.sub("", said).strip())


def remote(place: str) -> str:
    """Return the URL of the remote of a relay."""
    return str(json_file.read(os.path.join(place, "remote.json"))["url"])


def _environment(place: str, password: RemotePassword | None) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED_ON or name.startswith(_PROXIES)
    }
    # DoltHub takes the keys that `dolt login` made, which belong to the person.
    is_own = password is None and DOLTHUB_HOST in remote(place)
    root = os.path.expanduser("~") if is_own else os.path.join(place, "root")
    kept.update(HOME=root, DOLT_ROOT_PATH=root, DOLT_DISABLE_EVENT_FLUSH="1", LC_ALL="C")
    # Our server reads the relay while others write to it, which it may only without a journal and
    # without archives.
    kept.update(DOLT_DISABLE_CHUNK_JOURNAL="1", DOLT_ARCHIVE_PULL_STREAMER="0")
    if password:
        kept["DOLT_REMOTE_PASSWORD"] = password.password
    return kept
