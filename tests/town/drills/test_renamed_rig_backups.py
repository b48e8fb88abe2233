"""A rig that was renamed is recovered from a backup that it made under its former name."""

from __future__ import annotations

from pathlib import Path

from drills import bd, populate, said
from harness import Mayor, assert_done


def test_a_backup_of_the_former_name_is_found(mayor: Mayor, project: Path) -> None:
    populate(mayor, project)
    assert_done(mayor.gt("dolt", "backup"))
    assert_done(mayor.gt("rig", "rename", "gadget", "gizmo"))
    assert mayor.file("mayor/rigs.json")["rigs"]["gizmo"]["former_names"] == ["gadget"]
    assert_done(mayor.gt("dolt", "stop"))
    manifest = mayor.root / ".dolt-data" / "gizmo" / ".dolt" / "noms" / "manifest"
    manifest.write_bytes(b"junk")
    recovered = mayor.gt("dolt", "recover", "gizmo", "--from", "backup", "--apply")
    assert recovered.returncode == 0, said(recovered)
    assert_done(mayor.gt("dolt", "start"))
    assert "gd-1" in bd(mayor, "gizmo", "list")
