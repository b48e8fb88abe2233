"""The sync mode of a workspace: how its issues reach others, and which copies are kept."""

from __future__ import annotations

import os
from collections.abc import Mapping

from beadwork import errors
from beadwork.model.settings_table import text_setting, words_setting

KEY = "sync.mode"
VARIABLE = "BD_SYNC_MODE"
GIT_PORTABLE = "git-portable"
SNAPSHOT_AT_PUSH = "belt-and-suspenders"


def of(local: Mapping[str, str]) -> str:
    """Return the mode: of `BD_SYNC_MODE`, else of the settings of this copy, else the default.

    Raises:
        Usage: the variable holds no mode.
    """
    chosen = os.environ.get(VARIABLE, "")
    modes = words_setting(KEY)
    if chosen and chosen not in modes:
        raise errors.Usage(f'{VARIABLE} is "{chosen}"', hint=f"one of {', '.join(modes)}")
    found = chosen or local.get(KEY, "")
    return found if found in modes else text_setting(KEY)
