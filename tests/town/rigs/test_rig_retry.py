"""Adding a rig that failed, or was killed at any point, or was removed, works the next time, and
what was there is said.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from harness import Mayor, assert_done
from killed_steps import ADD, KILLED, killed_add


def assert_whole(mayor: Mayor, name: str) -> None:
    """Fail unless the town has the rig with a clone, one route and a tracker that works, and
    nothing besides.
    """
    clone = mayor.root / name / "mayor" / "rig"
    assert name in [rig["name"] for rig in mayor.answer("rig", "list")]
    routes = [
        json.loads(line)
        for line in (mayor.root / ".beads" / "routes.jsonl").read_text().splitlines()
    ]
    assert [route["path"] for route in routes if route["prefix"] == f"{name}-"] == [
        f"{name}/mayor/rig"
    ]
    assert (clone / ".git").is_dir()
    assert sorted(path.name for path in (mayor.root / name).iterdir()) == [".beads", "mayor"]
    assert [path.name for path in clone.parent.iterdir()] == ["rig"]
    assert not (clone / ".beads" / "init.json").exists()
    assert not list(mayor.root.glob(".adding-*"))
    made = mayor.person.run("create", "It works", "--silent", cwd=mayor.root / name)
    assert made.stdout.startswith(f"{name}-"), made.stderr


STEPS = [
    (".adding-", 0),
    (".rig-add.json", 0),
    ("'{root}/.adding-", 1),
    ("git', 'clone", 0),
    (".cloning-", 1),
    ("/mayor/rig/.beads", 0),
    (".beads/init.json", 0),
    ("CREATE DATABASE", 0),
    ("EXISTS issues", 0),
    ("EXISTS metadata", 0),
    ("bd: init ", 0),
    (".beads/metadata.json", 0),
    ("{name}/.beads", 0),
    (".beads/redirect", 0),
    ("mayor/rigs.json", 0),
    (".beads/routes.jsonl", 0),
    ("os.remove('{root}/{name}/.rig-add.json", 0),
]


def test_one_that_was_killed_at_any_step_goes_on(mayor: Mayor, project: Path) -> None:
    for number, (text, left) in enumerate(STEPS):
        name = f"k{number}"
        step = text.format(root=mayor.root, name=name)
        assert killed_add(mayor, name, project, step, left) == KILLED, (text, left)
        done = mayor.gt("rig", "add", name, project, "--prefix", name)
        assert done.returncode == 0, (text, left, done.stderr)
        assert_whole(mayor, name)
    assert (
        "is of no rig" not in mayor.gt("doctor", "--check", "orphan-databases", "--verbose").stdout
    )


def test_one_that_is_killed_again_and_again_comes_to_an_end(mayor: Mayor, project: Path) -> None:
    tries = 0
    while killed_add(mayor, "widget", project, "", 3 * tries + 1) == KILLED:
        tries += 1
    assert tries > 5
    assert_whole(mayor, "widget")


def test_a_killed_one_of_another_source_is_cloned_anew_unless_work_would_be_lost(
    mayor: Mayor, project: Path
) -> None:
    other = mayor.person.home / "code" / "other"
    shutil.copytree(project, other)
    assert killed_add(mayor, "widget", project, ".beads/metadata.json") == KILLED
    draft = mayor.root / "widget" / "mayor" / "rig" / "draft"
    draft.touch()
    done = mayor.gt("rig", "add", "widget", other, "--prefix", "widget")
    assert "has uncommitted changes: ?? draft" in done.stderr
    assert draft.exists()
    draft.unlink()
    mayor.answer("rig", "add", "widget", other, "--prefix", "widget")
    assert_whole(mayor, "widget")
    origin = ["git", "-C", mayor.root / "widget" / "mayor" / "rig", "remote", "get-url", "origin"]
    assert subprocess.run(origin, capture_output=True, text=True, check=True).stdout == f"{other}\n"


def test_what_failed_for_bad_routes_is_added_once_they_are_mended(
    mayor: Mayor, project: Path
) -> None:
    routes = mayor.root / ".beads" / "routes.jsonl"
    kept = routes.read_text()
    routes.write_text(f"{kept}not json\n")
    before = sorted(mayor.root.iterdir())
    done = mayor.gt("rig", "add", "widget", project)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, f"Error: {routes}: line 2 is "
    "not a route like "
        '{"prefix": "gt-", "path": "gastown/mayor/rig"}')  # fmt: skip
    assert sorted(mayor.root.iterdir()) == before
    routes.write_text(kept)
    assert_done(mayor.gt("rig", "add", "widget", project))
    assert_whole(mayor, "widget")


def test_a_failure_behind_the_database_leaves_nothing_else_and_the_next_try_takes_it_up(
    mayor: Mayor, project: Path
) -> None:
    (mayor.root / "mayor").chmod(0o555)
    failed = subprocess.run(
        [sys.executable, "-c", ADD.replace("os._exit(9)", "raise OSError(28, 'full')"),
         "mayor/rigs.json", "0", mayor.root, "widget", project],
        env=mayor.person.environment, cwd=mayor.root, capture_output=True, text=True,
    )  # fmt: skip
    (mayor.root / "mayor").chmod(0o755)
    assert "OSError: [Errno 28] full" in failed.stderr
    assert not (mayor.root / "widget").exists()
    assert mayor.answer("rig", "list") == []
    assert "widget" not in (mayor.root / ".beads" / "routes.jsonl").read_text()
    added = mayor.answer("rig", "add", "widget", project)
    assert added["taken_up"]["issues"] == 0
    assert_whole(mayor, "widget")


def test_a_rig_that_was_removed_comes_back_with_its_issues_and_that_is_said(
    mayor: Mayor, project: Path
) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert_done(mayor.person.run("create", "Kept", "--id", "wg-1", cwd=mayor.root / "widget"))
    mayor.answer("rig", "remove", "widget")
    assert "already exists, and is not a rig" in mayor.gt("rig", "add", "widget", project).stderr
    (mayor.root / "widget").rename(mayor.person.home / "aside")

    done = mayor.gt("rig", "add", "widget", project, "--prefix", "xx")
    assert done.returncode == 1
    assert "the database widget already exists, and its ids begin with wg-" in done.stderr
    assert "Hint: gt rig add widget … --prefix wg" in done.stderr
    assert not (mayor.root / "widget").exists()

    done = mayor.gt("rig", "add", "widget", project)
    assert_done(done)
    place = mayor.root / "widget" / "mayor" / "rig"
    assert (
        done.stdout
        == f"Added widget in {place}: ids are wg-…, its database was there, with 1 issue\n"
    )
    project_id = json.loads((place / ".beads" / "metadata.json").read_text())["project_id"]
    assert (
        f"widget takes up the database of its name: project {project_id}, 1 issue\n" in done.stderr
    )
    assert "Kept" in mayor.person.run("show", "wg-1", cwd=mayor.root).stdout
    assert (place / ".beads" / ".gitignore").is_file()


@pytest.mark.parametrize("directory", ["file", "link", "full"])
def test_what_is_not_ours_is_left_alone(
    mayor: Mayor, project: Path, directory: str, tmp_path: Path
) -> None:
    place = mayor.root / "widget"
    if directory == "file":
        place.touch()
    elif directory == "link":
        place.symlink_to(tmp_path)
    else:
        place.mkdir()
        (place / "mine").touch()
    done = mayor.gt("rig", "add", "widget", project)
    assert f"{place} already exists, and is not a rig" in done.stderr
    assert os.path.lexists(place)
    assert (place / "mine").exists() is (directory == "full")


def test_a_database_of_another_rig_or_of_no_tracker_is_not_taken_up(
    mayor: Mayor, project: Path
) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    metadata = mayor.root / "widget" / "mayor" / "rig" / ".beads" / "metadata.json"
    assert_done(
        mayor.gt(
            "dolt",
            "sql",
            "-q",
            "CREATE DATABASE other; CREATE TABLE other.mine (id INT PRIMARY KEY)",
        )
    )
    done = mayor.gt("rig", "add", "other", project, "--prefix", "ot")
    assert "the server has a database other already, which is not a tracker" in done.stderr
    metadata.write_text(metadata.read_text().replace('"widget"', '"gadget"'))
    assert_done(mayor.gt("dolt", "sql", "-q", "CREATE DATABASE gadget"))
    done = mayor.gt("rig", "add", "gadget", project, "--prefix", "gd")
    assert "the database gadget is that of widget" in done.stderr
    assert [rig["name"] for rig in mayor.answer("rig", "list")] == ["widget"]
    assert not (mayor.root / "other").exists()
    assert not (mayor.root / "gadget").exists()
