"""Who changes the rigs of a town at the same time as others loses nothing of theirs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from beadwork.errors import Exists, LockTimeout
from beadwork.town.layout import Town
from beadwork.town.rigs import registry, registry_lock, routes
from beadwork.workspace.routes import Route
from harness import BIN, Mayor


def at_once(mayor: Mayor, *commands: list[str | Path]) -> list[tuple[int, str]]:
    """Run `gt` with all of these words at the same time and return the statuses, and what was said
    on standard error.
    """
    started = [
        subprocess.Popen(
            [BIN / "gt", *words],
            cwd=mayor.root,
            env=mayor.person.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for words in commands
    ]
    return [
        (process.returncode, said)
        for process in started
        if (said := process.communicate(timeout=180)[1]) is not None
    ]


def test_of_two_rigs_of_one_name_one_is_added_whole(mayor: Mayor, project: Path) -> None:
    for number in range(3):
        name = f"same{number}"
        done = at_once(
            mayor, *(["rig", "add", name, project, "--prefix", f"{p}{number}"] for p in "st")
        )
        assert sorted(status for status, _ in done) == [0, 1]
        assert f"the town has a rig {name} already" in max(done)[1]
        (rig,) = [rig for rig in registry.all_of(Town(mayor.root)) if rig.name == name]
        assert Route(f"{rig.prefix}-", f"{name}/mayor/rig") in routes.read(Town(mayor.root))
        made = mayor.person.run("create", "It works", "--silent", cwd=mayor.root / name)
        assert made.stdout.startswith(f"{rig.prefix}-"), made.stderr
    assert len(routes.read(Town(mayor.root))) == 4


def test_of_two_rigs_with_one_prefix_one_is_added_and_has_the_route(
    mayor: Mayor, project: Path
) -> None:
    done = at_once(
        mayor, *(["rig", "add", name, project, "--prefix", "zz"] for name in ("first", "second"))
    )
    assert sorted(status for status, _ in done) == [0, 1]
    (rig,) = registry.all_of(Town(mayor.root))
    assert f"ids of the rig {rig.name} begin with zz- already" in max(done)[1]
    assert routes.read(Town(mayor.root)) == [
        Route("hq-", "."),
        Route("zz-", f"{rig.name}/mayor/rig"),
    ]
    assert not (mayor.root / ({"first", "second"} - {rig.name}).pop()).exists()


def test_six_that_are_removed_at_once_are_all_gone(mayor: Mayor) -> None:
    names = [f"rig{number}" for number in range(1, 7)]
    rigs = {
        name: {"git_url": "/nowhere", "added_at": "", "beads": {"prefix": name}} for name in names
    }
    (mayor.root / "mayor" / "rigs.json").write_text(json.dumps({"version": 1, "rigs": rigs}))
    with open(mayor.root / ".beads" / "routes.jsonl", "a") as file:
        file.writelines(
            json.dumps({"prefix": f"{name}-", "path": f"{name}/mayor/rig"}) + "\n" for name in names
        )
    assert at_once(mayor, *(["rig", "remove", name] for name in names)) == [(0, "")] * 6
    assert registry.all_of(Town(mayor.root)) == []
    assert routes.read(Town(mayor.root)) == [Route("hq-", ".")]


def test_the_one_who_holds_the_town_is_named(tmp_path: Path) -> None:
    town = Town(tmp_path)
    with (
        registry_lock.alone(town, "gt rig add widget"),
        pytest.raises(
            LockTimeout, match=r"^gt rig add widget \(pid \d+\) is changing the rigs of "
        ),
        registry_lock.alone(town, "gt rig add gadget", seconds=0),
    ):
        pass
    with registry_lock.alone(town, "gt rig add gadget", seconds=0):
        pass


def test_a_route_is_never_put_over_another(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.beads.mkdir()
    routes.put(town, Route("wg-", "widget/mayor/rig"))
    routes.put(town, Route("wg-", "widget/mayor/rig"))
    with pytest.raises(
        Exists, match="leads wg- to widget/mayor/rig already, not to gadget/mayor/rig"
    ):
        routes.put(town, Route("wg-", "gadget/mayor/rig"))
    assert routes.read(town) == [Route("wg-", "widget/mayor/rig")]
