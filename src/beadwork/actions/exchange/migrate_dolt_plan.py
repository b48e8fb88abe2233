"""Find and read the data of an older tracker in a `.beads/`. Nothing is changed. One row that
cannot be imported refuses the whole migration.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.actions.workspace import older_settings
from beadwork.actions.workspace.init_plan import prefix_of_most
from beadwork.dolt.databases import offline
from beadwork.dolt.server.files import home
from beadwork.errors import BadFile, BadWorkspace, ImportRefused, NotFound
from beadwork.files import bounded, json_file, symlinks
from beadwork.model.exchange import import_file, import_memory, legacy_tables
from beadwork.model.exchange.import_file import Source
from beadwork.model.exchange.import_memory import ImportMemory
from beadwork.model.exchange.json_reader import BadRow
from beadwork.model.hints import command
from beadwork.store import legacy_backup
from beadwork.store import legacy_tables as stored
from beadwork.store.legacy_tables import DamagedFile, ReadTables
from beadwork.workspace import legacy_data as files
from beadwork.workspace import locate
from beadwork.workspace.settings import metadata, older_yaml

MARK = "migrate-dolt.json"
"""The record of a migration that has begun: its files, and the date for their new names."""
SHOWN = 60
"""The most characters of a key in a message."""
READ_ELSEWHERE = "bd migrate dolt --from {target}   (if it is yours)"


class Read(NamedTuple):
    """One old file or directory, and what it holds."""

    path: Path
    kind: str
    """sqlite, dolt, jsonl or backup"""
    source: Source
    counts: dict[str, int]
    settings: dict[str, str]
    left: dict[str, int]


class Plan(NamedTuple):
    """What is to be migrated, the most authoritative source first. `described` is the database that
    the workspace has already, else empty.
    """

    beads: Path
    reads: list[Read]
    described: str
    date: str
    unread: list[str]
    """A sentence for each other file with lines of JSON, or that is damaged."""
    is_begun: bool
    """An interrupted run has begun it."""
    yaml: dict[str, str]
    """The settings that its config.yaml has of an older tracker."""


def plan(beads: Path, chosen: str, say: Callable[[str], None]) -> Plan:
    """Read the data of an older tracker in a `.beads/`. Nothing is changed.

    Raises:
        NotFound: there is none.
        BadWorkspace, StorageFailure: a file is damaged, or another process has it open.
        ImportRefused: a row cannot be imported.
    """
    locate.refuse_links(str(beads))
    beads = Path(os.path.realpath(beads))
    described = _described(beads)
    begun = _begun(beads)
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    if chosen:
        paths = [Path(chosen)]
        if not paths[0].exists():
            raise NotFound(f"there is no {chosen}", hint=command("ls", "-A", str(beads)))
    elif begun:
        paths = [beads / name for name in begun["files"] if (beads / name).exists()]
    else:
        paths = [] if described else _paths(beads)
    reads, damaged = _reads(paths, say, may_skip=not (chosen or begun))
    if not reads and not described:
        raise NotFound(f"{beads} holds nothing of an older tracker", hint="bd init")
    unread = [] if chosen else [*damaged, *_unread(beads, reads)]
    date = begun["date"] if begun else today
    yaml = older_settings.read(str(beads), say)
    return Plan(beads, reads, described, date, unread, bool(begun), yaml)


def _reads(
    paths: Sequence[Path], say: Callable[[str], None], *, may_skip: bool
) -> tuple[list[Read], list[str]]:
    """Read the paths, and return a sentence for each damaged SQLite file that was passed over.

    Raises:
        BadWorkspace: an SQLite file is damaged, and no whole JSONL file has the issues.
    """
    reads, damaged = [], []
    for path in paths:
        try:
            found = read(path, say)
        except DamagedFile as error:
            if not may_skip:
                raise
            damaged.append(error)
            continue
        if found:
            reads.append(found)
    if damaged and not any(found.kind == "jsonl" and found.source.rows for found in reads):
        raise damaged[0]
    return reads, [f"{error.message}: not read, and left as it is" for error in damaged]


def _unread(beads: Path, reads: Sequence[Read]) -> list[str]:
    ids = {issue_id for read in reads for issue_id in read.source.rows}
    return files.unread(str(beads), [str(read.path) for read in reads], ids)


def _described(beads: Path) -> str:
    """Return the database of a workspace that uses Dolt already; empty for any other.

    Raises:
        BadWorkspace: metadata.json is damaged.
    """
    try:
        return str(metadata.read(str(beads))["dolt_database"])
    except BadWorkspace:
        path = beads / metadata.NAME
        if not path.exists():
            return ""
        with suppress(OSError, BadFile):
            content = json_file.read(str(path))
            if isinstance(content, dict) and (
                "dolt_database" not in content or content.get("dolt_mode", "server") != "server"
            ):
                return ""
        raise


def _begun(beads: Path) -> dict[str, Any]:
    """Return the record of an interrupted migration, empty where there is no usable one.

    A usable one has names of files in `beads` itself, and a date.
    """
    try:
        found = json_file.read(str(beads / MARK))
        names, date = found["files"], found["date"]
        datetime.strptime(date, "%Y-%m-%d")
        is_usable = isinstance(names, list) and all(_is_inside(beads, name) for name in names)
        return found if is_usable else {}
    except (OSError, BadFile, KeyError, TypeError, ValueError):
        return {}


def _is_inside(beads: Path, name: object) -> bool:
    return isinstance(name, str) and symlinks.is_within(
        os.path.normpath(beads / name), os.path.normpath(beads)
    )


def _paths(beads: Path) -> list[Path]:
    """Return the paths that may hold issues: the database that metadata.json names, other SQLite
    files, Dolt directories, JSONL; else a backup.
    """
    named = ""
    with suppress(OSError, BadFile, AttributeError):
        named = str(json_file.read(str(beads / metadata.NAME)).get("database", ""))
    inside = sorted(beads.iterdir()) if beads.is_dir() else []
    found = [
        path
        for path in inside
        if path.is_file() and path.suffix != ".jsonl" and stored.is_sqlite(path)
    ]
    found.sort(key=lambda path: (path.name != named, path.name != "beads.db", path.name))
    for container in (beads / "embeddeddolt", beads / "dolt"):
        if str(container) != home.of_user().data:
            found += sorted(path.parent.parent for path in container.glob("**/.dolt/noms"))
    found += map(Path, files.jsonl(str(beads)))
    kept = None if found else files.backup(str(beads))
    return [Path(kept)] if kept else found


def read(path: Path, say: Callable[[str], None]) -> Read | None:
    """Return the content of a file or directory, None where it has nothing to import."""
    now = datetime.now(UTC).replace(tzinfo=None)
    symlinks.refuse_led_out(str(path), done="read", hint=READ_ELSEWHERE)
    if path.is_file() and not stored.is_sqlite(path):
        source = import_file.read(bounded.read(str(path), bounded.IMPORT), now)
        if source.bad:
            raise _bad(path, source, f"line {source.bad[0].line}")
        return Read(path, "jsonl", source, _counted(source), {}, {}) if _holds(source) else None
    kind, tables = _tables(path, say)
    if tables is None:
        return None
    held = legacy_tables.read(*tables)
    source = import_file.read(legacy_tables.content(held.rows), now)
    if source.bad:
        raise _bad(path, source, f"the issue {held.rows[source.bad[0].line - 1].get('id')}")
    source = source._replace(memories=_memories(path, held.memories))
    return Read(path, kind, source, held.counts, held.settings, held.left)


def _memories(path: Path, held: dict[str, str]) -> dict[str, ImportMemory]:
    found = {}
    for key, value in held.items():
        try:
            found[key] = import_memory.read({"key": key, "value": value})
        except BadRow as error:
            raise ImportRefused(
                f"{path}: the memory {key[:SHOWN]}: {error}; nothing was written",
                hint=f"correct {path}, with the program that made it",
            ) from None
    return found


def _tables(path: Path, say: Callable[[str], None]) -> tuple[str, ReadTables | None]:
    """Return the kind of a file or directory, and its tables."""
    if not path.is_dir():
        return "sqlite", stored.sqlite(path)
    kept = files.backup(str(path))
    if kept:
        return "backup", legacy_backup.tables(Path(kept))
    return "dolt", stored.dolt(offline.dolt_of(home.of_user(), say), path)


def _holds(source: Source) -> bool:
    return bool(source.rows or source.memories)


def _bad(path: Path, source: Source, where: str) -> ImportRefused:
    more = f"; likewise {len(source.bad) - 1} more" if len(source.bad) > 1 else ""
    return ImportRefused(
        f"{path}: {where}: {source.bad[0].error}{more}; nothing was written",
        hint=f"correct {path}, with the program that made it",
    )


def _counted(source: Source) -> dict[str, int]:
    rows = source.rows.values()
    return {
        "issues": len(source.rows),
        "dependencies": sum(len(row.edges) + bool(row.issue.parent) for row in rows),
        "labels": sum(len(row.issue.labels) for row in rows),
        "comments": sum(len(row.comments) for row in rows),
    }


def prefix_of(planned: Plan) -> str:
    """Return the prefix of an older tracker: the one of its settings, else that of most ids, else
    the one of its config.yaml, else an empty text.
    """
    for read in planned.reads:
        if read.settings.get(legacy_tables.PREFIX):
            return read.settings[legacy_tables.PREFIX].rstrip("-")
    most = prefix_of_most([issue for read in planned.reads for issue in read.source.rows])
    return most or planned.yaml.get(older_yaml.PREFIX, "").rstrip("-")
