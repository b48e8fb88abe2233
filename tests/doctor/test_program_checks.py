"""Programs that are missing or too old, a disk that is full, clocks that disagree."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from town_doctor import DoctorTown


def test_a_dolt_that_is_too_old_missing_or_not_the_one_that_runs(
    doctor_town: DoctorTown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "dolt"
    script.write_text("#!/bin/sh\necho dolt version 1.50.0\n")
    script.chmod(0o755)
    monkeypatch.setenv("BEADWORK_DOLT", str(script))
    assert (
        doctor_town.finding_line("dolt-version")
        == f"error: BEADWORK_DOLT: {script} is Dolt 1.50.0, older than 1.81.8"
    )
    script.write_text("#!/bin/sh\necho dolt version 1.99.0\n")
    found = doctor_town.finding("dolt-version")
    assert found.message.endswith(f", and would be started with 1.99.0 ({script})")
    assert (found.state, found.hint) == ("warning", "gt dolt restart")
    monkeypatch.setenv("BEADWORK_DOLT", str(tmp_path / "nothing"))
    assert doctor_town.finding("dolt-version").state == "error"


def test_no_dolt_at_all(
    doctor_town: DoctorTown, programs: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(dolt="dolt version 1.2.3")
    monkeypatch.delenv("BEADWORK_DOLT")
    monkeypatch.setenv("XDG_DATA_HOME", str(doctor_town.mayor.person.home))
    found = doctor_town.finding("dolt-version")
    assert found.message == "there is no usable dolt on this machine"
    assert "is Dolt 1.2.3, older than 1.81.8" in found.evidence[1]


def test_a_git_that_is_too_old_or_missing(
    doctor_town: DoctorTown, programs: Callable[..., None]
) -> None:
    programs(git="git version 2.1.4")
    assert doctor_town.finding_line("git-version").endswith("/git is git 2.1.4, older than 2.8")


def test_no_git(doctor_town: DoctorTown, programs: Callable[..., None]) -> None:
    programs()
    assert doctor_town.finding_line("git-version").startswith("error: git is not on the PATH")


def test_tmux_is_missed_only_where_sessions_need_it(
    doctor_town: DoctorTown, programs: Callable[..., None]
) -> None:
    programs()
    assert doctor_town.finding("tmux-present").state == "ok"
    doctor_town.configure(sessions={"deacon": {"command": ["sleep", "60"]}})
    assert (
        doctor_town.finding_line("tmux-present")
        == "error: tmux is not on the PATH, and the sessions run in it: deacon"
    )


def test_a_disk_with_less_room_than_is_wanted(doctor_town: DoctorTown) -> None:
    doctor_town.configure(daemon={"disk_free_mb": 10**9})
    found = doctor_town.finding_line("disk-space")
    assert found.startswith("warning: ")
    assert found.endswith(
        f"MB are free on the disk of {doctor_town.town.server.data}, less than {10**9}"
    )


def test_a_commit_from_the_future(doctor_town: DoctorTown) -> None:
    doctor_town.sql(
        "widget",
        (
            "CALL DOLT_COMMIT('--allow-empty', '-m', 'late', '--author', 'Ann <ann@x>', '--date', "
            "'2136-01-01T00:00:00')"
        ),
    )
    found = doctor_town.finding_line("clock-skew")
    assert found.startswith("warning: widget: commit ")
    assert found.endswith(" by Ann says that it was made at 2136-01-01 00:00 UTC")


def test_a_python_that_is_too_old(doctor_town: DoctorTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert (
        doctor_town.finding_line("python-version")
        == f"error: {sys.executable} is Python 3.10.4, older than 3.11"
    )
