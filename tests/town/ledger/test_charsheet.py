"""The work of a person over towns: what is in ledgers, here and elsewhere, and what is proven."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.databases import offline
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.town.layout import Town
from harness import Mayor, assert_done
from ledgers import bare


def become(mayor: Mayor, **chains: Any) -> None:
    """Give the town other chains, as if it was another one."""
    path = mayor.root / "mayor" / "town.json"
    content = json.loads(path.read_text())
    kept = {key: content[key] for key in content if key not in ("entity", "chains", "known_chains")}
    path.write_text(json.dumps(kept | chains))


def finish(mayor: Mayor, rig: str, issue_id: str, worker: str, *words: str) -> None:
    place = mayor.root / rig
    assert_done(
        mayor.person.run("create", "Work", "--id", issue_id, "-a", worker, *words, cwd=place)
    )
    assert_done(mayor.person.run("close", issue_id, cwd=place))


@pytest.fixture
def town(mayor: Mayor, project: Path, tmp_path: Path) -> Mayor:
    """Ann's town, with the rig api; bob's ledger `audit` validates an issue of it."""
    for rig in ("api", "audit"):
        mayor.answer("rig", "add", rig, project, "--prefix", rig)
        bare(tmp_path / f"{rig}.git")
    finish(mayor, "api", "api-1", "toast", "-l", "skill:go")
    finish(mayor, "api", "api-2", "nux")
    become(mayor, entity="ann.example", chains=["tools"])
    mayor.answer("ledger", "publish", "api", "--remote", tmp_path / "api.git")
    finish(
        mayor, "audit", "audit-1", "bob", "--deps", "validates:hop://ann.example/tools/api/api-1"
    )
    finish(mayor, "audit", "audit-2", "toast", "-l", "lang:go")
    become(mayor, entity="bob.example", chains=["web"])
    mayor.answer("ledger", "publish", "audit", "--remote", tmp_path / "audit.git")
    branch = ("branch", "delete", "ledger", "--discard")
    assert_done(mayor.person.run(*branch, cwd=mayor.root / "audit"))
    become(mayor, entity="ann.example", chains=["tools"],
           known_chains={"bob.example/web": {"audit": str(tmp_path / "audit.git")}})  # fmt: skip
    return mayor


def test_work_here_and_elsewhere_and_who_validated_it(town: Mayor, tmp_path: Path) -> None:
    sheet = town.answer("charsheet", "toast")
    assert (sheet["count"], sheet["skills"], sheet["troubles"]) == (2, {"go": {"task": 2}}, [])
    first, second = sheet["finished"]
    assert (first["uri"], second["uri"]) == (
        "hop://ann.example/tools/api/api-1",
        "hop://bob.example/web/audit/audit-2",
    )
    (validation,) = first["validations"]
    assert (validation["by"], validation["type"]) == ("bob", "validates")
    shown = town.answer("ledger", "show", "--from", tmp_path / "audit.git", "1")
    assert shown is not None
    assert validation["proof"]["digest"] == shown[0]["digest"]
    assert second["validations"] == []


def test_go_work_in_a_quarter_is_one_command(town: Mayor) -> None:
    year = town.answer("charsheet", "toast")["finished"][0]["closed_at"][:4]
    month = int(town.answer("charsheet", "toast")["finished"][0]["closed_at"][5:7])
    quarter = f"{year}-Q{(month + 2) // 3}"
    words = ("charsheet", "toast", "--skill", "go", "--period")
    assert town.answer(*words, quarter)["count"] == 2
    assert town.answer(*words, "2001-Q1")["count"] == 0
    done = town.gt(*words, quarter)
    assert "toast: 2 finished issues\n\ngo  2  2 task\n" in done.stdout
    assert "validates: hop://bob.example/web/audit/audit-1 by bob" in done.stdout


def test_a_validation_in_an_altered_ledger_does_not_count(town: Mayor, tmp_path: Path) -> None:
    dolt = offline.dolt_of(Town(town.root).server, lambda line: None)
    url = f"git+file://{tmp_path / 'audit.git'}"
    assert dolt.run(tmp_path, "clone", url, "eve").returncode == 0
    sql = "UPDATE entries SET content = REPLACE(content, 'bob', 'eve')"
    for words in (("sql", "-q", sql), ("commit", "-am", "x"), ("push", "origin", "ledger")):
        assert dolt.run(tmp_path / "eve", *words).returncode == 0
    done = town.gt("charsheet", "toast", "--json")
    assert done.returncode == 1
    sheet = json.loads(done.stdout)
    assert [line["issue_id"] for line in sheet["finished"]] == ["api-1"]
    assert sheet["finished"][0]["validations"] == []
    assert "was altered: entry 1" in sheet["troubles"][0]


def test_an_empty_town_is_booted_from_a_ledger(town: Mayor, tmp_path: Path) -> None:
    refused = town.gt("boot", "toast", "--from", tmp_path / "api.git")
    assert (refused.returncode, "has rigs already" in refused.stderr) == (1, True)
    other = Mayor(town.person, "other")
    assert_done(town.person.run("install", other.root, cwd=town.person.home, program="gt"))
    try:
        loaded = other.answer("boot", "toast", "--from", tmp_path / "api.git")
        assert [line["issue_id"] for line in loaded["finished"]] == ["api-1"]
        known = other.file("mayor/town.json")["known_chains"]
        assert known == {"ann.example/tools": {"api": f"git+file://{tmp_path / 'api.git'}"}}
        assert other.answer("boot", "toast", "--from", tmp_path / "api.git") == loaded
        sheet = other.answer("charsheet", "toast")
        assert sheet["finished"] == loaded["finished"]
        nobody = other.gt("boot", "eve", "--from", tmp_path / "api.git")
        assert "has nothing that eve finished" in nobody.stderr
        away = other.gt("boot", "toast", "--from", tmp_path / "nothing.git")
        assert "no ledger could be fetched" in away.stderr
    finally:
        stop.stop(TownHome(str(other.root)))
