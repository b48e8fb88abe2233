"""A town with a rig, and the doctor called to it in this process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.doctor import catalogue, runner, subject
from beadwork.doctor.finding import Finding
from beadwork.doctor.runner import Outcome
from beadwork.dolt.connection.session import Session
from beadwork.town.layout import Town
from beadwork.town.rigs import trackers
from harness import Mayor


class Clinic(NamedTuple):
    """A mayor whose town has `hq` and the rig `widget`, whose ids begin with `wg-`."""

    mayor: Mayor

    @property
    def town(self) -> Town:
        """The town."""
        return Town(self.mayor.root)

    @property
    def root(self) -> Path:
        """Its directory."""
        return self.mayor.root

    @property
    def clone(self) -> Path:
        """The rig's clone."""
        return self.town.clone("widget")

    def find(self, name: str) -> Finding:
        """Return what one check of the town finds."""
        with closing(subject.of_town(self.town)) as here:
            return runner.look(here, catalogue.named([name])[0])

    def found(self, name: str) -> str:
        """Return what one check finds as a line: its state, and what it says."""
        seen = self.find(name)
        return f"{seen.state}: {seen.message}"

    def fix(self, name: str) -> tuple[Outcome, list[str]]:
        """Run one check with its repairs, and return the outcome and what was said."""
        said: list[str] = []
        with closing(subject.of_town(self.town)) as here:
            (outcome,) = runner.run(here, catalogue.named([name]), (), said.append)
        return outcome, said

    def mended(self, name: str) -> list[str]:
        """Fix what a check finds, which has to succeed, and return what was said."""
        outcome, said = self.fix(name)
        assert outcome.fixed, (outcome, said)
        return said

    def sql(self, database: str, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements on one connection, and return the rows of the last."""
        rows: list[tuple[Any, ...]] = []
        with Session(trackers.address_of(self.town), database) as session:
            for one in statements:
                rows = list(session.rows(one.replace("%", "%%")))
        return rows

    def edit(self, name: str, change: Callable[[Any], None]) -> None:
        """Change a JSON file of the town."""
        path = self.root / name
        content = json.loads(path.read_text())
        change(content)
        path.write_text(json.dumps(content))

    def configure(self, **keys: Any) -> None:
        """Set keys of `mayor/daemon.json`."""
        self.edit("mayor/daemon.json", lambda content: content.update(keys))


def git(directory: Path, *words: str) -> None:
    """Run git."""
    subprocess.run(["git", "-C", directory, *words], check=True, capture_output=True)
