"""A town for faults, and a PATH with few programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness import Mayor
from town_doctor import DoctorTown


@pytest.fixture
def doctor_town(mayor: Mayor, project: Path) -> DoctorTown:
    """A town with a rig, all well except that no daemon runs."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    return DoctorTown(mayor)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let there be no programs on the PATH but those named, each with what it prints."""

    def only(**printed: str) -> None:
        directory = tmp_path / "programs"
        directory.mkdir()
        for name, line in printed.items():
            (directory / name).write_text(f"#!/bin/sh\necho '{line}'\n")
            (directory / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(directory))

    return only
