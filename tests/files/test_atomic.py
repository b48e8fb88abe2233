"""A write is whole or did not happen, follows no link, and what a killed one leaves goes away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from beadwork.files import atomic

KILLED = """
import os, signal, sys
from beadwork.files import atomic
os.replace = os.link = lambda *names: os.kill(os.getpid(), signal.SIGKILL)
atomic.{function}(sys.argv[1], "new")
"""


def kill_while_writing(path: Path, function: str = "replace") -> Path:
    """Let a process be killed when the draft is complete, and return the draft."""
    before = set(path.parent.iterdir())
    script = KILLED.format(function=function)
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True)
    assert done.returncode == -9, done.stderr
    (draft,) = set(path.parent.iterdir()) - before
    return draft


@pytest.mark.parametrize("function", ["replace", "create"])
def test_the_draft_of_a_killed_writer_goes_with_the_next_write(
    function: str, tmp_path: Path
) -> None:
    path = tmp_path / "state.json"
    kill_while_writing(path, function)
    kill_while_writing(path)
    getattr(atomic, function)(str(path), "whole")
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]
    assert path.read_text() == "whole"


def test_the_draft_of_a_living_writer_stays(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    with atomic.replacing(str(path)) as file:
        file.write(b"first")
        atomic.replace(str(path), "second")
        assert path.read_text() == "second"
    assert path.read_text() == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


def test_a_draft_that_is_taken_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, seen = tmp_path / "state.json", os.open, []

    def opened(name: str, *words: int) -> int:
        descriptor = real(name, *words)
        if words[0] & os.O_EXCL and not seen:
            seen.append(name)
            atomic.clear_drafts(str(path))  # another writer, between the two calls of this one
            assert not Path(name).exists()
        return descriptor

    monkeypatch.setattr(os, "open", opened)
    atomic.replace(str(path), "whole")
    assert seen
    assert path.read_text() == "whole"


def test_only_drafts_of_this_name_are_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    kept = [
        ".a.json", ".a.json.1.0123abc", ".a.json.1.0123abcg", ".a.json.x.0123abcd",
        "a.json.1.0123abcd", ".b.json.1.0123abcd", ".a.json.bak.1.0123abcd",
    ]  # fmt: skip
    for name in kept:
        (tmp_path / name).touch()
    (tmp_path / ".a.json.2.0123abcd").mkdir()
    os.mkfifo(tmp_path / ".a.json.3.0123abcd")
    (tmp_path / ".a.json.4.0123abcd").symlink_to(".a.json")
    atomic.replace(str(path), "x")
    left = {entry.name for entry in tmp_path.iterdir()}
    assert left == {"a.json", *kept, *(f".a.json.{number}.0123abcd" for number in (2, 3, 4))}


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("before")
    path = tmp_path / "link"
    path.symlink_to("theirs")
    atomic.replace(str(path), "mine")
    assert (tmp_path / "theirs").read_text() == "before"
    assert not path.is_symlink()


def test_of_two_who_create_the_first_wins(tmp_path: Path) -> None:
    path = str(tmp_path / "password")
    assert atomic.create(path, "first")
    assert not atomic.create(path, "second")
    assert Path(path).read_text() == "first"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), atomic.replacing(str(path)) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
