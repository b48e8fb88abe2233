"""Exchanges the issues of the towns: pushes, pulls and syncs of each, one after another."""

from __future__ import annotations

from chaos import plan
from chaos.activity import Activity
from chaos.commands import Running
from chaos.towns import RIG, Town

WAYS = (("gt", "dolt", "push", RIG), ("gt", "dolt", "pull", RIG), ("bd", "sync"), ("bd", "sync"),
        ("bd", "dolt", "push"), ("bd", "dolt", "pull"))  # fmt: skip


class Exchange(Activity):
    """Pushes and pulls of one town."""

    def __init__(self, town: Town, running: Running, seed: int) -> None:
        super().__init__(name=f"exchange-{town.number}")
        self.town, self.running = town, running
        self.chance = plan.chances(seed, self.name)

    def act(self) -> None:
        while not self.running.is_over:
            program, *words = self.chance.choice(WAYS)
            step = plan.dies_at(self.chance, "sync")
            self.running.wait_for(self.running.begun + self.chance.randrange(10), 5)
            self.running.run(self.town, program, *words, "--json", cwd=self.town.rig, dies_at=step)
