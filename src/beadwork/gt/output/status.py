"""A town at one moment, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from textwrap import wrap

from beadwork.console.columns import table, width
from beadwork.console.console import Console
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.dolt.server.status import REFUSED, Status
from beadwork.model.mail import MAYOR
from beadwork.model.workers.state import State
from beadwork.town.overview import Overview, Rig
from beadwork.ui import remote_state

HEADS = ("open", "doing", "blocked", "ready", "closed", "polecats", "remotes")
WIDEST = 24


def lines(console: Console, overview: Overview) -> Iterable[str]:
    """Yield the page: the facts, the rigs as a table, and what is wrong."""
    server, daemon = overview.server, overview.daemon
    facts = (
        f"pid {server.pid}, port {server.port}, Dolt {server.version}"
        if server.running
        else f"({_mend(server)})"
    )
    state = _state(console, server.running, server.state)
    yield f"{console.style('server', 'bold')}  {state}  {facts}"
    if daemon and daemon.error and not server.running:
        mend = f" (hint: {daemon.hint})" if daemon.hint else ""
        yield f"        {daemon.server}: {daemon.error}{mend}"
    yield f"{console.style('daemon', 'bold')}  {_daemon(console, overview)}"
    if overview.unread is not None:
        yield (
            f"{console.style('mail', 'bold')}    {overview.unread or 'nothing'} unread for {MAYOR}"
        )
    for alert in overview.alerts:
        yield f"{console.style('alert', 'bold', 'red')}   {alert.kind}, since {alert.since}"
        yield from wrap(
            alert.text,
            console.terminal.width,
            initial_indent=" " * 8,
            subsequent_indent=" " * 8,
            break_long_words=False,
            break_on_hyphens=False,
        )
    now = datetime.now(UTC).replace(tzinfo=None)
    for dead in (dead for rig in overview.rigs for dead in rig.dead_owners):
        yield f"{console.style('owner', 'bold', 'red')}   {dead.words(now)}"
    for trouble in overview.routing:
        yield f"{console.style('routes', 'bold', 'red')}  {trouble}"
    yield ""
    yield from _table(console, overview)
    yield from _remotes(overview)
    yield from _workers(console, overview)


def _mend(server: Status) -> str:
    return "gt dolt reset-password" if server.state == REFUSED else "gt dolt start"


def _daemon(console: Console, overview: Overview) -> str:
    daemon = overview.daemon
    if daemon is None:
        return f"{_state(console, False, 'not running')}  (gt daemon start)"
    if overview.silence:
        state = f"stalled for {overview.silence:.0f} s"
        return f"{_state(console, False, state)}  pid {daemon.pid} (gt daemon restart)"
    return f"{_state(console, True, 'running')}  pid {daemon.pid}"


def _state(console: Console, is_well: bool, text: str) -> str:
    return console.style(text, "green" if is_well else "red")


def _table(console: Console, overview: Overview) -> Iterable[str]:
    """Yield the rigs. A rig with a server of its own has the state of that server."""
    servers = overview.servers
    names = [console.shorten(rig.tracker.name, WIDEST) for rig in overview.rigs]
    states = [servers[rig.tracker.name].state if servers else "" for rig in overview.rigs]
    firsts = _columns(
        ("rig", "server") if servers else ("rig",), [*zip(names, states, strict=True)]
    )
    rows = [_cells(console, rig) for rig in overview.rigs]
    widths = [max(map(width, column)) for column in zip(HEADS, *rows, strict=True)]
    yield console.style(f"{next(firsts)}  {_aligned(HEADS, widths)}", "bold")
    for rig, row, first in zip(overview.rigs, rows, firsts, strict=True):
        rest = console.style(rig.trouble, "red") if rig.trouble else _aligned(row, widths)
        yield f"{first}  {rest}"


def _remotes(overview: Overview) -> Iterable[str]:
    """Yield the remotes that something is known of: pushes, commits ahead and behind, failures."""
    rows = [
        (
            rig.tracker.name,
            remote.name,
            remote_state.words(remote.record, remote.ahead, remote.behind),
        )
        for rig in overview.rigs
        for remote in rig.remotes
        if remote.record != RemoteRecord() or remote.ahead is not None
    ]
    if rows:
        yield ""
        yield from table(rows)


def _workers(console: Console, overview: Overview) -> Iterable[str]:
    """Yield the workers, each with its state and its issues."""
    if overview.workers:
        yield ""
        yield from table(
            (
                worker.address,
                _state(console, state == State.WORKING, state),
                " ".join(worker.beads),
            )
            for worker, state in overview.workers
        )


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the columns on the left of each line, the heads first."""
    cells = [heads, *(row[: len(heads)] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield "  ".join(
            cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True)
        )


def _cells(console: Console, rig: Rig) -> tuple[str, ...]:
    if rig.counts is None:
        return (*["?" if not rig.trouble else ""] * 5, "", "")
    counts = (rig.of("active"), rig.of("wip"), rig.counts.blocked, rig.counts.ready, rig.of("done"))
    remotes = console.shorten(", ".join(remote.name for remote in rig.remotes), 16)
    return (*map(str, counts), str(len(rig.polecats) or "-"), remotes or "-")


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line: its numbers, aligned to the right, and its last cell."""
    right = (
        " " * (size - width(cell)) + cell
        for cell, size in zip(cells[:-1], widths[:-1], strict=True)
    )
    return "  ".join((*right, cells[-1])).rstrip()
