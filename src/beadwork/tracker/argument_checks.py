"""What a program hands over, looked at before anything is connected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.errors import Usage
from beadwork.model.issues.issue import encodable

if TYPE_CHECKING:
    from beadwork.store.search.filters import Filter


def named(ids: Sequence[str]) -> Sequence[str]:
    """Return the ids, or parts of ids, that were named.

    Raises:
        Usage: none was: a caller whose list came out empty meant something else than nothing, or
            than everything.
        Invalid: one is no UTF-8.
    """
    if not ids:
        raise Usage("no issue is named")
    for part in ids:
        encodable("id", part)
    return ids


def filtered(wanted: Filter | None) -> Filter:
    """Return what is asked for, everything usual by default.

    Raises:
        Invalid: a text in it is no UTF-8.
    """
    from beadwork.store.search.filters import Filter

    for field, value in zip(Filter._fields, wanted or (), strict=False):
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                encodable(f"filter by {field}", text)
    return wanted or Filter()
