"""Pushes: what the remote gets, what a push of nothing costs, and a remote that has moved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.dolt.versions import push_lock
from clones import Clones, bare_repository, git, opened


def test_a_push_shows_the_heads_of_both_sides(clones: Clones) -> None:
    with opened(clones.ours) as tracker:
        tracker.create("New")
        pushed = tracker.push()
        assert pushed.is_new
        assert pushed.local == pushed.remote_head != pushed.before
        assert [remote.commit for remote in tracker.remotes()] == [pushed.local]
    assert set(git(clones.bare, "for-each-ref", "--format=%(refname)").split()) >= {
        "refs/dolt/data"
    }


def test_a_push_of_the_same_state_is_one_round_trip(clones: Clones) -> None:
    packets: list[str] = []
    with opened(clones.ours, on_packet=packets.append) as tracker:
        pushed = tracker.push()
    assert not pushed.is_new
    assert len(packets) == 1
    assert packets[0].count("DOLT_PUSH") == 1
    assert "DOLT_FETCH" not in packets[0]


def test_a_push_of_the_same_state_loads_nothing_that_merges(clones: Clones) -> None:
    script = (
        "import os, sys\n"
        "os._exit = lambda status: print(*sorted(sys.modules), file=sys.stderr, flush=True)\n"
        "sys.argv = ['bd', 'dolt', 'push']\n"
        "from beadwork.bd.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=clones.ours.directory,
        env=clones.ours.environment,
        capture_output=True,
        text=True,
    )
    loaded = done.stderr.splitlines()[-1].split()
    assert "beadwork.actions.remotes.push" in loaded
    slow = ("beadwork.actions.merging", "beadwork.workspace.git_remote", "shutil", "subprocess")
    assert not [module for module in loaded if module.startswith(slow)]


def test_one_push_at_a_time_goes_from_a_server_to_a_remote(
    clones: Clones, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push_lock, "SECONDS", 0)
    with opened(clones.ours) as tracker, opened(clones.ours) as other:
        other.link.become_root()
        tracker.create("New")
        with (
            push_lock.held(other.link.session, "origin"),
            pytest.raises(
                errors.LockTimeout, match=r"another push of .* to origin, held by a push"
            ),
        ):
            tracker.push()
        assert tracker.push().is_new
        with push_lock.held(other.link.session, "origin"):
            pass


def test_only_main_is_pushed(clones: Clones) -> None:
    with opened(clones.ours) as tracker:
        tracker.create_branch("worker")
        tracker.create("New")
        tracker.push()
        tracker.add_remote("again", str(clones.bare))
        tracker.link.ask_as_root(lambda root: root.rows("CALL DOLT_FETCH('again')"), 60)
        names = tracker.ask(lambda reader: reader.rows("SELECT name FROM dolt_remote_branches"))
    assert {name for (name,) in names} == {"remotes/origin/main", "remotes/again/main"}


def test_a_remote_that_moved_is_merged_and_pushed_to(clones: Clones) -> None:
    with opened(clones.theirs) as theirs:
        theirs.create("Theirs")
        theirs.push()
    with opened(clones.ours) as ours:
        ours.create("Ours")
        pushed = ours.push()
        titles = {issue.title for issue in ours.list().issues}
    assert (pushed.tries, len(pushed.merged), pushed.is_new) == (2, 1, True)
    assert pushed.local == pushed.remote_head
    assert titles == {"Shared", "Theirs", "Ours"}
    with opened(clones.theirs) as theirs:
        assert theirs.pull().after == pushed.local


def test_a_remote_that_moved_is_not_merged_with_no_merge(clones: Clones) -> None:
    with opened(clones.theirs) as theirs:
        theirs.create("Theirs")
        theirs.push()
    with opened(clones.ours) as ours:
        before = ours.create("Ours")
        with pytest.raises(errors.RemoteMoved, match="has commits that are not here"):
            ours.push(merge=False)
        assert {issue.title for issue in ours.list().issues} == {"Shared", before.title}
    refused = clones.ours.run("dolt", "push", "--no-merge")
    assert refused.returncode == 4


def test_a_remote_that_moves_at_each_try_is_given_up(
    clones: Clones, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(clones.ours) as ours, opened(clones.theirs) as theirs:
        ours.create("Ours")
        pull = ours.pull

        def pull_late(remote: str) -> object:
            pulled = pull(remote)
            theirs.create("Theirs")
            theirs.push()
            return pulled

        theirs.create("Theirs, first")
        theirs.push()
        monkeypatch.setattr(ours, "pull", pull_late)
        with pytest.raises(errors.RemoteMoved):
            ours.push()
        monkeypatch.undo()
        assert ours.push().local == ours.remotes()[0].commit


def test_what_is_uncommitted_is_committed_before_a_push(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        ours.ask(lambda reader: reader.rows("UPDATE issues SET title = 'By hand'"))
        pushed = ours.push()
        assert pushed.is_new
    with opened(clones.theirs) as theirs:
        theirs.pull()
        assert [issue.title for issue in theirs.list().issues] == ["By hand"]


def test_a_git_remote_without_a_branch_is_refused_before_dolt_is_asked(
    clones: Clones, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q", "--bare", tmp_path / "empty.git")
    packets: list[str] = []
    with opened(clones.ours, on_packet=packets.append) as ours:
        ours.add_remote("empty", str(tmp_path / "empty.git"))
        packets.clear()
        with pytest.raises(errors.RemoteFailed, match="without a branch"):
            ours.push("empty")
    assert not any("DOLT_PUSH('empty'" in packet for packet in packets)


def test_another_tracker_is_never_pushed_over(clones: Clones, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    stranger = clones.ours._replace(directory=other)
    assert stranger.run("init", "-p", f"{clones.prefix}x").returncode == 0
    assert stranger.run("dolt", "remote", "add", "origin", clones.bare).returncode == 0
    refused = stranger.run("dolt", "push")
    assert refused.returncode == 1
    assert "no commit in common" in refused.stderr
    assert "bd dolt clone" in refused.stderr
    pulled = stranger.run("dolt", "pull")
    assert "no commit in common" in pulled.stderr


def test_a_remote_without_git_on_the_path_is_named(
    clones: Clones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(clones.ours) as ours:
        ours.add_remote("second", str(bare_repository(tmp_path, "second.git")))
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(errors.RemoteFailed, match="no git on the PATH"):
            ours.push("second")


def test_a_remote_that_is_not_there_is_named(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        with pytest.raises(errors.NotFound, match='no remote "nowhere"'):
            ours.push("nowhere")
        with pytest.raises(errors.NotFound, match='no remote "nowhere"'):
            ours.pull("nowhere")
        with pytest.raises(errors.NotFound, match='no remote "nowhere"'):
            ours.remove_remote("nowhere")


def test_a_host_that_takes_only_branches_gets_a_branch(clones: Clones) -> None:
    """Dolt's server would take the reference of the first remote with the same URL."""
    ref, bare = "refs/heads/beadwork", clones.bare
    with opened(clones.ours) as ours:
        ours.add_remote("branches", str(bare), ref)
        issue = ours.create("By a branch")
        pushed = ours.push("branches")
        assert pushed.local == pushed.remote_head
    assert ref in git(bare, "for-each-ref", "--format=%(refname)").split()
    with opened(clones.theirs) as theirs:
        assert theirs.pull().fetched == 0
        theirs.add_remote("branches", str(bare), ref)
        assert theirs.pull("branches").fetched == 1
        assert {remote.url for remote in theirs.remotes()} == {f"git+file://{bare}"}
        assert theirs.show(issue.id)[0].issue.title == "By a branch"
    for wrong in ("main", "-x", "refs/../x", "refs/heads/a b"):
        with opened(clones.ours) as ours, pytest.raises(errors.Usage, match="git reference"):
            ours.add_remote("other", str(bare), wrong)
