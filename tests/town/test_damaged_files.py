"""`gt status`, `gt ready` and `gt doctor` name a rig with damaged files and answer for the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from harness import Mayor, assert_done

NESTED = '{"a": ' * 1500 + "1" + "}" * 1500
TEXTS = {
    "no JSON": "dolt_database: gadget",
    "no object": '["gadget"]',
    "empty": "",
    "nested": NESTED,
    "no database": "{}",
    "a number for a name": '{"dolt_database": 5, "project_id": "x"}',
    "a list for a project": '{"dolt_database": "gadget", "project_id": ["x"]}',
    "half a character": '{"dolt_database": "gadget", "project_id": "\\ud800"}',
    "a long number": '{"dolt_database": "gadget", "project_id": ' + "9" * 5000 + "}",
}


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with the rigs widget and gadget, and one issue in each."""
    for name, prefix in (("widget", "wg"), ("gadget", "gd")):
        mayor.answer("rig", "add", name, project, "--prefix", prefix)
        words = ["create", "Work", "--id", f"{prefix}-1"]
        assert_done(mayor.person.run(*words, cwd=mayor.root / name))
    return mayor


def metadata(town: Mayor) -> Path:
    """Return the file that ties gadget to its database."""
    return town.root / "gadget" / "mayor" / "rig" / ".beads" / "metadata.json"


@contextmanager
def replaced(path: Path, text: str) -> Iterator[None]:
    """Let a file say something else for a while."""
    before = path.read_bytes()
    path.write_text(text)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(before)


def said(done: CompletedProcess[str]) -> str:
    """Return the output of a command that knew what went wrong."""
    text = done.stdout + done.stderr
    assert "Traceback" not in text, text
    assert "should not" not in text, text
    return text


def assert_gadget_is_named(town: Mayor, why: str) -> None:
    """Fail unless each command names gadget, and answers for widget."""
    status = json.loads(said(town.gt("status", "--json")))
    rigs = {rig["name"]: rig for rig in status["rigs"]}
    assert rigs["gadget"]["trouble"], why
    assert rigs["widget"]["ready"] == 1, why
    assert said(town.gt("status")).count("\nwidget     1 ") == 1
    ready = town.gt("ready", "--json", "--verbose")
    assert [issue["id"] for issue in json.loads(ready.stdout)] == ["wg-1"], why
    assert "gadget is left out: " in said(ready)
    checks = {
        check["name"]: check for check in json.loads(said(town.gt("doctor", "--json")))["checks"]
    }
    assert any(line.startswith("gadget: ") for line in checks["metadata-files"]["evidence"]), why
    assert checks["server-reachable"]["state"] == "ok"
    assert said(town.gt("doctor"))


@pytest.mark.parametrize("damage", TEXTS)
def test_metadata(town: Mayor, damage: str) -> None:
    with replaced(metadata(town), TEXTS[damage]):
        assert_gadget_is_named(town, damage)


@pytest.mark.parametrize("key", ["host", "port", "socket"])
def test_metadata_that_names_no_usable_server(town: Mayor, key: str) -> None:
    content = json.loads(metadata(town).read_text())
    with replaced(metadata(town), json.dumps({**content, f"dolt_server_{key}": {"a": "b"}})):
        assert_gadget_is_named(town, key)


def test_metadata_that_is_no_file(town: Mayor) -> None:
    path = metadata(town)
    before = path.read_bytes()
    for make in (os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")):
        path.unlink()
        make(path)
        assert_gadget_is_named(town, str(make))
        path.rmdir() if path.is_dir() else path.unlink()
        path.write_bytes(before)


ROUTES = {
    "no JSON": "gd- gadget/mayor/rig",
    "no object": "[]",
    "nested": NESTED,
    "no path": '{"prefix": "gd-"}',
    "a number for a path": '{"prefix": "gd-", "path": 5}',
    "half a character": '{"prefix": "gd-", "path": "\\ud800"}',
    "a zero byte": '{"prefix": "gd-", "path": "a\\u0000b"}',
}


def test_routes(town: Mayor) -> None:
    assert_done(town.person.run("create", "Waits", "--id", "wg-2", cwd=town.root / "widget"))
    assert_done(town.person.run("dep", "add", "wg-2", "gd-1", cwd=town.root / "widget"))
    routes = town.root / ".beads" / "routes.jsonl"
    lines = [line for line in routes.read_text().splitlines() if '"gd-"' not in line]
    for damage, line in ROUTES.items():
        with replaced(routes, "\n".join([*lines, line, ""])):
            status = json.loads(said(town.gt("status", "--json")))
            assert {rig["name"] for rig in status["rigs"]} == {"hq", "widget", "gadget"}
            assert not [rig for rig in status["rigs"] if "trouble" in rig], damage
            ready = town.gt("ready", "--json", "--verbose")
            assert {issue["id"] for issue in json.loads(ready.stdout)} >= {"wg-1", "gd-1"}, damage
            assert f"{routes}: line 3 is not a route" in said(ready), damage
            doctor = json.loads(said(town.gt("doctor", "--json")))
            checks = {check["name"]: check for check in doctor["checks"]}
            assert checks["routes-valid"]["state"] == "error", damage
            assert "line 3 is not a route" in checks["routes-valid"]["message"], damage


def test_configuration(town: Mayor) -> None:
    path = metadata(town).with_name("config.yaml")
    for text in ("a: [", "- 1", "x: 2026-99-99", "a: &a [*a]", NESTED, "\\ud800: 1", "port: a"):
        path.write_text(text)
        status = json.loads(said(town.gt("status", "--json")))
        assert not [rig for rig in status["rigs"] if "trouble" in rig], text
        assert {issue["id"] for issue in json.loads(said(town.gt("ready", "--json")))} == {
            "wg-1",
            "gd-1",
        }
        said(town.gt("doctor"))


@pytest.mark.parametrize(("key", "value"), [("port", "a"), ("pid", None), ("socket", 5)])
def test_the_record_of_the_server(town: Mayor, key: str, value: object) -> None:
    path = town.root / "daemon" / "dolt-state.json"
    content = json.loads(path.read_text())
    with replaced(path, json.dumps({**content, key: value}, indent=2)):
        status = town.gt("status", "--json")
        assert status.returncode == 1  # no daemon runs, and the server is found by its process
        assert json.loads(said(status))["down"] == ["daemon"]
        assert town.gt("ready").returncode == 0
        assert json.loads(path.read_text())[key] == content[key]
        doctor = json.loads(said(town.gt("doctor", "--json")))
        checks = {check["name"]: check for check in doctor["checks"]}
        assert checks["stale-records"]["state"] == "ok"


def test_the_town_itself(town: Mayor) -> None:
    path = town.root / ".beads" / "metadata.json"
    content = json.loads(path.read_text())
    for text in (*TEXTS.values(), json.dumps({**content, "dolt_server_port": "a"})):
        with replaced(path, text):
            status = json.loads(said(town.gt("status", "--json")))
            rigs = {rig["name"]: rig for rig in status["rigs"]}
            assert rigs["hq"]["trouble"]
            assert rigs["widget"]["ready"] == 1
            ready = town.gt("ready", "--json", "--verbose")
            assert {issue["id"] for issue in json.loads(ready.stdout)} == {"wg-1", "gd-1"}
            assert "hq is left out: " in said(ready)
            said(town.gt("doctor"))


ENTRIES = {
    "no object": '"gadget"',
    "nothing": "null",
    "a number for a prefix": '{"git_url": "x",\n "beads": {"prefix": 5}}',
    "an empty prefix": '{"beads": {"prefix": "-"}}',
    "a list for beads": '{"beads": ["gd"]}',
    "a list for a URL": '{"git_url": ["x"], "beads": {"prefix": "gd"}}',
    "a number for a date": '{"added_at": 2026, "beads": {"prefix": "gd"}}',
}


@pytest.mark.parametrize("damage", ENTRIES)
def test_an_entry_of_the_registry(town: Mayor, damage: str) -> None:
    path = town.root / "mayor" / "rigs.json"
    before = json.loads(path.read_text())["rigs"]
    widget = json.dumps(before["widget"])
    text = f'{{"version": 1, "rigs": {{\n"widget": {widget},\n"gadget": {ENTRIES[damage]}}}}}'
    with replaced(path, text):
        status = json.loads(said(town.gt("status", "--json")))
        rigs = {rig["name"]: rig for rig in status["rigs"]}
        assert f"{path}, line " in rigs["gadget"]["trouble"]
        assert 'rig "gadget": ' in rigs["gadget"]["trouble"]
        assert rigs["widget"]["ready"] == 1
        assert "gadget" in said(town.gt("status"))
        ready = town.gt("ready", "--json", "--verbose")
        assert [issue["id"] for issue in json.loads(ready.stdout)] == ["wg-1"]
        assert "gadget is left out: " in said(ready)
        doctor = json.loads(said(town.gt("doctor", "--json")))
        checks = {check["name"]: check for check in doctor["checks"]}
        assert any('rig "gadget": ' in line for line in checks["rigs-registry"]["evidence"])
        assert checks["server-reachable"]["state"] == "ok"
        listed = town.gt("rig", "list", "--json", "--verbose")
        assert [rig["name"] for rig in json.loads(listed.stdout)] == ["widget"]
        assert 'rig "gadget": ' in said(listed)
        for words in (("rig", "show", "gadget"), ("rig", "add", "gadget", str(town.root))):
            refused = town.gt(*words)
            assert refused.returncode == 1
            assert 'rig "gadget": ' in said(refused)
        databases = json.loads(said(town.gt("dolt", "list", "--json")))
        assert "gadget" in json.dumps(databases)  # no orphan that a cleanup would take
        assert said(town.gt("rig", "remove", "gadget"))
        assert json.loads(path.read_text())["rigs"].keys() == {"widget", "gadget"}


def test_names_of_the_registry_that_lead_elsewhere(town: Mayor) -> None:
    path = town.root / "mayor" / "rigs.json"
    content = json.loads(path.read_text())
    entry = {"beads": {"prefix": "ab"}}
    for name in ("", "..", "../other", "a/b", "a\0b"):
        with replaced(path, json.dumps({**content, "rigs": {**content["rigs"], name: entry}})):
            status = json.loads(said(town.gt("status", "--json")))
            rigs = {rig.get("name", ""): rig for rig in status["rigs"]}
            assert "its name is no name of a directory" in rigs[name]["trouble"]
            assert rigs["widget"]["ready"] == 1
            said(town.gt("doctor"))


def test_other_files_of_the_town_that_are_none(town: Mayor) -> None:
    """No command hangs, and each names the file."""
    for name in ("mayor/rigs.json", "mayor/daemon.json", ".beads/routes.jsonl", "mayor/town.json"):
        path = town.root / name
        before = path.read_bytes()
        for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir):
            path.unlink()
            make(path)
            said(town.gt("status"))
            said(town.gt("ready"))
            assert str(path) in "".join(said(town.gt("doctor", "--json"))), name
            path.rmdir() if path.is_dir() else path.unlink()
            path.write_bytes(before)
