"""What the error of a push, a fetch or a clone says of the remote.

The words are those of git, ssh, curl and Dolt, and of the remote itself. What the remote says is
not trusted: it counts for what it says of itself, and never for our own data or server.
"""

from __future__ import annotations

import re

_STATEMENT = re.compile(r"\bdolt_(?:push|fetch|pull|clone)\(|\A(?:push|fetch)\Z", re.IGNORECASE)
_OF_REMOTE = re.compile(r"(?:^|[:;] )remote: (.*)$", re.MULTILINE)
"""git puts this word before each line that the other side wrote."""
_QUOTED = re.compile(r"'[^'\s]*'|\"[^\"\s]*\"")
"""A URL, a path, a name."""

_FULL = re.compile(r"no space left on device|disk quota exceeded|unpacker error")
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "HOST_KEY",
        ("host key verification failed", "remote host identification has changed"),
    ),
    (
        "CREDENTIALS",
        (
            *("permission denied (", "authentication failed", "too many authentication failures"),
            *("could not read username", "could not read password"),
            *("returned error: 401", "returned error: 403"),
            *("code = unauthenticated", "code = permissiondenied"),
        ),
    ),
    (
        "NON_FAST_FORWARD",
        (
            *("(non-fast-forward)", "(fetch first)"),
            # another push was first, after this one had read the remote
            *("blob not found", "found dangling references"),
        ),
    ),
    ("NO_BRANCH", ("git remote has no branches",)),
    ("REJECTED", ("[remote rejected]", "hook declined")),
    (
        "NO_REPOSITORY",
        (
            *("does not appear to be a git repository", "repository not found"),
            *("not found\n", "returned error: 404", "code = notfound"),
            "code = unknown desc = database not found",
        ),
    ),
    (
        "UNREACHABLE",
        (
            *("ssh: connect to host", "could not resolve host", "failed to connect to"),
            *("timed out", "operation too slow", "did not answer within", "connection closed by"),
            *("connection reset", "connection refused", "connection was reset", "broken pipe"),
            *("kex_exchange_identification", "code = unavailable", "empty reply from server"),
            *("the remote end hung up", "unexpected disconnect", "early eof", "network is"),
            *("no route to host", "code = deadlineexceeded"),
        ),
    ),
    (
        "NOT_DOLT",
        (*("expected commit type", "unsupported noms", "contains no dolt data"),),
    ),
)
"""The first line that fits tells the class: git says of a closed connection that the repository may
not exist.
"""


def classify(text: str, statement: str) -> str:
    """Return the name of the `Fault` of an error about a remote; "" where it says nothing of it."""
    if not _STATEMENT.search(statement):
        return ""
    said = "\n".join(_OF_REMOTE.findall(text)).lower()
    plain = _QUOTED.sub("''", _OF_REMOTE.sub("", text)).lower().split("\nhint:")[0] + "\n"
    if "[remote rejected]" in plain and _FULL.search(f"{said}\n{plain}"):
        return "REMOTE_DISK"
    if "repository not found" in said:
        return "NO_REPOSITORY"
    for fault, words in _WORDS:
        if any(word in plain for word in words):
            return fault
    is_cut_short = plain.rstrip().endswith(("; eof", "\neof")) or plain == "eof\n"
    return "NOT_DOLT" if is_cut_short else ""


def words_of_remote(text: str) -> str:
    """Return the first line that the other side wrote; "" where it wrote none."""
    return next((line.strip() for line in _OF_REMOTE.findall(text) if line.strip()), "")


def without_remote(text: str) -> str:
    """Return an error text without what the other side wrote."""
    return _OF_REMOTE.sub("", text)
