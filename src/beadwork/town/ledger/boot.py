"""Load the ledger of a worker into an empty town: cloned, proven, and known from then on."""

from __future__ import annotations

from collections.abc import Callable

from beadwork import errors
from beadwork.model.hop import uri
from beadwork.model.hop.uri import SCHEME
from beadwork.model.ledger import charsheet
from beadwork.model.ledger.charsheet import Line, Source
from beadwork.model.urls import bare
from beadwork.town import json_files
from beadwork.town.layout import Town
from beadwork.town.ledger import copies, rigs
from beadwork.town.rigs import registry, registry_lock


def load(town: Town, worker: str, url: str, say: Callable[[str], None]) -> list[Line]:
    """Fetch a ledger, add its chain to `known_chains`, and return what the worker finished.

    Raises:
        Exists: the town has rigs, or knows that chain by another URL.
        NotFound: the ledger has nothing of the worker.
        Invalid: the ledger names no chain.
        BranchRefused, ForeignSchema: it was altered, or is none.
        BeadworkError: it cannot be reached.
    """
    if registry.names(town):
        raise errors.Exists(
            f"{town.root} has rigs already, and boot is for an empty town",
            hint="known_chains in mayor/town.json, then gt charsheet NAME",
        )
    copy = copies.fetch(town, url, say)
    name = copy.ledger.facts.get("hop", "")
    try:
        hop = uri.parse(f"{name}/{uri.ANY_ISSUE}")
    except errors.Invalid:
        raise errors.Invalid(
            f"the ledger of {bare(copy.url)} names no chain, {name!a}",
            hint="entity and chains in mayor/town.json of its town, then gt ledger publish there",
        ) from None
    found = charsheet.lines(worker, [Source(name, copy.url, copy.ledger.entries)])
    if not found:
        raise errors.NotFound(
            f"the ledger of {bare(copy.url)} has nothing that {worker} finished",
            hint=f"gt ledger show --from {bare(copy.url)}",
        )
    _remember(town, f"{hop.entity}/{hop.chain}", hop.rig, copy.url)
    return found


def _remember(town: Town, chain: str, rig: str, url: str) -> None:
    with registry_lock.alone(town, "gt boot"):
        known = rigs.known_chains(town).known.get(chain, {}).get(rig, url)
        if copies.endpoint(town, known) != url:
            raise errors.Exists(
                f"{SCHEME}{chain}/{rig} is known already, from {bare(known)}",
                hint="known_chains in mayor/town.json",
            )
        content = json_files.read(town.town_file)
        ledgers = content.setdefault("known_chains", {}).setdefault(chain, {})
        if ledgers.get(rig) is None:
            ledgers[rig] = url
            json_files.write(town.town_file, content)
