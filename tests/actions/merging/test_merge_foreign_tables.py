"""Tables of other programs in a merge."""

from __future__ import annotations

import pytest

from beadwork import errors
from beadwork.tracker import InternalTracker
from branch_forks import merge
from merged_trackers import commits, state, write


class TestForeignTables:
    def test_a_conflict_in_a_table_that_is_not_ours(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        for side in (ours, theirs):  # a merge does not bring a table that is not ours
            write(
                side,
                "CREATE TABLE mine (id INT PRIMARY KEY, word TEXT)",
                "INSERT INTO mine VALUES (1, 'a')",
            )
        write(ours, "UPDATE mine SET word = 'b'")
        write(theirs, "UPDATE mine SET word = 'c'")
        theirs.create("Taken along?", id="demo-9")
        before, log = state(ours), commits(ours)
        with pytest.raises(errors.MergeRefused, match="changed the same rows of mine"):
            merge(ours, theirs)
        assert (state(ours), commits(ours)) == (before, log)
        ours.create("Nothing is held up")

    def test_a_constraint_that_would_not_hold(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        for side in (ours, theirs):
            write(side, "CREATE TABLE mine (id INT PRIMARY KEY, word INT, UNIQUE KEY (word))")
        write(ours, "INSERT INTO mine VALUES (1, 7)")
        write(theirs, "INSERT INTO mine VALUES (2, 7)")
        before, log = state(ours), commits(ours)
        with pytest.raises(errors.MergeRefused, match="constraint would no longer hold in mine"):
            merge(ours, theirs)
        assert (state(ours), commits(ours)) == (before, log)
        ours.create("Nothing is held up")

    def test_one_that_only_they_have_is_refused_by_name(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        write(theirs, "CREATE TABLE mine (id INT PRIMARY KEY)", "INSERT INTO mine VALUES (7)")
        before, log = state(ours), commits(ours)
        with pytest.raises(errors.ForeignSchema, match="the table mine"):
            merge(ours, theirs)
        assert (state(ours), commits(ours)) == (before, log)
