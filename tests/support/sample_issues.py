"""Sample issues of every type, status, age and place in the tree, for tests that compare whole
lists.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.issues.issue import Issue

NOW = datetime.now(UTC).replace(tzinfo=None)
DAY = timedelta(days=1)
WORD = "needle"


def _issue(number: int, chance: random.Random) -> Issue:
    status = chance.choice(
        ["open"] * 5
        + ["in_progress", "blocked", "deferred", "closed", "closed", "pinned", "tombstone"]
    )
    created = NOW - timedelta(hours=7 * number + 1, microseconds=number)
    parents = [f"demo-{above}" for above in (1, 2, 3) if above < number]
    return Issue(
        id=f"demo-{number}",
        type=chance.choice(["task", "task", "bug", "bug", "epic", "gate", "message"]),
        title=f"{chance.choice(['Fix', 'fix', 'Write', '100% of'])} "
        f"{chance.choice(['login', 'a_b', 'manual'])} {number}",
        description=chance.choice([None, f"a {WORD} here"]),
        status=status,
        priority=chance.randrange(5),
        owner=None,
        assignee=chance.choice([None, "alice", "bob"]),
        labels=tuple(sorted(chance.sample(["a", "ä b", 'quo"te', "c"], chance.randrange(4)))),
        parent=chance.choice([None, None, *parents]) if parents else None,
        created_at=created,
        updated_at=created + timedelta(hours=3),
        closed_at=created + timedelta(hours=5) if status == "closed" else None,
        notes=chance.choice([None, WORD.upper()]),
        due_at=chance.choice([None, NOW - 3 * DAY, NOW + 3 * DAY]),
        defer_until=chance.choice([None, None, NOW + 9 * DAY, NOW - 9 * DAY]),
        pinned=chance.random() < 0.1,
        external_ref=f"gh-{number}" if number % 7 == 0 else None,
        metadata={"team": "red", "n": number} if number % 5 == 0 else None,
    )


CHANCE = random.Random(20260211)
DATA = [_issue(number, CHANCE) for number in range(1, 161)]
BY_ID = {issue.id: issue for issue in DATA}
EDGES = [
    Dependency(f"demo-{one}", f"demo-{other}", kind, NOW, None)
    for one, other, kind in (
        (20, 21, "blocks"),
        (30, 31, "related"),
        (40, 41, "waits-for"),
        (50, 51, "blocks"),
        (1, 60, "blocks"),
    )
]
