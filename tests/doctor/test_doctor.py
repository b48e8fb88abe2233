"""The doctor as a whole: quiet where all is well, careful with repairs, and silent about what
nobody wants to hear.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from beadwork.doctor import catalogue
from harness import ROOT, Mayor, Person, Place, assert_done

NAMES = [name for names in catalogue.GROUPS.values() for name in names]


def states(answer: Any) -> dict[str, str]:
    """Return the state of each check of a JSON answer."""
    return {check["name"]: check["state"] for check in answer["checks"]}


def test_the_checks_are_these() -> None:
    names = (
        "town-place town-config rigs-registry rigs-on-disk mayor-files daemon-config "
        "dolt-version git-version tmux-present disk-space clock-skew python-version "
        "server-reachable server-identity server-databases port-conflict foreign-server "
        "stale-lock stale-records "
        "server-config credentials-mode connections journal-size read-only-store "
        "routes-valid routes-duplicate redirect-target redirect-chain prefix-mismatch "
        "metadata-files project-identity passed-over-settings "
        "schema-version foreign-objects dangling-parents deep-parents dangling-dependencies "
        "dependency-cycles orphan-comments unknown-types "
        "uncommitted-changes pending-conflicts orphan-databases "
        "remote-configured remote-data remote-behind remote-failing push-failing "
        "stale-polecat-branches worker-branches worker-records dead-sessions "
        "expired-claims daemon-running alerts-open"
    )
    assert " ".join(NAMES) == names


def test_every_check_has_its_file_and_every_file_is_a_check() -> None:
    files = {
        file.stem.replace("_", "-")
        for file in Path(catalogue.__file__).parent.glob("checks/*/*.py")
    } - {"--init--"}
    assert files == set(NAMES)
    assert len(NAMES) == len(set(NAMES))
    for check in catalogue.all_checks():
        assert callable(check.module.look), check.name
        assert isinstance(check.is_of_workspace, bool), check.name


def test_a_healthy_town_is_quiet(mayor: Mayor, project: Path) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    for place, words in ((mayor.root, ["hq-1"]), (mayor.root / "widget", ["wg-1"])):
        assert_done(mayor.person.run("create", "One", "--id", *words, cwd=place))
    assert_done(mayor.person.run("create", "Two", "--deps", "wg-1", cwd=mayor.root))
    assert_done(mayor.gt("daemon", "start"))
    try:
        answer = mayor.answer("doctor")
        assert [check for check in answer["checks"] if check["state"] != "ok"] == []
        assert list(states(answer)) == NAMES
        assert (answer["errors"], answer["warnings"]) == (0, 0)
        shown = mayor.gt("doctor")
        assert shown.stdout.splitlines()[-1] == f"{len(NAMES)} checks: {len(NAMES)} ok"
        done = mayor.person.run("doctor", "--json", cwd=mayor.root / "widget")
        of_workspace = json.loads(done.stdout)
        assert [check for check in of_workspace["checks"] if check["state"] != "ok"] == []
        assert list(states(of_workspace)) == [
            check.name for check in catalogue.all_checks() if check.is_of_workspace
        ]
    finally:
        mayor.gt("daemon", "stop")


def test_a_server_that_is_down_is_one_error_and_nobody_guesses(mayor: Mayor) -> None:
    assert_done(mayor.gt("dolt", "stop"))
    done = mayor.gt("doctor", "--json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    found = states(answer)
    assert [name for name, state in found.items() if state == "error"] == ["server-reachable"]
    assert [name for name, state in found.items() if state == "warning"] == ["daemon-running"]
    assert {name for name in catalogue.GROUPS["data"] if found[name] != "skipped"} == {
        "orphan-databases"
    }
    shown = mayor.gt("doctor")
    assert "skipped  no server answers: schema-version, foreign-objects," in shown.stdout
    assert not (mayor.root / "daemon" / "dolt-state.json").exists()


def test_warnings_alone_are_no_failure_and_what_is_silenced_is_skipped(mayor: Mayor) -> None:
    done = mayor.gt("doctor")
    assert done.returncode == 0
    assert "warning  daemon-running: no daemon runs" in done.stdout
    assert done.stdout.endswith(f"{len(NAMES)} checks: {len(NAMES) - 1} ok, 1 warning\n")
    path = mayor.root / "mayor" / "daemon.json"
    path.write_text(
        json.dumps({**json.loads(path.read_text()), "doctor": {"skip": ["daemon-running"]}})
    )
    assert mayor.gt("doctor").stdout.endswith(
        f"{len(NAMES)} checks: {len(NAMES) - 1} ok, 1 skipped\n"
    )
    assert states(mayor.answer("doctor", "--check", "daemon-running")) == {
        "daemon-running": "warning"
    }
    answer = mayor.answer(
        "doctor", "--check", "town-config,daemon-running", "--skip", "daemon-running"
    )
    assert states(answer) == {"town-config": "ok", "daemon-running": "skipped"}


def test_a_name_that_is_none_is_a_slip(mayor: Mayor) -> None:
    done = mayor.gt("doctor", "--check", "routes-vaild")
    assert (done.returncode, done.stderr) == (
        2,
        'Error: no check "routes-vaild"\nHint: is it routes-valid?\n',
    )
    done = mayor.person.run("doctor", "--check", "routes-valid", cwd=mayor.root)
    assert done.returncode == 2
    assert "Hint: gt doctor --check routes-valid" in done.stderr


def test_a_repair_is_announced_and_what_it_touches_is_copied_first(mayor: Mayor) -> None:
    routes = mayor.root / ".beads" / "routes.jsonl"
    before = '{"prefix": "hq-", "path": "."}\n' * 2
    routes.write_text(before)
    looked = mayor.gt("doctor")
    assert looked.stdout.endswith("gt doctor --fix   would repair: routes-duplicate\n")
    assert routes.read_text() == before
    refused = mayor.gt("doctor", "--fix", "--readonly")
    assert refused.returncode == 1
    done = mayor.gt("doctor", "--fix", "--check", "routes-duplicate", "--json", "-v")
    assert_done(done)
    said = done.stderr.splitlines()
    assert said[0] == f"routes-duplicate: keep one line for each in {routes}"
    copy = Path(said[1].removeprefix(f"routes-duplicate: a copy of {routes} is "))
    assert copy.read_text() == before
    assert copy.is_relative_to(mayor.root / "daemon" / "doctor")
    assert routes.read_text() == '{"prefix": "hq-", "path": "."}\n'
    (check,) = json.loads(done.stdout)["checks"]
    assert (check["state"], check["fixed"], check["fix"]) == (
        "ok",
        True,
        f"keep one line for each in {routes}",
    )


def test_a_registry_that_is_damaged_is_one_error_and_keeps_the_rest_from_guessing(
    mayor: Mayor,
) -> None:
    (mayor.root / "mayor" / "rigs.json").write_text("{")
    done = mayor.gt("doctor", "--json")
    answer = json.loads(done.stdout)
    assert [check["name"] for check in answer["checks"] if check["state"] == "error"] == [
        "rigs-registry"
    ]
    reasons = {check["message"] for check in answer["checks"] if check["state"] == "skipped"}
    assert len(reasons) == 1
    assert "rigs.json is damaged: line 1, column 2" in reasons.pop()
    assert "\n           - rigs-on-disk\n" in mayor.gt("doctor").stdout


def test_a_workspace_of_a_person_alone_is_quiet_and_starts_nothing(
    person: Person, tmp_path: Path
) -> None:
    assert_done(person.run("init", "-p", "solo", cwd=tmp_path))
    done = person.run("doctor", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "37 checks: 37 ok")
    assert_done(
        person.run("config", "set", "doctor.skip", "journal-size, git-version", cwd=tmp_path)
    )
    found = states(json.loads(person.run("doctor", "--json", cwd=tmp_path).stdout))
    assert {name for name, state in found.items() if state == "skipped"} == {
        "journal-size",
        "git-version",
    }
    assert_done(person.run("dolt", "stop", cwd=tmp_path))
    done = person.run("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "warning  server-reachable: no server runs; the next command of bd starts it" in done.stdout
    )
    assert person.run("dolt", "status", cwd=tmp_path).returncode == 3


def test_outside_any_workspace_there_is_nothing_to_look_at(tmp_path: Path, place: Place) -> None:
    done = place.run("-C", tmp_path, "doctor")
    assert (done.returncode, done.stderr.splitlines()[1]) == (1, "Hint: bd init")


def test_a_workspace_that_cannot_be_used_is_looked_at_all_the_same(place: Place) -> None:
    (place.directory / ".beads" / "metadata.json").write_text("{")
    done = place.run("doctor", "--check", "metadata-files", "--json")
    assert done.returncode == 1
    (check,) = json.loads(done.stdout)["checks"]
    assert "metadata.json is damaged" in check["message"]
    assert place.run("doctor", "--check", "dangling-parents").stdout.endswith(
        "1 check: 1 skipped\n"
    )


def test_the_page_of_checks_is_as_generated() -> None:
    spec = importlib.util.spec_from_file_location(
        "generate_doctor", ROOT / "docs" / "generate_doctor.py"
    )
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    sys.modules["generate_doctor"] = generate
    spec.loader.exec_module(generate)
    assert (ROOT / "docs" / "doctor.md").read_text() == generate.text(), "run `make docs`"
