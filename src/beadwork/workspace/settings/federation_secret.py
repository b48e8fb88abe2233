"""The secret by which a town makes pseudonyms, and what it keeps back from partners.

Both are files of mode 0600 beside the server's password, outside every repository; a workspace on
an external server has them in the person's own directory. Who loses the secret gives every person
another pseudonym.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadFile
from beadwork.files import json_file
from beadwork.files.atomic import replace

if TYPE_CHECKING:
    from beadwork.dolt.server.files.home import Home

BYTES = 32


def read(home: Home | None) -> bytes:
    """Return the secret; make one where there is none.

    Raises:
        AccessDenied: others could read or replace the file.
        OSError: the file cannot be made.
    """
    path = os.path.join(_directory(home), "pseudonyms")
    if not os.path.exists(path):
        draft = f"{path}-{os.getpid()}"
        replace(draft, f"{secrets.token_hex(BYTES)}\n", mode=private_files.SECRET_MODE)
        with suppress(FileExistsError):  # another process was first
            os.link(draft, path)
        os.unlink(draft)
    return bytes.fromhex(private_files.read_secret(path).strip())


def kept_back(home: Home | None, database: str) -> tuple[frozenset[str], frozenset[str], str]:
    """Return the persons and the private issues that were kept back so far, and the commit of
    `main` whose history was searched for private issues.
    """
    try:
        found = json_file.read(_record(home, database))
        persons, private = (frozenset(map(str, found[key])) for key in ("persons", "private"))
        return persons, private, str(found["checked"])
    except (FileNotFoundError, BadFile, KeyError, TypeError):
        return frozenset(), frozenset(), ""


def keep_back(
    home: Home | None,
    database: str,
    persons: Iterable[str],
    private: Iterable[str],
    checked: str,
) -> None:
    """Record what is kept back.

    Raises:
        OSError: the file cannot be written.
    """
    content = {"persons": sorted(persons), "private": sorted(private), "checked": checked}
    text = json.dumps(content, indent=1)
    replace(_record(home, database), f"{text}\n", mode=private_files.SECRET_MODE)


def _record(home: Home | None, database: str) -> str:
    return os.path.join(_directory(home), f"kept-back-{database}.json")


def _directory(home: Home | None) -> str:
    """Return the directory of both, made where it is missing, and closed to others."""
    found = os.path.join(home.control if home else user_directory(), "federation")
    os.makedirs(found, mode=0o700, exist_ok=True)
    private_files.require_trusted(found)
    return found
