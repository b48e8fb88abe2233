"""Find the last commit that has an issue which was deleted since, by looking at few old commits.

Pure: commits are hashes with their parents, the newest first. The caller says which of several
commits have the issue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

Parents = Mapping[str, Sequence[str]]
Has = Callable[[Sequence[str]], Collection[str]]
"""Returns those of the given commits that have the issue."""

LOOKS = 100
"""Commits asked about at once."""
WAYS = 16
"""Parts into which a range of commits is cut with each look: 10,000 commits need four looks."""


def last(named: Parents, history: Callable[[], Parents], has: Has) -> str | None:
    """Return the last commit that has the issue, None where no commit in `named` and no first
    parent of these has it.

    `named` are the commits whose message names the issue, the newest first. Where the newest of
    them deleted the issue, no other commit is looked at. Else (raw SQL, a merge) the last commit is
    searched between the newest one known to have the issue and the next one known to lack it, along
    the first parents of what `history` returns.
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
    """Return the first-parent chain of the newest commit, the newest first."""
    chain: list[str] = []
    here = next(iter(parents), "")
    while here in parents:
        chain.append(here)
        here = (*parents[here], "")[0]
    return chain


def after(
    parents: Parents, chain: Sequence[str], holder: str, has: Has, looked: Mapping[str, bool]
) -> str:
    """Return the last commit on the chain that has the issue, at or after `holder`, which has it.

    `holder` itself is returned where it is beside the chain and no merge that has the issue brought
    it in. `looked` says of the commits that were looked at already whether they have the issue.
    """
    where = {commit: place for place, commit in enumerate(chain)}
    place = where.get(holder, -1)
    if place < 0:
        place = _joined(parents, chain, where, holder)
        if place < 0 or chain[place] not in has([chain[place]]):
            return holder
    high = place  # this commit has the issue; place 0 is the newest
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
    """Return the place on the chain of the merge that brought `target` in, -1 where there is
    none.
    """
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
