"""Flags that take several values at once, by commas or given again."""

from __future__ import annotations

from collections.abc import Sequence


def split(values: Sequence[str] | None) -> list[str]:
    """Return the entries of flags that take several by commas."""
    return [entry.strip() for value in values or () for entry in value.split(",") if entry.strip()]
