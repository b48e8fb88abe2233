"""Which directories others could replace: on the real file system, some of it another user's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import neighbour
from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.private_files import weakness
from beadwork.errors import AccessDenied


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A directory like `/tmp`: everybody may add to it."""
    directory = tmp_path / "shared"
    directory.mkdir()
    directory.chmod(0o1777)
    return directory


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    directory = tmp_path / "mine"
    directory.mkdir(mode=0o700)
    return directory


def test_a_directory_of_ours_is_safe_and_so_is_what_is_not_there_yet(mine: Path) -> None:
    assert weakness(str(mine)) == ""
    assert weakness(str(mine / "later" / "still")) == ""


def test_a_sticky_directory_is_safe_on_the_way_and_not_at_its_end(shared: Path) -> None:
    (shared / "mine").mkdir(mode=0o700)
    assert weakness(str(shared / "mine")) == ""
    assert weakness(str(shared)) == f"others may write to {shared} (mode 1777)"


@pytest.mark.parametrize("mode", [0o777, 0o702, 0o757])
def test_a_directory_that_others_write_to(mine: Path, mode: int) -> None:
    (mine / "below").mkdir()
    mine.chmod(mode)
    expected = f"others may write to {mine} (mode {mode:04o})"
    assert weakness(str(mine)) == weakness(str(mine / "below")) == expected


@neighbour.needed
def test_a_group_of_others_writes_to_it_and_our_own_is_no_other(mine: Path) -> None:
    mine.chmod(0o770)
    assert weakness(str(mine)) == ""
    os.chown(mine, -1, neighbour.UID)
    assert weakness(str(mine)) == f"others may write to {mine} (mode 0770)"


@neighbour.needed
def test_a_directory_of_another_user_at_the_end_and_on_the_way(mine: Path) -> None:
    (mine / "below").mkdir(mode=0o700)
    neighbour.takes(mine)
    expected = f"{mine} belongs to user {neighbour.UID}"
    assert weakness(str(mine)) == weakness(str(mine / "below")) == expected


def test_a_link_of_ours_is_followed(mine: Path, shared: Path) -> None:
    (shared / "link").symlink_to(mine)
    (mine / "up").symlink_to("../mine")
    assert weakness(str(shared / "link" / "up" / "later")) == ""
    (mine / "out").symlink_to(shared)
    assert weakness(str(mine / "out")) == f"others may write to {shared} (mode 1777)"


@neighbour.needed
def test_a_link_of_another_user_leads_nowhere(mine: Path, shared: Path) -> None:
    (shared / "link").symlink_to(mine)
    neighbour.takes(shared / "link")
    assert weakness(str(shared / "link" / "later")) == (
        f"{shared / 'link'} belongs to user {neighbour.UID}"
    )


def test_links_in_a_loop_end(mine: Path) -> None:
    (mine / "a").symlink_to("b")
    (mine / "b").symlink_to("a")
    assert weakness(str(mine / "a")).endswith("cannot be examined")


def test_a_file_is_no_directory(mine: Path) -> None:
    (mine / "file").touch()
    assert weakness(str(mine / "file" / "below")) == f"{mine / 'file'} is not a directory"


def test_what_is_refused_says_what_to_do(mine: Path) -> None:
    private_files.require_trusted(str(mine))
    mine.chmod(0o777)
    with pytest.raises(AccessDenied, match="not safe from other users") as refused:
        private_files.require_trusted(str(mine))
    assert "BEADWORK_HOME=" in refused.value.hint
