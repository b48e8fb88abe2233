"""Git and ssh ask nobody: whatever a person's environment says, and whatever a host does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from beadwork.dolt.server import configuration, git_environment
from beadwork.dolt.server.files import agent_link
from beadwork.dolt.server.files.home import Home
from network import silent_host

ASKS = f"{sys.executable} -c 'import time; time.sleep(600)'"


def git(*words: str, **present: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **present}
    return subprocess.run(
        ["git", *words],
        env={**environment, **git_environment.quiet(environment)},
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
    )


def test_a_host_that_says_nothing_is_given_up() -> None:
    with silent_host() as host:
        done = git(
            "ls-remote",
            f"ssh://git@127.0.0.1:{host.port}/api.git",
            GIT_SSH_COMMAND="ssh -F none -oConnectTimeout=1",
        )
        assert done.returncode == 128
        assert "timed out" in done.stderr
        assert len(host.accepted) == 1


def test_a_transfer_that_stalls_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_environment, "STALL_SECONDS", 1)
    with silent_host() as host:
        done = git("ls-remote", f"http://127.0.0.1:{host.port}/api.git")
    assert done.returncode == 128
    assert "Operation too slow" in done.stderr


@pytest.mark.parametrize(
    "present",
    [
        {"GIT_ASKPASS": ASKS},
        {"SSH_ASKPASS": ASKS, "DISPLAY": ":0"},
        {"SSH_ASKPASS": ASKS, "SSH_ASKPASS_REQUIRE": "force", "GIT_TERMINAL_PROMPT": "1"},
        {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.askPass",
            "GIT_CONFIG_VALUE_0": ASKS,
        },
    ],
)
def test_no_program_asks_for_a_password(present: dict[str, str]) -> None:
    environment = {**os.environ, **present}
    done = subprocess.run(
        ["git", "credential", "fill"],
        input="protocol=https\nhost=example.invalid\n",
        env={**environment, **git_environment.quiet(environment)},
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
    )
    assert "terminal prompts disabled" in done.stderr


def test_the_persons_own_ssh_is_called(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    program = tmp_path / "ssh"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {asked}\nexit 1\n')
    program.chmod(0o700)
    spaced = tmp_path / "my key"
    configuration = tmp_path / "gitconfig"
    words = ["config", "--file", configuration, "core.sshCommand", f"{program} -i '{spaced}'"]
    subprocess.run(["git", *words], check=True)
    configured = {"GIT_CONFIG_GLOBAL": str(configuration)}
    for present in (
        configured,
        {"GIT_SSH_COMMAND": f"{program} -i '{spaced}'"},
    ):
        git("ls-remote", "ssh://git@h.invalid/a$(id).git", **present)
        words = asked.read_text().splitlines()
        assert words[:3] == ["-i", str(spaced), "-oBatchMode=yes"]
        assert words[-2:] == ["git@h.invalid", "git-upload-pack '/a$(id).git'"]
        asked.unlink()
    git("ls-remote", "ssh://git@h.invalid/a.git", GIT_SSH=str(program))
    assert asked.read_text().splitlines()[0] == "-oBatchMode=yes"


def test_a_server_takes_over_no_repository_no_trace_and_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_out = {
        "GIT_DIR": "/elsewhere",
        "GIT_INDEX_FILE": "x",
        "GIT_TRACE": "1",
        "GIT_TRACE_CURL": "1",
        "DOLT_REMOTE_PASSWORD": "s3cret",
        "DOLT_REMOTE_USER": "me",
        "DISPLAY": ":0",
    }
    for name, value in {**left_out, "GIT_AUTHOR_NAME": "A"}.items():
        monkeypatch.setenv(name, value)
    found = configuration.environment(Home(str(tmp_path), str(tmp_path)), "")
    assert not set(found) & set(left_out)
    assert found["GIT_AUTHOR_NAME"] == "beadwork"  # what Dolt commits in git names nobody
    assert found["GIT_ASKPASS"] == found["SSH_ASKPASS"] == ""


def test_a_running_server_finds_the_agent_of_each_login(tmp_path: Path) -> None:
    control = str(tmp_path)
    link = str(tmp_path / "ssh-agent")
    assert agent_link.environment(control, {}) == {"SSH_AUTH_SOCK": link}
    assert not os.path.lexists(link)
    for agent in ("/run/first", "/run/second"):
        agent_link.point(control, {"SSH_AUTH_SOCK": agent})
        assert os.readlink(link) == agent
    agent_link.point(control, {})
    agent_link.point(control, {"SSH_AUTH_SOCK": link})
    agent_link.point(control, {"SSH_AUTH_SOCK": "not/absolute"})
    assert os.readlink(link) == "/run/second"
    assert os.listdir(control) == ["ssh-agent"]


def test_a_path_that_is_too_long_for_a_socket_is_none(tmp_path: Path) -> None:
    control = str(tmp_path / ("a" * 120))
    assert agent_link.environment(control, {"SSH_AUTH_SOCK": "/run/a"}) == {
        "SSH_AUTH_SOCK": "/run/a"
    }
    assert agent_link.environment(control, {}) == {}
    agent_link.point(control, {"SSH_AUTH_SOCK": "/run/a"})
