"""The `.beads/redirect` files of the subject, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from beadwork.doctor.subject import Subject
from beadwork.errors import BadWorkspace
from beadwork.workspace import locate

DEEPEST = 4
"""The most directory levels below a town's root: `<rig>/polecats/<name>/<repository>`."""


class Loop(BadWorkspace):
    """The redirects form a loop."""


def files(subject: Subject) -> Iterator[str]:
    """Yield the redirect files: below a town's root, or above the directory of a workspace."""
    if subject.is_town:
        for depth in range(DEEPEST + 1):
            yield from sorted(
                map(str, subject.required_town.root.glob(f"{'*/' * depth}.beads/redirect"))
            )
        return
    here = Path(subject.directory).absolute()
    yield from (
        str(file)
        for place in (here, *here.parents)
        if (file := place / ".beads" / "redirect").is_file()
    )


def steps(file: str) -> list[str]:
    """Return the `.beads` directories that a redirect passes through, its own first.

    Raises:
        Loop: a directory comes twice.
        BadWorkspace: a redirect names a path that is no directory.
    """
    found = [str(Path(file).parent)]
    while (target := locate.redirect(found[-1])) is not None:
        if target in found:
            raise Loop(" → ".join([*found, target]))
        found.append(target)
    return found
