"""The databases of a town: listed with what is wrong with them, made where they are missing, asked
by Dolt's own shell.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from harness import Mayor, assert_done


def test_the_list_says_whose_each_is_and_why_one_is_not_served(mayor: Mayor, project: Path) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    listed = mayor.gt("dolt", "list")
    assert listed.returncode == 0
    assert [line.split()[:4] for line in listed.stdout.splitlines()] == [
        ["hq", "served", "0", "issues"],
        ["widget", "served", "0", "issues"],
    ]
    assert_done(mayor.gt("dolt", "sql", "CREATE DATABASE stray"))
    stray = mayor.gt("dolt", "list").stdout.splitlines()[1]
    assert stray.startswith("stray   served ")
    assert stray.endswith("  of no rig")
    (mayor.root / ".dolt-data" / "late" / ".dolt").mkdir(parents=True)
    late = {row["name"]: row for row in mayor.answer("dolt", "list")}["late"]
    assert (late["on_disk"], late["served"], "holds no data" in late["why"]) == (True, False, True)
    started = mayor.gt("dolt", "start")
    assert started.returncode == 0
    assert "Warning: late is not served: " in started.stderr
    shutil.rmtree(mayor.root / ".dolt-data" / "late")
    assert_done(mayor.gt("dolt", "stop"))
    stopped = mayor.gt("dolt", "list")
    assert stopped.returncode == 1
    hq = stopped.stdout.splitlines()[0]
    assert hq.startswith("hq      not served ")
    assert hq.endswith("  no server of this town answers")


def test_a_database_is_made_once_and_one_that_is_gone_is_not_made_again(
    mayor: Mayor, project: Path
) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert mayor.answer("dolt", "init-rig", "widget") == {"database": "widget", "made": False}
    assert mayor.answer("dolt", "init-rig", "hq") == {"database": "hq", "made": False}
    beads = mayor.root / "widget" / "mayor" / "rig" / ".beads"
    metadata = (beads / "metadata.json").read_text()
    assert_done(mayor.gt("dolt", "sql", "DROP DATABASE widget"))
    gone = mayor.gt("dolt", "list")
    assert (gone.returncode, "there is no " in gone.stdout) == (1, True)
    refused = mayor.gt("dolt", "init-rig", "widget")
    assert refused.returncode == 11
    assert (beads / "metadata.json").read_text() == metadata
    (beads / "metadata.json").unlink()
    assert mayor.gt("dolt", "init-rig", "widget").stdout == "Made the database widget\n"
    created = mayor.person.run("create", "Anew", "--silent", cwd=mayor.root / "widget")
    assert created.stdout.startswith("wg-")
    unknown = mayor.gt("dolt", "init-rig", "other")
    assert (unknown.returncode, 'no rig "other"' in unknown.stderr) == (1, True)


def test_the_shell_opens_where_one_stands(mayor: Mayor, project: Path) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    query = "SELECT DATABASE() AS here"
    assert mayor.answer("dolt", "sql", query) == [{"here": "hq"}]
    assert mayor.answer("dolt", "sql", query, cwd=mayor.root / "widget" / "mayor") == [
        {"here": "widget"}
    ]
    assert mayor.answer("dolt", "sql", query, "--database", "widget") == [{"here": "widget"}]
    assert "widget" in mayor.gt("dolt", "sql", "-q", "SHOW DATABASES").stdout
    wrong = mayor.gt("dolt", "sql", "SELEC", "--json")
    assert (wrong.returncode, json.loads(wrong.stderr)["code"]) == (1, "failed")
    assert mayor.gt("dolt", "sql", "--json").returncode == 2
    assert_done(mayor.gt("dolt", "stop"))
    assert mayor.gt("dolt", "sql", query).returncode == 3
