"""The pre-push hook of git that pushes the tracker with the code. A person asks for it.

The hook is between two marks, at the beginning of what is there. It has a time limit, and a push of
the code never fails because of it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress

from beadwork import errors
from beadwork.files import bounded
from beadwork.files.atomic import replace
from beadwork.model.hints import command
from beadwork.model.settings_table import int_setting
from beadwork.workspace import git_command

NAME = "pre-push"
SECONDS = int_setting("hooks.timeout")
BEGIN = "# >>> beadwork: the tracker is pushed with the code (bd hooks remove) >>>"
END = "# <<< beadwork <<<"
BLOCK = f"""\
{BEGIN}
if command -v bd > /dev/null 2>&1; then
    if command -v timeout > /dev/null 2>&1; then
        timeout {SECONDS} bd dolt push --quiet < /dev/null > /dev/null || true
    else
        bd dolt push --quiet < /dev/null > /dev/null || true
    fi
fi
{END}
"""
SHEBANG = "#!/bin/sh\n"
_SHELL = re.compile(r"#! ?(?:/usr)?/bin/(?:env )?(?:ba|da|z|k)?sh\b")
_BLOCK = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END) + r"\n", re.DOTALL)


def path(directory: str) -> str:
    """Return the path of the hook.

    Raises:
        Usage: there is no git project, or its hooks are not in its own directory.
    """
    shared = git_command.run(directory, "rev-parse", "--git-common-dir")
    found = git_command.run(directory, "rev-parse", "--git-path", f"hooks/{NAME}")
    if not shared or not found:
        raise errors.Usage(f"{directory} is in no git project", hint="git init")
    hook = os.path.realpath(os.path.join(directory, found))
    own = os.path.realpath(os.path.join(directory, shared))
    if os.path.commonpath([hook, own]) != own:
        raise errors.Usage(
            f"git runs this project's hooks from {os.path.dirname(hook)}, which is not its own",
            hint="git config --show-origin core.hooksPath",
        )
    return hook


def install(directory: str) -> tuple[str, bool]:
    """Install the hook, before what is there. Return its path, and whether anything changed.

    Raises:
        Usage: there is no git project, or its hook is no shell script.
        OSError: the hook cannot be written.
    """
    hook = path(directory)
    text = _read(hook)
    if text and not _SHELL.match(text):
        raise errors.Usage(
            f"{hook} is no shell script, so nothing can be put before it",
            hint=f"{command('ls', '-l', hook)}   (call bd dolt push from it)",
        )
    first, _, rest = (text or SHEBANG).partition("\n")
    changed = f"{first}\n{BLOCK}{_BLOCK.sub('', rest)}"
    if changed == text:
        return hook, False
    os.makedirs(os.path.dirname(hook), exist_ok=True)
    replace(hook, changed, mode=0o755)
    return hook, True


def remove(directory: str) -> tuple[str, bool]:
    """Take the hook out, and leave what else is there. Return its path, and whether it was there.

    Raises:
        Usage: there is no git project.
        OSError: the hook cannot be written.
    """
    hook = path(directory)
    text = _read(hook)
    if BEGIN not in text:
        return hook, False
    left = _BLOCK.sub("", text)
    if left.strip() in ("", SHEBANG.strip()):
        os.unlink(hook)
    else:
        replace(hook, left, mode=0o755)
    return hook, True


def _read(hook: str) -> str:
    with suppress(FileNotFoundError):
        return bounded.read_text(hook)
    return ""
