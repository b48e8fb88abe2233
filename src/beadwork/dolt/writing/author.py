"""The author of a Dolt commit."""

from __future__ import annotations

from typing import NamedTuple

NO_EMAIL = "nobody@localhost"


class Author(NamedTuple):
    """The name and the email address of the author of a Dolt commit."""

    name: str
    email: str

    def line(self) -> str:
        """Return `Name <email>`, the only form that DOLT_COMMIT takes; it refuses an empty part."""
        name, email = (part.translate(_UNFIT).strip() for part in self)
        return f"{name or 'unknown'} <{email or NO_EMAIL}>"


_UNFIT = {ord(character): " " for character in "<>\n\r\0"}
