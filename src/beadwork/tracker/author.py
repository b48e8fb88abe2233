"""The author of writes, checked so that the columns `created_by`, `assignee` and `owner` can hold
it.
"""

from __future__ import annotations

from beadwork.dolt.writing.author import Author
from beadwork.model.issues import issue as values


def checked(author: Author) -> Author:
    """Return the author.

    Raises:
        Invalid: the name or the address is longer than 255 characters, has a control character, or
            is not UTF-8.
    """
    return Author(
        values.name("actor", author.name) or "unknown", values.name("owner", author.email) or ""
    )
