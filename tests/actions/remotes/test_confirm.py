"""Claims across machines: a confirmed claim is the remote's, and both sides have one owner."""

from __future__ import annotations

import shutil

import pytest

from beadwork import errors
from clones import Clones, opened


def test_a_confirmed_claim_is_at_the_remote(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    with opened(clones.ours, actor="alice") as ours, opened(clones.theirs, actor="bob") as theirs:
        ours.claim(issue)
        ours.confirm_claims(issue)
        theirs.fetch()
        theirs.claim(issue)  # bob has not pulled
        theirs.update(issue, description="bob's text")
        with pytest.raises(errors.AlreadyClaimed, match="is alice's: origin .* had that claim"):
            theirs.confirm_claims(issue)
        found = theirs.show(issue)[0].issue
        assert (found.assignee, found.status, found.description) == (
            "alice",
            "in_progress",
            "bob's text",
        )
        theirs.push()
        ours.pull()
        assert ours.show(issue)[0].issue == found


def test_an_earlier_clock_takes_no_confirmed_claim(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    with opened(clones.ours, actor="alice") as ours, opened(clones.theirs, actor="bob") as theirs:
        theirs.claim(issue)  # the first by the clock, and never pushed
        ours.claim(issue)
        ours.confirm_claims(issue)
        with pytest.raises(errors.AlreadyClaimed):
            theirs.confirm_claims(issue)
        assert theirs.show(issue)[0].issue.assignee == "alice"


def test_a_claim_survives_other_work_at_the_remote(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    with opened(clones.ours, actor="alice") as ours, opened(clones.theirs, actor="bob") as theirs:
        theirs.create("Something else")
        theirs.push()
        ours.claim(issue)
        ours.confirm_claims(issue)
        theirs.pull()
        assert theirs.show(issue)[0].issue.assignee == "alice"


def test_a_claim_that_cannot_be_pushed_is_undone(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    shutil.rmtree(clones.bare)
    with opened(clones.ours, actor="alice") as ours:
        ours.claim(issue)
        with pytest.raises(errors.RemoteFailed):
            ours.confirm_claims(issue)
        assert ours.show(issue)[0].issue.assignee is None


def test_two_claims_made_apart_end_with_one_owner_on_both_sides(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    with opened(clones.ours, actor="alice") as ours, opened(clones.theirs, actor="bob") as theirs:
        ours.claim(issue)
        ours.update(issue, description="alice's text")
        theirs.claim(issue)
        theirs.push()
        pushed = ours.push()
        theirs.pull()
        owners = {tracker.show(issue)[0].issue.assignee for tracker in (ours, theirs)}
        assert len(owners) == 1
        assert theirs.show(issue)[0].issue.description == "alice's text"
        from beadwork.actions.remotes import lost_claims

        (lost,) = lost_claims.of(pushed.merged[0])
        assert {lost.winner} == owners
        assert {lost.loser, lost.winner} == {"alice", "bob"}


def test_the_commands_confirm(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    claimed = clones.ours.run("ready", "--claim", "--confirm", BEADS_ACTOR="alice")
    assert claimed.returncode == 0, claimed.stderr
    lost = clones.theirs.run("update", issue, "--claim", "--confirm", BEADS_ACTOR="bob")
    assert lost.returncode == 4
    assert f"{issue} is alice's" in lost.stderr
    again = clones.ours.run("claim", issue, "--confirm", BEADS_ACTOR="alice")
    assert again.returncode == 0
    assert clones.ours.run("update", issue, "--confirm").returncode == 2
    assert clones.ours.run("ready", "--confirm").returncode == 2
