"""Passwords and tokens of git remotes that were in a URL: in files of the user, outside of every
repository, each for the one repository that it was given for.

`credentials/tokens` has the secrets, in the form of `git credential-store`. `credentials/gitconfig`
says which repositories have one there, and has no secret in it: a clone of ours includes it, and so
does every git that a server starts. Git then reads the token, and nobody's helper is told of it.
"""

from __future__ import annotations

import fcntl
import os
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import Invalid
from beadwork.files.atomic import replace
from beadwork.model import urls
from beadwork.model.urls import Credential

SECTION = """\
[credential "{url}"]
\thelper =
\thelper = "!f() {{ test \\"$1\\" != get || git credential-store --file={file} get; }}; f"
\tuseHttpPath = true
"""
"""The first line forgets the helpers before it; ours gives a token away and never keeps one."""


def take_out(url: str, say: Callable[[str], None]) -> str:
    """Return a URL without its password or token, which is kept in the store; `say` is told.

    Raises:
        Invalid: there is a token where it cannot be taken from.
        AccessDenied: the store is not ours alone.
        OSError: it cannot be written.
    """
    clean, credential = urls.split(url)
    if credential is not None:
        _keep(credential)
        say(f"the password in the URL of {clean} is kept in {_tokens()}, and the URL is without it")
    elif clean != url:
        say(f"the password in the URL of {clean} is of no use there, and was left out")
    return clean


def options(url: str) -> list[str]:
    """Return the options of `git clone` by which it and its clone find the token of a repository;
    none where it has none.
    """
    known = {_repository(line) for line in _lines()}
    return ["-c", f"include.path={_gitconfig()}"] if url.rstrip("/") in known else []


def environment(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which git finds the tokens (git 2.31 and later), added to those that
    are present.
    """
    number = present.get("GIT_CONFIG_COUNT", "")
    count = int(number) if number.isascii() and number.isdigit() else 0
    return {
        "GIT_CONFIG_COUNT": str(count + 1),
        f"GIT_CONFIG_KEY_{count}": "include.path",
        f"GIT_CONFIG_VALUE_{count}": _gitconfig(),
    }


def _directory() -> str:
    return os.path.join(user_directory(), "credentials")


def _tokens() -> str:
    return os.path.join(_directory(), "tokens")


def _gitconfig() -> str:
    return os.path.join(_directory(), "gitconfig")


def _keep(credential: Credential) -> None:
    """Add a credential, in the place of one for the same repository."""
    if any(character.isspace() or not character.isprintable() for character in credential.place):
        raise Invalid("a URL has no white space and no control characters")
    scheme, place, user, password = credential
    entry = f"{scheme}://{user}:{password}@{place}"
    with _locked():
        kept = [line for line in _lines() if _repository(line) != f"{scheme}://{place}"]
        lines = [entry, *kept]
        replace(_tokens(), "".join(f"{line}\n" for line in lines))
        replace(_gitconfig(), "".join(_section(line) for line in lines))


def _lines() -> list[str]:
    try:
        return private_files.read_secret(_tokens()).splitlines()
    except FileNotFoundError:
        return []


def _section(line: str) -> str:
    file = shlex.quote(_tokens())
    return SECTION.format(url=_escaped(_repository(line)), file=_escaped(file))


def _repository(line: str) -> str:
    """Return the URL for which a line of the store has the token."""
    scheme, _, rest = line.partition("://")
    return f"{scheme}://{rest.partition('@')[2]}"


def _escaped(text: str) -> str:
    """Return a text as it stands between quotes in a configuration file of git."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


@contextmanager
def _locked() -> Iterator[None]:
    """Let one process at a time change the store, which is made."""
    directory = _directory()
    os.makedirs(directory, mode=0o700, exist_ok=True)
    private_files.require_trusted(directory)
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fchmod(descriptor, 0o700)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
