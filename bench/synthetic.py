"""Made-up export rows of a tracker of any size, for the bench and for tests of 10,000 issues.

The proportions are those of a real tracker, but with more open work: 55 % are closed. The same
`count` and `seed` give the same rows, on any machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from beadwork.model.times.timestamps import format_timestamp

START = datetime(2025, 1, 1)
YEAR_MINUTES = 365 * 24 * 60
EPIC_EVERY = 20
CHILDREN = range(3, 9)

STATUSES = {"closed": 55, "open": 30, "in_progress": 6, "blocked": 5, "deferred": 4}
TYPES = {"task": 50, "bug": 25, "feature": 15, "chore": 10}
PRIORITIES = {0: 5, 1: 20, 2: 50, 3: 17, 4: 8}
EDGES = {"blocks": 70, "discovered-from": 18, "related": 8, "waits-for": 4}
PEOPLE = ("alice", "bob", "carol", "dave", "erin", "frank")
LABELS = (
    "api",
    "auth",
    "backend",
    "cli",
    "docs",
    "flaky",
    "frontend",
    "infra",
    "perf",
    "security",
    "tests",
    "ux",
)
_PROSE = (
    "the parser server branch merge query index token cache retry lock commit report queue page "
    "field label reader "
    "writer session fails drops keeps loses shows hides counts waits returns after before when "
    "without under with for "
    "each first last empty large slow stale missing wrong new old remote local"
)
WORDS = _PROSE.split()


def rows(count: int, seed: int = 1, prefix: str = "syn") -> Iterator[dict[str, Any]]:
    """Yield `count` issues as an export has them: epics with children `id.n`, edges to earlier
    issues only.
    """
    chance = random.Random(seed)
    made: list[str] = []
    epic, left = "", 0
    for number in range(count):
        created = START + timedelta(
            minutes=YEAR_MINUTES * number / count, microseconds=chance.randrange(1_000_000)
        )
        if left:
            left -= 1
            children = (
                int(made[-1].rpartition(".")[2]) + 1 if made[-1].startswith(f"{epic}.") else 1
            )
            row = _row(chance, f"{epic}.{children}", created, parent=epic)
        else:
            is_epic = number % EPIC_EVERY == 0
            row = _row(chance, f"{prefix}-{_base36(number)}", created, is_epic=is_epic)
            if is_epic:
                epic, left = row["id"], chance.choice(CHILDREN)
        _link(chance, row, made)
        made.append(row["id"])
        yield row


def _row(
    chance: random.Random,
    issue_id: str,
    created: datetime,
    *,
    parent: str = "",
    is_epic: bool = False,
) -> dict[str, Any]:
    status = _pick(chance, STATUSES)
    updated = created + timedelta(minutes=chance.randrange(30 * 24 * 60))
    row: dict[str, Any] = {
        "id": issue_id,
        "title": _sentence(chance, chance.randrange(4, 11)),
        "description": _text(chance, chance.randrange(200, 2000)),
        "status": status,
        "priority": _pick(chance, PRIORITIES),
        "issue_type": "epic" if is_epic else _pick(chance, TYPES),
        "created_at": format_timestamp(created),
        "created_by": chance.choice(PEOPLE),
        "updated_at": format_timestamp(updated),
    }
    if status == "closed":
        row |= {"closed_at": format_timestamp(updated), "close_reason": _sentence(chance, 5)}
    if status in ("in_progress", "blocked") or chance.random() < 0.2:
        row["assignee"] = chance.choice(PEOPLE)
    if status == "deferred" and chance.random() < 0.5:
        row["defer_until"] = format_timestamp(updated + timedelta(days=chance.randrange(400)))
    if chance.random() < 0.4:
        row["labels"] = sorted(chance.sample(LABELS, chance.randrange(1, 4)))
    if parent:
        row["dependencies"] = [_edge(row, parent, "parent-child")]
    return row


def _link(chance: random.Random, row: dict[str, Any], made: list[str]) -> None:
    """Let about half of the issues refer to one or two of the 200 made before, never to what they
    are a part of.
    """
    parent = row["id"].rpartition(".")[0]
    near = [other for other in made[-200:] if other != parent]
    for other in chance.sample(near, min(len(near), chance.choice((0, 0, 1, 1, 2)))):
        row.setdefault("dependencies", []).append(_edge(row, other, _pick(chance, EDGES)))


def _edge(row: dict[str, Any], target: str, kind: str) -> dict[str, Any]:
    return {
        "issue_id": row["id"],
        "depends_on_id": target,
        "type": kind,
        "created_at": row["created_at"],
        "created_by": row["created_by"],
    }


def _pick(chance: random.Random, weights: dict[Any, int]) -> Any:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def _text(chance: random.Random, length: int) -> str:
    text = ". ".join(_sentence(chance, 9) for _ in range(length // 50 + 1))
    return text[:length].rstrip() + "."


def _base36(number: int) -> str:
    """Return five characters that are neither in order nor ever the same for two numbers."""
    number = (number * 48_271 + 11) % 60_466_169  # a prime below 36**5, so multiplication permutes
    digits = ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits
