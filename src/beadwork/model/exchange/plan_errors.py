"""The refusal of a plan: every line that is refused is told, with its error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from beadwork.errors import BeadworkError, Invalid, PlanRefused
from beadwork.model.counted import counted


class Fault(Exception):
    """A line of the file cannot be read."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


class Faults:
    """The lines that cannot be read."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the fault of the block, and go on."""
        try:
            yield
        except Fault as fault:
            self.found.append(fault)

    def refuse(self, name: str) -> None:
        """Raise where there is a fault."""
        errors = [(fault.line, Invalid(fault.message, hint=fault.hint)) for fault in self.found]
        refuse(name, errors)


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
