"""The errors of a file's lines: each names its line, and all of them are told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from beadwork.errors import BeadworkError
from beadwork.model.exchange import plan_errors


@contextmanager
def at_line(name: str, line: int, called: Mapping[str, str] | None = None) -> Iterator[None]:
    """Let every error of the block name the file and the line. The class of the error stays.

    `called` is as in `LineErrors.at`.
    """
    try:
        yield
    except BeadworkError as error:
        told = _renamed(error, called or {})
        raise type(error)(f"{name}:{line}: {told.message}", hint=told.hint) from error


class LineErrors:
    """What is refused so far of a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: list[tuple[int, BeadworkError]] = []

    def copy(self) -> LineErrors:
        """Return the same errors, to which a try of a write adds its own."""
        found = LineErrors(self.name)
        found.errors = list(self.errors)
        return found

    @contextmanager
    def at(self, line: int, called: Mapping[str, str] | None = None) -> Iterator[None]:
        """Take the error of the block as one of this line, and go on.

        `called` has, by id, the names in the file of the issues that the block has made. The
        message says these names, since the issues and their ids are rolled back.
        """
        try:
            yield
        except BeadworkError as error:
            self.errors.append((line, _renamed(error, called or {})))

    def refuse(self) -> None:
        """Raise where a line is refused: the error of that line, or one that has those of all.

        Raises:
            BeadworkError, PlanRefused: as `plan_errors.refuse`.
        """
        plan_errors.refuse(self.name, self.errors)


def _renamed(error: BeadworkError, called: Mapping[str, str]) -> BeadworkError:
    message, hint = error.message, error.hint
    for issue_id in sorted(called, key=len, reverse=True):
        message = message.replace(issue_id, called[issue_id])
        hint = "" if issue_id in hint else hint
    return type(error)(message, hint=hint)
