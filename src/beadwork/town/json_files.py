"""The JSON files of a town: errors name the line, writes are whole, unknown keys are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from beadwork.dolt.server.files.record import read_json, replace
from beadwork.errors import BadTown


def read(path: Path) -> dict[str, Any]:
    """Return the object that a file holds.

    Raises:
        BadTown: it is missing, cannot be read, or holds no JSON object; the message has line and
            column.
    """
    try:
        found = read_json(str(path))
    except FileNotFoundError:
        raise BadTown(f"{path} is missing", hint="gt install") from None
    except json.JSONDecodeError as error:
        raise BadTown(
            f"{path} is damaged: line {error.lineno}, column {error.colno}: {error.msg}",
            hint=f"mend {path}; it is never overwritten",
        ) from None
    except (OSError, ValueError) as error:
        raise BadTown(f"{path} cannot be read: {error}", hint=f"ls -l {path}") from None
    if not isinstance(found, dict):
        raise BadTown(f"{path} holds no JSON object", hint=f"mend {path}; it is never overwritten")
    return found


def write(path: Path, content: dict[str, Any]) -> None:
    """Replace a file in one step.

    Raises:
        OSError: the directory cannot be written, or the disk is full.
    """
    replace(str(path), json.dumps(content, indent=2, ensure_ascii=False) + "\n", mode=0o644)
