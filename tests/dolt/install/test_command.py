"""`bd dolt install`, as a person types it."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import tarfile
from pathlib import Path

import pytest

from beadwork.dolt.program import PINNED
from harness import Person

SCRIPT = f'#!/bin/sh\necho "dolt version {PINNED}"\n'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive as the releases are, around a program that only says its version."""
    machine = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}[platform.machine()]
    path = tmp_path / f"dolt-{platform.system().lower()}-{machine}.tar.gz"
    with tarfile.open(path, "w:gz") as made:
        member = tarfile.TarInfo(f"dolt-{platform.system().lower()}-{machine}/bin/dolt")
        member.size, member.mode = len(SCRIPT), 0o755
        made.addfile(member, io.BytesIO(SCRIPT.encode()))
    return path


def test_install_by_name(person: Person, archive: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    words = ("dolt", "install", "--url", archive.as_uri(), "--sha256", digest)
    alone = {"BEADWORK_DOLT": "", "PATH": "/usr/bin:/bin"}
    done = person.run(*words, "--json", cwd=tmp_path, **alone)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["version"] == PINNED
    assert Path(said["path"]).is_relative_to(person.home)
    assert Path(said["path"]).stat().st_mode & 0o111
    again = person.run(*words, cwd=tmp_path, **alone)
    assert again.returncode == 0
    assert said["path"] in again.stdout


def test_a_wrong_checksum_installs_nothing(person: Person, archive: Path, tmp_path: Path) -> None:
    done = person.run(
        "dolt", "install", "--url", archive.as_uri(), "--sha256", "0" * 64, "--json",
        cwd=tmp_path, BEADWORK_DOLT="", PATH="/nowhere",
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stderr.splitlines()[-1])["code"] == "dolt_missing"
    assert not list(person.home.rglob("dolt-*")) and not list(person.home.rglob("bin/dolt"))
