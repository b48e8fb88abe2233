"""Examine a database that is damaged or gone, and recover it from the best source.

    gt dolt recover
    gt dolt recover gastown
    gt dolt recover gastown --apply
    gt dolt recover gastown --from backup --apply
    gt dolt recover hq --remote git@example.org:me/hq.git
    gt dolt recover gastown --from jsonl --jsonl gastown.jsonl --apply

Without a NAME every database is checked. With one, each way of recovery is tried in a place of its
own: check, Dolt's fsck, the remote, the newest backup, a file of issues. Each reports what it found
and what would be lost. Nothing is replaced without --apply, which takes the one with the newest
commit, or the one that --from names. The damaged directory is kept in `backups/broken/` with a
date. One damaged database keeps Dolt's whole server from starting, so this command needs no server;
it starts the server at the end. A running server is stopped while a database is copied. The exit
status is 1 if a database is damaged.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import ReadOnly, Usage
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.town.recovery import recover
from beadwork.town.recovery.candidates import RUNGS, Rung
from beadwork.town.recovery.recover import Findings, RecoveryOptions


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", default="", metavar="NAME", help="a database (else all are checked)"
    )
    parser.add_argument(
        "--from", dest="rung", default="", choices=RUNGS, help="only this way of recovery"
    )
    parser.add_argument("--remote", default="", metavar="URL", help="the remote to clone from")
    parser.add_argument(
        "--jsonl", default="", metavar="FILE", help="the export to recreate it from"
    )
    parser.add_argument(
        "--apply", "--yes", dest="apply", action="store_true", help="replace the database"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace even a healthy database, which is kept"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    if console.readonly and options.apply:
        raise ReadOnly("dolt recover --apply writes, and --readonly is given")
    town = town_choice.town(console)
    if not options.name:
        return _check_all(console, options)
    if options.rung == "check" and options.apply:
        raise Usage("the rung check only examines", hint=f"gt dolt recover {options.name} --apply")
    if options.rung == "check":
        found = recover.check(town, options.name, console.note)
    else:
        wanted = RecoveryOptions(options.rung, options.remote, options.jsonl, options.force)
        if options.apply:
            found = recover.recover(
                town, options.name, wanted, town_choice.author(console), console.note
            )
        else:
            found = recover.look(town, options.name, wanted, console.note)
    console.result(_as_json(found), lambda: _lines(console, found, options))
    return 0 if found.is_healthy or options.apply else 1


def _check_all(console: Console, options: argparse.Namespace) -> int:
    if options.apply or options.rung not in ("", "check"):
        raise Usage("no database is named", hint="gt dolt recover NAME --apply")
    town = town_choice.town(console)
    found = [recover.check(town, name, console.note) for name in recover.names(town)]
    width = max(len(findings.name) for findings in found)
    console.result(
        [_as_json(findings) for findings in found],
        lambda: [
            line
            for findings in found
            for line in _row(console, findings.name, width, findings.rungs[0].found)
        ],
    )
    return 0 if all(findings.is_healthy for findings in found) else 1


def _as_json(findings: Findings) -> dict[str, Any]:
    value = {
        "name": findings.name,
        "healthy": findings.is_healthy,
        "rungs": [_rung_as_json(rung) for rung in findings.rungs],
        "best": findings.best.name if findings.best else "",
        "kept": findings.kept,
    }
    return {key: part for key, part in value.items() if part != ""}


def _rung_as_json(rung: Rung) -> dict[str, Any]:
    row: dict[str, Any] = {
        "rung": rung.name,
        "found": rung.found,
        "usable": rung.is_usable,
        "loses": rung.loses,
    }
    if rung.contents:
        row |= {
            "commit": rung.contents.commit,
            "date": rung.contents.date,
            "rows": rung.contents.rows,
        }
    return {key: part for key, part in row.items() if part not in ("", {})}


def _row(console: Console, name: str, width: int, text: str) -> list[str]:
    """Return a name and its text, wrapped to as many lines as needed."""
    return textwrap.wrap(
        text,
        max(console.terminal.width, width + 40),
        initial_indent=f"{name.ljust(width)}  ",
        subsequent_indent=" " * (width + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _lines(console: Console, findings: Findings, options: argparse.Namespace) -> Iterator[str]:
    for rung in findings.rungs:
        yield from _row(console, rung.name, 6, rung.found)
        if rung.contents and rung.contents.commit:
            issues = rung.contents.rows.get("issues", 0)
            yield (f"        {counted(issues, 'issue')}, last commit {rung.contents.last()}:")
            yield f"        {rung.contents.message}"
        if rung.is_usable and rung.loses:
            yield f"        lost would be: {rung.loses}"
    if options.apply and findings.best:
        yield f"Recovered {findings.name} from {findings.best.name}"
        if findings.kept:
            yield f"The damaged one is kept: {findings.kept}"
    elif findings.best:
        yield (
            f"Nothing was changed. Next: gt dolt recover {findings.name} --from "
            f"{findings.best.name} --apply"
        )
    elif findings.is_healthy:
        yield f"There is nothing to recover in {findings.name}"
    else:
        yield "Nothing was found to recover it from"
