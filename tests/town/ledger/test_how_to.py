"""The page "Publish a ledger": its commands do what it says."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from beadwork.town import configuration
from beadwork.town.layout import Town
from harness import ROOT, Mayor, assert_done

PAGE = ROOT / "docs" / "how-to" / "publish-a-ledger.md"
URL = "https://example.org/team/api-ledger.git"


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with the rig of the page, and a closed issue."""
    mayor.answer("rig", "add", "api", project, "--prefix", "api")
    for words in (("create", "Work", "--id", "api-1"), ("close", "api-1")):
        assert_done(mayor.person.run(*words, cwd=mayor.root / "api"))
    return mayor


def test_the_commands_of_the_page_work(town: Mayor) -> None:
    home = town.person.home
    repository = home / "api-ledger.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", repository], check=True)
    commands = re.findall(r"^ {4,}((?:git|gt) .+)$", PAGE.read_text(), re.MULTILINE)
    assert len(commands) == 8
    for command in commands:
        place = home if command.startswith("git clone") else town.root
        place = home / "api-ledger" if command.startswith("git commit") else place
        done = subprocess.run(
            ["sh", "-c", command.replace(URL, str(repository))],
            cwd=place,
            env=town.person.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}: {done.stderr or done.stdout}"
    assert town.answer("ledger", "status")[0]["is_pushed"]


def test_the_configuration_of_the_page_is_valid(town: Mayor) -> None:
    lines = re.search(r'^    "ledger": \{\n(?: {4}.*\n)+', PAGE.read_text(), re.MULTILINE)
    assert lines
    path = town.root / "mayor" / "daemon.json"
    content = {**json.loads(path.read_text()), **json.loads(f"{{{lines[0]}}}")}
    path.write_text(json.dumps(content))
    found = configuration.read(Town(town.root)).ledger
    assert (found.publish, found.rigs) == ("on-close", {"api": URL})
