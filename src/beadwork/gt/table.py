"""The commands of `gt`, by section; `commands/SECTION/` has the module of each."""

from __future__ import annotations

from beadwork.console.program import Sections

SECTIONS: Sections = (
    (
        "Town",
        (
            ("install", "make a town, or complete one"),
            ("status", "how the server, the daemon, and every rig are"),
            ("ready", "what can be begun now, in all rigs"),
            ("doctor", "what is wrong, and what would mend it"),
            ("version", "its version"),
        ),
    ),
    (
        "Rigs",
        (
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
            ("dolt logs", "the end of its log"),
            ("dolt sql", "Dolt's own SQL shell on it"),
            ("dolt list", "the databases, and which are served"),
            ("dolt init-rig", "make a rig's database, where it is missing"),
            ("dolt migrate", "bring databases of an older layout home"),
            ("dolt fix-metadata", "let each metadata.json say what is so"),
            ("dolt backup", "back the databases up; list the backups"),
            ("dolt recover", "look at a damaged database; bring it back"),
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
    (
        "Daemon",
        (
            ("daemon start", "start the daemon, which keeps the server alive"),
            ("daemon stop", "stop it, and the server with it"),
            ("daemon status", "does it run, and what is wrong"),
            ("daemon logs", "the end of its log"),
            ("daemon run", "be the daemon, in the foreground"),
            ("daemon install-service", "let systemd or launchd run it"),
        ),
    ),
)
