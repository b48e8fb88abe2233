"""What a link of a repository leads to outside of it is refused by name; a person's link is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.errors import BadFile
from beadwork.files import symlinks


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    made = tmp_path / "repository"
    (made / ".git").mkdir(parents=True)
    (tmp_path / "outside" / ".git").mkdir(parents=True)
    return made


def refused(path: Path) -> str:
    """Return the message that refuses a path."""
    with pytest.raises(BadFile) as caught:
        symlinks.refuse_led_out(str(path), done="written", hint="bd export -o {target}")
    assert caught.value.hint.startswith("bd export -o /")
    return caught.value.message


def test_a_link_out_of_a_repository(repository: Path) -> None:
    outside = repository.parent / "outside"
    for name, target in (("file", outside / "x"), ("up", "../outside/x"), ("none", "/no/where")):
        (repository / name).symlink_to(target)
        message = refused(repository / name)
        assert message.startswith(f"{repository / name} is a symbolic link out of the repository")
        assert message.endswith("nothing was written there")


def test_a_directory_that_is_a_link_and_looks_like_a_repository(repository: Path) -> None:
    (repository / "sub").symlink_to(repository.parent / "outside")
    assert refused(repository / "sub" / "x").startswith(f"{repository / 'sub'} is a symbolic link")


def test_links_through_links(repository: Path) -> None:
    (repository / "second").symlink_to(repository.parent / "outside")
    (repository / "first").symlink_to("second")
    assert refused(repository / "first" / "x").startswith(f"{repository / 'first'} is ")


def test_what_stays_inside_or_is_the_persons_own(repository: Path) -> None:
    (repository / "dir").mkdir()
    (repository / "inside").symlink_to("dir/x")
    (repository.parent / "mine").symlink_to(repository)
    (repository.parent / "to").symlink_to("/dev/null")
    for path in ("repository/inside", "repository/new", "mine/new", "mine/inside", "to", "new"):
        symlinks.refuse_led_out(str(repository.parent / path), done="written", hint="")
