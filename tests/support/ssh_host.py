"""A host with git behind SSH: Debian's sshd on the loopback address, with keys of its own.

Needs `sshd` (Debian: openssh-server), which .ci/set-up installs.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from foreign_servers import free_port

ALIAS = "box"
"""The host's name in a URL without a port: `box:api.git`, whose path counts from `home`."""
CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {directory}/host
PidFile none
AuthorizedKeysFile {directory}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
SetEnv GIT_CONFIG_GLOBAL={directory}/gitconfig
ForceCommand cd {directory}/home && exec sh -c "$SSH_ORIGINAL_COMMAND"
"""
"""The forced command makes `home` the directory from which relative paths count."""


class SshHost(NamedTuple):
    """A running sshd. `home` has the git repositories; `key` may enter, `wrong_key` may not."""

    directory: Path
    port: int

    @property
    def home(self) -> Path:
        return self.directory / "home"

    @property
    def key(self) -> Path:
        return self.directory / "key"

    @property
    def wrong_key(self) -> Path:
        return self.directory / "wrong_key"

    def url(self, path: Path) -> str:
        """Return the URL of a repository by its absolute path."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{path}"

    def command(self, key: Path | None, *, is_known: bool = True) -> str:
        """Return the `GIT_SSH_COMMAND` of a person with this key, or with none but an agent's.
        `is_known` tells whether the person knows the host's key.
        """
        known = self.directory / ("known_hosts" if is_known else "unknown_hosts")
        identity = f"-oIdentitiesOnly=yes -i {key}" if key else "-oIdentityFile=none"
        return f"ssh -F {self.directory}/ssh_config {identity} -oUserKnownHostsFile={known}"

    def repository(self, name: str = "api.git", *, has_branch: bool = True) -> Path:
        """Return a bare repository in `home`, with a branch unless there is to be none."""
        return bare_repository(self.home / name, has_branch=has_branch)


def bare_repository(path: Path, *, has_branch: bool = True) -> Path:
    """Make a bare git repository, with one commit on `main` unless there is to be no branch."""
    git("init", "--quiet", "--bare", "--initial-branch=main", path)
    if has_branch:
        tree = git("-C", path, "hash-object", "-t", "tree", "-w", "/dev/null")
        commit = git("-C", path, *AUTHOR, "commit-tree", "-m", "first", tree)
        git("-C", path, "update-ref", "refs/heads/main", commit)
    return path


AUTHOR = ("-c", "user.name=T", "-c", "user.email=t@example.org")


def git(*words: str | Path) -> str:
    """Run git, which has to succeed, and return its output."""
    done = subprocess.run(["git", *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@contextmanager
def serving(directory: Path) -> Iterator[SshHost]:
    """Run sshd while the block runs. Its files lie in `directory`."""
    sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    assert sshd, "sshd is not here: .ci/set-up installs openssh-server"
    host = SshHost(directory, free_port())
    _prepare(host)
    with (directory / "sshd.log").open("wb") as log:
        child = subprocess.Popen(
            [sshd, "-D", "-e", "-f", directory / "sshd_config"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(host, child)
        yield host
    finally:
        child.terminate()
        child.wait()


def _prepare(host: SshHost) -> None:
    host.home.mkdir(parents=True)
    for name in ("host", "key", "wrong_key"):
        path = host.directory / name
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    shutil.copy(f"{host.key}.pub", host.directory / "authorized_keys")
    host_key = (host.directory / "host.pub").read_text().split()[:2]
    known = f"[127.0.0.1]:{host.port} {' '.join(host_key)}\n"
    (host.directory / "known_hosts").write_text(known)
    (host.directory / "ssh_config").write_text(
        f"Host {ALIAS} unknown\n\tHostName 127.0.0.1\n\tPort {host.port}\n"
        f"\tUser {getpass.getuser()}\n"
        "Host unknown\n\tHostKeyAlias nobody.knows.it\n"
    )
    (host.directory / "gitconfig").write_text("[safe]\n\tdirectory = *\n")
    (host.directory / "sshd_config").write_text(
        CONFIGURATION.format(port=host.port, directory=host.directory)
    )
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # where root's sshd locks itself in


def _wait(host: SshHost, child: subprocess.Popen[bytes]) -> None:
    log = host.directory / "sshd.log"
    deadline = time.monotonic() + 30
    while "Server listening" not in log.read_text():
        assert child.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.01)
