"""No `.beads/redirect` leads to another redirect, or in a loop."""

from __future__ import annotations

import os

from beadwork.doctor import redirects
from beadwork.doctor.finding import Finding, Repair, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.errors import BadWorkspace
from beadwork.files.atomic import replace
from beadwork.workspace import locate
from beadwork.workspace.settings import metadata

WORKSPACE = True
FIX = "lets the first of several redirects lead to where the last one does"


def look(subject: Subject) -> Finding:
    known = list(redirects.files(subject))
    errors, warnings, repairs = [], [], []
    for file in known:
        try:
            steps = redirects.steps(file)
        except redirects.Loop as loop:
            errors.append(f"{file} leads in a loop: {loop}")
            continue
        except BadWorkspace:  # redirect-target says so
            continue
        if len(steps) > 2:
            warnings.append(f"{file} leads on: {' → '.join(steps[1:])}")
            if os.path.exists(os.path.join(steps[-1], metadata.NAME)):
                repairs.append(_repair(file, steps[-1]))
    return verdict(
        count(len(known), "redirect"),
        errors=errors,
        warnings=warnings,
        hint="bd where",
        repairs=repairs,
    )


def _repair(file: str, end: str) -> Repair:
    project = os.path.dirname(os.path.dirname(file))
    target = os.path.relpath(end, project) if os.path.commonpath([end, project]) == project else end
    return Repair(f"let {file} lead to {target}", lambda: _write(file, target), (file,))


def _write(file: str, target: str) -> None:
    locate.refuse_links(os.path.dirname(file))
    replace(file, f"{target}\n", mode=0o600)
