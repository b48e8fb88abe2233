"""Drill: a rig that nobody added, a repository that is added twice, and an add that fails."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from harness import Mayor, Person, assert_done


def test_without_a_town_the_next_command_is_said(person: Person) -> None:
    for name, more in (("hq", ""), ("shop", "; then in it: gt rig add shop GIT-URL")):
        done = person.run("dolt", "init-rig", name, cwd=person.home, program="gt")
        assert done.returncode == 1
        hint = done.stderr.splitlines()[-1]
        assert hint == f"Hint: gt install   (makes a town, and its database hq){more}"


def test_a_rig_that_nobody_added(mayor: Mayor, project: Path) -> None:
    done = mayor.gt("dolt", "init-rig", "shop")
    assert (done.returncode, done.stderr) == (
        1,
        f'Error: no rig "shop" in {mayor.root}\n'
        "Hint: gt rig add shop GIT-URL   (adds it, and makes its database)\n",
    )
    assert_done(mayor.gt("rig", "add", "shop", project))
    assert mayor.gt("dolt", "init-rig", "shop").stdout == "The database shop is complete\n"
    assert mayor.gt("dolt", "init-rig", "hq").stdout == "The database hq is complete\n"


def test_the_same_url_twice_is_said(mayor: Mayor, project: Path) -> None:
    assert "too" not in mayor.gt("rig", "add", "shop", project).stderr
    done = mayor.gt("rig", "add", "store", f"{project}/")
    assert_done(done)
    said = "shop is a clone of"
    assert [line for line in done.stderr.splitlines() if line.startswith(said)] == [
        f"shop is a clone of {project}, too: each of the two rigs has issues of its own"
    ]
    assert [rig["name"] for rig in mayor.answer("rig", "list")] == ["shop", "store"]


def test_no_hint_leads_to_what_was_taken_away(mayor: Mayor, project: Path) -> None:
    beads = project / ".beads"
    beads.mkdir()
    for text in ('{"id": "web-1", "status": 7}\n', "no JSON\n", '{"title": "No id"}\n'):
        (beads / "issues.jsonl").write_text(text)
        for words in (["add", "-A", "-f"], ["commit", "-qm", "tracker"]):
            subprocess.run(["git", "-C", project, *words], check=True, capture_output=True)
        done = mayor.gt("rig", "add", "shop", project, "--from", "auto", "--json")
        assert done.returncode == 1
        error = json.loads(done.stdout or done.stderr)
        assert not (mayor.root / "shop").exists()
        assert str(mayor.root / "shop") not in error["error"] + error["hint"]
        assert error["error"].startswith(f"{project}: .beads/issues.jsonl")
        assert error["hint"] == f"correct it in {project}, then: gt rig add shop {project}"
