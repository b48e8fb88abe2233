"""The chains that a town knows: its own, and those of others with the remotes of their ledgers.

They are in `mayor/town.json`:

    "entity": "ann.example",
    "chains": ["tools"],
    "known_chains": {"bob.example/web": {"shop": "https://example.org/shop-ledger.git",
                                         "*": "https://example.org/{rig}-ledger.git"}}

The first of the own chains is the one that new ledgers name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from beadwork.errors import Invalid, NotFound
from beadwork.model.hop import uri
from beadwork.model.hop.uri import Hop

ANY_RIG = "*"
RIG = "{rig}"
"""What is replaced by the name of the rig in the URL of `*`."""


class Chains(NamedTuple):
    """The entity and the own chains (empty where they are not set), and by `entity/chain` the URLs
    of the ledgers of each rig.
    """

    entity: str = ""
    own: tuple[str, ...] = ()
    known: Mapping[str, Mapping[str, str]] = {}

    def is_own(self, hop: Hop) -> bool:
        """Tell whether the issue is one of this town."""
        return hop.entity == self.entity and hop.chain in self.own

    def remote(self, hop: Hop) -> str:
        """Return the URL of the ledger that has the issue, as the person wrote it.

        Raises:
            NotFound: the town does not know the chain, or no rig of that name in it.
        """
        name = f"{hop.entity}/{hop.chain}"
        if name not in self.known:
            raise NotFound(
                f"this town knows no chain {name}",
                hint=f'"known_chains": {{"{name}": {{"{hop.rig}": "URL"}}}} in mayor/town.json',
            )
        rigs = self.known[name]
        url = rigs.get(hop.rig) or rigs.get(ANY_RIG, "").replace(RIG, hop.rig)
        if not url:
            raise NotFound(
                f"this town knows no rig {hop.rig} in the chain {name}",
                hint=f'"{hop.rig}": "URL" in known_chains of mayor/town.json',
            )
        return url


def read(content: Mapping[str, Any]) -> Chains:
    """Return the chains of the content of `mayor/town.json`.

    Raises:
        Invalid: a value is not of the form; the message names its key.
    """
    entity = content.get("entity", "")
    if entity != "" and not _is_label(entity):
        raise Invalid(f"entity cannot be {entity!a}", hint='a name as in a URI: "ann.example"')
    own = content.get("chains", [])
    if not isinstance(own, list) or not all(map(_is_label, own)):
        raise Invalid(f"chains cannot be {own!a}", hint='a list of names: ["tools"]')
    known = content.get("known_chains", {})
    if not isinstance(known, dict):
        raise Invalid("known_chains is not a JSON object", hint='{"bob.example/web": {…}}')
    return Chains(entity, tuple(own), {name: _rigs(name, rigs) for name, rigs in known.items()})


def _rigs(name: str, rigs: Any) -> Mapping[str, str]:
    parts = name.split("/")
    if len(parts) != 2 or not all(map(_is_label, parts)):
        raise Invalid(f"known_chains: {name!a} is no chain", hint='"entity/chain"')
    if not isinstance(rigs, dict):
        raise Invalid(f"known_chains: {name} is not a JSON object", hint='{"shop": "URL"}')
    for rig, url in rigs.items():
        if rig != ANY_RIG and not _is_label(rig):
            raise Invalid(f"known_chains: {name}: {rig!a} is no rig", hint='"shop", or "*" for any')
        if not isinstance(url, str) or not url:
            raise Invalid(f"known_chains: {name}: {rig} has no URL", hint=f'"{rig}": "URL"')
    return rigs


def _is_label(value: object) -> bool:
    return isinstance(value, str) and uri.is_label(value)
