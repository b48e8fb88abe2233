"""Checks of what a program passes, made before anything is connected."""

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
        Usage: there is none. A caller whose list came out empty meant neither nothing nor
            everything.
        Invalid: one is not UTF-8.
    """
    if not ids:
        raise Usage("no issue is named")
    for part in ids:
        encodable("id", part)
    return ids


def filtered(wanted: Filter | None) -> Filter:
    """Return the filter, or the default one.

    Raises:
        Invalid: a text in it is not UTF-8.
    """
    from beadwork.store.search.filters import Filter

    for field, value in zip(Filter._fields, wanted or (), strict=False):
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                encodable(f"filter by {field}", text)
    return wanted or Filter()
