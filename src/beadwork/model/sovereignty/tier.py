"""The sovereignty tiers, from the one without restrictions to the strictest.

docs/design/sovereignty.md has the table of what each tier keeps back.
"""

from __future__ import annotations

from enum import IntEnum

from beadwork.errors import Invalid


class Tier(IntEnum):
    """A tier. The greater is the stricter."""

    T1 = 1
    """No restrictions."""
    T2 = 2
    """Everything, but only for peers of the own organization."""
    T3 = 3
    """Persons have pseudonyms."""
    T4 = 4
    """No persons, comments, notes or times of day."""

    @property
    def meaning(self) -> str:
        """What the tier does, for a list."""
        return _MEANINGS[self]


_MEANINGS = {
    Tier.T1: "everything",
    Tier.T2: "everything, for the own organization only",
    Tier.T3: "persons have pseudonyms",
    Tier.T4: "no persons, comments, notes or times of day",
}
OUTBOUND = "outbound-"
"""How the names of the branches begin that are sent to peers."""
DEFAULT = Tier.T1
"""The tier where none is set: whoever adds a peer means to share with it."""


def parse(text: str) -> Tier:
    """Return the tier that a text names, in any case of its letters.

    Raises:
        Invalid: it names none.
    """
    try:
        return Tier[text.strip().upper()]
    except KeyError:
        raise Invalid(
            f'no sovereignty tier is called "{text}"', hint=f"one of {', '.join(Tier.__members__)}"
        ) from None
