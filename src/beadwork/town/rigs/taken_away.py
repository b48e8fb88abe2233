"""Errors of a failed `gt rig add`, whose clone is gone when they are read.

A hint that leads into the clone, or that is typed in it, helps nobody then. The project still has
the file, so the error names it there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.errors import BeadworkError
from beadwork.model.hints import command
from beadwork.town.layout import Town

ANYWHERE = ("bd trust ",)
"""Commands of `bd` that need no workspace."""


@contextmanager
def said(town: Town, name: str, url: str) -> Iterator[None]:
    """Correct the error that leaves the block, where the rig's directory was taken away."""
    try:
        yield
    except BeadworkError as error:
        if not os.path.lexists(town.rig(name)):
            _correct(error, town, name, url)
        raise


def _correct(error: BeadworkError, town: Town, name: str, url: str) -> None:
    is_typed_there = error.hint.startswith("bd ") and not error.hint.startswith(ANYWHERE)
    if is_typed_there or str(town.rig(name)) in error.hint:
        error.hint = f"correct it in {url}, then: {command('gt', 'rig', 'add', name, url)}"
    clone = str(town.clone(name))
    error.message = error.message.replace(f"{clone}/", f"{url}: ").replace(clone, url)
