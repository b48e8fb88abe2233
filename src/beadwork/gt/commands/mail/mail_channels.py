"""List the channels; create, join, leave or delete one.

    gt mail channels
    gt mail channels create dev gastown/toast mayor/
    gt mail channels join dev gastown/nux
    gt mail channels leave dev gastown/nux
    gt mail channels delete dev

Mail to channel:NAME goes to each member but its sender. Without an address you join or leave
yourself. The mail that came by a deleted channel stays where it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import Usage
from beadwork.gt import mail_options
from beadwork.model.mail import Channel
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town.mail import channels
from beadwork.tracker import InternalTracker

WORDS = ("list", "create", "join", "leave", "delete")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "word", nargs="?", default="list", choices=WORDS, metavar="WORD", help=", ".join(WORDS)
    )
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="the channel")
    parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="members")
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    if options.word == "list":
        if options.name:
            raise Usage(f'list takes no name: "{options.name}"', hint="gt mail channels")
    elif not options.name:
        raise Usage(
            f"{options.word} needs the name of a channel",
            hint=f"gt mail channels {options.word} dev",
        )
    if options.word == "delete" and options.addresses:
        raise Usage(
            f'delete takes one name: "{options.addresses[0]}"',
            hint=f"gt mail channels leave {options.name} {options.addresses[0]}",
        )
    with mail_options.open_hq(console) as (town, tracker):
        if options.word == "list":
            _list(console, channels.every(tracker))
            return
        if options.word == "delete":
            _say_deleted(console, channels.delete(tracker, options.name))
            return
        who = options.addresses or (
            [mail_options.own_address(town, tracker, options)] if options.word != "create" else []
        )
        channel = _changed(tracker, options.word, options.name, who)
    members = ", ".join(channel.members) or "nobody yet"
    console.result(_record(channel), lambda: f"channel:{channel.name}: {members}")


def _changed(tracker: InternalTracker, word: str, name: str, who: list[str]) -> Channel:
    if word == "create":
        return channels.create(tracker, name, who)
    return (
        channels.join(tracker, name, who) if word == "join" else channels.leave(tracker, name, who)
    )


def _say_deleted(console: Console, channel: Channel) -> None:
    members = ", ".join(channel.members) or "nobody"
    console.result(
        {**_record(channel), "deleted": True},
        lambda: f"Deleted channel:{channel.name}, of {members}",
    )


def _list(console: Console, channels: list[Channel]) -> None:
    console.result(
        [_record(channel) for channel in channels],
        lambda: _lines(console, channels) if channels else "No channels",
    )


def _lines(console: Console, channels: list[Channel]) -> Iterable[str]:
    names = max(len(channel.name) for channel in channels)
    for channel in channels:
        members = console.shorten(
            ", ".join(channel.members) or "nobody yet", console.terminal.width - names - 10
        )
        yield f"{console.style(f'channel:{channel.name}'.ljust(names + 8), 'bold')}  {members}"


def _record(channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "address": f"channel:{channel.name}",
        "type": channel.type,
        "members": list(channel.members),
        "created_at": format_timestamp(channel.created_at),
    }
