"""What the commands can do, the library can: each command of `bd` names its methods, or why only a
terminal has it.
"""

from __future__ import annotations

import ast

import pytest

from beadwork.bd.main import PROGRAM
from beadwork.tracker import Tracker
from harness import ROOT

METHODS = {
    "migrate": "migrate",
    "create": "create preview_create", "q": "create", "show": "show get closers",
    "update": "update update_and_claim require_unchanged update_where", "edit": "edit",
    "claim": "claim confirm_claims", "unclaim": "unclaim release", "heartbeat": "heartbeat",
    "assign": "update", "close": "close_issues close_and_claim", "reopen": "reopen",
    "comment": "comment", "comments": "comments", "comments edit": "edit_comment",
    "comments delete": "delete_comment", "note": "update", "defer": "defer",
    "undefer": "undefer", "duplicate": "duplicate", "supersede": "supersede", "rename": "rename",
    "rename-prefix": "rename_prefix", "delete": "delete", "label add": "add_labels",
    "label remove": "remove_labels", "label list": "get", "label list-all": "labels",
    "list": "list iterate tallies", "ready": "ready claim_ready claim_next", "search": "search",
    "blocked": "blocked", "stale": "stale", "count": "count count_by", "stats": "statistics",
    "duplicates": "duplicates", "lint": "lint", "orphans": "orphans", "sql": "query execute",
    "dep add": "add_dependency", "dep remove": "remove_dependency", "dep list": "show",
    "dep tree": "dependency_tree", "dep cycles": "cycles", "children": "children",
    "epic status": "epics", "epic close-eligible": "close_eligible_epics", "graph": "graph",
    "history": "history", "log": "log", "diff": "differences", "activity": "activity changes",
    "watch": "changes", "undo": "undo", "restore": "recoverable restore", "compact": "compact",
    "compact verify": "verify_compaction", "gc": "collect_garbage", "squash": "squash",
    "query": "closed_by time_in_status turn_to", "throughput": "throughput",
    "cycle-time": "cycle_time",
    "branch list": "branches", "branch show": "show_branch", "branch create": "create_branch",
    "branch delete": "delete_branch", "branch refresh": "merge changed_on_main",
    "merge": "preview_merge merge merge_all", "conflicts list": "conflicts",
    "conflicts show": "conflicts", "conflicts resolve": "resolve",
    "federation add-peer": "add_peer", "federation list-peers": "peers",
    "federation remove-peer": "remove_peer", "federation push": "push_peer",
    "federation pull": "pull_peer", "federation sync": "sync_peer",
    "federation status": "peer_states",
    "import": "import_issues create_many", "export": "export", "batch": "apply batch",
    "snapshot": "snapshot",
    "dolt push": "push", "dolt pull": "pull", "dolt fetch": "fetch", "sync": "sync",
    "dolt remote add": "add_remote set_remote", "dolt remote list": "remotes remote_states",
    "dolt remote login": "login_remote", "dolt remote remove": "remove_remote",
    "remember": "remember", "memories": "memories", "recall": "recall", "forget": "forget",
    "config get": "setting", "config set": "set_setting", "config list": "settings",
    "config unset": "unset_setting", "kv get": "value", "kv set": "set_value",
    "kv list": "values", "kv unset": "unset_value",
    "dolt commit": "commit_deferred",
}  # fmt: skip

_SET_UP = "makes a workspace, and asks a person where data exists; `beadwork.open` opens it"
_SERVER = "the server is of the person who runs it: the library starts it where it is needed"
_PERSON = "a person decides it"
OF_THE_TERMINAL = {
    "init": _SET_UP,
    "dolt clone": _SET_UP,
    "migrate dolt": "brings the files of an older tracker in, once",
    "where": "explains to a person how the workspace was found",
    "trust": _PERSON,
    "context": "instructs an agent that types commands",
    "info": "describes the workspace to a person",
    "ping": "tells a person whether the server answers; each method does so by itself",
    "repair-deps": "is a part of `doctor`, under a name that programs know",
    "doctor": "looks at this machine, and repairs it",
    "version": "`beadwork.__version__`",
    "completion": "is of a shell",
    "hooks install": "git runs a command",
    "hooks remove": "git runs a command",
    "dolt start": _SERVER,
    "dolt stop": _SERVER,
    "dolt restart": _SERVER,
    "dolt status": _SERVER,
    "dolt logs": _SERVER,
    "dolt show": _SERVER,
    "dolt test": _SERVER,
    "dolt set": _SERVER,
    "dolt list": _SERVER,
    "dolt drop": _PERSON,
    "dolt sql": "is a shell",
    "dolt install": _SERVER,
    "dolt service": _SERVER,
    "serve": _SERVER,
    "serve start": _SERVER,
    "serve restart": _SERVER,
    "serve status": _SERVER,
    "serve stop": _SERVER,
    "serve set": _SERVER,
}
NOT_OF_ONE_COMMAND = {"close", "author", "profile", "readonly", "branch"}


def test_every_command_has_its_methods_or_its_reason() -> None:
    commands = set(PROGRAM.commands())
    assert not METHODS.keys() & OF_THE_TERMINAL.keys()
    assert commands - METHODS.keys() - OF_THE_TERMINAL.keys() == set()
    assert METHODS.keys() - commands == set()


def test_the_methods_exist_and_no_other_is_public() -> None:
    public = {name for name in dir(Tracker) if not name.startswith("_")}
    named = {name for names in METHODS.values() for name in names.split()}
    assert named - public == set()
    assert public - named == NOT_OF_ONE_COMMAND


INTERNAL = {"ask", "change", "administer", "write_at_once", "link"}
NOT_YET = 38
"""Files of bd/ that reach below the methods of the tracker; the number only falls."""


def test_the_commands_use_the_methods() -> None:
    reaching = []
    for file in sorted((ROOT / "src" / "beadwork" / "bd").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in INTERNAL:
                owner = getattr(node.value, "id", "")
                if owner == "tracker":
                    reaching.append(file.name)
                    break
    assert len(reaching) <= NOT_YET, reaching


@pytest.mark.parametrize("reasons", [OF_THE_TERMINAL])
def test_each_reason_is_a_sentence(reasons: dict[str, str]) -> None:
    assert all(len(reason.split()) > 1 or "`" in reason for reason in reasons.values())
