"""Whether a statement of SQL that a person typed reads or writes.

This module is no parser: it looks at the words outside quotes and comments. A statement that it
knows neither as reading nor as changing rows is refused. The server itself keeps a reading
statement from writing (store/search/raw_sql.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from beadwork.errors import Usage

READING = ("SELECT", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "VALUES", "TABLE")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")

_TOKEN = re.compile(
    r"""
    (?P<skip> \s+ | --(?=\s|$)[^\n]* | \#[^\n]* | /\*(?!!).*?\*/ )
  | (?P<quoted> '(?:[^'\\]|\\.|'')*' | "(?:[^"\\]|\\.|"")*" | `[^`]*` )
  | (?P<word> [A-Za-z_][A-Za-z0-9_$]* )
  | (?P<other> . )
    """,
    re.DOTALL | re.VERBOSE,
)


def check(sql: str) -> str:
    """Return a statement without the semicolon and the white space around it.

    Raises:
        Usage: there is no statement, or more than one.
    """
    text = sql.strip()
    ends = [position for kind, word, position in _tokens(text) if kind == "other" and word == ";"]
    if ends and any(position > ends[0] for kind, word, position in _tokens(text) if word != ";"):
        raise Usage("more than one statement", hint="one `bd sql` for each")
    text = text[: ends[0]].rstrip() if ends else text
    if not any(True for _ in _tokens(text)):
        raise Usage("there is no statement", hint='bd sql "SELECT id, title FROM issues"')
    return text


def writes(sql: str) -> bool:
    """Tell whether a statement changes rows (True) or only reads (False).

    Raises:
        Usage: the statement does something else: tables, transactions, procedures, files.
    """
    words = [word.upper() for kind, word, _ in _tokens(sql) if kind == "word"]
    verb = _verb(sql)
    if verb in WRITING:
        return True
    files = {"OUTFILE", "DUMPFILE"} & set(words)
    if verb in READING and not files:
        return False
    raise Usage(
        f"bd sql reads rows or changes them; it does not do {min(files, default=verb) or 'this'}",
        hint="bd sql --help",
    )


def written_table(sql: str) -> str:
    """Return the name of the table whose rows a writing statement changes, in small letters.

    Raises:
        Usage: the statement names a database too, or several tables.
    """
    words = _from_verb(sql)
    verb = words.pop(0).upper()
    while words and words[0].upper() in _MODIFIERS:
        words.pop(0)
    if verb == "DELETE" and words[:1] and words.pop(0).upper() != "FROM":
        raise _not_one_table()
    name, behind = words[0] if words else "", words[1:]
    if behind[:1] and behind[0].upper() == "AS":
        behind = behind[1:]
    ends = _ENDS.get(verb)
    if behind[:1] == ["."] or (ends and not {word.upper() for word in (behind or [""])[:2]} & ends):
        raise _not_one_table()
    if not re.fullmatch(r"[\w$]+|`[\w$]+`", name):
        raise _not_one_table()
    return name.strip("`").lower()


_MODIFIERS = ("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE", "INTO")
_ENDS = {"UPDATE": {"SET"}, "DELETE": {"WHERE", "ORDER", "LIMIT", ""}}
"""The words that may follow the one table of a statement, or its alias; "" is the end."""


def _from_verb(sql: str) -> list[str]:
    """Return the tokens of a writing statement from its verb on."""
    tokens, depth = list(_tokens(sql)), 0
    for number, (kind, word, _) in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(word, 0) if kind == "other" else 0
        if kind == "word" and depth == 0 and word.upper() in WRITING:
            return [token for _, token, _ in tokens[number:]]
    raise _not_one_table()


def _not_one_table() -> Usage:
    return Usage(
        "bd sql --write changes one table of the tracker, named alone",
        hint="bd sql --write \"UPDATE issues SET assignee = 'bob' WHERE assignee = 'alice'\"",
    )


def _verb(sql: str) -> str:
    """Return the statement's verb in capitals, behind `WITH … AS (…)` and opening brackets."""
    depth, common = 0, False
    for kind, word, _ in _tokens(sql):
        depth += {"(": 1, ")": -1}.get(word, 0) if kind == "other" else 0
        if kind != "word":
            continue
        upper = word.upper()
        if not common and upper != "WITH":
            return upper
        common = True
        if depth == 0 and upper in (*READING, *WRITING):
            return upper
    return ""


def _tokens(sql: str) -> Iterator[tuple[str, str, int]]:
    for found in _TOKEN.finditer(sql):
        kind = found.lastgroup or "other"
        if kind != "skip":
            yield kind, found[0], found.start()
