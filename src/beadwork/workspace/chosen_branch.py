"""Which branch of a database the environment asks for.

`BD_BRANCH` names the branch of one tracker. In the environment of a worker `GT_RIG` says of which,
and `GT_ROOT` in which town: the branch holds for that rig's issues from any directory, and nothing
else of the town has it. Without `GT_RIG` it is the tracker of the current directory. The town's own
issues, `hq`, with mail and alerts, are always on `main`: a letter on a branch would reach nobody
before the branch is merged.
"""

from __future__ import annotations

import os

from beadwork.workspace import town
from beadwork.workspace.locate import Workspace

MAIN = "main"


def of(workspace: Workspace, *, is_here: bool = True) -> str:
    """Return the branch that the environment asks for in this workspace, `main` where it asks for
    none. `is_here` tells whether it is the workspace of the current directory.
    """
    chosen = os.environ.get("BD_BRANCH")
    if not chosen or chosen == MAIN:
        return MAIN
    rig = os.environ.get("GT_RIG")
    if rig:
        return chosen if workspace.database == rig and _is_in_town(workspace) else MAIN
    return chosen if is_here and not _is_hq(workspace) else MAIN


def _is_in_town(workspace: Workspace) -> bool:
    """Tell whether the workspace is in the town of the worker. Another town may have a rig of the
    same name.
    """
    root = os.environ.get("GT_ROOT")
    if not root:
        return True
    return os.path.realpath(root) == os.path.realpath(town.marked_above(workspace.root) or "/")


def _is_hq(workspace: Workspace) -> bool:
    return town.marked_above(workspace.root) == workspace.root
