"""Find the last commit that still had something which is not there any more, with few looks at old
commits.

Pure: commits are names with their parents, the newest first; whether one has it is asked of the
caller, many at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

Parents = Mapping[str, Sequence[str]]
Has = Callable[[Sequence[str]], Collection[str]]
"""Returns those of some commits that have it."""

LOOKS = 100
"""Commits asked about at once."""
WAYS = 16
"""Parts into which a stretch of history is cut with each look: 10,000 commits need four."""


def last(named: Parents, history: Callable[[], Parents], has: Has) -> str | None:
    """Return the last commit that has it, None where neither a commit that names it nor the one
    before such has.

    `named` are the commits whose message names it, the newest first. Where the newest of them took
    it away, that is all that is looked at. Else (raw SQL, a merge) what lies between the last that
    has it and the next that has not is halved, along the first parents of all that `history` gives.
    """
    looked: dict[str, bool] = {}
    found = _newest(named, has, looked)
    newest = next(iter(named), "")
    if found is None or (found in named[newest][:1] and not looked[newest]):
        return found
    parents = history()
    return after(parents, first_parents(parents), found, has, looked)


def _newest(named: Parents, has: Has, looked: dict[str, bool]) -> str | None:
    order = list(
        dict.fromkeys(commit for name, parents in named.items() for commit in (name, *parents[:1]))
    )
    for start in range(0, len(order), LOOKS):
        chunk = order[start : start + LOOKS]
        holders = has(chunk)
        looked.update({commit: commit in holders for commit in chunk})
        for commit in chunk:
            if commit in holders:
                return commit
    return None


def first_parents(parents: Parents) -> list[str]:
    """Return what the branch itself went through, the newest first."""
    chain: list[str] = []
    here = next(iter(parents), "")
    while here in parents:
        chain.append(here)
        here = (*parents[here], "")[0]
    return chain


def after(
    parents: Parents, chain: Sequence[str], holder: str, has: Has, looked: Mapping[str, bool]
) -> str:
    """Return the last commit on the chain that has it, at or after `holder`, which has it; `holder`
    where none on it has.
    """
    where = {commit: place for place, commit in enumerate(chain)}
    place = where.get(holder, -1)
    if place < 0:
        place = _joined(parents, chain, where, holder)
        if place < 0 or chain[place] not in has([chain[place]]):
            return holder
    high = place  # has it; 0 is the newest
    low = max(
        (
            where[commit]
            for commit, had in looked.items()
            if not had and where.get(commit, place) < place
        ),
        default=-1,
    )
    while high - low > 1:
        probed = sorted({*range(low + 1, high, max(1, (high - low) // WAYS))})
        holders = has([chain[at] for at in probed])
        places = [at for at in probed if chain[at] in holders]
        if places:
            high = places[0]
            low = max((at for at in probed if at < high), default=low)
        else:
            low = probed[-1]
    return chain[high]


def _joined(parents: Parents, chain: Sequence[str], where: Mapping[str, int], target: str) -> int:
    """Return the place on the chain at which a commit beside it came in, -1 where it never did."""
    seen: set[str] = set()
    for commit in reversed(chain):
        stack = [parent for parent in parents[commit][1:] if parent not in where]
        while stack:
            here = stack.pop()
            if here == target:
                return where[commit]
            if here not in seen:
                seen.add(here)
                stack += [parent for parent in parents.get(here, ()) if parent not in where]
    return -1
