"""The page on workers: what it says is done, with two rigs, by typing into three tmux sessions."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from drills import Eventually
from harness import ROOT, Mayor, assert_done
from slung_workers import git, issue, tmux_of

PAGE = (ROOT / "docs" / "how-to" / "workers.md").read_text()
COMMAND = re.compile(r"^ {4}((?:gt|bd|git|eval) .+)$", re.MULTILINE)


def commands(title: str) -> list[str]:
    """Return the commands of a section of the page; of its beginning for an empty title."""
    sections = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")}
    return COMMAND.findall(sections[title] if title else PAGE.split("\n## ")[0])


@pytest.fixture
def rigs(mayor: Mayor) -> Iterator[Mayor]:
    """A town with the rigs of the page, each with code and issues, and a tmux server of its own."""
    person = mayor.person
    person.environment.update(TMUX_TMPDIR=str(person.home), SHELL="/bin/sh", ENV="", PS1="$ ")
    for name, count in (("api", 3), ("web", 2)):
        code = person.home / "code" / name
        subprocess.run(
            ["git", "init", "-q", "-b", "main", code], check=True, env=person.environment
        )
        (code / "main.py").write_text(f"print('{name}')\n")
        git(mayor, code, "add", "-A")
        git(mayor, code, "commit", "-qm", "first")
        mayor.answer("rig", "add", name, code, "--prefix", name)
        for number in range(1, count + 1):
            assert_done(
                person.run(
                    *("create", f"Work {number}", "--id", f"{name}-{number}"),
                    cwd=mayor.root / name,
                )
            )
    yield mayor
    socket = tmux.socket_name(Town(mayor.root))
    subprocess.run(
        ["tmux", "-L", socket, "kill-server"], capture_output=True, env=person.environment
    )


def run(town: Mayor, command: str) -> str:
    """Run a command of the page in the town, as a person would, and return what it prints."""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=town.root,
        env=town.person.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 or command == "gt status", f"{command}: {done.stderr}{done.stdout}"
    return done.stdout


def type_into(town: Mayor, session: str, line: str) -> None:
    assert tmux_of(town, "send-keys", "-t", f"={session}:", "-l", "--", line).returncode == 0
    assert tmux_of(town, "send-keys", "-t", f"={session}:", "Enter").returncode == 0


def test_three_workers_in_two_rigs_work_as_the_page_says(
    rigs: Mayor, eventually: Eventually
) -> None:
    said = [run(rigs, command) for command in commands("")]
    assert len(said) == 6
    workers = {worker["name"]: worker for worker in rigs.answer("polecat", "list")}
    assert [worker["rig"] for worker in workers.values()] == ["api", "api", "web"]
    third = next(name for name in workers if name not in ("nux", "toast"))
    for listed in (said[3], said[5]):
        assert all(f"{worker['rig']}/{name}" in listed for name, worker in workers.items())
    assert f"tmux -L {tmux.socket_name(Town(rigs.root))} attach -t api/nux" in said[4]

    *typed, finish = commands("What a worker does")
    assert (len(typed), finish) == (5, "gt done")
    for name, worker in workers.items():
        marks = rigs.person.home / f"done-{name}"
        for number, command in enumerate(typed):
            line = command.replace("api-1", worker["bead"])
            type_into(rigs, worker["session"], f"{line} && echo {number} >> {marks}")
        eventually(lambda marks=marks: marks.exists() and len(marks.read_text().split()) == 5)
    for worker in workers.values():
        place = Path(worker["worktree"])
        assert git(rigs, place, "log", "-1", "--format=%s") == "The work"
        closed = issue(rigs, worker["bead"], place, **worker["env"])
        assert (closed["status"], closed["close_reason"]) == ("closed", "done")
        shown = rigs.answer("polecat", "show", f"{worker['rig']}/{worker['name']}")
        assert (shown["commits"], shown["git_commits"]) == (2, 1)
    for rig, issue_id, name in (("api", "api-1", "nux"), ("web", "web-1", third)):
        on_main = issue(rigs, issue_id, rigs.root / rig)
        assert (on_main["status"], on_main["assignee"]) == ("hooked", f"{rig}/polecats/{name}")

    for worker in workers.values():
        type_into(rigs, worker["session"], finish)
    eventually(lambda: rigs.answer("polecat", "list") == [])
    for rig, count in (("api", 5), ("web", 3)):
        listed = rigs.person.run("list", "--all", "--json", cwd=rigs.root / rig)
        assert len(json.loads(listed.stdout)) == count
    for worker in workers.values():
        assert issue(rigs, worker["bead"], rigs.root / worker["rig"])["status"] == "closed"
        assert not Path(worker["worktree"]).exists()

    (alone,) = commands("Without tmux")
    assert run(rigs, f'{alone}; printf %s "$GT_POLECAT"') == "ace"
    assert issue(rigs, "web-2", rigs.root / "web")["assignee"] == "web/polecats/ace"
    (give_up,) = commands("When something ends early")
    run(rigs, give_up)
    assert issue(rigs, "web-2", rigs.root / "web")["status"] == "open"
    assert rigs.answer("polecat", "list") == []
