"""The commands of `bd`, by what one wants to do; each has its module in `commands/`, named with the words typed."""

from __future__ import annotations

from beadwork.console.dispatch import Sections

SECTIONS: Sections = (
    (
        "Begin",
        (
            ("init", "make this project a workspace"),
            ("where", "which workspace and server, and why"),
            ("context", "what an agent has to know to work with it"),
        ),
    ),
    (
        "Work",
        (
            ("create", "file an issue, or a whole plan"),
            ("q", "file an issue, print its id only"),
            ("ready", "what can be begun now"),
            ("show", "everything about an issue"),
            ("update", "change fields, or claim"),
            ("close", "finish issues"),
            ("reopen", "open issues again"),
            ("comment", "say something about an issue"),
            ("comments", "what was said about an issue"),
            ("note", "add to an issue's notes"),
            ("defer", "put issues off"),
            ("undefer", "take up again what was put off"),
            ("duplicate", "close an issue as a duplicate of another"),
            ("supersede", "close an issue because another replaces it"),
            ("delete", "delete issues, after a preview"),
        ),
    ),
    (
        "Find",
        (
            ("list", "issues, filtered"),
            ("search", "issues by words in their texts"),
            ("blocked", "what waits, and for what"),
            ("stale", "issues that nobody has touched for a while"),
            ("count", "how many issues, in all or by group"),
            ("stats", "how many issues, and what happened lately"),
            ("duplicates", "find open issues that say the same"),
            ("lint", "find issues that do not say enough"),
            ("orphans", "find issues whose parent or blocker is not there"),
            ("sql", "ask the database by SQL"),
        ),
    ),
    (
        "Structure",
        (
            ("dep add", "let one issue wait for another"),
            ("dep remove", "let it wait no longer"),
            ("dep list", "what an issue depends on, or what depends on it"),
            ("dep tree", "what it waits for, and what that waits for"),
            ("dep cycles", "issues that wait for each other"),
            ("children", "the parts of an issue"),
            ("epic status", "how far the epics are"),
            ("epic close-eligible", "close the epics whose children are all closed"),
            ("graph", "issues by when their turn comes, or as a drawing"),
            ("label add", "put a label on issues"),
            ("label remove", "take a label off issues"),
            ("label list", "the labels of an issue"),
            ("label list-all", "every label, with how often it is used"),
        ),
    ),
    (
        "History",
        (
            ("history", "every change of an issue"),
            ("log", "the writes, and the issues they touched"),
            ("diff", "what changed between two commits or dates"),
            ("activity", "what happens, as it happens"),
        ),
    ),
    (
        "Branches",
        (
            ("branch list", "the branches, and how far each is"),
            ("branch show", "what a branch has that this one has not"),
            ("branch create", "fork the tracker"),
            ("branch delete", "take a branch away that is merged"),
            ("merge", "bring a branch into this one"),
            ("conflicts list", "what merges left to a person"),
            ("conflicts show", "the values that an issue could have"),
            ("conflicts resolve", "decide which value it is to be"),
        ),
    ),
    (
        "Many at once",
        (
            ("import", "bring in the issues of an export"),
            ("export", "write all issues as JSON lines"),
            ("batch", "many changes in one commit"),
        ),
    ),
    (
        "Knowledge and settings",
        (
            ("remember", "keep a piece of knowledge for later sessions"),
            ("memories", "what is remembered"),
            ("recall", "one thing that is remembered"),
            ("forget", "take away what is remembered"),
            ("config get", "print a setting"),
            ("config set", "change a setting"),
            ("config list", "all settings, and where each is from"),
            ("config unset", "take a setting away"),
            ("kv get", "print a value that is kept for scripts"),
            ("kv set", "keep a value for scripts"),
            ("kv list", "all values that are kept"),
            ("kv unset", "take such a value away"),
        ),
    ),
    (
        "Server",
        (
            ("dolt start", "start your Dolt server"),
            ("dolt stop", "stop it, when running writes are done"),
            ("dolt restart", "stop and start it, for changed settings"),
            ("dolt commit", "commit the writes that wait for it"),
            ("dolt status", "does it run, and which one is it"),
            ("dolt logs", "the end of its log"),
            ("dolt show", "its settings, and where each comes from"),
            ("dolt test", "connect once, and say how it answers"),
            ("dolt set", "change a setting"),
            ("dolt sql", "Dolt's own SQL shell"),
            ("dolt install", "install Dolt"),
            ("dolt service", "let systemd run the server"),
        ),
    ),
    (
        "This tracker",
        (
            ("info", "what this tracker is, and how large"),
            ("ping", "whether the server is there"),
            ("migrate", "bring the database to this version"),
            ("version", "the version of this program"),
            ("completion", "let a shell complete commands"),
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
