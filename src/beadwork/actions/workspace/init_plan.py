"""The plan of an `init`. It is written to a file first, so that an interrupted `init` goes on with
the same project.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.files import bounded, directory_lock, json_file
from beadwork.files.atomic import clear_drafts, replace, replacing
from beadwork.model.issues import ids
from beadwork.workspace.connection.server import Flags
from beadwork.workspace.settings import metadata

INTENT = "init.json"
IGNORE = ".gitignore"
IGNORED = "# What is of this machine only\nconfig.yaml\ninit.json\n*.lock\n"


REFUSE = "refuse"
JOIN = "join"
APART = "apart"


class Request(NamedTuple):
    """The options of `init`. `remote` is None without `--from-remote`, and empty for git's
    `origin`.
    """

    prefix: str = ""
    database: str = ""
    flags: Flags = Flags()
    remote: str | None = None
    reinit_local: bool = False
    destroy_token: str = ""
    older_prefix: str = ""
    """The prefix of an older tracker. It is kept, also with capitals, dots and up to 64
    characters.
    """
    over_older_data: bool = False
    """True where the data of an older tracker is imported next."""
    ref: str = ""
    """The git reference that holds the data of `remote`; empty for `refs/dolt/data`."""
    on_remote_data: str = REFUSE
    """What to do where git's `origin` holds a tracker and there is no `--from-remote`: REFUSE, JOIN
    or APART.
    """
    drop_foreign: bool = False
    """True where a fetched database is taken without its triggers, views, procedures, events and
    other tables, instead of being refused for them.
    """


class Plan(NamedTuple):
    """The new workspace. `project_id` is empty where the data of `remote` brings it."""

    database: str
    project_id: str
    prefix: str
    remote: str
    metadata: dict[str, Any]

    def content(self) -> dict[str, Any]:
        """Return the content of metadata.json."""
        return {
            **self.metadata,
            "database": "dolt",
            "backend": "dolt",
            "dolt_mode": "server",
            "dolt_database": self.database,
            "project_id": self.project_id,
        }


def interrupted(beads: str, request: Request, remote: str) -> Plan | None:
    """Return the plan of an interrupted `init`, None where the request asks for something else."""
    with suppress(OSError, errors.BadFile, errors.BadWorkspace, TypeError):
        path = os.path.join(beads, INTENT)
        plan = _checked(Plan(**json_file.read(path)), path)
        fits = request.prefix in ("", plan.prefix) and request.database in ("", plan.database)
        if fits and plan.remote == remote:
            return plan
    return None


def _checked(plan: Plan, path: str) -> Plan:
    """Return a plan that was read. Raise TypeError or BadWorkspace where it is not valid."""
    if not all(type(text) is str for text in plan[:-1]) or type(plan.metadata) is not dict:
        raise TypeError
    metadata.check_database(plan.database, path)
    return plan


def fresh(directory: str, request: Request, remote: str, kept: dict[str, Any]) -> Plan:
    """Return the plan of a new project. `kept` has the keys of an older metadata.json that stay.

    Raises:
        Invalid: the prefix is not valid.
        BadWorkspace: the given name is not valid for a database.
    """
    prefix = new_prefix(directory, request)
    name = request.database or re.sub(r"[^A-Za-z0-9_]", "_", prefix)
    metadata.check_database(name, "--database")
    return Plan(
        name,
        "" if remote else fresh_project(),
        prefix,
        remote,
        {**kept, **server_keys(request.flags)},
    )


def new_prefix(directory: str, request: Request) -> str:
    """Return the prefix of a new tracker: the given one, else that of the older tracker, else the
    directory's name.

    Raises:
        Invalid: the given prefix is not valid, and is not that of the older tracker.
    """
    older = request.older_prefix
    if request.prefix and request.prefix.rstrip("-") != older:
        return ids.check_prefix(request.prefix)
    with suppress(errors.Invalid):
        if older:
            return ids.check_kept_prefix(older)
    return ids.prefix_from_name(older or os.path.basename(directory))


def of(content: dict[str, Any], prefix: str) -> Plan:
    """Return the plan of a workspace with this content of metadata.json."""
    plan = Plan(content["dolt_database"], content["project_id"], prefix, "", {})
    own = plan.content()
    return plan._replace(metadata={key: value for key, value in content.items() if key not in own})


def fresh_project() -> str:
    """Return the identity of a new project."""
    from uuid import uuid4

    return str(uuid4())


def prefix_of_most(issue_ids: list[str]) -> str:
    """Return the prefix that most ids have, empty where they have none.

    >>> prefix_of_most(["Api-1", "Api-2", "web-1"]), prefix_of_most(["1", "2"])
    ('Api', '')
    """
    from collections import Counter

    most = Counter(ids.prefix_of(issue_id) for issue_id in issue_ids).most_common(1)
    return most[0][0] if most else ""


def server_keys(flags: Flags) -> dict[str, Any]:
    """Return the keys that the flags set in metadata.json. A socket is the person's own, and is not
    among them.
    """
    wanted = {
        "dolt_server_host": flags.host,
        "dolt_server_port": flags.port,
        "dolt_server_user": flags.user,
        "dolt_server_tls": flags.tls,
    }
    return {key: value for key, value in wanted.items() if value}


def write(beads: str, plan: Plan) -> None:
    replace(os.path.join(beads, INTENT), json.dumps(plan._asdict()) + "\n")


def remove(beads: str) -> None:
    """Remove the plan's file, and the temporary files of killed inits."""
    for name in (INTENT, metadata.NAME, IGNORE):
        clear_drafts(os.path.join(beads, name))
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(beads, INTENT))


def describe(beads: str, content: dict[str, Any]) -> None:
    """Write the files that make a directory a workspace, `metadata.json` last."""
    ignore = os.path.join(beads, IGNORE)
    if not os.path.exists(ignore):
        replace(ignore, IGNORED, mode=0o644)
    metadata.write(beads, content)
    remove(beads)


def keep_aside(beads: str) -> None:
    """Copy metadata.json to a free name, so that the old database can be found again."""
    path = os.path.join(beads, metadata.NAME)
    number = 1
    while os.path.exists(f"{path}.{number}"):
        number += 1
    content = bounded.read(path, follow=False)
    with replacing(f"{path}.{number}", mode=0o644) as file:
        file.write(content)


@contextmanager
def locked(beads: str) -> Iterator[None]:
    """Create a `.beads/` where it is missing, and let one `init` at a time work on it.

    After a failure an empty `.beads/` is removed.
    """
    os.makedirs(beads, exist_ok=True)
    try:
        with directory_lock.held(beads):
            yield
    except BaseException:
        with suppress(OSError):
            os.rmdir(beads)
        raise
