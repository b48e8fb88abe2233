"""The JSON files of a town. Errors name the line, writes are atomic, unknown keys are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from beadwork.errors import BadFile, BadTown
from beadwork.files import json_file
from beadwork.files.atomic import replace


def read(path: Path) -> dict[str, Any]:
    """Return the JSON object of a file.

    Raises:
        BadTown: the file is missing, cannot be read, or has no JSON object. The message has the
            line and the column.
    """
    try:
        found = json_file.read(str(path))
    except FileNotFoundError:
        raise BadTown(f"{path} is missing", hint="gt install") from None
    except BadFile as error:
        raise BadTown(error.message, hint=f"correct {path}; it is never overwritten") from None
    if not isinstance(found, dict):
        raise BadTown(
            f"{path} holds no JSON object", hint=f"correct {path}; it is never overwritten"
        )
    return found


def write(path: Path, content: dict[str, Any]) -> None:
    """Replace a file in one step.

    Raises:
        OSError: the directory cannot be written, or the disk is full.
    """
    replace(str(path), json.dumps(content, indent=2, ensure_ascii=False) + "\n", mode=0o600)
