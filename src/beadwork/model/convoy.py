"""A convoy: a set of beads, of whatever rigs, that is done when all of them are."""

from __future__ import annotations

from typing import Any, NamedTuple

DELETED = "deleted"
NO_RIG = "of no rig of this town"


class Bead(NamedTuple):
    """One bead of a convoy. `trouble` says why nothing else is known of it."""

    id: str
    rig: str = ""
    title: str = ""
    status: str = ""
    assignee: str = ""
    is_over: bool = False
    renamed_to: str = ""
    trouble: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is left to do, as far as is known. Nothing is, of a deleted bead."""
        return not self.is_over and self.trouble != DELETED

    def as_json(self) -> dict[str, Any]:
        """Return the object of the bead, without what is not known."""
        found = {**self._asdict(), "is_over": None}
        return {key: value for key, value in found.items() if value}


class Convoy(NamedTuple):
    """One convoy, with its beads in the order in which they were named."""

    id: str
    name: str
    status: str
    beads: tuple[Bead, ...]

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, by a person or because all its beads were over."""
        return self.status == "closed"

    @property
    def open_beads(self) -> list[Bead]:
        """The beads that are not over, or of which that is not known."""
        return [bead for bead in self.beads if bead.is_open]

    @property
    def done(self) -> int:
        """How many beads are over."""
        return len(self.beads) - len(self.open_beads)

    def as_json(self) -> dict[str, Any]:
        """Return the object of the convoy."""
        return {
            "id": self.id,
            "name": self.name,
            "status": self.status,
            "done": self.done,
            "total": len(self.beads),
            "beads": [bead.as_json() for bead in self.beads],
        }
