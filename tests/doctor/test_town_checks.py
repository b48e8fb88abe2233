"""Faults in the files of a town, each planted and found; what can be mended, mended."""

from __future__ import annotations

import shutil

import pytest

from beadwork.town.rigs import registry
from town_doctor import DoctorTown, git


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"type": "town",}', "is damaged: line 1, column 17"),
        (
            '{"type": "village", "version": 1, "name": "a", "owner": "b"}',
            "type is 'village', not \"town\"",
        ),
        (
            '{"type": "town", "version": 99, "name": "a", "owner": "b"}',
            "version 99 is of a newer beadwork",
        ),
        (
            '{"type": "town", "version": "x", "name": "a", "owner": "b"}',
            "version is 'x', not a number",
        ),
    ],
)
def test_a_town_file_that_is_none(doctor_town: DoctorTown, content: str, said: str) -> None:
    doctor_town.town.town_file.write_text(content)
    found = doctor_town.finding_line("town-config")
    assert found.startswith("error: ")
    assert said in found


def test_a_town_without_a_name(doctor_town: DoctorTown) -> None:
    doctor_town.edit("mayor/town.json", lambda content: content.pop("name"))
    assert (
        doctor_town.finding_line("town-config")
        == f"warning: {doctor_town.town.town_file}: there is no name"
    )


def test_rigs_that_share_a_prefix_or_have_impossible_names(doctor_town: DoctorTown) -> None:
    def spoil(content: dict[str, dict[str, object]]) -> None:
        content["rigs"]["gadget"] = {"git_url": "x", "beads": {"prefix": "wg"}}
        content["rigs"]["Big Rig"] = {"git_url": "x", "beads": {"prefix": "big"}}
        content["rigs"]["mine"] = {"git_url": "x", "beads": {"prefix": "hq"}}

    doctor_town.edit("mayor/rigs.json", spoil)
    found = doctor_town.finding("rigs-registry")
    assert found.state == "error"
    assert found.evidence == (
        'Big Rig: not a name for a rig: "Big Rig"',
        "mine: its ids begin with hq-, and so do those of the town itself",
        "widget: its ids begin with wg-, and so do those of gadget",
    )
    doctor_town.town.rigs_file.write_text("[]")
    assert (
        doctor_town.finding_line("rigs-registry")
        == f"error: {doctor_town.town.rigs_file} holds no JSON object"
    )


def test_a_clone_that_is_of_another_project_or_gone(doctor_town: DoctorTown) -> None:
    git(doctor_town.clone, "remote", "set-url", "origin", "https://example.org/other.git")
    found = doctor_town.finding_line("rigs-on-disk")
    assert found.startswith(
        f"warning: widget: {doctor_town.clone} is a clone of https://example.org/other.git, "
        "not of /"
    )
    shutil.rmtree(doctor_town.clone / ".git")
    assert (
        doctor_town.finding_line("rigs-on-disk")
        == f"error: widget: {doctor_town.clone} is not a git repository"
    )
    shutil.rmtree(doctor_town.clone)
    assert (
        doctor_town.finding_line("rigs-on-disk")
        == f"error: widget: there is no {doctor_town.clone}"
    )


def test_files_of_the_mayor_that_are_gone_are_made_again_with_the_rigs_in_them(
    doctor_town: DoctorTown,
) -> None:
    before = registry.all_of(doctor_town.town)
    doctor_town.town.rigs_file.unlink()
    doctor_town.town.daemon_file.unlink()
    found = doctor_town.finding("mayor-files")
    assert (found.state, found.evidence) == (
        "error",
        (
            f"there is no {doctor_town.town.rigs_file}",
            f"there is no {doctor_town.town.daemon_file}",
        ),
    )
    said = doctor_town.repaired("mayor-files")
    assert said[0].endswith("with the rigs of the town: widget")
    assert [rig._replace(added_at="") for rig in registry.all_of(doctor_town.town)] == [
        rig._replace(added_at="") for rig in before
    ]
    assert doctor_town.finding("daemon-config").state == "ok"


def test_a_configuration_that_cannot_be_or_has_a_slip(doctor_town: DoctorTown) -> None:
    doctor_town.configure(daemon={"hearbeat_seconds": 5}, patrols={"any": 1})
    assert doctor_town.finding_line("daemon-config") == (
        f"warning: {doctor_town.town.daemon_file}: daemon.hearbeat_seconds does nothing: is it "
        "daemon.heartbeat_seconds?"
    )
    doctor_town.configure(daemon={"health_seconds": "soon"})
    assert (
        doctor_town.finding_line("daemon-config")
        == f"error: {doctor_town.town.daemon_file}, line 1: daemon.health_seconds cannot be 'soon'"
    )
