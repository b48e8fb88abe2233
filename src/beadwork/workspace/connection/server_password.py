"""The password of an external server, in the file that the person names."""

from __future__ import annotations

import os

from beadwork import errors
from beadwork.files import bounded


def read(path: str, origin: str) -> str:
    """Return the password in a file. `origin` is what names the file, for messages.

    Raises:
        BadWorkspace: the file cannot be read, or is no text.
    """
    try:
        content = bounded.read_named(os.path.expanduser(path), bounded.LINE)
        return content.decode().rstrip("\r\n")
    except (OSError, errors.BadFile, UnicodeDecodeError) as error:
        raise errors.BadWorkspace(
            f"the password file {path}, named by {origin}, cannot be read: {_reason(error)}",
            hint="bd dolt show",
        ) from None


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
