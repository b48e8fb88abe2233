"""The person's editor, as git chooses it: BD_EDITOR, VISUAL, EDITOR, else vi.

The words of the variable are split as a shell would, and no shell runs them.
"""

from __future__ import annotations

import os
import shlex
import subprocess

from beadwork.console.console import Console
from beadwork.errors import BeadworkError, NotFound, Usage

VARIABLES = ("BD_EDITOR", "VISUAL", "EDITOR")
USUAL = "vi"


def run(console: Console, path: str) -> None:
    """Let the person edit a file, and return when the editor has ended.

    Raises:
        NotFound: there is no such editor.
        Usage: the variable is no command.
        BeadworkError: the editor failed.
    """
    name = next((name for name in VARIABLES if os.environ.get(name, "").strip()), "")
    chosen = os.environ[name] if name else USUAL
    console.flush()
    # What an editor prints is not the result of the command.
    output = None if console.terminal.is_interactive else console.terminal.stderr.fileno()
    try:
        words = shlex.split(chosen)
        status = subprocess.run([*words, path], stdout=output).returncode
    except ValueError as error:
        raise Usage(f"{name} is no command: {error}", hint=f"export {name}=vi") from None
    except OSError as error:
        raise NotFound(
            f"the editor {words[0]} cannot be run: {error.strerror}", hint="export EDITOR=vi"
        ) from None
    if status:
        raise BeadworkError(f"the editor ended with status {status}", hint="export EDITOR=vi")
