"""All ledgers that a town knows, proven: those of its rigs, and those of its known chains.

A ledger that is altered, or is another one than it should be, is left out and said. One that cannot
be reached counts as it was fetched before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from beadwork import errors
from beadwork.actions.ledger import verify
from beadwork.model.hop.chains import ANY_RIG
from beadwork.model.hop.uri import SCHEME
from beadwork.model.ledger.charsheet import Source
from beadwork.town.layout import Town
from beadwork.town.ledger import copies, elsewhere, rigs


class Known(NamedTuple):
    """The ledgers that were proven, and what is wrong with each of the others."""

    sources: list[Source]
    troubles: list[str]


def all_of(town: Town, say: Callable[[str], None]) -> Known:
    """Return the ledgers of a town's rigs, and of the rigs that `known_chains` names.

    Raises:
        BadTown: `mayor/town.json` or the registry cannot be used.
    """
    found = Known([], [])
    for name in rigs.with_ledger(town):
        _add_own(town, name, found)
    for chain, ledgers in rigs.known_chains(town).known.items():
        for rig, url in ledgers.items():
            if rig != ANY_RIG:
                _add_known(town, f"{SCHEME}{chain}/{rig}", url, found, say)
    return found


def _add_own(town: Town, name: str, found: Known) -> None:
    with rigs.opened(town, name) as rig:
        verified = verify.by_itself(verify.read(rig.session))
        url = rigs.remote(rig.session)
    if verified.faults:
        found.troubles.append(f"the ledger of {name} was altered: {verified.faults[0]}")
        return
    ledger = verified.ledger
    found.sources.append(Source(ledger.facts.get("hop") or name, url, ledger.entries))


def _add_known(town: Town, name: str, url: str, found: Known, say: Callable[[str], None]) -> None:
    try:
        copy = copies.fetch(town, url, say)
        elsewhere.refuse_other(copy.ledger, name, copy.url)
    except errors.BeadworkError as error:
        found.troubles.append(f"{name}: {error.message}")
        return
    if copy.trouble:
        found.troubles.append(f"{name}: as of {copy.fetched_at}: {copy.trouble}")
    found.sources.append(Source(name, copy.url, copy.ledger.entries))
