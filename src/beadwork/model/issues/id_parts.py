"""Which issue is meant by a part of an id.

Promised: nobody acts on an issue that they did not name. A part is the beginning of the suffix,
which follows the prefix: `a3f` names `bd-a3f9k`, and neither `bd` nor `f9k` does.

- A whole id wins, then a whole suffix (`a3f` is `bd-a3f`, although `bd-a3f9` exists).
- A part names no id that goes on with a dot or with a further digit of a child's number: `a3f` does
  not name the child `bd-a3f.1`, and `a3f.1` does not name `bd-a3f.12`.
- A part that looks like a whole id (a prefix, a dash, three characters or more) names no other
  issue.
- Case counts only where it decides between issues.
- A command that changes an issue needs a whole id, or three characters of the suffix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from beadwork.errors import Ambiguous, NoIssue, Usage
from beadwork.model.hints import command

LEAST_TO_READ = 1
LEAST_TO_CHANGE = 3
"""The fewest characters of the suffix that a command which changes an issue accepts."""
LOOKS_WHOLE = 3
"""A prefix and so many characters look like a whole id. No known program makes shorter ids."""
SHOWN = 5
"""Candidates that an error lists."""

_ENDS_WITH_NUMBER = re.compile(r".+\.[0-9]+", re.DOTALL)


def suffix_of(issue_id: str, prefix: str) -> str:
    """Return what follows the prefix. The prefix is the tracker's if the id begins with it, else
    all up to the last dash.

    >>> suffix_of("my-app-a3f.1", "my-app"), suffix_of("bd-fix-login", "bd"), suffix_of("x", "bd")
    ('a3f.1', 'fix-login', 'x')
    """
    if prefix and issue_id.startswith(f"{prefix}-"):
        return issue_id[len(prefix) + 1 :]
    return issue_id.rpartition("-")[2]


def check(part: str, prefix: str) -> None:
    """Refuse a part that cannot name an issue.

    Raises:
        Usage: `part` is empty, is only the prefix, or ends with a dash or a dot.
    """
    if not part.strip("-. \t\n") or part[-1] in "-.":
        raise Usage(f'"{part}" is not an id', hint=f"an id is like {prefix or 'bd'}-a3f9k")
    if prefix and part.lower() == prefix.lower():
        raise Usage(
            f'"{part}" is the prefix of every id here: it names no issue',
            hint="write more characters of the id",
        )


def _check_length(part: str, prefix: str, least: int, found: Sequence[str]) -> None:
    if len(_behind_prefix(part, prefix)) >= least:
        return
    raise Usage(
        f'"{part}" is too short: a change takes a whole id, or {least} characters of what '
        "follows its prefix",
        hint=f"write {found[0]}" if len(found) == 1 else "write more characters of the id",
    )


def _behind_prefix(part: str, prefix: str) -> str:
    return part[len(prefix) + 1 :] if part.lower().startswith(f"{prefix.lower()}-") else part


def matching(part: str, ids: Iterable[str], prefix: str) -> list[str]:
    """Return those of `ids` that `part` may mean, sorted: only those of the best kind of match."""
    candidates = sorted(set(ids))
    if not part:
        return []
    for fold in (str, str.lower):
        typed = fold(part)
        for kind in (_is_whole, _is_suffix, _is_beginning):
            found = [
                issue_id
                for issue_id in candidates
                if kind(typed, fold(issue_id), fold(suffix_of(issue_id, prefix)))
            ]
            if found:
                return found
    return []


def _is_whole(part: str, issue_id: str, _: str) -> bool:
    return part == issue_id


def _is_suffix(part: str, _: str, suffix: str) -> bool:
    return part == suffix


def _is_beginning(part: str, issue_id: str, suffix: str) -> bool:
    if _ENDS_WITH_NUMBER.fullmatch(part):
        return False
    behind = issue_id.removesuffix(suffix)
    if behind and part.startswith(behind):
        part = part.removeprefix(behind)
        if len(part) >= LOOKS_WHOLE:
            return False
    return suffix.startswith(part) and "." not in suffix[len(part) :]


def choose(
    part: str,
    candidates: Sequence[str],
    prefix: str,
    *,
    least: int = LEAST_TO_READ,
    most: int | None = None,
) -> str:
    """Return the one of `candidates` that `part` names.

    If more than `most` candidates match, the list was cut off, and `Ambiguous` says "at least".

    Raises:
        Usage: `part` cannot name an issue, or is no whole id and shorter than `least`.
        NoIssue: `part` names no issue.
        Ambiguous: `part` names several issues.
    """
    found = matching(part, candidates, prefix)
    if len(found) == 1 and found[0].lower() == part.lower():
        return found[0]
    check(part, prefix)
    if not found:
        near = _near(part, candidates)
        raise NoIssue(
            f'no issue found matching "{part}"',
            hint=command("bd", "show", near) if near else "bd list --all",
            part=part,
            name=part,
        )
    _check_length(part, prefix, least, found)
    if len(found) > 1:
        is_cut = most is not None and len(found) > most
        more = f" and {'at least ' * is_cut}{len(found) - SHOWN} more" if len(found) > SHOWN else ""
        message = f'ambiguous id "{part}": matches {", ".join(found[:SHOWN])}{more}'
        raise Ambiguous(
            message,
            hint="write more characters of the id",
            part=part,
            candidates=tuple(found),
        )
    return found[0]


def _near(part: str, candidates: Sequence[str]) -> str:
    """Return the only candidate that begins with `part`, "" where there is none or several."""
    near = [issue_id for issue_id in candidates if issue_id.lower().startswith(part.lower())]
    return near[0] if len(near) == 1 else ""
