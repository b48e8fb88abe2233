"""The three places of an issue or a row in a merge: the base, ours and theirs.

The base is the newest commit that both branches have. *Ours* is the branch that is merged into.
*Theirs* is the branch that is merged.
"""

from __future__ import annotations

from enum import Enum
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Side(Enum):
    """One of the three places."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"


class Sides(NamedTuple, Generic[Value]):
    """One value for each of the two branches."""

    ours: Value
    theirs: Value

    def of(self, side: Side) -> Value:
        """Return the value of a branch; `side` is not the base."""
        return self.ours if side is Side.OURS else self.theirs


class Versions(NamedTuple, Generic[Value]):
    """One value for each of the three places."""

    base: Value
    ours: Value
    theirs: Value

    def of(self, side: Side) -> Value:
        """Return the value of a place."""
        return self.base if side is Side.BASE else self.sides.of(side)

    @property
    def sides(self) -> Sides[Value]:
        """The values of the two branches."""
        return Sides(self.ours, self.theirs)
