"""The result of `gt dolt push` and `gt dolt pull`: a line for each database."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.urls import bare
from beadwork.town.remotes.exchange import Exchanged


def add_names(parser: argparse.ArgumentParser) -> None:
    """Declare the argument that names the databases."""
    parser.add_argument("names", nargs="*", metavar="RIG", help="only these, or hq (else all)")


def show(console: Console, done: Sequence[Exchanged], *, is_one: bool) -> int:
    """Print the results, and return the exit status. The error of the one that was named is raised.

    Raises:
        BeadworkError: `is_one`, and it failed.
    """
    failed = [exchanged for exchanged in done if exchanged.error]
    if is_one and failed and failed[0].error:
        raise failed[0].error
    console.result([_as_json(exchanged) for exchanged in done], lambda: table(map(_cells, done)))
    return 1 if failed else 0


def _as_json(done: Exchanged) -> dict[str, Any]:
    value: dict[str, Any] = {"database": done.name, "url": bare(done.url)}
    if done.pulled:
        pulled = done.pulled
        value["pulled"] = {
            "before": pulled.before,
            "after": pulled.after,
            "remote_head": pulled.remote_head,
            "fetched": pulled.fetched,
        }
    if done.pushed:
        pushed = done.pushed
        value["pushed"] = {
            "is_new": pushed.is_new,
            "before": pushed.before,
            "local": pushed.local,
            "remote_head": pushed.remote_head,
            "tries": pushed.tries,
        }
    if done.error:
        value["error"] = {
            "code": done.error.code,
            "message": done.trouble,
            "hint": done.error.hint or "",
        }
    return value


def _cells(done: Exchanged) -> tuple[str, ...]:
    if done.error:
        hint = f" ({done.error.hint})" if done.error.hint else ""
        return (done.name, f"failed: {done.trouble}{hint}")
    parts = []
    if done.pulled:
        parts.append(_pulled(done))
    if done.pushed:
        parts.append(_pushed(done))
    return (done.name, "; ".join(parts) or "the remote holds no tracker yet")


def _pulled(done: Exchanged) -> str:
    if not done.pulled or not done.is_pulled:
        return "nothing new there"
    return f"pulled {counted(done.pulled.fetched, 'commit')} from {bare(done.url)}"


def _pushed(done: Exchanged) -> str:
    if not done.pushed or not done.is_pushed:
        return "nothing new here"
    merged = f", after {counted(len(done.pushed.merged), 'merge')}" if done.pushed.merged else ""
    return f"pushed to {bare(done.url)}{merged}; both are at {done.pushed.remote_head[:8]}"
