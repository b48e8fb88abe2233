"""The commands of `gt`, by what one wants to do; each has its module in `commands/`, named with the words typed."""

from __future__ import annotations

from beadwork.console.dispatch import Sections

SECTIONS: Sections = (
    (
        "Town",
        (
            ("install", "make a town, or complete one"),
            ("rig add", "put a project into the town"),
            ("rig list", "the projects of the town"),
            ("rig show", "one of them"),
            ("rig remove", "take one out; files and issues stay"),
        ),
    ),
    (
        "Server",
        (
            ("dolt start", "start the town's Dolt server"),
            ("dolt stop", "stop it, when running writes are done"),
            ("dolt restart", "stop and start it, for changed settings"),
            ("dolt status", "does it run, and which one is it"),
        ),
    ),
    (
        "Mail",
        (
            ("mail send", "write to an address, or to a channel"),
            ("mail inbox", "what lies in an inbox"),
            ("mail read", "read a message"),
            ("mail reply", "answer one"),
            ("mail thread", "read all of a thread"),
            ("mail archive", "put mail away; it is kept"),
            ("mail check", "is there unread mail"),
            ("mail channels", "the channels; create, join, leave"),
        ),
    ),
    ("This program", (("version", "its version"),)),
)
