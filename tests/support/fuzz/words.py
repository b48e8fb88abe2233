"""Words for command lines: hostile ones, and fitting ones."""

from __future__ import annotations

from random import Random

ISSUES = ("fz-1", "fz-2", "fz-3", "fz-1.1", "fz-9", "fz-12")
"""Ids of the stage's tracker, and one that no issue has."""
BRANCHES = ("main", "side", "no-such-branch")
DATES = ("2026-02-10", "yesterday", "7d", "2026-99-99", "+2w", "9999-12-31", "0001-01-01")

HOSTILE = (
    "",
    "-",
    "--",
    "=",
    "-1",
    "--json",
    "-q",
    "0",
    "00",
    "-0",
    "1e999",
    "nan",
    "9" * 25,
    "-" + "9" * 400,
    "0x10",
    "١٢",
    "²",
    "true",
    "None",
    "null",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\u202eabc",
    "\ud7ff\ue000",
    "\udcff\udc80",
    "caf\udce9",
    "\U0001f4a9" * 3,
    "é" * 300,
    "x" * 70_000,
    "a\nb",
    "a\r\nb",
    "\t",
    "\x01\x02\x7f",
    "%s%d%n",
    "%(a)s{0}{a}",
    "'; DROP TABLE issues; -- ",
    '"; SELECT 1; --',
    "`x`",
    "\\",
    "\\'",
    "$(id)",
    "~",
    "/",
    ".",
    "..",
    "../../../../etc/passwd",
    "/dev/null",
    "/dev/zero",
    "/proc/self/mem",
    "no/such/file",
    "a,b,,c,",
    ",",
    "a:b:c",
    "a=b=c",
    "@",
    "*",
    "fz-",
    "-fz-1",
    "fz-1,fz-2",
    "fz-1.1.1.1",
    "FZ-1",
    "HEAD~99999999999",
    "HEAD~1",
    "main~1^2",
    "99999-01-01",
    "+999999999999d",
    "-999999999999d",
    "1970-01-01T00:00:00+99:99",
    "2026-02-30",
    "[1,2",
    "{}",
    '{"a": [' * 2000,
    "[" * 5000,
    "ext::sh -c id",
    "file:///etc/passwd",
    "https://user:token@127.0.0.1:1/x",
    "127.0.0.1:99999",
    "[::1]:1",
    "::",
)

SENSIBLE = {
    "ID": ISSUES,
    "BRANCH": BRANCHES,
    "NAME": ("alice", "bob", "backend", "side", "widget", "hq"),
    "N": ("1", "3", "50", "0", "-5", "5.5", str(10**19)),
    "DATE": DATES,
    "FILE": ("issues.jsonl", "plan.json", "batch.jsonl", "out.jsonl", "-"),
    "KEY": ("issue_prefix", "actor", "status.custom", "dolt.auto-commit", "a.b", "doctor.skip"),
    "TEXT": ("some words", "two\nlines", "- one"),
    "COMMIT": ("HEAD", "HEAD~1", "main", "side", "no-such-commit"),
    "SQL": (
        "SELECT * FROM issues",
        "SELECT 1; SELECT 2",
        "SELEC",
        "UPDATE issues SET title = NULL",
        "SELECT REPEAT('a', 1000000), 1e300 * 1e300, NOW(6), x'ff', NULL",
        "SHOW TABLES",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 50) "
        "SELECT * FROM n",
    ),
    "PRIORITY": ("0", "P1", "4", "5", "high"),
    "STATUS": ("open", "closed", "in_progress", "blocked", "nonsense", "all"),
    "TYPE": ("task", "bug", "epic", "nonsense", "blocks", "related", "parent-child"),
    "DIR": (".", "..", "sub", "/"),
    "PATH": (".", "..", "sub", "out.txt"),
}
"""Values by the metavar of a flag."""

NAMES = {
    "query": "SQL",
    "statement": "SQL",
    "issue": "ID",
    "parent": "ID",
    "title": "TEXT",
    "limit": "N",
    "since": "DATE",
    "until": "DATE",
    "revision": "COMMIT",
    "directory": "DIR",
}
"""Kinds of values by the name of a flag, where its metavar does not say the kind."""


def hostile(chance: Random) -> str:
    """Return a word that no user would type on purpose."""
    word = chance.choice(HOSTILE)
    return word if chance.random() < 0.9 else word[:2_000] + chance.choice(HOSTILE)[:2_000]


def fitting(chance: Random, name: str, metavar: str) -> str:
    """Return a word that may fit a flag or an argument."""
    words = (metavar or "").upper()
    for kind, values in SENSIBLE.items():
        if kind == words or (len(kind) > 1 and kind in words):
            return chance.choice(values)
    for part, kind in NAMES.items():
        if part in name.lower():
            return chance.choice(SENSIBLE[kind])
    return chance.choice(chance.choice(list(SENSIBLE.values())))
