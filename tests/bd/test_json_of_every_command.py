"""Every command with --json: one document of the published shape, or one error object, and nothing
else on either stream.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from beadwork.bd.main import PROGRAM
from beadwork.console import dispatch
from harness import Place

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schema"

COMMANDS: dict[str, tuple[str, str]] = {
    "create": ("Five --id demo-5 -l x", "issue"), "q": ("Six", "issue"),
    "show": ("demo-1 demo-2", "shown-issues"), "update": ("demo-1 -p 1", "issues"),
    "claim": ("demo-1", "issues"), "unclaim": ("demo-1", "issues"),
    "heartbeat": ("--actor bob", "object"),
    "assign": ("demo-1 bob", "array"), "comment": ("demo-1 text", "comment"),
    "comments": ("demo-1", "comments"), "note": ("demo-1 text", "object"),
    "defer": ("demo-5", "issues"), "undefer": ("demo-5", "issues"),
    "label add": ("demo-1 a", "labels"), "label remove": ("demo-1 a", "labels"),
    "label list": ("demo-5", "array"), "label list-all": ("", "array"),
    "list": ("", "listed-issues"), "ready": ("", "listed-issues"),
    "search": ("One", "listed-issues"), "blocked": ("", "blocked-issues"),
    "stale": ("--days 0", "listed-issues"), "count": ("--by-status", "count"),
    "stats": ("", "summary"), "duplicates": ("", "array"), "lint": ("", "array"),
    "orphans": ("", "array"), "sql": ("'SELECT 1 AS one'", "array"),
    "dep add": ("demo-5 demo-1", "edge"), "dep list": ("demo-5", "array"),
    "dep tree": ("demo-5", "array"), "dep cycles": ("", "array"),
    "dep remove": ("demo-5 demo-1", "object"), "repair-deps": ("", "doctor"),
    "children": ("demo-3", "listed-issues"), "epic status": ("", "array"),
    "epic close-eligible": ("--dry-run", "object"), "graph": ("", "object"),
    "history": ("demo-1", "array"), "log": ("", "array"), "diff": ("HEAD~1 HEAD", "array"),
    "activity": ("", "array"), "throughput": ("", "object"), "cycle-time": ("", "object"),
    "query": ("--history --closed-by bob", "array"),
    "compact": ("--older-than 90d --dry-run", "object"),
    "compact verify": ("", "object"), "undo": ("--dry-run", "object"),
    "branch list": ("", "array"), "branch show": ("main", "object"),
    "conflicts list": ("", "array"), "federation list-peers": ("", "array"),
    "snapshot": ("", "snapshot"), "remember": ("text --key k", "object"),
    "memories": ("", "object"), "recall": ("k", "object"), "forget": ("k", "object"),
    "config get": ("issue_prefix", "object"), "config set": ("own.key 1", "object"),
    "config list": ("", "object"), "config unset": ("own.key", "object"),
    "kv set": ("k v", "object"), "kv get": ("k", "object"), "kv list": ("", "object"),
    "kv unset": ("k", "object"), "dolt remote list": ("", "array"),
    "where": ("", "object"), "context": ("", "object"), "info": ("--schema", "object"),
    "ping": ("", "object"), "version": ("", "object"),
    "migrate": ("--inspect", "object"), "doctor": ("--check deps", "doctor"),
    "close": ("demo-2 --suggest-next", "closing"), "reopen": ("demo-2", "issues"),
    "duplicate": ("demo-5 --of demo-1", "object"), "supersede": ("demo-4 --with demo-1", "object"),
    "rename": ("demo-1 demo-7", "object"), "delete": ("demo-7", "deletion"),
}  # fmt: skip
"""By command: the words behind it, and the schema of the answer. They run in this order."""

OTHERWISE = {
    "init": "makes a workspace", "trust": "asks a person", "completion": "prints a script",
    "rename-prefix": "would rename what the others need", "watch": "follows until it is ended",
    "restore": "needs a deleted issue", "gc": "is of a whole server",
    "squash": "is of a whole history", "branch create": "is of a whole server",
    "branch delete": "is of a whole server", "branch refresh": "needs a branch with changes",
    "merge": "needs a branch with changes", "conflicts show": "needs a conflict",
    "conflicts resolve": "needs a conflict", "import": "needs a file", "export": "prints lines",
    "edit": "opens an editor", "comments edit": "needs the id of a comment",
    "comments delete": "needs the id of a comment", "batch": "needs a file",
    "migrate dolt": "needs an older tracker",
}  # fmt: skip
"""Commands whose answers are shown by transcripts of their own, with the reason."""
ELSEWHERE = re.compile(r"^(dolt|sync|hooks|federation|serve)\b")
"""Commands that need a remote, a peer or a server of their own."""


@pytest.fixture(scope="module")
def generate() -> Any:
    spec = importlib.util.spec_from_file_location("g", ROOT / "docs" / "generate_schema.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["g"] = module
    spec.loader.exec_module(module)
    return module


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """Return where a value is not as a schema says, as far as the published ones go."""
    kinds = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    }  # fmt: skip
    kind = schema.get("type")
    if kind and (type(value) is not kinds[kind]):
        return [f"{at} is no {kind}: {value!r}"]
    if kind == "string" and not re.search(schema.get("pattern", ""), value):
        return [f"{at} is not as {schema['pattern']}: {value!r}"]
    if kind == "array" and "items" in schema:
        return [
            found
            for number, item in enumerate(value)
            for found in faults(item, schema["items"], f"{at}[{number}]")
        ]
    if kind != "object":
        return []
    missing = [f"{at} has no {name}" for name in schema.get("required", ()) if name not in value]
    return missing + [
        found
        for name, part in schema.get("properties", {}).items()
        if name in value
        for found in faults(value[name], part, f"{at}.{name}")
    ]


class Ran:
    """One command that ran in this process: its status, and what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
            self.status = dispatch.main(PROGRAM, words)
        out.flush()
        err.flush()
        self.out, self.err = (stream.buffer.getvalue().decode() for stream in (out, err))


def test_every_command_is_looked_at_or_has_its_reason() -> None:
    left = {name for name in PROGRAM.commands() if not ELSEWHERE.match(name)}
    assert left - COMMANDS.keys() == OTHERWISE.keys()


def test_the_schemas_are_as_generated(generate: Any) -> None:
    assert {file.stem for file in SCHEMAS.iterdir()} == generate.SCHEMAS.keys()
    for name in generate.SCHEMAS:
        assert (SCHEMAS / f"{name}.json").read_text() == generate.text(name), "run `make docs`"


def test_the_json_of_every_command(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(place.directory)
    with place.tracker() as tracker:
        drafts = [{"title": title, "id": f"demo-{number}"} for number, title in
                  enumerate(("One", "Two", "Epic", "Four"), 1)]  # fmt: skip
        tracker.create_many(drafts)
        tracker.update("demo-3", type="epic")
        tracker.update("demo-4", parent="demo-3")
        tracker.add_dependency("demo-4", "demo-2")
    wrong: list[str] = []
    error = json.loads((SCHEMAS / "error.json").read_text())
    for name, (words, schema) in COMMANDS.items():
        ran = Ran(monkeypatch, [*name.split(), *shlex.split(words), "--json"])
        if ran.status or ran.err:
            wrong.append(f"{name}: {ran.status} {ran.err}")
            continue
        found = faults(json.loads(ran.out), json.loads((SCHEMAS / f"{schema}.json").read_text()))
        wrong += [f"{name}: {fault}" for fault in found]
        refused = Ran(monkeypatch, [*name.split(), "--no-such-flag", "--json"])
        if (refused.status, refused.out) != (2, ""):
            wrong.append(f"{name} --no-such-flag: {refused.status} {refused.out}")
        wrong += [f"{name}: {fault}" for fault in faults(json.loads(refused.err), error)]
    assert not wrong, "\n".join(wrong)
