"""The pages on backing up to a git host and on recovery: their commands do what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from beadwork.town import configuration
from beadwork.town.layout import Town
from beadwork.town.remotes import configured
from harness import ROOT, Mayor, assert_done

PAGES = ROOT / "docs" / "how-to"
COMMAND = re.compile(r"^ {4}(gt .+)$", re.MULTILINE)


@pytest.fixture
def hosted(mayor: Mayor, project: Path) -> dict[str, Path]:
    """The repositories of the pages, by the URL there."""
    found = {}
    for url in ("me/gt-hq", "team/api", "me/api-backup"):
        path = mayor.person.home / "host" / f"{url}.git"
        subprocess.run(
            ["git", "clone", "-q", "--bare", project, path],
            check=True,
            env=mayor.person.environment,
        )
        found[f"git@github.com:{url}.git"] = path
    return found


@pytest.fixture
def town(mayor: Mayor, hosted: dict[str, Path]) -> Mayor:
    """A town with the rig of the pages, and an issue."""
    mayor.answer("rig", "add", "api", hosted["git@github.com:team/api.git"], "--prefix", "api")
    assert_done(mayor.person.run("create", "Work", "--id", "api-1", cwd=mayor.root / "api"))
    return mayor


def run(town: Mayor, command: str, hosted: dict[str, Path]) -> None:
    """Run a command of a page in the town, with the repositories of this machine."""
    for url, path in hosted.items():
        command = command.replace(url, str(path))
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=town.root if town.root.exists() else town.person.home,
        env=town.person.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 or command == "gt status", f"{command}: {done.stderr}{done.stdout}"


def back_up(town: Mayor, hosted: dict[str, Path]) -> None:
    commands = COMMAND.findall((PAGES / "back-up-to-a-git-host.md").read_text())
    assert len(commands) == 6
    for command in commands:
        run(town, command, hosted)


def recovery(town: Mayor) -> list[str]:
    return COMMAND.findall((PAGES / "recover-from-remotes.md").read_text())


def test_a_lost_town_is_backed_up_and_comes_back(town: Mayor, hosted: dict[str, Path]) -> None:
    back_up(town, hosted)
    assert_done(town.gt("dolt", "stop"))
    shutil.rmtree(town.root / ".dolt-data")
    for command in recovery(town)[:3]:
        run(town, command, hosted)
    assert_done(town.person.run("show", "api-1", cwd=town.root / "api"))


def test_a_new_town_comes_from_the_remotes(town: Mayor, hosted: dict[str, Path]) -> None:
    back_up(town, hosted)
    assert_done(town.gt("dolt", "stop"))
    town.root.rename(town.root.with_name("lost"))
    backup = hosted["git@github.com:me/api-backup.git"]
    shutil.rmtree(backup)
    shutil.copytree(hosted["git@github.com:team/api.git"], backup)
    start, of_hq, _, install, of_api, *after = recovery(town)
    assert (start, install) == ("gt dolt start", "gt install ~/gt")
    for command in (install, of_hq, of_api, *after[:2]):
        run(town, command, hosted)
    assert_done(town.person.run("show", "api-1", cwd=town.root / "api"))
    assert_done(town.gt("daemon", "stop"))


def test_the_configuration_of_the_page_is_valid(mayor: Mayor) -> None:
    page = (PAGES / "back-up-to-a-git-host.md").read_text()
    lines = re.search(r'^    "dolt_remotes": \{\n(?: {6}.*\n)+    \}', page, re.MULTILINE)
    assert lines
    path = mayor.root / "mayor" / "daemon.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **json.loads(f"{{{lines[0]}}}")}))
    town = Town(mayor.root)
    remotes = configuration.read(town).remotes
    api = configured.of(town, remotes, "api")
    assert (api.url, api.is_pulled, api.seconds) == ("git@github.com:team/api.git", True, 120.0)
    assert not configured.of(town, remotes, "hq").is_pulled
