"""A git remote whose manifest names a file that is not there is made whole by whoever has the
file.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clones import DATA, bare_repository, git, lose_a_file
from harness import Person, assert_done


@pytest.fixture
def bare(person: Person, tmp_path: Path) -> Path:
    """A repository with the tracker of a project, whose server is stopped: Dolt remembers what it
    has seen of a remote.
    """
    repository = bare_repository(tmp_path)
    directory = tmp_path / "ours"
    git(tmp_path, "clone", "-q", repository, directory)
    for words in (
        ["init", "-p", "demo"],
        ["dolt", "remote", "add", "origin", repository],
        ["create", "First"],
        ["dolt", "push"],
        ["create", "Second"],
        ["dolt", "push"],
        ["dolt", "stop"],
    ):
        assert_done(person.run(*words, cwd=directory))
    return repository


@pytest.mark.parametrize("words", [["dolt", "fetch"], ["dolt", "push"], ["sync"]])
def test_who_has_the_file_puts_it_back(person: Person, bare: Path, words: list[str]) -> None:
    lost = lose_a_file(bare)
    assert lost not in git(bare, "ls-tree", DATA).splitlines()
    ours = bare.parent / "ours"
    assert_done(person.run("create", "Third", cwd=ours))
    assert_done(person.run(*words, cwd=ours))
    assert_done(person.run("sync", cwd=ours))
    theirs = bare.parent / "theirs"
    git(bare.parent, "clone", "-q", bare, theirs)
    assert_done(person.run("init", "--database", "theirs", cwd=theirs))
    listed = json.loads(person.run("list", "--json", cwd=theirs).stdout)
    assert sorted(issue["title"] for issue in listed) == ["First", "Second", "Third"]


def test_a_file_that_nobody_has_is_an_error(person: Person, bare: Path) -> None:
    lose_a_file(bare)
    ours = bare.parent / "ours"
    caches = list((person.home / ".beads" / "dolt").rglob("git-remote-cache"))
    assert caches
    for cache in caches:
        cache.rename(cache.with_name("away"))
    before = git(bare, "rev-parse", DATA)
    failed = person.run("sync", "--json", cwd=ours)
    assert (failed.returncode, json.loads(failed.stderr)["code"]) == (4, "remote_moved")
    assert git(bare, "rev-parse", DATA) == before
