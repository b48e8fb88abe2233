"""The commands of `gt`, by section; `commands/SECTION/` has the module of each."""

from __future__ import annotations

from beadwork.console.program import Sections

SECTIONS: Sections = (
    (
        "Town",
        (
            ("install", "create a town, or complete one"),
            ("status", "show the state of server, daemon and every rig"),
            ("ready", "show the issues that can be begun now, in all rigs"),
            ("doctor", "find problems, and repair them"),
            ("version", "print the version of this program"),
        ),
    ),
    (
        "Rigs",
        (
            ("rig add", "add a project to the town"),
            ("rig list", "list the rigs of the town"),
            ("rig show", "show one rig"),
            ("rig rename", "rename a rig; its ids stay"),
            ("rig remove", "remove a rig; files and issues stay"),
        ),
    ),
    (
        "Workers",
        (
            ("sling", "give issues to a new worker"),
            ("polecat list", "list the workers of the town"),
            ("release", "release issues of dead workers"),
            ("convoy create", "track beads of any rigs as one"),
            ("convoy list", "list the open convoys"),
            ("convoy status", "show the beads of convoys"),
            ("convoy close", "close a convoy by hand"),
            ("polecat show", "show one worker"),
            ("polecat nuke", "take a worker away, and keep what only it has"),
            ("done", "merge a worker's branch, push, and take the worker away"),
            ("refinery", "merge the workers that are done, in order"),
        ),
    ),
    (
        "Server",
        (
            ("dolt start", "start the town's Dolt server"),
            ("dolt stop", "stop it after running writes"),
            ("dolt restart", "restart it, so that settings take effect"),
            ("dolt reset-password", "give it a new password, where the old one is lost"),
            ("dolt status", "show whether it runs, and which one it is"),
            ("dolt logs", "show the end of its log"),
            ("dolt sql", "open Dolt's own SQL shell on it"),
            ("dolt list", "list the databases, and which are served"),
            ("dolt init-rig", "create a rig's database, if it is missing"),
            ("dolt migrate", "move databases of an older layout into the town"),
            ("dolt fix-metadata", "correct each metadata.json from the databases"),
            ("dolt backup", "back up the databases; list the backups"),
            ("dolt recover", "examine a damaged database; recover it"),
        ),
    ),
    (
        "Ledger",
        (
            ("ledger publish", "publish the closed issues of a rig"),
            ("ledger status", "show how far each ledger is"),
            ("ledger verify", "prove that a ledger is as it was published"),
            ("ledger show", "show the entries of a ledger"),
            ("charsheet", "show what a worker has finished, with proofs"),
            ("boot", "load what a worker has finished into an empty town"),
        ),
    ),
    (
        "Remotes",
        (
            ("dolt remote add", "give a rig's database a remote"),
            ("dolt remote list", "list the remotes, and when they were pushed and pulled"),
            ("dolt remote remove", "take a rig's remote away"),
            ("dolt push", "push the databases to their remotes"),
            ("dolt pull", "merge what others have pushed"),
            ("dolt clone", "rebuild a rig from its remote"),
        ),
    ),
    (
        "Commons",
        (
            ("commons join", "share plans with other towns on a commons remote"),
            ("commons publish", "publish an epic, with all below it"),
            ("commons list", "list the plans of the commons"),
            ("commons show", "show a plan, with all below it"),
            ("commons adopt", "copy a plan into a rig"),
            ("commons sync", "merge the plans on both sides"),
        ),
    ),
    (
        "Mail",
        (
            ("mail send", "send a message"),
            ("mail inbox", "list the mail of an inbox"),
            ("mail read", "read a message"),
            ("mail reply", "reply to a message"),
            ("mail thread", "read a whole thread"),
            ("mail archive", "archive mail; it is kept"),
            ("mail unarchive", "put archived mail back"),
            ("mail check", "check for unread mail"),
            ("mail channels", "list, create, join, leave or delete channels"),
        ),
    ),
    (
        "Daemon",
        (
            ("daemon start", "start the daemon, which keeps the server alive"),
            ("daemon stop", "stop it, and the server with it"),
            ("daemon reload", "let it read mayor/daemon.json again, and retry"),
            ("daemon restart", "stop it with its server, and start both again"),
            ("daemon status", "show whether it runs, and its alerts"),
            ("daemon logs", "show the end of its log"),
            ("daemon run", "run the daemon in the foreground"),
            ("daemon install-service", "let systemd or launchd run it"),
            ("deacon status", "show whether the deacon's session runs"),
            ("deacon poke", "type a line into the deacon's session"),
        ),
    ),
)

_REMOTES = "the daemon pushes what dolt_remotes in mayor/daemon.json names"

RETIRED = {
    "sync": (_REMOTES, "gt dolt push"),
}
"""Commands of earlier programs that are gone: why, and the successor."""
