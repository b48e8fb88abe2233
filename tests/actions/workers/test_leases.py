"""The files of leases: their names, their times, and what happens where they cannot be written."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.actions.workers.leases import Leases
from beadwork.errors import Invalid
from beadwork.workspace.settings import own_settings
from beadwork.workspace.settings.own_settings import file_name

MINUTES = 30
NAMES = (
    "nux",
    "web/polecats/nux",
    "../../etc",
    "..",
    ".",
    "a.b",
    "Nux",
    "nüx\n",
    "%2f",
    "-rf",
    "\0",
)


def aged(leases: Leases, actor: str, minutes: float) -> None:
    """Let the last sign of life be so many minutes ago; a negative number is in the future."""
    moment = time.time() - 60 * minutes
    os.utime(Path(leases.directory, file_name(actor), "alive"), (moment, moment))


@pytest.fixture
def leases(tmp_path: Path) -> Leases:
    return Leases(str(tmp_path / "leases"))


@pytest.mark.parametrize("name", NAMES)
def test_any_name_has_a_lease_inside_of_the_directory(
    leases: Leases, name: str, tmp_path: Path
) -> None:
    leases.begin(name, ["demo-1", "../x"])
    assert [lease.actor for lease in leases.all()] == [name]
    assert leases.all()[0].claims == {"demo-1", "../x"}
    assert os.listdir(tmp_path) == ["leases"]
    assert os.listdir(leases.directory) == [file_name(name)]
    leases.remove(name)
    assert os.listdir(leases.directory) == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_names_never_share_a_file(first: str, second: str) -> None:
    written = [file_name(name) for name in (first, second)]
    assert "/" not in written[0]
    assert "." not in written[0]
    assert (written[0].lower() == written[1].lower()) == (first == second)


def test_a_name_that_no_file_can_have_is_refused(leases: Leases) -> None:
    with pytest.raises(Invalid):
        leases.begin("n" * 255)
    assert own_settings.renew_lease(leases.directory, "n" * 4000) == ""
    assert leases.find("n" * 4000) is None


def test_a_lease_ends_after_its_time(leases: Leases) -> None:
    leases.begin("nux")
    for minutes, is_over in ((0, False), (29, False), (31, True), (9_999_999, True)):
        aged(leases, "nux", minutes)
        lease = leases.find("nux")
        assert lease
        assert (lease.ended_at(MINUTES, time.time()) is not None) == is_over
        assert lease.ended_at(0, time.time()) is None


def test_a_renewal_is_the_time_of_one_file(leases: Leases) -> None:
    leases.begin("nux", ["demo-1"])
    aged(leases, "nux", 60)
    assert own_settings.renew_lease(leases.directory, "nux") == ""
    assert leases.all()[0].ended_at(MINUTES, time.time()) is None


def test_nobody_gets_a_lease_by_a_renewal(leases: Leases) -> None:
    assert own_settings.renew_lease(leases.directory, "nux") == ""
    assert leases.all() == []
    assert not os.path.exists(leases.directory)


def test_claims_do_not_renew_a_lease(leases: Leases) -> None:
    leases.begin("nux", ["demo-1", "demo-2"])
    aged(leases, "nux", 60)
    leases.add_claim("nux", "demo-3")
    leases.lose_claim("nux", "demo-1")
    lease = leases.find("nux")
    assert lease
    assert lease.ended_at(MINUTES, time.time())
    assert lease.claims == {"demo-2", "demo-3"}
    assert leases.has_lost("nux", "demo-1")
    leases.add_claim("nux", "demo-1")
    assert not leases.has_lost("nux", "demo-1")


def test_a_claim_of_a_renamed_issue_is_under_both_names(leases: Leases) -> None:
    leases.begin("nux", ["demo-1", "demo-2"])
    leases.add_names({"demo-1": "demo-login", "demo-9": "demo-other"})
    assert leases.all()[0].claims == {"demo-1", "demo-login", "demo-2"}


def test_the_clock_was_moved_back(leases: Leases) -> None:
    """A lease of the future has not ended, and it does not last until that time."""
    leases.begin("nux")
    aged(leases, "nux", -60 * 24 * 365)
    now = time.time()
    lease = leases.find("nux")
    assert lease
    assert lease.ended_at(MINUTES, now) is None
    assert lease.ended_at(MINUTES, now + 60 * MINUTES + 60)
    lease = leases.find("nux")
    assert lease
    assert lease.renewed_at <= time.time()


def test_a_worker_that_is_gone(leases: Leases) -> None:
    leases.begin("nux", ["demo-1"])
    leases.end("nux")
    assert leases.all()[0].ended_at(MINUTES, time.time())


def test_foreign_files_are_no_leases(leases: Leases) -> None:
    leases.begin("nux")
    for name in ("README", "%zz", "%2", "%4E", ".hidden", "empty"):
        Path(leases.directory, name).mkdir()
    assert [lease.actor for lease in leases.all()] == ["nux"]


def test_no_directory_is_no_lease() -> None:
    assert Leases("").all() == []
    assert Leases("").find("nux") is None
    assert not Leases("").has_lost("nux", "demo-1")
    Leases("").add_claim("nux", "demo-1")
    Leases("").lose_claim("nux", "demo-1")


def test_a_lease_that_cannot_be_renewed_is_told(tmp_path: Path) -> None:
    """A file in the place of the directory stands for a disk that takes nothing."""
    (tmp_path / "leases").write_text("")
    assert "Not a directory" in own_settings.renew_lease(str(tmp_path / "leases"), "nux")
