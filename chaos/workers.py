"""The workers' lives: each is slung, works, finishes or is nuked, and begins anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from chaos import plan
from chaos.activity import Activity
from chaos.commands import Answer, Running
from chaos.record import DONE, Write
from chaos.towns import RIG, SHARED, Town

TRIES = 100
"""How often a step is tried that has to be done before the next one."""
WORDS: dict[str, Callable[[str, str], tuple[str, ...]]] = {
    "issue": lambda token, _: ("create", f"Made {token}"),
    "comment": lambda token, issue: ("comment", issue, f"Said {token}"),
    "label": lambda token, issue: ("label", "add", issue, token),
    "note": lambda token, issue: ("update", issue, "--append-notes", f"Noted {token}"),
    "title": lambda token, issue: ("update", issue, "--title", f"Named {token}"),
    "close": lambda token, issue: ("close", issue, "--reason", f"Closed {token}"),
}
KINDS = ("issue", "comment", "comment", "label", "label", "note", "title", "close")
SLUNG = ("working", "session_died")
"""The states of a worker that is made completely."""
SMALL = ("comment", "label", "note")
"""Writes that many may make of one issue."""


class Place(NamedTuple):
    """Where a worker works: on a branch in its worktree, or on `main`."""

    branch: str
    directory: Path
    environment: dict[str, str]


class Worker(Activity):
    """One worker of a town. What it does follows from its chances, and from what is answered."""

    def __init__(self, number: int, town: Town, running: Running, seed: int) -> None:
        super().__init__(name=f"w{number}")
        self.town, self.running = town, running
        self.chance = plan.chances(seed, self.name)
        self.actor = f"{RIG}/polecats/{self.name}"
        self.address = f"{RIG}/{self.name}"
        self.tokens = 0
        self.main = Place("main", town.rig, {"BD_ACTOR": self.actor})
        self.issues: list[str] = []
        """Its own issues that are on `main`."""
        self.closed: set[str] = set()

    def act(self) -> None:
        while not self.running.is_over:
            self.life()

    def life(self) -> None:
        """Do one piece of work, from an issue on `main` to the merge of its branch."""
        bead = self.write("issue", self.main, self.issues)
        if not bead:
            return
        place = self.begin(bead)
        own = [bead]
        for _ in range(self.chance.randrange(2, 7)):
            self.write(self.chance.choice(KINDS), place, own)
            if self.chance.random() < 0.3:
                shared = self.chance.choice((*self.issues, SHARED))
                where = self.chance.choice((place, self.main))
                self.write(self.chance.choice(SMALL), where, [shared])
        if self.chance.random() < 0.1:
            self.give_up(place)
        else:
            self.finish(place, own)

    def begin(self, bead: str) -> Place:
        """Be slung: get a branch, a worktree, and a session or none."""
        session = () if self.chance.random() < 0.5 else ("--no-session",)
        agent = ("--agent", "cat") if not session else ()
        words = ("sling", bead, RIG, "--name", self.name, *agent, *session)
        for _ in range(TRIES):
            answer = self.gt(*words)
            found = answer.document() if answer.is_done else self.shown()
            if found and found["bead"] == bead and found["state"] in SLUNG:
                self.running.record.count("slung")
                return Place(found["branch"], Path(found["worktree"]), found["env"])
        raise AssertionError(f"{self.address} is not slung by {TRIES} tries: {answer}")

    def finish(self, place: Place, own: list[str]) -> None:
        """Commit and push some code, and be done: the branch is merged, and all of it is gone."""
        if self.chance.random() < 0.3:
            self.until(self.push_code, place)
        push = () if self.chance.random() < 0.25 else ("--no-push",)
        self.until(lambda _: self.gt("done", self.address, *push), place)
        self.running.record.count("merged")
        token = f"done with {place.branch}"
        write = Write(token, "closed", own[0], self.actor, "main", DONE)
        self.running.record.write(write)
        self.closed.update(own)
        self.issues += own[1:]

    def give_up(self, place: Place) -> None:
        """Be nuked: nothing that is only on the branch has to be there afterwards."""
        self.until(lambda _: self.gt("polecat", "nuke", self.address, "--discard"), place)
        self.running.record.count("nuked")
        self.running.record.discard(place.branch)

    def push_code(self, place: Place) -> Answer:
        """Commit something in the worktree, and push it through the network."""
        commit = ("commit", "--quiet", "--allow-empty", "--message", place.branch)
        push = ("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{self.name}")
        done = self.running.run(self.town, "git", *commit, cwd=place.directory)
        if not done.is_done:
            return done
        return self.running.run(self.town, "git", *push, cwd=place.directory)

    def until(self, step: Callable[[Place], Answer], place: Place) -> None:
        """Take a step until it is done. One that was killed may have been done all the same: then
        the worker is gone.
        """
        answers = []
        for _ in range(TRIES):
            answers.append(step(place))
            if answers[-1].is_done or self.is_gone(place):
                return
        raise AssertionError(f"{self.address} is not done by {TRIES} tries: {answers[-1]}")

    def shown(self) -> dict[str, Any] | None:
        """Return what the town says of this worker; None where it says nothing."""
        answer = self.running.run(
            self.town, "gt", "polecat", "show", self.address, "--json", cwd=self.town.root
        )
        return answer.document() if answer.is_done else None

    def is_gone(self, place: Place) -> bool:
        """Tell whether the town knows no such worker any more."""
        words = ("polecat", "show", self.address, "--json")
        return self.running.run(self.town, "gt", *words, cwd=self.town.root).code == "not_found"

    def gt(self, *words: str) -> Answer:
        """Run `gt` in the town, which may be killed."""
        step = None if self.running.is_over else plan.dies_at(self.chance, words[0])
        root = self.town.root
        return self.running.run(self.town, "gt", *words, "--json", cwd=root, dies_at=step)

    def bd(self, place: Place, *words: str) -> Answer:
        """Run `bd`, which may be killed."""
        step = None if self.running.is_over else plan.dies_at(self.chance, words[0])
        return self.running.run(
            self.town, "bd", *words, "--json", cwd=place.directory, dies_at=step,
            **place.environment,
        )  # fmt: skip

    def write(self, kind: str, place: Place, issues: list[str]) -> str:
        """Make one write, and note what became of it. Return the id of the issue where it is done;
        that of a new one is added to the list.
        """
        issue = "" if kind == "issue" else self.chance.choice(issues)
        if kind == "close":
            if issue in self.closed:
                return ""
            self.closed.add(issue)
        self.tokens += 1
        token = f"tk{self.name}n{self.tokens}x"
        answer = self.bd(place, *WORDS[kind](token, issue))
        if kind == "issue" and answer.is_done:
            issue = answer.document()["id"]
            issues.append(issue)
        write = Write(token, kind, issue, self.actor, place.branch, answer.outcome)
        self.running.record.write(write)
        return issue if answer.is_done else ""
