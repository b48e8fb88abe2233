"""Rows that no command wrote, such as those of raw SQL, of another program, of a merge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from fuzz import words
from fuzz.run import Try
from fuzz.stage import Stage

READS = (
    "list",
    "list --tree",
    "list --status all --long",
    "ready",
    "blocked",
    "show fz-1",
    "show fz-2 fz-4",
    "show fz-1.1 --refs",
    "stats",
    "stale",
    "count --by-status",
    "lint",
    "orphans",
    "duplicates",
    "search words",
    "children fz-1",
    "dep tree fz-2",
    "dep list fz-2",
    "dep cycles",
    "epic status",
    "graph",
    "graph --all",
    "comments fz-1",
    "label list-all",
    "history fz-1",
    "log",
    "diff HEAD",
    "activity",
    "throughput",
    "cycle-time",
    "export",
    "memories",
    "config list",
    "kv list",
    "conflicts list",
    "branch list",
    "branch show side",
    "merge side --preview",
    "compact",
    "context",
    "info",
    "doctor",
    "query --history",
    "undo --preview",
    "sql SELECT+*+FROM+issues",
)
WRITES = (
    "update fz-1 --title Other",
    "update fz-2 --add-label x",
    "close fz-2 --force",
    "reopen fz-3",
    "comment fz-1 words",
    "dep add fz-1 fz-4",
    "create New --parent fz-1",
    "merge side",
    "delete fz-2 --force",
    "import issues.jsonl",
    "undo",
    "migrate",
    "epic close-eligible",
)
MAIL = ("mail inbox mayor/", "mail channels", "mail check mayor/", "status", "ready", "doctor")

JSON = (
    "null",
    "1",
    '"text"',
    "{}",
    "[]",
    "[1, null, true, {}]",
    '[["a"]]',
    '{"a": ' * 90 + "1" + "}" * 90,
    '["\\u001b[31m", "\\u202e", ""]',
    '{"": "", "\\u0000": 1}',
    "1e308",
    "123456789012345678901234567890",
    '["a\\nb", "a,b"]',
)
TIMES = (
    "0001-01-01 00:00:00",
    "0000-00-00 00:00:00",
    "9999-12-31 23:59:59.999999",
    "1000-01-01 00:00:00.000001",
    "2026-02-30 00:00:00",
)
NUMBERS = ("-2147483648", "2147483647", "5", "-1", "0", "99")
TEXTS = (
    "",
    " ",
    "\0",
    "\x1b]0;title\x07",
    "\x9b31m\u202e",
    "\ud7ff\uffff",
    "a\nb\r\nc",
    "x" * 200_000,
    "%s%%",
    "`'\"\\",
    "nonsense",
    "fz-1",
    "fz-2",
    "no-such-1",
    "external:widget:x",
    "fz-1.1.1.1.1",
    "FZ-1 ",
    "1",
    "closed",
    "tombstone",
    "epic",
    "message",
    "parent-child",
    "a:nonsense,b",
    "É" * 200,
    "\U0001f4a9",
)
COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"


@contextmanager
def some_rows(chance: Random, stage: Stage, environment: dict[str, str]) -> Iterator[Try]:
    """Write values into the tables that no command writes."""
    is_town = chance.random() < 0.15
    place = stage.town if is_town else stage.project
    branch = None if is_town else environment["BD_BRANCH"]
    with stage.session(place, branch) as session:
        with suppress(ServerError):
            session.rows("SET sql_mode = ''")
        tables = ("mail", "channels") if is_town else TABLES
        for _ in range(chance.choice((1, 2, 4, 8))):
            _write(chance, session, chance.choice(tables))
        if chance.random() < 0.5:
            author = f"{words.hostile(chance)[:50]} <{words.hostile(chance)[:20]}>"
            with suppress(ServerError, UnicodeEncodeError):
                session.rows(
                    "CALL DOLT_COMMIT('-Am', %s, '--author', %s)",
                    words.hostile(chance)[:500] or "m",
                    chance.choice((author, "A <a@example.org>")),
                )
    lines = MAIL if is_town else chance.choice((READS, READS, READS, WRITES))
    line = [word.replace("+", " ") for word in chance.choice(lines).split()]
    if chance.random() < 0.5:
        line.append("--json")
    yield Try("gt" if is_town else "bd", line, place, environment)
    if is_town:
        with stage.session(place) as session, suppress(ServerError):
            session.rows("CALL DOLT_RESET('--hard', %s)", stage.hq_commit)


TABLES = ("issues",) * 6 + ("dependencies",) * 2 + ("comments", "memories", "config", "metadata")


def _write(chance: Random, session: Session, table: str) -> None:
    with suppress(ServerError):
        columns = session.rows(COLUMNS, table)
        if chance.random() < 0.75:
            name, kind = chance.choice(columns)
            where = chance.choice(("1 = 1", "1 = 1", "RAND() < 0.3"))
            session.run(f"UPDATE `{table}` SET `{name}` = %s WHERE {where}", _value(chance, kind))
            return
        names = ", ".join(f"`{name}`" for name, _ in columns)
        marks = ", ".join(["%s"] * len(columns))
        values = [_value(chance, kind) for _, kind in columns]
        session.run(f"INSERT INTO `{table}` ({names}) VALUES ({marks})", *values)


def _value(chance: Random, kind: str) -> str | None:
    if chance.random() < 0.1:
        return None
    kind = str(kind).lower()
    if "json" in kind:
        return chance.choice(JSON)
    if "date" in kind or "time" in kind:
        return chance.choice(TIMES)
    if "int" in kind or "bool" in kind:
        return chance.choice(NUMBERS)
    return chance.choice(TEXTS)
