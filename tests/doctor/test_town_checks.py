"""Faults in the files of a town, each planted and found; what can be mended, mended."""

from __future__ import annotations

import shutil

import pytest

from beadwork.town.rigs import registry
from town_doctor import Clinic, git


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
def test_a_town_file_that_is_none(clinic: Clinic, content: str, said: str) -> None:
    clinic.town.town_file.write_text(content)
    found = clinic.found("town-config")
    assert found.startswith("error: ")
    assert said in found


def test_a_town_without_a_name(clinic: Clinic) -> None:
    clinic.edit("mayor/town.json", lambda content: content.pop("name"))
    assert clinic.found("town-config") == f"warning: {clinic.town.town_file}: there is no name"


def test_rigs_that_share_a_prefix_or_have_impossible_names(clinic: Clinic) -> None:
    def spoil(content: dict[str, dict[str, object]]) -> None:
        content["rigs"]["gadget"] = {"git_url": "x", "beads": {"prefix": "wg"}}
        content["rigs"]["Big Rig"] = {"git_url": "x", "beads": {"prefix": "big"}}
        content["rigs"]["mine"] = {"git_url": "x", "beads": {"prefix": "hq"}}

    clinic.edit("mayor/rigs.json", spoil)
    found = clinic.find("rigs-registry")
    assert found.state == "error"
    assert found.evidence == (
        'Big Rig: not a name for a rig: "Big Rig"',
        "mine: its ids begin with hq-, and so do those of the town itself",
        "widget: its ids begin with wg-, and so do those of gadget",
    )
    clinic.town.rigs_file.write_text("[]")
    assert clinic.found("rigs-registry") == f"error: {clinic.town.rigs_file} holds no JSON object"


def test_a_clone_that_is_of_another_project_or_gone(clinic: Clinic) -> None:
    git(clinic.clone, "remote", "set-url", "origin", "https://example.org/other.git")
    found = clinic.found("rigs-on-disk")
    assert found.startswith(
        f"warning: widget: {clinic.clone} is a clone of https://example.org/other.git, not of /"
    )
    shutil.rmtree(clinic.clone / ".git")
    assert clinic.found("rigs-on-disk") == f"error: widget: {clinic.clone} is no git repository"
    shutil.rmtree(clinic.clone)
    assert clinic.found("rigs-on-disk") == f"error: widget: there is no {clinic.clone}"


def test_files_of_the_mayor_that_are_gone_are_made_again_with_the_rigs_in_them(
    clinic: Clinic,
) -> None:
    before = registry.all_of(clinic.town)
    clinic.town.rigs_file.unlink()
    clinic.town.daemon_file.unlink()
    found = clinic.find("mayor-files")
    assert (found.state, found.evidence) == (
        "error",
        (f"there is no {clinic.town.rigs_file}", f"there is no {clinic.town.daemon_file}"),
    )
    said = clinic.mended("mayor-files")
    assert said[0].endswith("with the rigs that the routes lead to: widget")
    assert [rig._replace(added_at="") for rig in registry.all_of(clinic.town)] == [
        rig._replace(added_at="") for rig in before
    ]
    assert clinic.find("daemon-config").state == "ok"


def test_a_configuration_that_cannot_be_or_has_a_slip(clinic: Clinic) -> None:
    clinic.configure(daemon={"hearbeat_seconds": 5}, patrols={"any": 1})
    assert clinic.found("daemon-config") == (
        f"warning: {clinic.town.daemon_file}: daemon.hearbeat_seconds does nothing: is it daemon.heartbeat_seconds?"
    )
    clinic.configure(daemon={"health_seconds": "soon"})
    assert (
        clinic.found("daemon-config")
        == f"error: {clinic.town.daemon_file}: daemon.health_seconds cannot be 'soon'"
    )
