"""Every `.beads/redirect` leads to a workspace, and every rig's directory has one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from beadwork.doctor import redirects
from beadwork.doctor.finding import Finding, Repair, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.errors import BadWorkspace, UntrustedRedirect
from beadwork.files.atomic import replace
from beadwork.town.rigs.add import REDIRECT
from beadwork.workspace import locate
from beadwork.workspace.settings import metadata

WORKSPACE = True
FIX = "lets a rig's directory lead to its clone"


def look(subject: Subject) -> Finding:
    known = list(redirects.files(subject))
    wrong = {file: why for file in known if (why := _wrong(file))}
    lacking = list(_lacking(subject))
    own = {_file(subject, name): name for name in _names(subject)}
    return verdict(
        count(len(known), "redirect"),
        errors=[f"{file} {why}" for file, why in wrong.items()],
        warnings=[
            f"there is no {_file(subject, name)}: what is in {name}/ finds no workspace"
            for name in lacking
        ],
        hint="bd where",
        repairs=[
            *(_repair(subject, own[file]) for file in wrong if file in own),
            *(_repair(subject, name) for name in lacking),
        ],
    )


def _wrong(file: str) -> str:
    try:
        end = redirects.steps(file)[-1]
        locate.followed(os.path.dirname(file))
    except UntrustedRedirect as error:
        return f"{error.message.removeprefix(f'{file} ')} ({error.hint})"
    except BadWorkspace as error:
        return f"leads nowhere: {error.message.replace(f'{file} ', 'it ', 1)}"
    if end == os.path.dirname(file):
        return "is empty"
    return (
        ""
        if os.path.exists(os.path.join(end, metadata.NAME))
        else f"leads to {end}, which has no {metadata.NAME}"
    )


def _names(subject: Subject) -> list[str]:
    """Return the rigs whose clone has a workspace, so that a redirect can lead to it."""
    return (
        [tracker.name for tracker in subject.rigs if tracker.workspace] if subject.is_town else []
    )


def _lacking(subject: Subject) -> Iterator[str]:
    for name in _names(subject):
        beads = Path(_file(subject, name)).parent
        if not (beads / "redirect").exists() and not (beads / metadata.NAME).exists():
            yield name


def _file(subject: Subject, name: str) -> str:
    return str(subject.required_town.rig(name) / ".beads" / "redirect")


def _repair(subject: Subject, name: str) -> Repair:
    file = _file(subject, name)
    return Repair(f"let {file} lead to {REDIRECT}", lambda: _write(file), (file,))


def _write(file: str) -> None:
    locate.refuse_links(os.path.dirname(file))
    os.makedirs(os.path.dirname(file), exist_ok=True)
    replace(file, f"{REDIRECT}\n", mode=0o600)
    locate.redirect(os.path.dirname(file))
