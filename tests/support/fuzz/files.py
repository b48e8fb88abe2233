"""Files from elsewhere: damaged ones, huge ones, paths that are no regular files, JSON of wrong
types.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

from fuzz import words
from fuzz.run import Try
from fuzz.stage import Stage

TRACKER = (
    ["list", "--json"],
    ["ready"],
    ["show", "fz-1", "--json"],
    ["create", "A title"],
    ["where", "--json"],
    ["config", "list", "--all"],
    ["context"],
    ["doctor", "--json"],
    ["dolt", "show"],
    ["dolt", "status", "--json"],
    ["info", "--json"],
    ["init"],
    ["trust", "--list"],
    ["trust", "db.example.org:3306"],
)
TOWN = (
    ["status", "--json"],
    ["ready", "--json"],
    ["doctor"],
    ["rig", "list", "--json"],
    ["rig", "show", "widget"],
    ["dolt", "list"],
    ["dolt", "status"],
    ["dolt", "fix-metadata"],
    ["daemon", "status", "--json"],
    ["mail", "inbox", "mayor/"],
)
INPUTS = {
    "issues.jsonl": (["import", "issues.jsonl"], ["import", "issues.jsonl", "--dry-run", "--json"]),
    "saved/issues.jsonl": (["import", "saved"], ["import", "saved", "--dry-run", "--json"]),
    "saved/dependencies.jsonl": (["import", "saved", "--json"],),
    "saved/labels.jsonl": (["import", "saved", "--json"],),
    "saved/comments.jsonl": (["import", "saved", "--json"],),
    "saved/config.jsonl": (["import", "saved", "--json"],),
    "plan.json": (["create", "--graph", "plan.json", "--json"],),
    "batch.jsonl": (["batch", "--file", "batch.jsonl", "--json"], ["batch", "-f", "batch.jsonl"]),
    "text.txt": (["create", "A title", "--body-file", "text.txt"],),
}
"""Files that a command line names, and the commands that read them."""
OF_TRACKER = (
    ".beads/metadata.json",
    ".beads/config.yaml",
    ".beads/redirect",
    ".beads/init.json",
    ".git",
)
OF_PERSON = (".beads/trust.json", ".beads/server/settings.json", ".gitconfig")
OF_TOWN = (
    "mayor/town.json",
    "mayor/rigs.json",
    "mayor/daemon.json",
    ".beads/routes.jsonl",
    ".beads/metadata.json",
    "widget/mayor/rig/.beads/metadata.json",
    "widget/mayor/rig/.beads/config.yaml",
    "daemon/daemon-state.json",
    "daemon/alerts.jsonl",
)

VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    "a",
    [],
    {},
    [None],
    ["a"],
    {"a": {"b": []}},
    "\x1b[31m\u202e",
    "\ud800",
    "a\nb",
    "../../..",
    "/dev/zero",
    "x" * 70_000,
    "2026-99-99",
    "127.0.0.1",
    "no such host",
    "::1",
    "-oProxyCommand=id",
)
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
)
TEXTS = (
    b"",
    b"\0",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\0}\0",
    b"null",
    b"[]",
    b"{}",
    b"1e999",
    b'"text"',
    b"[" * 100_000,
    b'{"a":' * 1_500,
    b"a: " * 1_500,
    b"- " * 3_000 + b"a",
    b"x: 2026-99-99\n",
    b"x: !!python/object:os.system {}\n",
    b"? [a]\n: b\n",
    b"a: b: c\n",
    b"actor: 2026-02-10\n",
    b"dolt: {auto-commit: [1, 2]}\n",
    b"1: 2\nnull: 3\n",
    BOMB,
    b"{" + b'"a": 1,' * 50_000 + b'"b": 2}',
    b"../../../../../../etc\n",
    b"/proc/self/fd\n",
    b"a" * 3_000_000,
)


@contextmanager
def a_file(chance: Random, stage: Stage, environment: dict[str, str]) -> Iterator[Try]:
    """Damage a file that a command reads."""
    place, name, lines, program = _target(chance, stage)
    path = place / name
    if path.is_dir():  # .git
        path = path / "config"
    before = path.read_bytes() if path.is_file() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    _spoil(chance, path, before or b"{}\n")
    directory = stage.project if program == "bd" else stage.town
    if "widget" in name and chance.random() < 0.5:
        program, lines, directory = "bd", TRACKER[:4], stage.rig
    try:
        about = f"{path} is {_shown(path)}"
        yield Try(program, list(chance.choice(lines)), directory, environment, about=about)
    finally:
        _mend(path, before)


def _target(chance: Random, stage: Stage) -> tuple[Path, str, tuple[list[str], ...], str]:
    what = chance.randrange(4)
    if what == 0:
        name = chance.choice(list(INPUTS))
        return stage.project, name, INPUTS[name], "bd"
    if what == 1:
        return stage.project, chance.choice(OF_TRACKER), TRACKER, "bd"
    if what == 2:
        return stage.home, chance.choice(OF_PERSON), TRACKER, "bd"
    return stage.town, chance.choice(OF_TOWN), TOWN, "gt"


def _spoil(chance: Random, path: Path, content: bytes) -> None:
    what = chance.random()
    if what < 0.12:
        _replace_by_no_file(chance, path)
    elif what < 0.35:
        path.write_bytes(chance.choice(TEXTS))
    elif what < 0.5:
        path.write_bytes(_flipped(chance, content))
    else:
        path.write_bytes(_retyped(chance, content))


def _replace_by_no_file(chance: Random, path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()
    what = chance.randrange(5)
    if what == 0:
        path.mkdir()
    elif what == 1:
        os.mkfifo(path)
    elif what == 2:
        path.symlink_to("/dev/zero")
    elif what == 3:
        path.symlink_to(path.name)
    else:
        path.symlink_to(chance.choice(("/dev/stdin", "/proc/self/mem", "/etc", "nowhere")))


def _flipped(chance: Random, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if not data:
            break
        place = chance.randrange(len(data))
        what = chance.randrange(4)
        if what == 0:
            data[place] = chance.randrange(256)
        elif what == 1:
            del data[place : place + chance.choice((1, 5, 100))]
        elif what == 2:
            data[place:place] = bytes([chance.randrange(256)]) * chance.choice((1, 3, 200))
        else:
            data[place:place] = data[: chance.randrange(len(data))]
    return bytes(data)


def _retyped(chance: Random, content: bytes) -> bytes:
    """Return JSON (or lines of it) with one value replaced, or with a key added or removed."""
    lines = content.splitlines() if content.count(b"\n{") > 1 else [content]
    number = chance.randrange(len(lines)) if lines else 0
    try:
        value = json.loads(lines[number])
    except (ValueError, IndexError):
        return _flipped(chance, content)
    for _ in range(chance.choice((1, 1, 2))):
        value = _other(chance, value)
    lines[number] = json.dumps(value).encode()
    return b"\n".join(lines) + b"\n"


def _other(chance: Random, value: Any) -> Any:
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        what = chance.random()
        if what < 0.15:
            return {other: kept for other, kept in value.items() if other != key}
        if what < 0.25:
            return {**value, words.hostile(chance).encode("utf-8", "replace").decode(): value[key]}
        return {**value, key: _other(chance, value[key])}
    if isinstance(value, list) and value and chance.random() < 0.7:
        number = chance.randrange(len(value))
        return [*value[:number], _other(chance, value[number]), *value[number + 1 :]]
    return chance.choice(VALUES)


def _shown(path: Path) -> str:
    if path.is_symlink():
        return f"a link to {os.readlink(path)}"
    return f"{path.read_bytes()[:300]!r}" if path.is_file() else "no file"


def _mend(path: Path, before: bytes | None) -> None:
    """Put the file back."""
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
    if before is not None:
        path.write_bytes(before)
