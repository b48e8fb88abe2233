"""Show what a worker has finished, by skill, type and time, each line with its proof.

    gt charsheet widget/toast
    gt charsheet widget/toast --skill go --period 2026-Q4
    gt charsheet widget/toast --since 2026-10-01 --until 2026-12-31 --json

Everything comes from ledgers: those of this town's rigs, and those of `known_chains` in
mayor/town.json, which are fetched. A line is a closed issue with the worker as its assignee. Skills
are its labels `skill:NAME` and `lang:NAME`. The proof is the entry in the ledger, its digest, and
the commit that it came from. A validation is a closed issue of another ledger with an edge
`validates`, `attests` or `approved-by` to the line's hop:// URI; it is read there, and proven.

Times are those of the closing, in UTC. A ledger that was altered is left out. The exit status is 1
if anything is left out, or could not be fetched just now.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.gt.output import charsheet as output
from beadwork.model.ledger import charsheet
from beadwork.model.ledger.charsheet import Wanted
from beadwork.town.ledger import sources
from beadwork.ui import period_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the worker, as assignees are named")
    parser.add_argument("--skill", default="", metavar="SKILL", help="only with this skill")
    parser.add_argument("--type", default="", metavar="TYPE", help="only issues of this type")
    period_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> int:
    period = period_flags.read(options, datetime.now(UTC).replace(tzinfo=None))
    wanted = Wanted(period, options.skill, options.type)
    known = sources.all_of(town_choice.town(console), console.note)
    found = charsheet.lines(options.name, known.sources, wanted)
    for trouble in known.troubles:
        console.warn(trouble)
    console.result(
        output.document(options.name, found, known.troubles),
        lambda: output.lines(options.name, found),
    )
    return 1 if known.troubles else 0
