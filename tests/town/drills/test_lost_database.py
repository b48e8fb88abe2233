"""A rig's database is lost or damaged, under a running server and while no server runs; each time
its backup brings it back.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drills import (
    Eventually,
    alert_text,
    assert_mended,
    bd,
    configure,
    doctor,
    kinds,
    populate,
    said,
)
from harness import Mayor, assert_done

KIND = "database-unreadable"


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with a daemon, and one backup of each database."""
    populate(mayor, project)
    configure(mayor)
    assert_done(mayor.gt("daemon", "start"))
    assert_done(mayor.gt("dolt", "backup"))
    yield mayor
    mayor.gt("daemon", "stop")


def database(town: Mayor) -> Path:
    """Return the directory of gadget's database."""
    return town.root / ".dolt-data" / "gadget"


def lose(town: Mayor) -> str:
    shutil.rmtree(database(town))
    return f"there is no {database(town)}"


def lose_manifest(town: Mayor) -> str:
    manifest = database(town) / ".dolt" / "noms" / "manifest"
    manifest.unlink()
    return f"there is no {manifest}"


def damage_manifest(town: Mayor) -> str:
    manifest = database(town) / ".dolt" / "noms" / "manifest"
    manifest.write_bytes(b"\xff no manifest")
    return f"{manifest} is damaged"


def lose_tables(town: Mayor) -> str:
    store = database(town) / ".dolt" / "noms"
    table = (store / "manifest").read_text().split(":")[5]
    shutil.move(store / table, town.root / "moved")
    return f"there is no {store / table}, which {store / 'manifest'} names"


DAMAGES = (lose, lose_manifest, damage_manifest, lose_tables)


def recover(town: Mayor, eventually: Eventually) -> None:
    """Bring gadget back from its backup, as the alert says."""
    assert_done(town.gt("dolt", "recover", "gadget", "--apply"))
    eventually(lambda: not kinds(town))
    assert_mended(town)


@pytest.mark.parametrize("damage", DAMAGES)
def test_under_a_running_server(
    town: Mayor, eventually: Eventually, damage: Callable[[Mayor], str]
) -> None:
    why = damage(town)
    eventually(lambda: KIND in kinds(town))
    assert f"gadget: {why}" in alert_text(town, KIND)
    assert "`gt dolt recover gadget`" in alert_text(town, KIND)

    status = town.gt("status")
    assert status.returncode == 1
    assert why in said(status)
    seen = json.loads(town.gt("status", "--json").stdout)
    rigs = {rig["name"]: rig for rig in seen["rigs"]}
    assert why in rigs["gadget"]["trouble"]
    assert rigs["widget"]["open"] == 2
    assert "rig gadget" in seen["down"]

    listed = town.gt("dolt", "list")
    assert listed.returncode == 1
    assert why in said(listed)
    check = doctor(town)["server-databases"]
    assert (check["state"], check["message"]) == ("error", f"gadget: {why}")
    recover(town, eventually)


def test_other_rigs_go_on_and_nothing_is_rotated_away(town: Mayor, eventually: Eventually) -> None:
    lose(town)
    assert "gadget not served" in said(town.gt("dolt", "list"))
    for _ in range(2):
        backup = town.gt("dolt", "backup", "--keep", "1")
        assert backup.returncode == 1
        assert f"gadget not backed up: there is no {database(town)}" in said(backup)
    kept = town.answer("dolt", "backup", "--list")
    assert [saved["name"] for saved in kept].count("hq") == 3

    ready = town.gt("ready")
    assert ready.returncode == 0
    assert "gadget is left out: the database gadget cannot be read: " in said(ready)
    assert "widget ○ wg-1" in ready.stdout
    ready = town.person.run("ready", cwd=town.root / "widget")
    assert ready.returncode == 0
    assert "wg-1" in ready.stdout
    assert ready.stderr.startswith("Warning: gadget cannot be asked")
    own = town.person.run("ready", cwd=town.root / "gadget")
    assert own.returncode == 1
    assert "Hint: gt dolt list (then `gt dolt recover gadget`" in said(own)
    assert_done(town.person.run("show", "wg-2", cwd=town.root / "widget"))
    recover(town, eventually)


def test_while_no_server_runs(town: Mayor, eventually: Eventually) -> None:
    assert_done(town.gt("daemon", "stop"))
    why = lose(town)
    assert why in said(town.gt("status"))
    assert_done(town.gt("daemon", "start"))  # the other databases are served
    eventually(lambda: KIND in kinds(town))
    assert why in said(town.gt("status"))
    assert why in said(town.gt("dolt", "start"))
    assert bd(town, "widget", "list")
    recover(town, eventually)


def test_a_server_that_does_not_start_names_the_damaged_database(
    town: Mayor, eventually: Eventually
) -> None:
    assert_done(town.gt("daemon", "stop"))
    why = damage_manifest(town)
    started = town.gt("daemon", "start")
    assert started.returncode == 3
    assert f"gadget: {why}" in said(started)
    refused = town.gt("dolt", "start")
    assert refused.returncode == 3
    assert f"gadget: {why} Hint: gt dolt recover gadget" in said(refused)
    eventually(lambda: KIND in kinds(town))
    status = town.gt("status")
    assert status.returncode == 3
    assert why in said(status)
    recover(town, eventually)
