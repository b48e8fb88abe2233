"""A town at one moment, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from beadwork.console.columns import shorten, width
from beadwork.console.console import Console
from beadwork.model.mail import MAYOR
from beadwork.town.overview import Rig, Seen

HEADS = ("rig", "open", "doing", "blocked", "ready", "closed", "polecats", "remotes")
WIDEST = 24


def lines(console: Console, seen: Seen) -> Iterable[str]:
    """Yield the page: the facts, the rigs as a table, and what is wrong."""
    server, daemon = seen.server, seen.daemon
    facts = f"pid {server.pid}, port {server.port}, Dolt {server.version}" if server.running else "(gt dolt start)"
    yield f"{console.style('server', 'bold')}  {_state(console, server.running, server.state)}  {facts}"
    facts = f"pid {daemon.pid}" if daemon else "(gt daemon start)"
    yield f"{console.style('daemon', 'bold')}  {_state(console, bool(daemon), 'running' if daemon else 'not running')}  {facts}"
    if seen.unread is not None:
        yield f"{console.style('mail', 'bold')}    {seen.unread or 'nothing'} unread for {MAYOR}"
    for alert in seen.alerts:
        yield f"{console.style('alert', 'bold', 'red')}   {alert.kind}, since {alert.since}"
        yield from wrap(alert.text, console.terminal.width, initial_indent=" " * 8, subsequent_indent=" " * 8,
                        break_long_words=False, break_on_hyphens=False)  # fmt: skip
    yield ""
    yield from _table(console, seen.rigs)


def _state(console: Console, is_well: bool, text: str) -> str:
    return console.style(text, "green" if is_well else "red")


def _table(console: Console, rigs: Sequence[Rig]) -> Iterable[str]:
    rows = [_cells(rig) for rig in rigs]
    widths = [max(map(width, column)) for column in zip(HEADS, *rows, strict=True)]
    yield console.style(_aligned(HEADS, widths), "bold")
    for rig, row in zip(rigs, rows, strict=True):
        if rig.trouble:
            yield f"{row[0].ljust(widths[0])}  {console.style(rig.trouble, 'red')}"
        else:
            yield _aligned(row, widths)


def _cells(rig: Rig) -> tuple[str, ...]:
    name = shorten(rig.tracker.name, WIDEST)
    if rig.counts is None:
        return (name, *["?" if not rig.trouble else ""] * 5, "", "")
    counts = (rig.of("active"), rig.of("wip"), rig.counts.blocked, rig.counts.ready, rig.of("done"))
    remotes = shorten(", ".join(remote for remote, _ in rig.remotes), 16)
    return (name, *map(str, counts), str(len(rig.polecats) or "-"), remotes or "-")


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line: names to the left, numbers to the right."""
    first, *numbers = cells[:-1]
    left = first + " " * (widths[0] - width(first))
    right = (" " * (size - width(cell)) + cell for cell, size in zip(numbers, widths[1:-1], strict=True))
    return "  ".join((left, *right, cells[-1])).rstrip()
