"""Who writes: git is asked where the command runs, once, and again when anything that it goes by
has changed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from beadwork.workspace import identity


def git(*words: str, cwd: Path) -> None:
    subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BEADWORK_HOME", str(tmp_path / "home"))
    directory = tmp_path / "main"
    git("init", "-q", str(directory), cwd=tmp_path)
    git("commit", "-q", "--allow-empty", "-m", "first", cwd=directory)
    return directory


def test_the_answer_is_remembered_until_a_file_changes(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert identity.git_user(str(repository)) == ("Test Person", "test@example.org")
    asked: list[str] = []
    ask = identity._ask_git
    monkeypatch.setattr(identity, "_ask_git", lambda where: asked.append(where) or ask(where))
    assert identity.git_user(str(repository))[0] == "Test Person"
    assert asked == []
    git("config", "user.name", "Somebody", cwd=repository)
    assert identity.git_user(str(repository))[0] == "Somebody"
    assert len(asked) == 1


def test_a_worktree_may_have_a_user_of_its_own(repository: Path, tmp_path: Path) -> None:
    git("worktree", "add", "-q", str(tmp_path / "side"), cwd=repository)
    git("config", "extensions.worktreeConfig", "true", cwd=repository)
    assert identity.git_user(str(tmp_path / "side"))[0] == "Test Person"
    git("config", "--worktree", "user.name", "polecat-1", cwd=tmp_path / "side")
    assert identity.git_user(str(tmp_path / "side"))[0] == "polecat-1"
    assert identity.git_user(str(repository))[0] == "Test Person"


def test_settings_in_the_environment_count(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    for name in ("w1", "w2"):
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", name)
        assert identity.git_user(str(repository))[0] == name


def test_without_git_there_is_still_an_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEADWORK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("USER", "someone")
    author = identity.author(str(tmp_path))
    assert author.name == "someone"
    assert author.line() == "someone <nobody@localhost>"


def test_a_name_cannot_break_the_form_of_an_author() -> None:
    from beadwork.dolt.writing.author import Author

    assert Author("a <b>\nc", "x>y\n").line() == "a  b  c <x y>"
