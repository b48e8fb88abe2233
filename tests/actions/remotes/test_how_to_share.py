"""The commands of docs/how-to/share.md, run as they stand there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from clones import bare_repository, git
from harness import ROOT, Person, assert_done

PAGE = ROOT / "docs" / "how-to" / "share.md"
URL = "git@github.com:team/api.git"


def blocks() -> list[list[str]]:
    """Return the blocks of commands of the page."""
    found = re.findall(r"(?:^    .+\n)+", PAGE.read_text(), re.MULTILINE)
    return [[line.strip() for line in block.splitlines()] for block in found]


def run(person: Person, directory: Path, commands: list[str], bare: Path) -> str:
    said = ""
    for line in commands:
        done = subprocess.run(
            ["sh", "-c", line.replace(URL, str(bare))],
            cwd=directory,
            env=person.environment,
            capture_output=True,
            text=True,
        )
        assert_done(done)
        said += done.stdout + done.stderr
    return said


def test_two_clones_share_a_tracker_in_three_commands(person: Person, tmp_path: Path) -> None:
    first, others, afterwards = blocks()
    assert len(first) + len(others) == 3
    bare = bare_repository(tmp_path)
    ours, theirs = tmp_path / "api", tmp_path / "second"
    for directory in (ours, theirs):
        git(tmp_path, "clone", "-q", bare, directory)
    assert_done(person.run("init", cwd=ours))
    assert_done(person.run("create", "Shared", cwd=ours))
    run(person, ours, first, bare)
    assert "Fetched " in run(person, theirs, others, bare)
    assert_done(person.run("create", "From the second", cwd=theirs))
    run(person, theirs, afterwards, bare)
    run(person, ours, afterwards, bare)
    listed = person.run("list", cwd=ours).stdout
    assert "Shared" in listed
    assert "From the second" in listed
