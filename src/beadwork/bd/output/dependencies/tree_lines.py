"""A tree of issues with lines drawn between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.console import Console
from beadwork.model.dependencies.dependency import PARENT_CHILD, where
from beadwork.model.dependencies.graph import Step
from beadwork.model.issues.issue import Issue
from beadwork.ui import signs

_WORDS = {"blocks": "", PARENT_CHILD: "parent"}
"""The words for the type of an edge. The usual type has none."""


def lines(
    console: Console, steps: Sequence[Step], issues: dict[str, Issue], *, reverse: bool
) -> Iterable[str]:
    """Yield one line for each step. Nothing is drawn below a node that was drawn before, or that is
    too deep.
    """
    for step, stem in zip(steps, _stems(steps), strict=True):
        issue = issues.get(step.id)
        mark = _mark(
            step,
            reverse,
            "" if issue else where(step.id, step.type),
        )
        if issue is None:
            yield f"{console.style(stem, 'dim')}· {step.id}{console.style(mark, 'dim')}"
            continue
        room = console.terminal.width - len(stem) - len(step.id) - 6
        mark = console.shorten(mark, max(room - 8, 8))
        room -= len(mark)
        yield (
            f"{console.style(stem, 'dim')}{signs.sign(console, issue.status)} "
            f"{console.style(step.id, 'bold')} "
            f"{signs.priority(console, issue.priority)} "
            f"{console.shorten(issue.title, max(room, 8))}"
            f"{console.style(mark, 'dim')}"
        )


def _mark(step: Step, reverse: bool, where: str) -> str:
    kind = "child" if reverse and step.type == PARENT_CHILD else _WORDS.get(step.type, step.type)
    again = "closes a cycle" if step.cycle else "shown above" if step.again else ""
    notes = ", ".join(word for word in (kind, where, again, "goes on" if step.cut else "") if word)
    return f" ({notes})" if notes else ""


def _stems(steps: Sequence[Step]) -> list[str]:
    """Return the stems before each line. They are computed from the last line up, since a stem
    depends on the siblings below.
    """
    stems = []
    going_on: set[int] = set()
    for step in reversed(steps):
        if step.depth:
            bars = "".join("│  " if level in going_on else "   " for level in range(1, step.depth))
            stems.append(f"{bars}{'├─ ' if step.depth in going_on else '└─ '}")
        else:
            stems.append("")
        going_on = {level for level in going_on if level < step.depth} | {step.depth}
    return stems[::-1]
