"""The mail of a rig's workers follows a rename of the rig, so that nobody loses an inbox."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.store.mail import channels, messages, tables
from beadwork.town.layout import Town
from beadwork.town.mail import hq


def readdress(town: Town, old: str, new: str, actor: str) -> None:
    """Change the addresses `OLD/NAME` of mail and channels to `NEW/NAME`, in one commit.

    Raises:
        NoServer: the server of `hq` does not run.
    """

    def action(tx: Transaction) -> None:
        if not tables.is_prepared(tx):
            return
        changed = messages.readdress(tx, old, new)
        for channel in channels.every(tx):
            after = channel.of([_moved(member, old, new) for member in channel.members])
            if after.members != channel.members:
                channels.save(tx, after)
                changed += 1
        if changed:
            tx.say(f"gt: mail of {old} is of {new}, as the rig is")

    with hq.tracker(town, actor=actor) as opened:
        opened.change(action)


def _moved(address: str, old: str, new: str) -> str:
    rig, slash, worker = address.partition("/")
    return f"{new}/{worker}" if slash and rig == old else address
