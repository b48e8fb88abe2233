"""What has to hold at the end, compared with the record of what was acknowledged."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town as TownFiles
from beadwork.tracker import open_internal as open_tracker
from chaos.record import DONE, REFUSED, TOKEN, UNKNOWN, Write
from chaos.towns import Town
from ssh_host import git

ISSUES = "SELECT id, title, status, labels, notes, close_reason FROM issues"
COMMENTS = "SELECT issue_id, text FROM comments"
LOG = "SELECT commit_hash, committer, parents, message FROM dolt_log(%s, '--parents')"
DIFFS = (
    "SELECT to_title, to_labels, to_notes, to_close_reason,"
    " from_title, from_labels, from_notes, from_close_reason FROM dolt_diff(%s, %s, 'issues')",
    "SELECT to_text, from_text FROM dolt_diff(%s, %s, 'comments')",
)
MANY = 100
ALLOWED = {DONE: (1,), UNKNOWN: (0, 1), REFUSED: (0,)}
"""How often a token may be there."""
LEFT = ("tmp", "temp", ".new", ".part", ".reserve-", "draft", "MERGE", "index.lock")


class Found(NamedTuple):
    """What a town has: rows of issues by id, texts of comments, and who brought in which token."""

    issues: dict[str, Any]
    comments: list[tuple[str, str]]
    authors: dict[str, list[str]]
    several: list[str]
    """Commits with more than one write in them."""


def read(town: Town, since: str) -> Found:
    """Return what a town has, and its history since a commit."""
    with town.as_its_person(), open_tracker(str(town.rig), idle_seconds=0) as tracker:
        issues = {row[0]: row for row in tracker.ask(lambda reader: reader.rows(ISSUES))}
        comments = [(str(a), str(b)) for a, b in tracker.ask(lambda reader: reader.rows(COMMENTS))]
        log = tracker.ask(lambda reader: reader.rows(LOG, f"{since}..HEAD"))
        authors: dict[str, list[str]] = defaultdict(list)
        several = []
        plain = [row for row in log if row[2] and ", " not in row[2]]
        for start in range(0, len(plain), MANY):
            part = plain[start : start + MANY]
            questions = tuple(
                (sql, (parent, commit)) for commit, _, parent, _ in part for sql in DIFFS
            )
            answers = tracker.ask(lambda reader, asked=questions: reader.read(*asked))  # type: ignore[misc]
            for place, (commit, author, _, message) in enumerate(part):
                pair = answers[2 * place : 2 * place + 2]
                tokens = [token for answer in pair for token in brought(answer.rows)]
                if len(tokens) > 1:
                    several.append(f"{commit} by {author}: {message.splitlines()[0]}: {tokens}")
                for token in tokens:
                    authors[token].append(str(author))
        return Found(issues, comments, dict(authors), several)


def brought(rows: Any) -> Iterator[str]:
    """Yield the tokens that a commit brought in."""
    for row in rows:
        half = len(row) // 2
        after, before = ([str(value or "") for value in part] for part in (row[:half], row[half:]))
        known = set(TOKEN.findall(" ".join(before)))
        yield from (token for token in TOKEN.findall(" ".join(after)) if token not in known)


def differences(found: Found, writes: list[Write]) -> Iterator[str]:
    """Yield what is missing, doubled, by another author, or there although it was refused."""
    for write in writes:
        if write.outcome not in ALLOWED:
            continue
        authors = found.authors.get(write.token, [])
        if write.kind != "closed" and len(authors) not in ALLOWED[write.outcome]:
            yield f"{write}: in {len(authors)} commits"
        yield from (f"{write}: by {author}" for author in authors if author != write.actor)
        times = _times(found, write, bool(authors))
        if times is not None and times not in ALLOWED[write.outcome]:
            yield f"{write}: there {times} times: {found.issues.get(write.issue)}"
    yield from (f"several writes in one commit: {text}" for text in found.several)


def _times(found: Found, write: Write, is_there: bool) -> int | None:
    """Return how often a write is in the tables; None where later writes may have replaced it."""
    row = found.issues.get(write.issue)
    match write.kind:
        case "issue":
            return int(row is not None) if write.issue else None
        case "comment":
            return sum(write.token in TOKEN.findall(text) for _, text in found.comments)
        case "label":
            return str(row[3]).count(f'"{write.token}"') if row else 0
        case "note":
            return TOKEN.findall(str(row[4])).count(write.token) if row else 0
        case "closed":
            return int(row is not None and row[2] == "closed")
        case "close" if is_there:
            return int(row is not None and row[2] == "closed" and write.token in str(row[5]))
    return None


def unsound(town: Town, dolt: str) -> Iterator[str]:
    """Yield what `dolt fsck` finds in the databases of a town whose server is stopped."""
    for database in sorted(Path(town.home.data).iterdir()):
        if (database / ".dolt").is_dir():
            done = subprocess.run(
                [dolt, "fsck"],
                cwd=database,
                env=town.mayor.person.environment | {"DOLT_ROOT_PATH": str(town.root.parent)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                yield f"dolt fsck of {database.name}: {done.stdout}{done.stderr}"


SLOTS = "SELECT slot, message FROM local_operation WHERE slot > 1"


def left_over(town: Town, before: set[str], after: set[str]) -> Iterator[str]:
    """Yield what a town has that it had not when it was quiet before: branches, files, worktrees,
    deferred writes, sessions.
    """
    with town.as_its_person(), open_tracker(str(town.rig), idle_seconds=0) as tracker:
        names = tracker.ask(lambda reader: reader.rows("SELECT name FROM dolt_branches"))
        slots = tracker.ask(lambda reader: reader.rows(SLOTS))
    yield from (f"branch {name}" for (name,) in names if name != "main")
    yield from (f"deferred: {slot}" for slot in slots)
    yield from (f"file {name}" for name in sorted(after - before))
    sessions = tmux.names(TownFiles(town.root)) or set()
    yield from (f"session {name}" for name in sorted(sessions))
    clone = str(town.rig / "mayor" / "rig")
    worktrees = git("-C", clone, "worktree", "list").splitlines()
    yield from (f"worktree {line}" for line in worktrees[1:])
    code = git("-C", clone, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    yield from (f"branch of the code {name}" for name in code if name != "main")


def summary(writes: list[Write]) -> str:
    """Return how many writes had which outcome, as JSON."""
    counts: dict[str, int] = defaultdict(int)
    for write in writes:
        counts[write.outcome] += 1
    return json.dumps(dict(sorted(counts.items())))
