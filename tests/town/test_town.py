"""A town made, completed and filled with rigs, by a person with a HOME of their own and real git,
Dolt and `bd`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, assert_done


def test_an_install_makes_the_layout_of_a_town(mayor: Mayor) -> None:
    for name in (
        "mayor/town.json",
        "mayor/rigs.json",
        "mayor/daemon.json",
        "daemon/dolt-state.json",
        "daemon/dolt.pid",
    ):
        assert (mayor.root / name).is_file(), name
    assert (mayor.root / ".dolt-data" / "hq" / ".dolt").is_dir()
    town = mayor.file("mayor/town.json")
    assert (town["type"], town["name"], town["owner"]) == ("town", "Test town", "me@example.org")
    assert mayor.file("mayor/rigs.json") == {"version": 1, "rigs": {}}
    assert (
        mayor.root / ".beads" / "routes.jsonl"
    ).read_text() == '{"prefix": "hq-", "path": "."}\n'
    created = mayor.person.run("create", "About the town", "--silent", cwd=mayor.root)
    assert created.stdout.startswith("hq-")
    tables = mayor.person.run("sql", "SHOW TABLES LIKE '%a%l%'", "--json", cwd=mayor.root).stdout
    assert "mail" in tables
    assert "channels" in tables


def test_a_second_install_changes_nothing(mayor: Mayor) -> None:
    before = {path: path.read_bytes() for path in (mayor.root / "mayor").iterdir()}
    commits = mayor.person.run("log", "--json", cwd=mayor.root).stdout
    assert mayor.answer("install")["made"] == []
    assert {path: path.read_bytes() for path in (mayor.root / "mayor").iterdir()} == before
    assert mayor.person.run("log", "--json", cwd=mayor.root).stdout == commits


def test_another_workspace_that_is_named_by_the_environment_does_not_matter(mayor: Mayor) -> None:
    second = Mayor(mayor.person, "second")
    try:
        assert_done(second.gt("install", second.root, BEADS_DIR=str(mayor.root / ".beads")))
        assert (second.root / ".beads" / "metadata.json").is_file()
        (second.root / "mayor" / "rigs.json").unlink()
        assert second.answer("install", cwd=second.root / "mayor")["made"] == ["mayor/rigs.json"]
    finally:
        stop.stop(TownHome(str(second.root)))


def test_a_half_made_install_is_completed_and_what_is_there_stays(mayor: Mayor) -> None:
    (mayor.root / "mayor" / "daemon.json").write_text(
        '{"dolt_server": {"enabled": true}, "mine": 7}'
    )
    (mayor.root / "mayor" / "rigs.json").unlink()
    (mayor.root / ".beads" / "routes.jsonl").unlink()
    assert mayor.answer("install")["made"] == ["mayor/rigs.json", ".beads/routes.jsonl"]
    assert mayor.file("mayor/daemon.json")["mine"] == 7


def test_a_broken_file_is_named_with_its_line_and_never_overwritten(mayor: Mayor) -> None:
    broken = mayor.root / "mayor" / "daemon.json"
    broken.write_text('{\n  "dolt_server": {"enabled": true,}\n}\n')
    done = mayor.gt("install")
    assert done.returncode == 1
    assert f"{broken} is damaged: line 2, column" in done.stderr
    assert "never overwritten" in done.stderr
    assert broken.read_text() == '{\n  "dolt_server": {"enabled": true,}\n}\n'


def test_the_port_that_is_asked_for_is_used_or_refused(mayor: Mayor) -> None:
    done = mayor.gt("install", "--dolt-port", "45123")
    assert done.returncode == 1
    assert "names the port 3307 already" in done.stderr
    assert mayor.gt("install", "--dolt-port", "70000").returncode == 2


def test_bd_in_a_town_uses_the_towns_server_and_never_starts_it(mayor: Mayor) -> None:
    assert not (mayor.person.home / ".beads" / "server" / "server.json").exists()
    assert mayor.answer("dolt", "status")["running"] is True
    assert mayor.person.run("dolt", "stop", cwd=mayor.root).returncode == 3
    assert mayor.answer("dolt", "stop")["stopped"] is True
    assert mayor.gt("dolt", "status").returncode == 3
    done = mayor.person.run("list", cwd=mayor.root)
    assert done.returncode == 3
    assert "Hint: gt dolt start" in done.stderr
    assert mayor.answer("dolt", "start")["started"] is True
    assert_done(mayor.person.run("list", cwd=mayor.root))
    pid = mayor.answer("dolt", "status")["pid"]
    assert mayor.answer("dolt", "restart")["pid"] != pid
    assert (
        mayor.root / "daemon" / "dolt.pid"
    ).read_text() == f"{mayor.answer('dolt', 'status')['pid']}\n"


def test_a_rig_is_cloned_gets_a_database_and_a_route(mayor: Mayor, project: Path) -> None:
    added = mayor.answer("rig", "add", "widget", project, "--prefix", "wg", "--branch", "develop")
    clone = mayor.root / "widget" / "mayor" / "rig"
    assert (added["database"], added["prefix"], added["path"]) == ("widget", "wg", str(clone))
    head = subprocess.run(
        ["git", "-C", clone, "branch", "--show-current"], capture_output=True, text=True, check=True
    )
    assert head.stdout == "develop\n"
    assert (
        '{"prefix": "wg-", "path": "widget/mayor/rig"}\n'
        in (mayor.root / ".beads" / "routes.jsonl").read_text()
    )
    for place in (clone, mayor.root / "widget"):
        assert mayor.person.run("create", "In the rig", "--silent", cwd=place).stdout.startswith(
            "wg-"
        )
    assert [rig["name"] for rig in mayor.answer("rig", "list")] == ["widget"]
    assert mayor.answer("rig", "show", "widget")["has_clone"] is True


def test_a_rig_that_is_removed_keeps_its_files_and_its_issues(mayor: Mayor, project: Path) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    mayor.person.run("create", "Kept", "--id", "wg-1", cwd=mayor.root / "widget")
    assert mayor.answer("rig", "remove", "widget")["removed"] == "widget"
    assert mayor.answer("rig", "list") == []
    assert "wg-" not in (mayor.root / ".beads" / "routes.jsonl").read_text()
    assert "wg-1" in mayor.person.run("list", cwd=mayor.root / "widget").stdout
    assert mayor.gt("rig", "remove", "widget").returncode == 1


def test_a_purge_repeats_the_name_spares_unsaved_work_and_leaves_a_way_back(
    mayor: Mayor, project: Path
) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    mayor.person.run("create", "Kept", "--id", "wg-1", cwd=mayor.root / "widget")
    clone = mayor.root / "widget" / "mayor" / "rig"
    assert mayor.gt("rig", "remove", "widget", "--purge", "gadget").returncode == 2
    (clone / "draft.txt").write_text("unsaved")
    done = mayor.gt("rig", "remove", "widget", "--purge", "widget")
    assert done.returncode == 1
    assert f"{clone} has uncommitted changes: ?? draft.txt" in done.stderr
    assert mayor.answer("rig", "list")[0]["name"] == "widget"
    (clone / "draft.txt").unlink()
    assert mayor.answer("rig", "remove", "widget", "--purge", "widget")["purged"] is True
    assert not (mayor.root / "widget").exists()
    assert mayor.answer("rig", "list") == []
    assert_done(mayor.gt("dolt", "sql", "-q", "CALL DOLT_UNDROP('widget')"))
    listed = mayor.gt("dolt", "sql", "-q", "SELECT id FROM widget.issues", "--json")
    assert "wg-1" in listed.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing", "/no/such/repository"], "git could not clone /no/such/repository"),
        (["Widget", "x"], 'not a name for a rig: "Widget"'),
        (["hq", "x"], '"hq" means something else in a town'),
        (["../out", "x"], "not a name for a rig"),
        (["w", "--prefix=w", "ext::sh -c true"], "not a git URL"),
        (["w", "--prefix", "hq", "x"], "ids of the town itself begin with hq-"),
        (["w", "--prefix", "hq-mail", "x"], "ids of the town itself begin with hq-"),
        (["hq-new", "x"], "ids of the town itself begin with hq-"),
        (["mysql", "x"], '"mysql" is a database of the server itself'),
        (["backups", "x"], '"backups" means something else in a town'),
    ],
)
def test_a_rig_that_cannot_be_added_leaves_nothing(
    mayor: Mayor, words: list[str], said: str
) -> None:
    before = sorted(path.name for path in mayor.root.iterdir())
    done = mayor.gt("rig", "add", *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert sorted(path.name for path in mayor.root.iterdir()) == before
    assert mayor.answer("rig", "list") == []


def test_names_and_prefixes_are_given_once_and_a_directory_is_not_taken_over(
    mayor: Mayor, project: Path
) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    (mayor.root / "mine").mkdir()
    (mayor.root / "mine" / "file").touch()
    for words, said in (
        (["widget", project], "has a rig widget already"),
        (["other", project, "--prefix", "wg"], "ids of the rig widget begin with wg- already"),
        (["mine", project], "already exists, and is not a rig"),
    ):
        done = mayor.gt("rig", "add", *words)
        assert done.returncode == 1
        assert said in done.stderr
    assert (mayor.root / "mine" / "file").exists()
    assert [rig["name"] for rig in mayor.answer("rig", "list")] == ["widget"]


def test_two_towns_of_one_user_stand_side_by_side(mayor: Mayor, project: Path) -> None:
    second = Mayor(mayor.person, "second")
    assert_done(second.gt("install", second.root))
    try:
        ports = {town.answer("dolt", "status", cwd=town.root)["port"] for town in (mayor, second)}
        assert len(ports) == 2
        for town in (mayor, second):
            town.answer("rig", "add", "widget", project, "--prefix", "wg")
            town.person.run("create", f"Of {town.root.name}", cwd=town.root / "widget")
        assert "Of gt" in mayor.person.run("list", cwd=mayor.root / "widget").stdout
        assert "Of gt" not in second.person.run("list", cwd=second.root / "widget").stdout
    finally:
        stop.stop(TownHome(str(second.root)))


def test_outside_any_town_the_one_that_is_named_is_meant_and_else_none(
    mayor: Mayor, tmp_path: Path
) -> None:
    assert mayor.gt("rig", "list", cwd=tmp_path).returncode == 0  # ~/gt
    done = mayor.gt("rig", "list", cwd=tmp_path, HOME=str(tmp_path))
    assert done.returncode == 1
    assert "Hint: gt install" in done.stderr
    assert (
        mayor.gt(
            "rig", "list", cwd=tmp_path, HOME=str(tmp_path), GT_TOWN_ROOT=str(mayor.root)
        ).returncode
        == 0
    )
    done = mayor.gt("install", mayor.root / "inner")
    assert "is already in the town" in done.stderr
