"""The `.beads/redirect` files that somebody working here may meet, and where each leads, step by
step.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from beadwork.doctor.subject import Place
from beadwork.errors import BadWorkspace
from beadwork.workspace import locate

DEEPEST = 4
"""A worker's worktree lies so deep below a town: `<rig>/polecats/<name>/<repository>`."""


class Circle(BadWorkspace):
    """The redirects lead back to where they began."""


def files(place: Place) -> Iterator[str]:
    """Yield them: below a town's root those of its rigs and workers; for a workspace, those above
    its directory.
    """
    if place.is_town:
        for depth in range(DEEPEST + 1):
            yield from sorted(map(str, place.the_town.root.glob(f"{'*/' * depth}.beads/redirect")))
        return
    here = Path(place.directory).absolute()
    yield from (
        str(file)
        for one in (here, *here.parents)
        if (file := one / ".beads" / "redirect").is_file()
    )


def steps(file: str) -> list[str]:
    """Return the `.beads` directories that one comes through, that of the file first.

    Raises:
        Circle: one comes back.
        BadWorkspace: one of them leads to what is no directory.
    """
    found = [str(Path(file).parent)]
    while (target := locate.redirect(found[-1])) is not None:
        if target in found:
            raise Circle(" → ".join([*found, target]))
        found.append(target)
    return found
