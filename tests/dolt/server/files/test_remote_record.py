"""What was pushed and pulled is kept per remote, and a file that is no record harms nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.remote_record import RemoteRecord

URL = "git+file:///backup/hq.git"


def test_a_success_ends_the_failures(tmp_path: Path) -> None:
    control = str(tmp_path)
    assert remote_record.read(control, "hq", "origin") == RemoteRecord()
    failed = RemoteRecord().failed("2026-01-01T00:00:00Z", URL, "no route")
    failed = failed.failed("2026-01-01T00:03:00Z", URL, "denied", is_refused=True)
    failed = failed.failed("2026-01-01T00:06:00Z", URL, "no route")
    remote_record.write(control, "hq", "origin", failed)
    found = remote_record.read(control, "hq", "origin", URL)
    assert (found.failures, found.failure, found.is_refused) == (3, "no route", True)
    remote_record.write(
        control, "hq", "origin", found.succeeded("2026-01-01T00:09:00Z", URL, pushed=True)
    )
    assert remote_record.read(control, "hq", "origin") == RemoteRecord(
        URL, pushed_at="2026-01-01T00:09:00Z"
    )


def test_each_remote_has_its_own(tmp_path: Path) -> None:
    control = str(tmp_path)
    for remote in ("origin", "ledger"):
        record = RemoteRecord(f"file:///{remote}", pushed_at="2026-01-01T00:00:00Z")
        remote_record.write(control, "hq", remote, record)
    remote_record.remove(control, "hq", "origin")
    assert remote_record.read(control, "hq", "origin") == RemoteRecord()
    assert remote_record.read(control, "hq", "ledger").url == "file:///ledger"
    remote_record.rename(control, "hq", "other")
    assert remote_record.read(control, "other", "ledger").url == "file:///ledger"


def test_another_url_is_another_remote(tmp_path: Path) -> None:
    record = RemoteRecord().failed("2026-01-01T00:00:00Z", URL, "denied", is_refused=True)
    remote_record.write(str(tmp_path), "hq", "origin", record)
    assert remote_record.read(str(tmp_path), "hq", "origin", "file:///new") == RemoteRecord()


@pytest.mark.parametrize(
    "text", ["", "[", "[]", '{"origin": 3}', '{"origin": {"failures": "x", "more": 1, "url": []}}']
)
def test_a_damaged_file_is_no_record(tmp_path: Path, text: str) -> None:
    file = Path(remote_record.path(str(tmp_path), "hq"))
    file.parent.mkdir()
    file.write_text(text)
    assert remote_record.read(str(tmp_path), "hq", "origin") == RemoteRecord()
    remote_record.write(str(tmp_path), "hq", "origin", RemoteRecord(URL))
    assert remote_record.read(str(tmp_path), "hq", "origin").url == URL


def test_a_directory_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "remotes").write_text("in the way")
    remote_record.write(str(tmp_path), "hq", "origin", RemoteRecord(URL))
    assert remote_record.read(str(tmp_path), "hq", "origin") == RemoteRecord()


def test_the_record_is_of_its_user_alone(tmp_path: Path) -> None:
    remote_record.write(str(tmp_path), "hq", "origin", RemoteRecord(URL))
    assert os.stat(remote_record.path(str(tmp_path), "hq")).st_mode & 0o077 == 0
    assert os.stat(tmp_path / "remotes").st_mode & 0o077 == 0
