"""Names in a merge: no issue is lost under another's, and all branches come to call each the
same.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from beadwork.model.issues import ids
from beadwork.model.merging import issue_names, rename
from beadwork.model.merging.identities import Births
from beadwork.model.merging.issue_names import Renaming
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
    def taken(names: Collection[str]) -> Mapping[str, Birth]:
        there = {**theirs, **ours}
        return {name: born for name, born in there.items() if name in names}

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
    assert found.theirs == found.new.theirs == {"bd-a": candidate("bd-a", BOB)}
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


def test_whoever_was_filed_first_keeps_the_name_on_both_sides() -> None:
    later = (ANN[0] + timedelta(seconds=1), "ann")
    ours, theirs = {"bd-a.1": later}, {"bd-a.1": BOB}
    new = candidate("bd-a.1", later)
    assert renaming({}, ours, theirs).new == ({"bd-a.1": new}, {})
    assert merged({}, ours, theirs) == merged({}, theirs, ours) == {"bd-a.1": BOB, new: later}


def test_parts_of_a_deleted_whole_are_called_the_same_by_whoever_merges() -> None:
    """One town deletes the whole, after both have filed a part under the same number."""
    base = {"bd-e": ANN}
    ours, theirs = {**base, "bd-e.1": BOB}, {"bd-e.1": CAT}
    end = {"bd-e.1": BOB, candidate("bd-e.1", CAT): CAT}
    assert merged(base, ours, theirs) == merged(base, theirs, ours) == end


def test_a_part_of_a_renamed_whole_is_found_again_where_both_have_deleted_the_whole() -> None:
    new = candidate("bd-e.1", BOB)
    ours, theirs = {"bd-e.1.1": CAT}, {f"{new}.1": CAT}
    assert merged({}, ours, theirs) == merged({}, theirs, ours)
    assert len(merged({}, ours, theirs)) == 1


def is_barren(born: Birth) -> bool:
    """Tell whether an issue gets no parts."""
    return born[0].second % 2 == 0


class History:
    """Branches that file, delete and merge, as commits with parents.

    With `roots`, branches file issues under the same ids, and delete only those that have no parts:
    an id that another issue has now does not say any more whose parts are called after it. Without,
    only the numbers of parts meet, and any issue may be deleted, parts that outlive it or not.
    """

    def __init__(self, chance: random.Random, branches: int, roots: Sequence[str] = ()) -> None:
        self.chance = chance
        self.roots = roots
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
        wholes = [
            name for name, other in sorted(state.items()) if not (self.roots and is_barren(other))
        ]
        if wholes and self.chance.random() < 0.6:
            whole = self.chance.choice(wholes)
            name = ids.child(whole, ids.next_child_number(whole, self.ever_named(branch)))
            self.wholes[born] = state[whole]
        else:
            name = self.chance.choice(self.roots) if self.roots else f"bd-{self.filed:05}"
        if name not in state:
            self.commit(branch, {**state, name: born})

    def ever_named(self, branch: int) -> set[str]:
        return {name for commit in self.above(self.tips[branch]) for name in self.states[commit]}

    def delete(self, branch: int) -> None:
        state = dict(self.states[self.tips[branch]])
        names = [name for name, born in sorted(state.items()) if is_barren(born) or not self.roots]
        if names:
            self.deleted.add(state.pop(self.chance.choice(names)))
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
        base = self.states[self.chance.choice(sorted(best))]
        state = merged(base, self.states[ours], self.states[theirs])
        assert state == merged(base, self.states[theirs], self.states[ours])
        self.commit(branch, state, theirs)

    def work(self, steps: int, kinds: Sequence[str]) -> None:
        for _ in range(steps):
            branch, other = self.chance.sample(range(len(self.tips)), 2)
            match self.chance.choice(kinds):
                case "merge":
                    self.merge(branch, other)
                case "file":
                    self.file(branch)
                case "delete":
                    self.delete(branch)

    def merge_all(self) -> list[State]:
        """Let every branch merge every other, three times, and return what they come to."""
        branches = range(len(self.tips))
        for _ in range(3):
            for branch in branches:
                for other in branches:
                    if branch != other:
                        self.merge(branch, other)
        return [self.states[tip] for tip in self.tips]

    def present(self) -> set[Birth]:
        """Return the issues that a branch has, and that no branch has ever deleted."""
        found = {born for tip in self.tips for born in self.states[tip].values()}
        return found - self.deleted


FILE_AND_MERGE = ("file", "file", "merge", "merge")


@pytest.mark.parametrize("deletes", [False, True])
@pytest.mark.parametrize("branches", [2, 3, 4])
@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_merged_with_what_no_issue_is_lost_or_doubled(
    seed: int, branches: int, deletes: bool
) -> None:
    history = History(random.Random(seed), branches, roots=("bd-aaaaa", "bd-bbbbb"))
    history.work(40, (*FILE_AND_MERGE, "delete") if deletes else FILE_AND_MERGE)
    kept = history.present()
    final = history.merge_all()
    for state in final:
        assert state == final[0]
        assert len(set(state.values())) == len(state), "an issue is there twice"
        assert {born: state.get(ids.parent_of(name) or "") for name, born in state.items()} == {
            born: history.wholes.get(born) for born in state.values()
        }
    assert kept <= set(final[0].values())


@pytest.mark.parametrize("branches", [2, 3, 4])
@pytest.mark.parametrize("seed", range(60))
def test_towns_that_file_parts_of_what_others_delete_come_to_the_same_names(
    seed: int, branches: int
) -> None:
    history = History(random.Random(seed), branches)
    history.work(40, (*FILE_AND_MERGE, "delete"))
    kept = history.present()
    final = history.merge_all()
    for state in final:
        assert state == final[0]
        assert len(set(state.values())) == len(state), "an issue is there twice"
    assert kept <= set(final[0].values())


@pytest.mark.parametrize("branches", [3, 4])
@pytest.mark.parametrize("seed", range(40))
def test_in_whatever_order_branches_are_merged_the_names_are_the_same(
    seed: int, branches: int
) -> None:
    """Each order is of its own: the branches that merge so do not see each other's merges."""
    history = History(random.Random(seed), branches)
    history.work(20, ("file", "file", "file", "merge"))
    tips, ends = history.tips, []
    for first, *others in permutations(range(branches)):
        history.tips = list(tips)
        for other in others:
            history.merge(first, other)
        ends.append(history.states[history.tips[first]])
    assert all(end == ends[0] for end in ends)
