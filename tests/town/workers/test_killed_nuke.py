"""`gt polecat nuke` that was killed at any of its steps: the same command completes it, and nothing
is left but what `--discard` keeps.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from beadwork.town.layout import Town
from harness import Mayor
from killed_steps import KILLED, script
from workers import git, left_of, main_of, make, make_rig, on

NUKE = script(
    ("os.rename", "os.remove", "subprocess.Popen"),
    """
from beadwork.town.layout import Town
from beadwork.town.workers import nuke, record
root, name = words
town = Town(Path(root))
nuke.nuke(town, record.find(town, name), discard=True)
""",
)
STEPS = [
    ".json",
    "'update-ref'",
    "DOLT_TAG",
    "DOLT_BRANCH('-D'",
    "'worktree', 'remove'",
    "'worktree', 'prune'",
    "'branch', '-q', '-D'",
    "UPDATE issues",
    "RELEASE_ALL_LOCKS",
    "os.remove",
]


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Town:
    return make_rig(mayor, project)


def test_whatever_step_it_was_killed_before(mayor: Mayor, town: Town) -> None:
    for number, text in enumerate(STEPS):
        worker = make(town, f"w{number}", f"gt-bead{number}")
        with on(town, worker) as branch:
            branch.create("Only there", id=f"gt-only{number}")
        (Path(worker.worktree) / "code.txt").write_text(f"only there {number}\n")
        words = [sys.executable, "-c", NUKE, text, "0", mayor.root, worker.name]
        killed = subprocess.run(
            words, env=mayor.person.environment, cwd=mayor.root, timeout=240, capture_output=True
        )
        assert killed.returncode == KILLED, (text, killed.stderr)
        assert left_of(town, worker), text
        found = mayor.answer("polecat", "nuke", worker.address, "--discard")
        assert left_of(town, worker) == {}, text
        kept = {part["what"]: part for part in found["kept"]}
        assert kept.keys() == {"issues", "code"}, text
        assert (
            git(mayor, town.clone(worker.rig), "show", f"{kept['code']['commit']}:code.txt")
            == f"only there {number}"
        )
        with main_of(town) as main:
            (bead,) = main.show(worker.bead)
            assert (bead.issue.status, bead.issue.assignee) == ("open", None), text
            main.create_branch(f"again{number}", kept["issues"]["commit"])
        with on(town, worker._replace(branch=f"again{number}")) as branch:
            assert branch.show(f"gt-only{number}")[0].issue.title == "Only there"
