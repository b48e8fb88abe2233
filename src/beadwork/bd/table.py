"""The commands of `bd`, by section. Each has a module in `commands/`, named with its words."""

from __future__ import annotations

from beadwork.console.program import Sections

SECTIONS: Sections = (
    (
        "Workspace",
        (
            ("init", "make this project a workspace"),
            ("where", "show which workspace and server are used, and why"),
            ("trust", "let commands use a server that only the repository names"),
            ("context", "print what an agent has to know"),
            ("info", "show where the tracker is, its size and version"),
            ("ping", "check that the server answers"),
            ("doctor", "find problems, and repair them"),
            ("migrate", "migrate the database to this version"),
            ("version", "show the version of this program"),
            ("completion", "print a completion script for a shell"),
        ),
    ),
    (
        "Issues",
        (
            ("create", "create an issue, or a whole plan"),
            ("q", "create an issue, print only its id"),
            ("show", "show issues in full"),
            ("update", "change fields of issues, or claim one"),
            ("claim", "claim issues, to work on them"),
            ("unclaim", "give claimed issues back"),
            ("assign", "assign an issue to somebody"),
            ("close", "close issues"),
            ("reopen", "reopen closed issues"),
            ("comment", "comment on an issue"),
            ("comments", "list the comments on issues"),
            ("note", "append text to an issue's notes"),
            ("defer", "defer issues to a date"),
            ("undefer", "take deferred issues up again"),
            ("duplicate", "close an issue as a duplicate of another"),
            ("supersede", "close an issue because another replaces it"),
            ("rename", "give an issue another id"),
            ("rename-prefix", "give all issues of a prefix another one"),
            ("delete", "delete issues, after a preview"),
            ("label add", "add a label to issues"),
            ("label remove", "remove a label from issues"),
            ("label list", "list the labels of an issue"),
            ("label list-all", "list every label of the tracker"),
        ),
    ),
    (
        "Search",
        (
            ("list", "list issues"),
            ("ready", "show the issues that can be begun now"),
            ("search", "search issues for words"),
            ("blocked", "show the issues that wait, and for which"),
            ("stale", "list issues that nobody has touched for a while"),
            ("count", "count issues, in total or by group"),
            ("stats", "show numbers of issues, and of the last day"),
            ("duplicates", "find open issues with the same text"),
            ("lint", "find issues that lack information"),
            ("orphans", "find issues whose parent or blocker is missing"),
            ("sql", "query the database by SQL"),
        ),
    ),
    (
        "Dependencies",
        (
            ("dep add", "add a dependency between two issues"),
            ("dep remove", "remove a dependency"),
            ("dep list", "list what an issue depends on, or the reverse"),
            ("dep tree", "show what an issue waits for, as a tree"),
            ("dep cycles", "find issues that wait for each other"),
            ("children", "list the direct children of an issue"),
            ("epic status", "show the progress of the open epics"),
            ("epic close-eligible", "close the epics whose children are all closed"),
            ("graph", "show issues in the order of their dependencies"),
        ),
    ),
    (
        "History",
        (
            ("history", "show every change of an issue"),
            ("log", "show the writes, and the issues they touched"),
            ("diff", "show what changed between two commits or dates"),
            ("activity", "show what happened, or what happens"),
            ("undo", "undo a write by a new commit"),
            ("restore", "restore a deleted or compacted issue"),
            ("compact", "compact issues that were closed long ago"),
            ("compact verify", "verify that history has their texts"),
            ("gc", "collect Dolt's garbage"),
            ("squash", "squash the history of a branch into one commit"),
            ("query", "query who closed what, and how long it took"),
            ("throughput", "count filed and closed issues, by week"),
            ("cycle-time", "show how long closed issues took"),
        ),
    ),
    (
        "Merging",
        (
            ("branch list", "list the branches of the tracker"),
            ("branch show", "show what only a branch has"),
            ("branch create", "create a branch of the tracker"),
            ("branch delete", "delete a merged branch"),
            ("merge", "merge a branch into the one in use"),
            ("conflicts list", "list the conflicts that merges left open"),
            ("conflicts show", "show the conflicts of an issue"),
            ("conflicts resolve", "resolve a conflict"),
        ),
    ),
    (
        "Exchange",
        (
            ("import", "import issues from an export"),
            ("export", "export all issues as JSON lines"),
            ("batch", "make many changes in one commit"),
            ("migrate dolt", "migrate a tracker of an older format"),
        ),
    ),
    (
        "Settings",
        (
            ("remember", "remember a text for later sessions"),
            ("memories", "list what is remembered"),
            ("recall", "print what is remembered under a key"),
            ("forget", "forget what is remembered"),
            ("config get", "print a setting"),
            ("config set", "change a setting"),
            ("config list", "list all settings, and their origins"),
            ("config unset", "unset a setting"),
            ("kv get", "print a value that is stored for scripts"),
            ("kv set", "store a value for scripts"),
            ("kv list", "list all stored values"),
            ("kv unset", "remove a stored value"),
        ),
    ),
    (
        "Server",
        (
            ("dolt start", "start your Dolt server"),
            ("dolt stop", "stop it after running writes"),
            ("dolt restart", "restart it, so that settings take effect"),
            ("dolt commit", "commit the deferred writes"),
            ("dolt status", "show whether it runs, and which one it is"),
            ("dolt logs", "show the end of its log"),
            ("dolt show", "show the settings in effect, and their origins"),
            ("dolt test", "connect once, and show how it answers"),
            ("dolt set", "change a setting"),
            ("dolt list", "list the databases of the server, and whose they are"),
            ("dolt drop", "move a database to a backup"),
            ("dolt sql", "open Dolt's own SQL shell"),
            ("dolt install", "install Dolt"),
            ("dolt service", "let systemd run the server"),
        ),
    ),
)

ALIASES = {
    "new": "create",
    "done": "close",
    "status": "stats",
    "prime": "context",
    "branch": "branch list",
    "conflicts": "conflicts list",
    "comments add": "comment",
    "dep rm": "dep remove",
    "label rm": "label remove",
}

_PUSH = """bd dolt sql -q "CALL DOLT_PUSH('origin', 'main')" """.strip()
_NO_DAEMON = "the server has every write at once, and gt has the daemon"

RETIRED = {
    "sync": ("every write is a commit already, so there is nothing to flush", _PUSH),
    "dolt push": ("Dolt itself pushes", _PUSH),
    "daemon": (_NO_DAEMON, "gt daemon status"),
    "daemons": (_NO_DAEMON, "gt daemon status"),
}
"""Commands of the Go program that are gone: why, and the successor."""
