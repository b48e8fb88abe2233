"""What `main` has changed since the branch in use was made, or last merged it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.model.history import changes
from beadwork.store.history import diffs

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.history.changes import Change

MAIN = "main"


def of(reader: Reader, base: str, newest: str, ids: Sequence[str] = ()) -> list[Change]:
    """Return what `main`, which is at `newest`, has changed of these issues, or of all, since the
    commit `base`, in order of id.
    """
    found = changes.between(diffs.between(reader, base, newest))
    return [change for change in found if not ids or change.id in ids]
