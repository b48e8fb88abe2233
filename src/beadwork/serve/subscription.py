"""A subscription of the feed, as a subscriber sends it: which branch of which database, and how the
server that has it is reached.

A subscriber has chosen its server and proven it. It says so by the same words as a connection of
its own would be made with, so the feed trusts nothing that the subscriber does not.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from beadwork.dolt.connection.address import Address

PROGRAM = "feed"
"""What a request has in place of a program."""


class Subscription(NamedTuple):
    """What the feed looks at for a subscriber; equal ones share the looks."""

    address: Address
    database: str
    branch: str
    project_id: str

    def encode(self) -> str:
        """Return it as JSON."""
        return json.dumps(self._replace(address=self.address._asdict())._asdict())  # type: ignore[arg-type]


def decode(text: str) -> Subscription:
    """Return the subscription that is written as JSON.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    found = json.loads(text)
    address = Address(**found["address"])
    if [type(value) for value in address] != [type(value) for value in Address()]:
        raise TypeError("a part of the address is of another type")
    words = [found[name] for name in ("database", "branch", "project_id")]
    if not all(isinstance(word, str) for word in words):
        raise TypeError("a name is no text")
    return Subscription(address, *words)
