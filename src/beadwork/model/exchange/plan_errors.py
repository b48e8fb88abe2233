"""The refusal of a plan: every line that is refused is told, with its error."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.errors import BeadworkError, PlanRefused
from beadwork.model.counted import counted


def refuse(name: str, errors: Sequence[tuple[int, BeadworkError]]) -> None:
    """Raise where a line is refused. `name` is the file's, for the message.

    Raises:
        BeadworkError: one line is refused; the class is that of its error.
        PlanRefused: several are.
    """
    found = sorted(dict.fromkeys((line, error.message) for line, error in errors))
    if not found:
        return
    by_line = {(line, error.message): error for line, error in errors}
    told = [f"{name}:{line}: {message}" for line, message in found]
    details = {"errors": [_as_json(line, by_line[line, message]) for line, message in found]}
    if len(found) == 1:
        error = by_line[found[0]]
        raise type(error)(told[0], hint=error.hint, details=details) from error
    raise PlanRefused(
        f"{counted(len(found), 'error')} in {name}, and nothing was created:\n" + "\n".join(told),
        errors=tuple((line, by_line[line, message]) for line, message in found),
        details=details,
    )


def _as_json(line: int, error: BeadworkError) -> dict[str, object]:
    hint = {"hint": error.hint} if error.hint else {}
    return {"line": line, "error": error.message, "code": error.code, **hint}
