"""The network is cut in the middle of a transfer: work goes on, and the next push catches up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from beadwork import errors
from clones import bare_repository, git, opened
from git_over_http import GitServer, serving
from harness import Place, assert_done
from network import Line, line

LONG = "0123456789abcdef" * 64


class Far(NamedTuple):
    """A workspace whose remote is behind a line that can be cut, and the remote's repository."""

    place: Place
    way: Line
    bare: Path
    prefix: str


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[GitServer]:
    with serving(tmp_path, "me", "right") as server:
        yield server


@pytest.fixture
def far(shared_workspace: Path, tmp_path: Path, forge: GitServer) -> Iterator[Far]:
    prefix = f"t{os.urandom(5).hex()}"
    bare = bare_repository(tmp_path)
    git(bare, "config", "http.receivepack", "true")
    place = Place(tmp_path / "ours", "main", dict(os.environ))
    git(tmp_path, "init", "-q", place.directory)
    assert_done(place.run("init", "-p", prefix))
    with line(forge.server_port) as way:
        url = f"http://me:right@127.0.0.1:{way.port}/{bare.name}"
        assert_done(place.run("dolt", "remote", "add", "origin", url))
        assert_done(place.run("create", "First", "--id", f"{prefix}-1"))
        assert_done(place.run("dolt", "push"))
        yield Far(place, way, bare, prefix)


@pytest.mark.parametrize("cut_after", [0, 1_500, 12_000])
def test_a_push_that_is_cut_is_made_up_for(far: Far, tmp_path: Path, cut_after: int) -> None:
    with opened(far.place) as tracker:
        for number in range(10):
            tracker.create(f"Issue {number}", description=f"{number}{os.urandom(1024).hex()}{LONG}")
        before = tracker.remotes()[0].commit
        far.way.cut_after, far.way.sent = cut_after, 0
        with pytest.raises(errors.RemoteFailed) as failed:
            tracker.push()
        assert "cannot be reached" in failed.value.message
        assert far.way.is_cut
        tracker.create("Meanwhile")
        assert tracker.remotes()[0].commit == before, "what the remote has is as it was"
        far.way.mend()
        pushed = tracker.push()
        assert pushed.is_new and pushed.local == pushed.remote_head
    assert "error" not in git(far.bare, "fsck")
    other = Place(tmp_path / "other", "main", dict(os.environ))
    git(tmp_path, "init", "-q", other.directory)
    fetched = other.run("init", "--from-remote", far.bare, "--database", f"{far.prefix}_other")
    assert_done(fetched)
    assert other.run("count").stdout == far.place.run("count").stdout == "12\n"


def test_a_pull_that_is_cut_changes_nothing(far: Far, tmp_path: Path) -> None:
    other = Place(tmp_path / "other", "main", dict(os.environ))
    git(tmp_path, "init", "-q", other.directory)
    words = ["init", "--from-remote", far.bare, "--database", f"{far.prefix}_other"]
    assert_done(other.run(*words))
    with opened(other) as theirs:
        theirs.create("Theirs", description=os.urandom(20_000).hex())
        theirs.push()
    with opened(far.place) as tracker:
        before = tracker.list().issues
        far.way.cut()
        with pytest.raises(errors.RemoteFailed):
            tracker.pull()
        assert tracker.list().issues == before
        far.way.mend()
        tracker.pull()
        assert {issue.title for issue in tracker.list().issues} == {"First", "Theirs"}
