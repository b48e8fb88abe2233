"""Drill: a metadata.json that names another rig's database is led back to its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drills import bd, populate
from harness import Mayor, assert_done


def test_the_doctor_names_ids_that_routes_lead_away(mayor: Mayor, project: Path) -> None:
    populate(mayor, project)
    sql = "UPDATE widget.issues SET id = 'gd-7' WHERE id = 'wg-1'"
    assert_done(mayor.gt("dolt", "sql", "-q", sql))
    checked = mayor.gt("doctor", "--check", "prefix-mismatch", "--json")
    (check,) = json.loads(checked.stdout)["checks"]
    place = mayor.root / "gadget" / "mayor" / "rig"
    assert check["evidence"] == [
        f"widget: 1 ids here begin with gd-, and routes lead them to {place}"
    ]


def test_a_metadata_file_of_another_rig(mayor: Mayor, project: Path) -> None:
    populate(mayor, project)
    files = {
        name: mayor.root / name / "mayor" / "rig" / ".beads" / "metadata.json"
        for name in ("widget", "gadget")
    }
    right = files["widget"].read_text()
    files["widget"].write_text(files["gadget"].read_text())
    checked = mayor.gt("doctor", "--check", "metadata-files")
    assert checked.returncode == 1
    assert "names the database gadget, not widget" in " ".join(checked.stdout.split())
    done = mayor.gt("dolt", "fix-metadata")
    assert_done(done)
    assert json.loads(files["widget"].read_text()) == json.loads(right)
    checks = json.loads(mayor.gt("doctor", "--json").stdout)["checks"]
    assert [check for check in checks if check["state"] == "error"] == []
    for issue_id in ("wg-1", "wg-2", "gd-1"):
        assert_done(mayor.person.run("show", issue_id, cwd=mayor.root))


@pytest.mark.parametrize("lost", ["dolt_database", "both"])
def test_a_database_of_another_name_is_found_by_its_project(
    mayor: Mayor, project: Path, lost: str
) -> None:
    populate(mayor, project)
    file = mayor.root / "widget" / "mayor" / "rig" / ".beads" / "metadata.json"
    assert_done(mayor.gt("dolt", "stop"))
    (mayor.root / ".dolt-data" / "widget").rename(mayor.root / ".dolt-data" / "before")
    right = {**json.loads(file.read_text()), "dolt_database": "before"}
    file.write_text(json.dumps(right))
    assert_done(mayor.gt("dolt", "start"))
    assert "wg-1" in bd(mayor, "widget", "ready")
    other = mayor.root / "gadget" / "mayor" / "rig" / ".beads" / "metadata.json"
    wrong = json.loads(other.read_text())
    file.write_text(json.dumps({**right, "dolt_database": "gadget"} if lost != "both" else wrong))
    refused = mayor.person.run("list", cwd=mayor.root / "widget")
    assert (refused.returncode == 0) is (lost == "both"), refused.stderr
    assert_done(mayor.gt("dolt", "fix-metadata"))
    found = json.loads(file.read_text())
    assert {key: found[key] for key in ("dolt_database", "project_id")} == {
        key: right[key] for key in ("dolt_database", "project_id")
    }
    assert "wg-1" in bd(mayor, "widget", "ready")
