"""A town is copied with `cp -a` while it runs: nothing in the copy acts on the first town, and
`gt install` or `gt doctor --fix` make a town of its own of the copy.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from beadwork.doctor import catalogue, runner, subject
from beadwork.doctor.finding import State
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.workspace.trust import places
from harness import Mayor, assert_done

REFUSED = (
    ("bd", ["list"]),
    ("bd", ["create", "Lost"]),
    ("gt", ["status"]),
    ("gt", ["daemon", "start"]),
    ("gt", ["daemon", "stop"]),
    ("gt", ["dolt", "start"]),
    ("gt", ["dolt", "stop"]),
)


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with a daemon, a rig, and an issue in each database; the copy is stopped, too."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert_done(mayor.person.run("create", "First", "--id", "hq-1", cwd=mayor.root))
    assert_done(mayor.person.run("create", "Work", "--id", "wg-1", cwd=mayor.root / "widget"))
    assert_done(mayor.gt("daemon", "start"))
    yield mayor
    control.stop_daemon(Town(mayor.root))
    stop.stop(TownHome(str(copy_of(mayor).root)))


def copy_of(town: Mayor) -> Mayor:
    """Return the copy, whether it is there already or not."""
    return Mayor(town.person, "copy")


def copied(town: Mayor) -> Mayor:
    """Copy the town as an operator would, and return the copy."""
    subprocess.run(["cp", "-a", town.root, copy_of(town).root], check=True)
    return copy_of(town)


def ids(town: Mayor, place: str = "") -> list[str]:
    """Return the ids of the issues of a tracker of a town."""
    done = town.person.run("list", "--all", "--json", cwd=town.root / place)
    assert_done(done)
    return sorted(issue["id"] for issue in json.loads(done.stdout))


def projects(town: Mayor) -> set[str]:
    """Return the project ids in the metadata of a town's databases."""
    files = (".beads/metadata.json", "widget/mayor/rig/.beads/metadata.json")
    return {town.file(name)["project_id"] for name in files}


def troubles(town: Mayor, *, but: str = "") -> list[tuple[str, str]]:
    """Return what the doctor does not find well, but for one check."""
    places.trust_town(str(town.root))  # by this process, whose home is another
    with closing(subject.of_town(Town(town.root))) as here:
        outcomes = runner.run(here, catalogue.all_checks(), (), None)
    return [
        (outcome.check.name, outcome.finding.message)
        for outcome in outcomes
        if outcome.finding.state in (State.ERROR, State.WARNING) and outcome.check.name != but
    ]


def assert_first_town_is_untouched(town: Mayor, before: Any) -> None:
    """Fail unless daemon, server and issues of the first town are as they were."""
    now = town.answer("daemon", "status")
    assert (now["pid"], now["server"]["pid"]) == (before["pid"], before["server"]["pid"])
    assert ids(town) == ["hq-1"]
    assert ids(town, "widget") == ["wg-1"]
    assert not troubles(town)


def test_every_command_in_the_copy_refuses_until_it_is_a_town_of_its_own(town: Mayor) -> None:
    before = town.answer("daemon", "status")
    copy = copied(town)
    said = f"the town {copy.root} was copied from {town.root}, which runs; it has no identity"
    for program, words in REFUSED:
        done = town.person.run(*words, cwd=copy.root, program=program)
        assert (done.returncode, said in done.stderr) == (1, True), (words, done.stderr)
        assert f"Hint: gt install {copy.root}" in done.stderr
    assert_first_town_is_untouched(town, before)
    done = copy.gt("install")
    assert_done(done)
    assert f"{copy.root} has passwords and a server of its own\nhq: project " in done.stdout
    assert_own(copy, town)
    assert_first_town_is_untouched(town, before)


def assert_own(copy: Mayor, town: Mayor) -> None:
    """Fail unless the copy has the issues, and nothing else of the first town."""
    assert not projects(copy) & projects(town)
    for name in ("daemon/password", "daemon/place.json"):
        assert (copy.root / name).read_text() != (town.root / name).read_text()
    ours, theirs = copy.answer("dolt", "status"), town.answer("dolt", "status")
    for key in ("pid", "port", "socket", "data_dir", "server_uuid"):
        assert ours[key] != theirs[key], key
    assert_done(copy.person.run("create", "Mine", "--id", "hq-2", cwd=copy.root))
    assert ids(copy) == ["hq-1", "hq-2"]
    assert ids(copy, "widget") == ["wg-1"]
    assert not troubles(copy, but="daemon-running")


def test_the_doctor_names_the_copy_and_mends_it(town: Mayor) -> None:
    before = town.answer("daemon", "status")
    copy = copied(town)
    done = copy.gt("doctor")
    assert done.returncode == 1
    assert "error    town-place: the town" in done.stdout
    assert "--keep-projects for the same projects" in done.stdout
    copy.gt("doctor", "--fix")
    assert_own(copy, town)
    assert_first_town_is_untouched(town, before)


def test_the_projects_stay_where_a_person_says_so(town: Mayor) -> None:
    assert_done(town.gt("daemon", "stop"))
    copy = copied(town)
    refused = copy.gt("dolt", "start")
    assert f"was copied from {town.root}, which is still there" in refused.stderr
    assert_done(copy.gt("install", "--keep-projects"))
    assert projects(copy) == projects(town)
    assert ids(copy) == ["hq-1"]
    assert not troubles(copy, but="daemon-running")
    silent = town.person.run(
        "list", cwd=town.root
    )  # not the copy's server, which may have its port
    assert silent.returncode == 3, silent.stdout


def test_an_interrupted_install_goes_on(town: Mayor) -> None:
    copy = copied(town)
    metadata = "widget/mayor/rig/.beads/metadata.json"
    old = {"hq": town.file(".beads/metadata.json"), "widget": town.file(metadata)}
    assert_done(copy.gt("install"))
    new = {"hq": copy.file(".beads/metadata.json"), "widget": copy.file(metadata)}
    planned = {
        name: {"old": old[name]["project_id"], "new": new[name]["project_id"]} for name in old
    }
    # So it looks where an install was killed between the last database and its metadata.json.
    (copy.root / "daemon" / "new-projects.json").write_text(json.dumps(planned))
    (copy.root / metadata).write_text(json.dumps(old["widget"]))
    place = (town.root / "daemon" / "place.json").read_text()
    (copy.root / "daemon" / "place.json").write_text(place)
    assert_done(copy.gt("install"))
    assert copy.file(metadata) == new["widget"]
    assert ids(copy) == ["hq-1"]
    assert not troubles(copy, but="daemon-running")


def test_a_copy_of_a_town_with_a_server_for_each_rig(town: Mayor) -> None:
    assert_done(town.gt("daemon", "stop"))
    assert_done(town.gt("dolt", "stop"))
    settings = {"dolt_server": {"topology": "per-rig"}}
    (town.root / "mayor" / "daemon.json").write_text(json.dumps(settings))
    assert_done(town.gt("daemon", "start"))
    assert ids(town, "widget") == ["wg-1"]
    copy = copied(town)
    for program, words in REFUSED:
        done = town.person.run(*words, cwd=copy.root / "widget", program=program)
        assert (done.returncode, "was copied from" in done.stderr) == (1, True), words
    copy.gt("doctor", "--fix")
    assert not projects(copy) & projects(town)
    assert_done(copy.person.run("create", "Mine", "--id", "wg-2", cwd=copy.root / "widget"))
    assert (ids(town, "widget"), ids(copy, "widget")) == (["wg-1"], ["wg-1", "wg-2"])
    assert_done(copy.gt("dolt", "stop"))
    assert_done(town.person.run("create", "Goes on", "--id", "wg-3", cwd=town.root / "widget"))
    assert ids(town, "widget") == ["wg-1", "wg-3"]
    assert not troubles(town)
