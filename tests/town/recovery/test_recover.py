"""Real damage to a town's database: what each rung of the ladder finds, and that the damaged
directory is always kept.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from beadwork.dolt.databases import offline
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import StorageFailure
from harness import Mayor, assert_done

JOURNAL = ".dolt/noms/vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with issues in its rig, in a backup all but the last."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    for title in ("One", "Two"):
        assert_done(mayor.person.run("create", title, cwd=mayor.root / "widget"))
    mayor.answer("dolt", "backup")
    assert_done(mayor.person.run("create", "Three", cwd=mayor.root / "widget"))
    return mayor


def database(mayor: Mayor) -> Path:
    return mayor.root / ".dolt-data" / "widget"


def titles(mayor: Mayor) -> list[str]:
    done = mayor.person.run("list", "--json", cwd=mayor.root / "widget")
    assert_done(done)
    return sorted(issue["title"] for issue in json.loads(done.stdout))


def overwrite(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(os.urandom(length))


def test_what_is_healthy_is_left_alone(town: Mayor) -> None:
    pid = town.answer("dolt", "status")["pid"]
    checked = town.gt("dolt", "recover")
    assert (checked.returncode, [line.split()[0] for line in checked.stdout.splitlines()]) == (
        0,
        ["hq", "widget"],
    )
    shown = town.gt("dolt", "recover", "widget", "--apply")
    assert shown.returncode == 0
    assert shown.stdout.endswith("There is nothing to recover in widget\n")
    refused = town.gt("dolt", "recover", "widget", "--from", "backup", "--apply")
    assert (
        refused.returncode,
        "widget is healthy, and later writes would be lost" in refused.stderr,
    ) == (2, True)
    assert town.answer("dolt", "status")["pid"] == pid
    assert not (town.root / "backups" / "broken").exists()


def test_a_damaged_journal_keeps_the_server_down_and_its_end_is_brought_back_by_the_backup(
    town: Mayor,
) -> None:
    assert_done(town.gt("dolt", "stop"))
    journal = database(town) / JOURNAL
    overwrite(journal, journal.stat().st_size // 2, 500)
    assert town.gt("dolt", "start").returncode == 3
    before = {path: path.read_bytes() for path in database(town).rglob("*") if path.is_file()}
    checked = town.gt("dolt", "recover")
    assert checked.returncode == 1
    assert (
        "widget  it cannot be read: possible data loss detected in journal file" in checked.stdout
    )
    shown = town.gt("dolt", "recover", "widget")
    assert shown.returncode == 1
    assert "Nothing was changed. Next: gt dolt recover widget --from backup --apply" in shown.stdout
    assert "remote  none is configured" in shown.stdout
    assert {
        path: path.read_bytes() for path in database(town).rglob("*") if path.is_file()
    } == before
    done = town.answer("dolt", "recover", "widget", "--from", "backup", "--apply")
    assert done["best"] == "backup"
    kept = Path(done["kept"])
    assert {
        kept / path.relative_to(database(town)): content for path, content in before.items()
    } == {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    assert titles(town) == ["One", "Two"]
    assert_done(town.person.run("create", "Four", cwd=town.root / "widget"))


def collected(mayor: Mayor) -> list[Path]:
    """Collect the garbage, and return the archives that have the history, the largest last."""
    for words in (("update", "--notes", "x" * 5000), ("update", "--notes", "short")):
        done = mayor.person.run(words[0], "wg-1", *words[1:], cwd=mayor.root / "widget")
        assert_done(done)
    for words in (("gc",), ("gc", "--full")):
        assert_done(mayor.person.run(*words, cwd=mayor.root / "widget"))
    assert_done(mayor.gt("dolt", "stop"))
    archives = (database(mayor) / ".dolt" / "noms" / "oldgen").glob("*.darc")
    return sorted(archives, key=lambda path: path.stat().st_size)


def test_damage_in_what_only_history_has_is_found(town: Mayor) -> None:
    assert_done(town.person.run("create", "Old", "--id", "wg-1", cwd=town.root / "widget"))
    largest = collected(town)[-1]
    size = largest.stat().st_size
    overwrite(largest, size // 4, size // 4)
    checked = town.gt("dolt", "recover")
    assert checked.returncode == 1
    assert "widget  all" not in checked.stdout
    done = town.gt("dolt", "recover", "widget", "--apply")
    assert done.returncode == 0, done.stdout
    assert "Recovered widget from backup\n" in done.stdout
    assert titles(town) == ["One", "Two"]


def test_no_server_is_stopped_where_there_is_nothing_to_copy(town: Mayor) -> None:
    pid = town.answer("dolt", "status")["pid"]
    shutil.rmtree(database(town))
    shown = town.gt("dolt", "recover", "widget", "--from", "fsck")
    assert "The server is stopped" not in shown.stderr
    assert town.answer("dolt", "status")["pid"] == pid


@pytest.mark.parametrize("megabytes", [2, 30, 50])
def test_fsck_ends_where_it_needs_too_much_memory(
    town: Mayor, monkeypatch: pytest.MonkeyPatch, megabytes: int
) -> None:
    assert_done(town.gt("dolt", "stop"))
    monkeypatch.setenv("BEADWORK_DOLT", town.person.environment["BEADWORK_DOLT"])
    dolt = offline.dolt_of(TownHome(str(town.root)), lambda line: None)
    with pytest.raises(StorageFailure, match=r"dolt fsck needs more than 0\.[01] GB of memory"):
        dolt.run(database(town), "fsck", "--quiet", memory=megabytes << 20)


def test_what_is_before_the_damage_is_read_by_fsck(town: Mayor) -> None:
    journal = database(town) / JOURNAL
    end = journal.stat().st_size
    for title in ("Four", "Five"):
        assert_done(town.person.run("create", title, cwd=town.root / "widget"))
    assert_done(town.gt("dolt", "stop"))
    overwrite(journal, end + 100, 200)
    shown = {
        rung["rung"]: rung
        for rung in json.loads(town.gt("dolt", "recover", "widget", "--json").stdout)["rungs"]
    }
    assert shown["check"]["usable"] is False
    assert (shown["fsck"]["usable"], shown["fsck"]["rows"]["issues"]) == (True, 3)
    assert shown["backup"]["rows"]["issues"] == 2
    done = town.gt("dolt", "recover", "widget", "--apply")
    assert "Recovered widget from fsck\n" in done.stdout
    assert titles(town) == ["One", "Three", "Two"]


def test_commits_that_were_cut_off_unseen_are_missed_by_the_backup(town: Mayor) -> None:
    backup = town.root / "backups"
    assert_done(town.gt("dolt", "stop"))
    journal = database(town) / JOURNAL
    os.truncate(journal, journal.stat().st_size * 3 // 4)
    assert_done(town.gt("dolt", "start"))
    checked = town.gt("dolt", "recover")
    assert checked.returncode == 1
    assert (
        "lacks commits that the backup of" in checked.stdout or "holds no tracker" in checked.stdout
    )
    assert_done(town.gt("dolt", "recover", "widget", "--apply"))
    assert titles(town) == ["One", "Two"]
    assert (backup / "broken").is_dir()


def test_it_comes_back_from_its_remote_with_what_was_pushed(town: Mayor, tmp_path: Path) -> None:
    remote = f"file://{tmp_path}/remote"
    assert_done(
        town.gt(
            "dolt", "sql", f"CALL DOLT_REMOTE('add', 'origin', '{remote}')", "--database", "widget"
        )
    )
    assert_done(town.gt("dolt", "sql", "CALL DOLT_PUSH('origin', 'main')", "--database", "widget"))
    (database(town) / ".dolt" / "noms" / "manifest").write_text("damaged\n")
    assert_done(town.gt("dolt", "stop"))
    (database(town) / ".dolt" / "noms" / "manifest").write_text("damaged\n")
    done = town.answer("dolt", "recover", "widget", "--apply")
    assert done["best"] == "remote"
    assert titles(town) == ["One", "Three", "Two"]
    rows = town.answer("dolt", "sql", "SELECT url FROM dolt_remotes", "--database", "widget")
    assert rows == [{"url": remote}]


def test_one_that_is_gone_comes_back_and_another_projects_backup_is_not_taken(
    town: Mayor, tmp_path: Path
) -> None:
    assert_done(town.gt("dolt", "stop"))
    shutil.move(database(town), tmp_path / "gone")
    wrong = next(path for path in (town.root / "backups").iterdir())
    shutil.move(wrong / "widget", tmp_path / "right")
    shutil.copytree(wrong / "hq", wrong / "widget")
    refused = town.gt("dolt", "recover", "widget", "--apply")
    assert refused.returncode == 1
    assert "nothing was found to recover widget from" in refused.stderr
    shutil.rmtree(wrong / "widget")
    shutil.move(tmp_path / "right", wrong / "widget")
    assert town.answer("dolt", "recover", "widget", "--apply").get("kept") is None
    assert titles(town) == ["One", "Two"]


def test_the_last_resort_is_an_export(town: Mayor, tmp_path: Path) -> None:
    export = tmp_path / "widget.jsonl"
    assert_done(town.person.run("export", "-o", export, cwd=town.root / "widget"))
    shutil.rmtree(town.root / "backups")
    assert_done(town.gt("dolt", "stop"))
    (database(town) / ".dolt" / "noms" / "manifest").write_text("damaged\n")
    shown = town.gt("dolt", "recover", "widget", "--jsonl", export)
    assert f"jsonl   {export}: 3 issues, the newest of " in shown.stdout.replace("\n        ", " ")
    assert "lost would be: all history" in shown.stdout
    assert_done(town.gt("dolt", "recover", "widget", "--jsonl", export, "--apply"))
    assert titles(town) == ["One", "Three", "Two"]
    assert len(list((town.root / "backups" / "broken").iterdir())) == 1


def test_hq_comes_back_from_an_export_with_its_mail(mayor: Mayor, tmp_path: Path) -> None:
    export = tmp_path / "hq.jsonl"
    assert_done(mayor.person.run("create", "Of the town", cwd=mayor.root))
    assert_done(mayor.person.run("export", "-o", export, cwd=mayor.root))
    assert_done(mayor.gt("dolt", "stop"))
    shutil.rmtree(mayor.root / ".dolt-data" / "hq")
    assert_done(mayor.gt("dolt", "recover", "hq", "--jsonl", export, "--apply"))
    assert mayor.gt("mail", "inbox").stdout == "No mail for mayor/\n"
    assert_done(mayor.gt("mail", "send", "mayor/", "-s", "It works"))
    assert mayor.answer("install")["made"] == []
    assert "Of the town" in mayor.person.run("list", cwd=mayor.root).stdout


def test_a_running_server_goes_on_after_a_look(town: Mayor) -> None:
    shown = town.gt("dolt", "recover", "widget", "--from", "fsck")
    assert "fsck    finds no damaged chunk" in shown.stdout
    assert town.answer("dolt", "status")["running"] is True
    assert titles(town) == ["One", "Three", "Two"]
    assert not (town.root / "daemon" / "recovering" / "widget").exists()


def test_one_that_was_cut_off_between_the_two_renames_goes_on(town: Mayor) -> None:
    assert_done(town.gt("dolt", "stop"))
    aside = town.root / "backups" / "broken" / "widget.broken-2026-01-01T000000Z"
    aside.parent.mkdir()
    shutil.move(database(town), aside)
    done = town.answer("dolt", "recover", "widget", "--apply")
    assert [(rung["rung"], rung["usable"]) for rung in done["rungs"]][:2] == [
        ("check", False),
        ("fsck", True),
    ]
    assert done["best"] == "fsck"
    assert titles(town) == ["One", "Three", "Two"]
    assert aside.is_dir()


def test_what_cannot_be_is_refused(town: Mayor) -> None:
    assert town.gt("dolt", "recover", "other").returncode == 1
    assert town.gt("dolt", "recover", "--apply").returncode == 2
    assert town.gt("dolt", "recover", "widget", "--from", "check", "--apply").returncode == 2
    assert town.gt("dolt", "recover", "widget", "--from", "guess").returncode == 2
    assert town.gt("--readonly", "dolt", "recover", "widget", "--apply").returncode == 1
    stop.stop(TownHome(str(town.root)))
    assert town.gt("dolt", "recover").returncode == 0
