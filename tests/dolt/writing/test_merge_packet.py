"""A merge in one packet, whose line is cut: it is made once, or not at all and then made again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from branch_forks import branch_of, forks
from cutting_proxy import Cut, Proxy
from harness import Place
from merged_trackers import commits

PACKETS = 4
"""Those of a merge of disjoint rows: two looks, what was found there, the merge."""


@pytest.mark.parametrize("heard", [False, True], ids=["before it arrives", "before the answer"])
@pytest.mark.parametrize("statement", range(1, PACKETS + 1))
def test_a_line_cut_at_any_packet_neither_loses_nor_doubles_the_merge(
    place: Place, statement: int, heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.tracker() as main, forks(place, main) as (worker,):
        main.create("Ours")
        worker.create("Theirs")
        address = main.link.chosen.address
        branch = branch_of(worker)
        monkeypatch.setenv("BEADS_DOLT_PASSWORD", address.password)
        path = Path(os.environ["BEADWORK_TEST_RUN"]) / f"p{os.urandom(4).hex()}"
        with Proxy(path, address.socket, Cut(statement, heard)) as proxy:
            monkeypatch.setenv("BEADS_DOLT_SERVER_SOCKET", str(path))
            with place.tracker(actor="alice") as tracker:
                assert tracker.merge(branch).done
                assert proxy.has_cut
                assert not tracker.merge(branch).done
        monkeypatch.delenv("BEADS_DOLT_SERVER_SOCKET")
        assert {issue.title for issue in main.list().issues} == {"Ours", "Theirs"}
        subjects = [message for _, _, message in commits(main) if message.startswith("bd: merge")]
        assert len(subjects) == 1
