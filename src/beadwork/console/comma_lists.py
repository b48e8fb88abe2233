"""Flags that take several values, separated by commas or repeated."""

from __future__ import annotations

from collections.abc import Sequence


def split(values: Sequence[str] | None) -> list[str]:
    """Return the single values."""
    return [entry.strip() for value in values or () for entry in value.split(",") if entry.strip()]
