"""The workers' lives: each takes an issue and a branch, works, finishes, and begins anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from chaos import plan
from chaos.activity import Activity
from chaos.commands import Answer, Running
from chaos.record import Write
from chaos.towns import RIG, SHARED, Town

TRIES = 60
"""How often a step is tried that has to be done before the next one."""


class Enough(Exception):
    """The run is over."""


class Place(NamedTuple):
    """Where a worker works: on a branch, or on `main`."""

    branch: str
    environment: dict[str, str]


class Worker(Activity):
    """One worker of a town. What it does follows from its chances, and from what is answered."""

    def __init__(self, number: int, town: Town, running: Running, seed: int) -> None:
        super().__init__(name=f"w{number}")
        self.town, self.running = town, running
        self.chance = plan.chances(seed, self.name)
        self.actor = f"{RIG}/polecats/{self.name}"
        self.tokens = 0
        self.main = Place("main", {"BD_ACTOR": self.actor})
        self.issues: list[str] = []
        """Its own issues that are on `main`."""
        self.closed: set[str] = set()

    def act(self) -> None:
        with suppress(Enough):
            while not self.running.is_over:
                self.life()

    def life(self) -> None:
        """Do one piece of work, from an issue on `main` to the merge of its branch."""
        self.write("issue", self.main)
        if not self.issues:
            return
        place = self.begin(self.issues[-1])
        own = [self.issues[-1]]
        for _ in range(self.chance.randrange(2, 7)):
            self.write(self.chance.choice(KINDS), place, own)
            if self.chance.random() < 0.3:
                there = self.chance.choice((*self.issues, SHARED))
                where = self.chance.choice((place, self.main))
                self.write(self.chance.choice(SMALL), where, [there])
        self.finish(place, own)

    def begin(self, issue: str) -> Place:
        """Make a branch for the work."""
        name = f"polecat-{self.name}-{self.tokens}"
        self.until_done("branch", "create", name, also="exists")
        return Place(name, {"BD_BRANCH": name, "BD_ACTOR": self.actor})

    def finish(self, place: Place, own: list[str]) -> None:
        """Merge the branch, and delete it."""
        self.until_done("merge", place.branch)
        self.until_done("branch", "delete", place.branch, also="not_found")
        self.issues += own[1:]

    def until_done(self, *words: str, also: str = "") -> Answer:
        """Run `bd` on `main` until it is done, or refused with the code `also`."""
        for _ in range(TRIES):
            answer = self.bd(self.main, *words)
            if answer.is_done or answer.code == also:
                return answer
        raise AssertionError(f"bd {' '.join(words)} is not done by {TRIES} tries: {answer}")

    def bd(self, place: Place, *words: str) -> Answer:
        """Run `bd`, which may be killed."""
        if self.running.is_over and place is self.main and words[0] == "create":
            raise Enough
        step = None if self.running.is_over else plan.dies_at(self.chance, words[0])
        return self.running.run(
            self.town, "bd", *words, "--json", cwd=self.town.rig, dies_at=step, **place.environment
        )

    def write(self, kind: str, place: Place, issues: list[str] | None = None) -> None:
        """Make one write, and note what became of it. A new issue is added to the list."""
        self.tokens += 1
        token = f"tk{self.name}n{self.tokens}x"
        issue = self.chance.choice(issues) if issues else ""
        if kind == "close":
            if issue in self.closed:
                return
            self.closed.add(issue)
        answer = self.bd(place, *WORDS[kind](token, issue))
        if kind == "issue" and answer.is_done:
            issue = answer.document()["id"]
            (self.issues if issues is None else issues).append(issue)
        self.running.record.write(
            Write(token, kind, issue, self.actor, place.branch, answer.outcome)
        )


WORDS: dict[str, Callable[[str, str], tuple[str, ...]]] = {
    "issue": lambda token, _: ("create", f"Made {token}"),
    "comment": lambda token, issue: ("comment", issue, f"Said {token}"),
    "label": lambda token, issue: ("label", "add", issue, token),
    "note": lambda token, issue: ("update", issue, "--append-notes", f"Noted {token}"),
    "title": lambda token, issue: ("update", issue, "--title", f"Named {token}"),
    "close": lambda token, issue: ("close", issue, "--reason", f"Closed {token}"),
}
SMALL = ("comment", "label", "note")
"""Writes that many may make of one issue."""
KINDS = ("issue", "comment", "comment", "label", "label", "note", "title", "close")
