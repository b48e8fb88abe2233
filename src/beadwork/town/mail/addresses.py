"""Check addresses of one town, and find the address of the caller."""

from __future__ import annotations

import os

from beadwork.errors import Invalid
from beadwork.model import mail
from beadwork.town.layout import Town
from beadwork.town.rigs import registry


def checked(town: Town, text: str) -> str:
    """Return an address of this town. Only the database knows whether a channel exists.

    Raises:
        Invalid: the text is no address.
        NotFound: the town has no such rig.
    """
    address = mail.address(text)
    if mail.rig_of(address):
        registry.get(town, mail.rig_of(address))
    return address


def inbox(town: Town, text: str) -> str:
    """Return an address that has an inbox.

    Raises:
        Invalid: the text is no address, or is a channel.
        NotFound: the town has no such rig.
    """
    address = checked(town, text)
    if mail.channel_of(address):
        raise Invalid(
            f"{address} has no inbox: each of its members gets a copy", hint="gt mail channels list"
        )
    return address


def mine(town: Town, actor: str, chosen: str = "") -> str:
    """Return the caller's address: `chosen`, `GT_ADDRESS`, the actor if it is one, or `mayor/`.

    Raises:
        Invalid: the text is no address, or is a channel.
        NotFound: the town has no such rig.
    """
    text = chosen or os.environ.get("GT_ADDRESS", "") or (actor if mail.is_address(actor) else "")
    return inbox(town, text) if text else mail.MAYOR
