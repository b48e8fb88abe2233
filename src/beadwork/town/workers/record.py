"""The record of each worker: `daemon/workers/RIG/NAME.json` in the town.

Invariants:

- A record is there from before the first step of `gt sling` to after the last step that takes the
  worker away. So whatever a killed command left has a record that names it.
- Of several processes that make a record of one name, the first one wins.
- Only the holder of the worker's lock (worker_lock.py) changes or removes a record.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import Any, NamedTuple, Self

from beadwork.actions.workers import leases
from beadwork.errors import BadFile, BadTown, Invalid, LostRace, NotFound, Usage
from beadwork.files import json_file
from beadwork.files.atomic import clear_drafts, replace
from beadwork.files.atomic import create as create_file
from beadwork.model.counted import counted
from beadwork.model.hints import command
from beadwork.model.workers import names
from beadwork.model.workers.state import State
from beadwork.town.layout import Town

ENDING = ".json"


class Worker(NamedTuple):
    """One worker, as its record has it."""

    name: str
    rig: str
    beads: tuple[str, ...]
    """The ids of its issues, in the order in which they were named."""
    branch: str
    """The Dolt branch of its issues."""
    worktree: str
    """The absolute path of its git worktree."""
    git_branch: str
    session: str
    """The name of its tmux session; empty where it was made without one."""
    agent: tuple[str, ...]
    """The command that its session was started with."""
    actor: str
    created_at: str
    state: str
    base: str = ""
    """The commit of `main` that the Dolt branch was made from; empty before that."""
    git_base: str = ""
    """The commit of the code that the git branch was made from; empty before that."""
    steps: tuple[str, ...] = ()
    """The steps of `gt sling` that were begun: each is written before it is made."""
    queued_at: str = ""
    """When `gt done --queue` was run; empty where it was not."""
    reason: str = ""
    """The reason with which the refinery closes its issues."""
    git_remote: str = ""
    """The git remote that has to have its commits; empty for any."""
    push: str = ""
    """`no` after `gt done --no-push`, which the next try keeps to; empty otherwise."""
    trouble: str = ""
    """Why the refinery could not merge it. The mayor has been told."""

    @property
    def address(self) -> str:
        """The rig and the name, by which a worker is named uniquely: `gastown/nux`."""
        return f"{self.rig}/{self.name}"

    @property
    def bead(self) -> str:
        """The first of its issues."""
        return self.beads[0]

    @classmethod
    def of_json(cls, content: Any) -> Self:
        """Return the worker of a record's content. Unknown keys are left out.

        Raises:
            ValueError: a key is missing, or has another type.
        """
        if not isinstance(content, dict):
            raise ValueError("it is not a JSON object")
        values = {key: value for key, value in content.items() if key in cls._fields}
        lists = {"beads", "agent", "steps"}
        for key, value in values.items():
            items = value if key in lists else [value]
            if not isinstance(items, list) or not all(type(item) is str for item in items):
                raise ValueError(f'"{key}" is not valid')
        missing = [key for key in cls._fields if key not in {*values, *cls._field_defaults}]
        if missing:
            raise ValueError(f'"{missing[0]}" is missing')
        if not values["beads"]:
            raise ValueError('"beads" is empty')
        found: dict[str, Any] = {
            key: tuple(value) if key in lists else value for key, value in values.items()
        }
        return cls(**found)


class Records(NamedTuple):
    """The workers of a town by rig and name, and what is wrong with each record that cannot be
    used, by its path.
    """

    workers: list[Worker]
    damaged: dict[str, str]


def environment(town: Town, worker: Worker) -> dict[str, str]:
    """Return the variables that a worker's commands need, by name."""
    return {
        "BD_BRANCH": worker.branch,
        "BD_ACTOR": worker.actor,
        "GT_RIG": worker.rig,
        "GT_POLECAT": worker.name,
        "GT_ROOT": os.path.abspath(town.root),
    }


def as_json(town: Town, worker: Worker, state: str) -> dict[str, Any]:
    """Return the object of a worker, with the state that it is in now."""
    return {
        "name": worker.name,
        "rig": worker.rig,
        "bead": worker.bead,
        "beads": list(worker.beads),
        "branch": worker.branch,
        "worktree": worker.worktree,
        "session": worker.session,
        "state": state,
        "env": environment(town, worker),
    }


def directory(town: Town, rig: str) -> str:
    """Return the directory of the records of a rig's workers.

    Raises:
        Invalid: no rig can be called so.
    """
    if rig in ("", ".", "..") or "/" in rig or "\0" in rig:
        raise Invalid(f'no rig can be called "{rig}"', hint="gt rig list")
    return os.path.join(_top(town), rig)


def _top(town: Town) -> str:
    return os.path.join(town.root, "daemon", "workers")


def path(town: Town, rig: str, name: str) -> str:
    """Return the path of a worker's record.

    Raises:
        Invalid: no worker can be called so.
    """
    return os.path.join(directory(town, rig), f"{names.check(name)}{ENDING}")


def create(town: Town, worker: Worker) -> None:
    """Write the record of a new worker. `worker_lock.held` has made the directory.

    Raises:
        LostRace: there is a worker of that name; the message names it.
        OSError: the directory cannot be written, or the disk is full.
    """
    if not create_file(path(town, worker.rig, worker.name), _text(worker)):
        raise LostRace(
            f"{worker.rig} has a worker {worker.name} already",
            hint=command("gt", "polecat", "show", worker.address),
        )


def write(town: Town, worker: Worker) -> Worker:
    """Replace the record of a worker, and return the worker.

    Raises:
        OSError: the directory cannot be written, or the disk is full.
    """
    replace(path(town, worker.rig, worker.name), _text(worker))
    return worker


def remove(town: Town, worker: Worker) -> None:
    """Remove the record of a worker of which nothing is left, and its lease. A missing record is no
    error.
    """
    file = path(town, worker.rig, worker.name)
    leases.of_town(str(town.root)).remove(worker.actor)
    with suppress(FileNotFoundError):
        os.unlink(file)
    clear_drafts(file)


def names_of_hidden(town: Town, rig: str) -> set[str]:
    """Return the names of which a killed process may have left a draft or a lock file."""
    found = {entry[1:].split(".")[0] for entry in _entries(directory(town, rig)) if entry[0] == "."}
    return {name for name in found if names.is_valid(name)}


def read(town: Town, rig: str, name: str) -> Worker | None:
    """Return a worker of a rig; None where there is none.

    Raises:
        Invalid: no worker can be called so.
        BadTown: its record cannot be used.
    """
    file = path(town, rig, name)
    try:
        worker = Worker.of_json(json_file.read(file))
        if (worker.rig, worker.name) != (rig, name):
            raise ValueError(f"it is the record of {worker.address}")
        return worker
    except FileNotFoundError:
        return None
    except (BadFile, ValueError) as error:
        raise BadTown(f"{file} is damaged: {error}", hint=f"correct {file}") from None


def all_of(town: Town, rig: str = "") -> Records:
    """Return the workers of one rig, or of the whole town, by rig and name. A record that cannot be
    used does not hide the others.
    """
    found = Records([], {})
    for of_rig in [rig] if rig else _entries(_top(town)):
        for entry in _entries(directory(town, of_rig)):
            name = entry.removesuffix(ENDING)
            if entry == name or not names.is_valid(name):
                continue
            try:
                worker = read(town, of_rig, name)
            except BadTown as error:
                found.damaged[path(town, of_rig, name)] = error.message
                continue
            if worker is not None:
                found.workers.append(worker)
    return found


def find(town: Town, named: str, rig: str = "") -> Worker:
    """Return the worker that a person names, as `nux` or as `gastown/nux`.

    Raises:
        NotFound: there is none of that name; the hint lists the workers.
        Usage: several rigs have one of that name.
        Invalid: no worker can be called so.
        BadTown: its record cannot be used.
    """
    before, _, name = named.rpartition("/")
    names.check(name)
    known = all_of(town, rig or before)
    found = [worker for worker in known.workers if worker.name == name]
    if before and rig and before != rig:
        found = []
    if len(found) > 1:
        addresses = [worker.address for worker in found]
        raise Usage(
            f"{counted(len(found), 'rig')} have a worker {name}",
            hint=f"name one: {', '.join(addresses)}",
        )
    if found:
        return found[0]
    for damaged, why in known.damaged.items():
        if os.path.basename(damaged) == f"{name}{ENDING}":
            raise BadTown(why, hint=f"correct {damaged}")
    others = ", ".join(worker.address for worker in all_of(town).workers)
    raise NotFound(
        f'no worker "{named}"', hint=f"the workers are: {others}" if others else "gt polecat list"
    )


def refuse_workers(town: Town, rig: str) -> None:
    """Refuse to take away, or to rename, a rig whose workers have its name in all that is theirs.

    Raises:
        Invalid: the rig has workers; the message names them.
    """
    known = all_of(town, rig)
    found = [*(worker.name for worker in known.workers), *map(os.path.basename, known.damaged)]
    if found:
        raise Invalid(
            f"{rig} has {counted(len(found), 'worker')}: {', '.join(found)}",
            hint=command("gt", "polecat", "list", rig),
        )


def is_begun(worker: Worker) -> bool:
    """Tell whether `gt sling` has not finished making a worker."""
    return worker.state == State.SLINGING


def _entries(place: str) -> list[str]:
    try:
        return sorted(os.listdir(place))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _text(worker: Worker) -> str:
    return json.dumps(worker._asdict(), indent=1, ensure_ascii=False) + "\n"
