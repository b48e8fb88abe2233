"""Names in a merge: no issue is lost under another's, and all branches come to call each the
same.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import pytest

from beadwork.model.issues import ids
from beadwork.model.merging import issue_names, rename
from beadwork.model.merging.issue_names import Births, Renaming
from beadwork.model.merging.rename import Birth

State = dict[str, Birth]
"""Whose each id is."""

ANN, BOB, CAT = ((datetime(2026, 2, 11), who) for who in ("ann", "bob", "cat"))


def changed(base: State, tip: State) -> Births:
    return {
        name: (base.get(name), tip.get(name))
        for name in {**base, **tip}
        if base.get(name) != tip.get(name)
    }


def renaming(base: State, ours: State, theirs: State) -> Renaming:
    def taken(names: Collection[str], parents: Collection[str]) -> Mapping[str, Birth]:
        there = {**theirs, **ours}
        return {
            name: born
            for name, born in there.items()
            if name in names or any(name.startswith(f"{parent}.") for parent in parents)
        }

    return issue_names.find(changed(base, ours), changed(base, theirs), taken)


def merged(base: State, ours: State, theirs: State) -> State:
    """Return what a merge comes to where nobody has edited anything."""
    naming = renaming(base, ours, theirs)
    sides = []
    for state, names in ((base, naming.base), (ours, naming.ours), (theirs, naming.theirs)):
        followed = {names.get(name, name): born for name, born in state.items()}
        assert len(followed) == len(state), "two issues under one name"
        sides.append(followed)
    before, mine, yours = sides
    found = {}
    for name, born in {**mine, **yours}.items():
        assert len({side[name] for side in (mine, yours) if name in side}) == 1, (
            "two issues under one name"
        )
        if (name in mine and name in yours) or before.get(name) != born:
            found[name] = born
    return found


def candidate(name: str, born: Birth) -> str:
    return next(rename.new_ids(name, born))


def test_ours_keeps_the_name_and_theirs_gets_one_of_its_own() -> None:
    found = renaming({}, {"bd-a": ANN}, {"bd-a": BOB})
    assert found.theirs == found.new == {"bd-a": candidate("bd-a", BOB)}
    assert (found.base, found.ours) == ({}, {})


def test_a_rename_of_theirs_is_taken_over() -> None:
    new = candidate("bd-a", ANN)
    found = renaming({"bd-a": ANN}, {"bd-a": ANN}, {"bd-a": BOB, new: ANN})
    assert (found.base, found.ours, found.theirs) == ({"bd-a": new}, {"bd-a": new}, {})
    assert found.ids == {"bd-a", new}


def test_of_two_names_the_one_that_was_made_of_the_other_is_kept_whoever_merges() -> None:
    one, two = candidate("bd-a", ANN), candidate("bd-a", BOB)
    ours, theirs = {"bd-a": ANN, two: BOB}, {one: ANN, "bd-a": BOB}
    for base in ({}, {"bd-a": ANN}, {"bd-a": BOB}):
        assert merged(base, ours, theirs) == merged(base, theirs, ours) == {one: ANN, two: BOB}


def test_what_both_have_under_their_own_old_name_is_left() -> None:
    state = {"bd-a": ANN, candidate("bd-a", BOB): BOB}
    assert merged({"bd-a": BOB}, state, dict(state)) == state


def test_parts_follow_the_whole_and_are_found_again_below_it() -> None:
    new = candidate("bd-a", BOB)
    first = merged({}, {"bd-a": ANN, "bd-a.1": CAT}, {"bd-a": BOB, "bd-a.1": BOB})
    assert first == {"bd-a": ANN, "bd-a.1": CAT, new: BOB, f"{new}.1": BOB}
    theirs = {"bd-a": BOB, "bd-a.1": BOB, "bd-a.2": CAT}
    base = {"bd-a": BOB, "bd-a.1": BOB}
    assert merged(base, first, theirs) == {**first, f"{new}.2": CAT}


def test_parts_of_one_birth_are_told_apart_by_their_numbers() -> None:
    base = {"bd-a.1": ANN, "bd-a.2": ANN}
    ours = {"bd-a.1": BOB, "bd-a.2": BOB, "bd-a.3": ANN, "bd-a.4": ANN}
    found = renaming(base, ours, dict(base))
    assert found.theirs == {"bd-a.1": "bd-a.3", "bd-a.2": "bd-a.4"}


def test_a_part_is_found_again_where_its_whole_was_deleted() -> None:
    base = {"bd-e": ANN}
    ours, theirs = {"bd-e": ANN, "bd-e.1": BOB, "bd-e.2": CAT}, {"bd-e.1": CAT}
    assert renaming(base, ours, theirs).theirs == {"bd-e.1": "bd-e.2"}


def test_one_that_was_deleted_does_not_come_back_under_anothers_name() -> None:
    base = {"bd-e.1": ANN}
    theirs = {"bd-e.2": ANN}  # renamed it for a part of its own, and has deleted that
    assert merged(base, {"bd-e.1": ANN}, theirs) == {"bd-e.2": ANN}
    found = renaming(base, {}, {"bd-e.1": BOB, "bd-e.2": ANN})
    assert found.deleted == (frozenset({"bd-e.2"}), frozenset())


def is_barren(born: Birth) -> bool:
    """Tell whether an issue gets no parts, and may be deleted: parts that outlive their whole are
    found by nobody.
    """
    return born[0].second % 2 == 0


class History:
    """Branches that file, delete and merge, as commits with parents."""

    def __init__(self, chance: random.Random, branches: int) -> None:
        self.chance = chance
        self.states: list[State] = [{}]
        self.parents: list[tuple[int, ...]] = [()]
        self.tips = [0] * branches
        self.filed = 0
        self.deleted: set[Birth] = set()
        self.wholes: dict[Birth, Birth] = {}

    def commit(self, branch: int, state: State, *others: int) -> None:
        self.states.append(state)
        self.parents.append((self.tips[branch], *others))
        self.tips[branch] = len(self.states) - 1

    def file(self, branch: int) -> None:
        state = dict(self.states[self.tips[branch]])
        self.filed += 1
        born = (ANN[0] + timedelta(seconds=self.filed), f"b{branch}")
        wholes = [name for name, other in sorted(state.items()) if not is_barren(other)]
        if wholes and self.chance.random() < 0.6:
            whole = self.chance.choice(wholes)
            numbers = [ids.child_number(whole, name) or 0 for name in state]
            name = ids.child(whole, max(numbers) + 1)
            self.wholes[born] = state[whole]
        else:
            name = self.chance.choice(("bd-aaaaa", "bd-bbbbb"))
        if name not in state:
            self.commit(branch, {**state, name: born})

    def delete(self, branch: int) -> None:
        state = dict(self.states[self.tips[branch]])
        barren = [name for name, born in sorted(state.items()) if is_barren(born)]
        if barren:
            self.deleted.add(state.pop(self.chance.choice(barren)))
            self.commit(branch, state)

    def above(self, commit: int) -> set[int]:
        found, left = set(), [commit]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += self.parents[one]
        return found

    def merge(self, branch: int, other: int) -> None:
        ours, theirs = self.tips[branch], self.tips[other]
        common = self.above(ours) & self.above(theirs)
        if theirs in common:
            return
        best = [
            commit
            for commit in common
            if not any(commit in self.above(later) for later in common - {commit})
        ]
        base = self.chance.choice(sorted(best))
        self.commit(
            branch, merged(self.states[base], self.states[ours], self.states[theirs]), theirs
        )


@pytest.mark.parametrize("deletes", [False, True])
@pytest.mark.parametrize("branches", [2, 3, 4])
@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_merged_with_what_no_issue_is_lost_or_doubled(
    seed: int, branches: int, deletes: bool
) -> None:
    chance = random.Random(seed)
    history = History(chance, branches)
    for _ in range(40):
        one, other = chance.sample(range(branches), 2)
        kind = chance.choice(("file", "file", "merge", "merge", "delete"))
        if kind == "merge":
            history.merge(one, other)
        elif kind == "file":
            history.file(one)
        elif deletes:
            history.delete(one)
    there = {
        born for tip in history.tips for born in history.states[tip].values()
    } - history.deleted
    for _ in range(3):
        for branch in range(branches):
            for other in range(branches):
                if branch != other:
                    history.merge(branch, other)
    final = [history.states[tip] for tip in history.tips]
    for state in final:
        assert state == final[0]
        assert len(set(state.values())) == len(state), "an issue is there twice"
        assert {born: state.get(ids.parent_of(name) or "") for name, born in state.items()} == {
            born: history.wholes.get(born) for born in state.values()
        }
    assert there <= set(final[0].values())
