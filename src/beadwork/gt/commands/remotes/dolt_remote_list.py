"""List the remotes of the town's databases: where each is pushed to, when it was, and what failed.

    gt dolt remote list
    gt dolt remote list --json

The remotes are not contacted. The exit status is 1 if a database and mayor/daemon.json name
different remotes.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.dolt.server.files import remote_record
from beadwork.gt import town_choice
from beadwork.town.remotes import changes
from beadwork.town.remotes.changes import Listed
from beadwork.ui import remote_state


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    found = changes.all_of(town_choice.town(console))
    console.result([_as_json(listed) for listed in found], lambda: table(map(_cells, found)))
    return 1 if any(listed.differs for listed in found) else 0


def _as_json(listed: Listed) -> dict[str, Any]:
    value = {"database": listed.database, "remote": listed.remote, "url": listed.url}
    if listed.differs:
        value["configured"] = listed.configured
    return {
        **{key: part for key, part in value.items() if part},
        **remote_record.as_json(listed.record),
    }


def _cells(listed: Listed) -> tuple[str, ...]:
    if not listed.url and not listed.configured:
        return (listed.database, "-", "", f"no remote: gt dolt remote add {listed.database} URL")
    state = remote_state.words(listed.record)
    if listed.differs:
        state = f"mayor/daemon.json names {listed.configured or 'none'}"
    return (listed.database, listed.remote, listed.url or "-", state)
