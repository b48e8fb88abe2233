"""A town with a rig, and its doctor in this process."""

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


class DoctorTown(NamedTuple):
    """A town with `hq` and the rig `widget`, whose ids begin with `wg-`, and its doctor."""

    mayor: Mayor

    @property
    def town(self) -> Town:
        """The town."""
        return Town(self.mayor.root)

    @property
    def root(self) -> Path:
        """The town's directory."""
        return self.mayor.root

    @property
    def clone(self) -> Path:
        """The rig's clone."""
        return self.town.clone("widget")

    def finding(self, name: str) -> Finding:
        """Return the finding of one check of the town."""
        with closing(subject.of_town(self.town)) as here:
            return runner.look(here, catalogue.named([name])[0])

    def finding_line(self, name: str) -> str:
        """Return the finding of one check as a line: state and message."""
        seen = self.finding(name)
        return f"{seen.state}: {seen.message}"

    def fix(self, name: str) -> tuple[Outcome, list[str]]:
        """Run one check with its repairs, and return the outcome and the printed lines."""
        said: list[str] = []
        with closing(subject.of_town(self.town)) as here:
            (outcome,) = runner.run(here, catalogue.named([name]), (), said.append)
        return outcome, said

    def repaired(self, name: str) -> list[str]:
        """Return the lines that the repairs of a check print. The repairs have to succeed."""
        outcome, said = self.fix(name)
        assert outcome.fixed, (outcome, said)
        return said

    def sql(self, database: str, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements on one connection, and return the rows of the last."""
        rows: list[tuple[Any, ...]] = []
        with Session(trackers.address_of(self.town), database) as session:
            for statement in statements:
                rows = list(session.rows(statement.replace("%", "%%")))
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
