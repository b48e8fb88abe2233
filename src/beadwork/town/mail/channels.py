"""Channels: one address for many inboxes. Each change of a channel is one commit in `hq`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Exists, NotFound
from beadwork.model import mail as values
from beadwork.model.issues import ids
from beadwork.model.mail import Channel
from beadwork.store.mail import channels as table
from beadwork.town.mail import addresses, hq
from beadwork.tracker import InternalTracker

TYPE = "broadcast"
"""The kind of a channel of which every member gets a copy. There is no other kind."""

LIST = "gt mail channels list"
"""The command that lists the channels."""


def every(tracker: InternalTracker) -> list[Channel]:
    """Return the channels by name."""
    return tracker.ask(table.every)


def create(tracker: InternalTracker, text: str, members: Sequence[str] = ()) -> Channel:
    """Create a channel.

    Raises:
        Exists: the name is taken.
        Invalid, NotFound: the name is not valid, or a member has no address in this town.
    """
    name, inboxes = values.channel_name(text), _inboxes(tracker, members)

    def action(tx: Transaction) -> Channel:
        if table.named(tx, [name]):
            raise Exists(f"there is a channel {name} already", hint="gt mail channels list")
        channel_id = ids.fresh(
            values.CHANNEL_PREFIX, os.urandom(ids.ENTROPY_BYTES), values.ID_LENGTH
        )
        made = Channel(channel_id, name, TYPE, {}, tx.now).of(inboxes)
        table.add(tx, made)
        tx.say(f"gt: channel create {name}")
        return made

    return tracker.change(action)


def join(tracker: InternalTracker, text: str, members: Sequence[str]) -> Channel:
    """Add members to a channel. One that is a member already is no error.

    Raises:
        NotFound: there is no such channel, or a member has no address in this town.
        Invalid: a name is not valid.
    """
    inboxes = _inboxes(tracker, members)
    return _change(tracker, text, "join", inboxes, lambda present: {*present, *inboxes})


def leave(tracker: InternalTracker, text: str, members: Sequence[str]) -> Channel:
    """Remove members from a channel. One that is no member is no error.

    Raises:
        NotFound: there is no such channel.
        Invalid: a name is not valid.
    """
    inboxes = [values.address(member) for member in members]
    return _change(tracker, text, "leave", inboxes, lambda present: present - set(inboxes))


def delete(tracker: InternalTracker, text: str) -> Channel:
    """Delete a channel, and return it as it was. The mail that came by it stays in its inboxes.

    Raises:
        NotFound: there is no such channel.
        Invalid: the name is not valid.
    """
    name = values.channel_name(text)

    def action(tx: Transaction) -> Channel:
        present = _named(tx, name, LIST)
        table.delete(tx, present)
        tx.say(f"gt: channel delete {name}")
        return present

    return tracker.change(action)


def _change(
    tracker: InternalTracker,
    text: str,
    word: str,
    inboxes: Sequence[str],
    changed: Callable[[set[str]], set[str]],
) -> Channel:
    name = values.channel_name(text)

    def action(tx: Transaction) -> Channel:
        present = _named(tx, name, f"gt mail channels create {name}" if word == "join" else LIST)
        after = present.of(sorted(changed(set(present.members))))
        if after.members != present.members:
            table.save(tx, after)
            tx.say(f"gt: channel {word} {name}: {', '.join(inboxes)}")
        return after

    return tracker.change(action)


def _named(tx: Transaction, name: str, hint: str) -> Channel:
    present = table.named(tx, [name]).get(name)
    if present is None:
        raise NotFound(f'no channel "{name}"', hint=hint)
    return present


def _inboxes(tracker: InternalTracker, members: Sequence[str]) -> list[str]:
    town = hq.town_of(tracker)
    return [addresses.inbox(town, member) for member in members]
