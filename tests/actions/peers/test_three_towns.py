"""Three towns that sync in any order end with the same issues, and know where they came from."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from federated_towns import Town, cut_short, towns
from random_changes import do_something


def test_an_issue_says_where_it_came_from_on_further_hops(tmp_path: Path) -> None:
    with towns(tmp_path, "ann", "bea", "cleo") as (ann, bea, cleo):
        ann.bd("create", "Of Ann", "--id", "demo-a")
        ann.bd("federation", "sync", "bea")
        bea.bd("federation", "sync", "ann")
        bea.bd("federation", "sync", "cleo")
        cleo.bd("federation", "sync", "bea")
        (issue,) = cleo.answer("show", "demo-a")
        assert issue["source_system"] == "ann"
        assert "from: ann" in cleo.bd("show", "demo-a")
        for here, peer in ((cleo, "ann"), (ann, "cleo"), (ann, "bea"), (bea, "ann"), (bea, "cleo")):
            here.bd("federation", "sync", peer)
        assert ann.hashes() == bea.hashes() == cleo.hashes()


SEEDS = [int(seed) for seed in os.environ.get("FEDERATION_SEEDS", "1").split(",")]
STEPS = 20


@pytest.mark.parametrize("seed", SEEDS)
def test_random_work_and_syncs_in_any_order_end_equal(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with towns(tmp_path, "ann", "bea", "cleo") as members:
        peers = {town.name: [other.name for other in members if other != town] for town in members}
        for _ in range(STEPS):
            here = chance.choice(members)
            match chance.randrange(5):
                case 0:
                    here.bd("federation", "sync", chance.choice(peers[here.name]))
                case 1:
                    cut_short(here, chance.choice(peers[here.name]), chance.uniform(0.05, 1.2))
                case _:
                    work(here, chance)
        for _ in range(2):
            for here in members:
                for peer in peers[here.name]:
                    here.bd("federation", "sync", peer)
        first, *others = (town.hashes() for town in members)
        assert others == [first, first]


def work(here: Town, chance: random.Random) -> None:
    """Make some random changes. Children are filed below issues that others may delete."""
    with here.tracker(here.name) as tracker:
        rows = tracker.ask(lambda r: r.rows("SELECT id FROM issues ORDER BY id"))
        ids = [row[0] for row in rows]
        for _ in range(chance.randrange(1, 5)):
            if ids:
                do_something(chance, tracker, ids)


def test_a_mark_does_not_bring_a_deleted_issue_back(tmp_path: Path) -> None:
    with towns(tmp_path, "ann", "bea") as (ann, bea):
        ann.bd("create", "To be deleted", "--id", "demo-a")
        ann.bd("federation", "sync", "bea")
        bea.bd("federation", "pull", "ann")
        ann.bd("delete", "demo-a", "--force")
        for here, peer in ((ann, "bea"), (bea, "ann"), (ann, "bea")):
            here.bd("federation", "sync", peer)
        for here in (ann, bea):
            assert here.answer("sql", "SELECT id FROM issues") == [{"id": "demo-0"}]
