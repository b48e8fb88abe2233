"""What a command server loads before its first client comes, so that a worker loads nothing more
for a hot command.
"""

from __future__ import annotations

import gc
import importlib
from contextlib import suppress
from typing import Any

from beadwork.console import short_process
from beadwork.dolt.connection import driver
from beadwork.errors import Usage
from beadwork.serve.worker import PROGRAMS

MODULES = (
    "beadwork.actions.comments.comment",
    "beadwork.actions.dependencies.add",
    "beadwork.actions.issues.claim",
    "beadwork.actions.issues.claim_guard",
    "beadwork.actions.issues.close",
    "beadwork.actions.issues.close_and_claim",
    "beadwork.actions.issues.create",
    "beadwork.actions.issues.label",
    "beadwork.actions.issues.new_issue_lookup",
    "beadwork.actions.issues.parent",
    "beadwork.actions.issues.reopen",
    "beadwork.actions.issues.update",
    "beadwork.actions.workers.leases",
    "beadwork.bd.commands.dependencies.children",
    "beadwork.bd.commands.dependencies.dep_add",
    "beadwork.bd.commands.dependencies.dep_list",
    "beadwork.bd.commands.issues.claim",
    "beadwork.bd.commands.issues.close",
    "beadwork.bd.commands.issues.comment",
    "beadwork.bd.commands.issues.create",
    "beadwork.bd.commands.issues.label_add",
    "beadwork.bd.commands.issues.q",
    "beadwork.bd.commands.issues.reopen",
    "beadwork.bd.commands.issues.show",
    "beadwork.bd.commands.issues.update",
    "beadwork.bd.commands.search.blocked",
    "beadwork.bd.commands.search.count",
    "beadwork.bd.commands.search.list",
    "beadwork.bd.commands.search.ready",
    "beadwork.bd.commands.search.search",
    "beadwork.bd.commands.search.stats",
    "beadwork.bd.not_found_hints",
    "beadwork.bd.output.comments",
    "beadwork.bd.output.detail",
    "beadwork.console.parser",
    "beadwork.dolt.backoff",
    "beadwork.dolt.connection.connect",
    "beadwork.dolt.server.access",
    "beadwork.dolt.server.accounts",
    "beadwork.dolt.server.files.password",
    "beadwork.dolt.writing.write",
    "beadwork.store.dependencies.blockers",
    "beadwork.store.search.counts",
    "beadwork.store.search.index_scan",
    "beadwork.store.search.like_patterns",
    "beadwork.store.search.overview",
    "beadwork.store.search.readiness",
    "beadwork.store.search.statistics",
    "beadwork.store.search.unknown_words",
    "beadwork.store.issues.children",
    "beadwork.workspace.identity",
    "beadwork.workspace.routes",
    "encodings.utf_8_sig",
    "textwrap",
)
"""What short commands load where they first use it."""


def load() -> None:
    """Load what hot commands need. The process is one of a command from now on."""
    short_process.tune()
    driver.load(tls=False)
    for name in (*PROGRAMS.values(), *MODULES):
        module = importlib.import_module(name)
        if ".commands." in name:
            _warm(module)
    # What is there now is shared with the workers, and never looked at by their collector.
    gc.freeze()


def _warm(command: Any) -> None:
    """Build the parser of a command once: its regular expressions are compiled then."""
    from beadwork.console.parser import Parser

    parser = Parser("bd", command.__doc__ or "")
    command.arguments(parser)
    with suppress(Usage):
        parser.parse_intermixed_args([])
