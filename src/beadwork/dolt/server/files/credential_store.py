"""The store of the passwords and tokens that were in the URLs of git remotes.

Its files belong to the user and lie outside every repository. Each credential is used for the one
repository that it was given for.

`credentials/tokens` has the secrets, in the form of `git credential-store`. `credentials/gitconfig`
says which repositories have a secret there, and has no secret in it. Our clones include this file,
and so does every git that a server starts. Git then reads the token, and gives it to no other
credential helper.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import Invalid
from beadwork.files import directory_lock
from beadwork.files.atomic import replace
from beadwork.model import urls
from beadwork.model.urls import Credential

SECTION = """\
[credential "{url}"]
\thelper =
\thelper = "!f() {{ test \\"$1\\" != get || git credential-store --file={file} get; }}; f"
\tuseHttpPath = true
"""
"""The empty `helper` clears the helpers set before. Ours reads tokens and never stores one."""


def take_out(url: str, say: Callable[[str], None]) -> str:
    """Move the password or token of a URL into the store, and return the URL without it.

    `say` gets a line about a password that was found.

    Raises:
        Invalid: the URL has a token in a place where it cannot be taken out.
        AccessDenied: the store is not ours alone.
        OSError: the store cannot be written.
    """
    clean, credential = urls.split(url)
    if credential is not None:
        keep(credential)
        say(f"the password in the URL of {clean} is kept in {_tokens()}, and the URL is without it")
    elif clean != url:
        say(f"the password in the URL of {clean} is of no use there, and was left out")
    return clean


def options(url: str) -> list[str]:
    """Return the options of `git clone` with which git finds a repository's token, now and later in
    the clone. The list is empty where the store has no token for it.
    """
    known = {_repository(line) for line in _lines()}
    return ["-c", f"include.path={_gitconfig()}"] if url.rstrip("/") in known else []


def environment(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with which git (2.31 and later) finds the tokens.

    They continue the numbering of `GIT_CONFIG_COUNT` in the environment `present`.
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


def keep(credential: Credential) -> str:
    """Add a credential, and return the path of the store. It replaces an older one for the same
    repository.

    Raises:
        Invalid: the repository is no part of a URL.
    """
    if any(character.isspace() or not character.isprintable() for character in credential.place):
        raise Invalid("a URL has no white space and no control characters")
    scheme, place, user, password = credential
    entry = f"{scheme}://{user}:{password}@{place}"
    with _locked():
        kept = [line for line in _lines() if _repository(line) != f"{scheme}://{place}"]
        lines = [entry, *kept]
        replace(_tokens(), "".join(f"{line}\n" for line in lines))
        replace(_gitconfig(), "".join(_section(line) for line in lines))
    return _tokens()


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
    """Lock the store, so that one process at a time changes it; make its directory first."""
    directory = _directory()
    os.makedirs(directory, mode=0o700, exist_ok=True)
    private_files.require_trusted(directory)
    with directory_lock.held(directory) as descriptor:
        os.fchmod(descriptor, 0o700)
        yield
