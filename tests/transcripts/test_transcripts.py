"""Run every `.t` file beside this one: a session of a terminal, with its exact output.

    Text is for the reader.

      $ bd create "A title" --id demo-1
      Created demo-1: A title
      $ bd close demo-2
      Error: no issue found matching "demo-2"
      Hint: bd list --all
      [1]

Each file has a workspace on a fresh branch to itself, with the prefix `demo`. Commands run in one directory, by `sh`,
standard error after standard output; `[N]` is an exit status other than 0. A line ending in ` (re)` is a regular expression.
In what is printed a time becomes TIME, a commit HASH, a random id demo-ID, the workspace's directory HERE.
To write down what a changed command prints: BEADWORK_WRITE_TRANSCRIPTS=1, then read the difference.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from harness import Place

FILES = sorted(Path(__file__).parent.glob("*.t"))
INDENT = "  "

_NORMAL = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?"), "TIME"),
    (re.compile(r"\bdemo-(?=[0-9a-z]*[a-z])[0-9a-z]{5,7}\b"), "demo-ID"),
    (re.compile(r"\b[0-9a-v]{32}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
)


class Step(NamedTuple):
    """One command of a transcript, and the lines expected after it."""

    line: int
    command: str
    expected: list[str]


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of a transcript."""
    current: Step | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(f"{INDENT}$ "):
            if current:
                yield current
            current = Step(number, line[len(INDENT) + 2 :], [])
        elif line.startswith(f"{INDENT}> ") and current and not current.expected:
            current = current._replace(command=f"{current.command}\n{line[len(INDENT) + 2 :]}")
        elif line.startswith(INDENT) and current:
            current.expected.append(line[len(INDENT) :])
        elif current and line.strip():
            yield current
            current = None
    if current:
        yield current


def outcome(place: Place, command: str) -> list[str]:
    """Run one command and return its output as a transcript shows it."""
    done = subprocess.run(
        ["sh", "-c", command], cwd=place.directory, env=place.environment, stdin=-3, capture_output=True, text=True
    )
    lines = (done.stdout + done.stderr).splitlines()
    shown = [normal(line, place) for line in lines] + ([f"[{done.returncode}]"] if done.returncode else [])
    return [line.rstrip() for line in shown]


def normal(line: str, place: Place) -> str:
    """Return a line with what differs from run to run replaced by a word."""
    for pattern, word in _NORMAL:
        line = pattern.sub(word, line)
    return line.replace(str(place.directory), "HERE").replace(place.branch, "BRANCH")


def fits(expected: list[str], got: list[str]) -> bool:
    return len(expected) == len(got) and all(
        re.fullmatch(line[: -len(" (re)")], real) if line.endswith(" (re)") else line == real
        for line, real in zip(expected, got, strict=True)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_transcript(file: Path, place: Place) -> None:
    text = file.read_text()
    written = text.splitlines()
    for step in reversed([(step, outcome(place, step.command)) for step in steps(text)]):
        said, got = step
        if os.environ.get("BEADWORK_WRITE_TRANSCRIPTS") and not fits(said.expected, got):
            first = said.line + said.command.count("\n")
            written[first : first + len(said.expected)] = [f"{INDENT}{line}" for line in got]
            continue
        assert fits(said.expected, got), f"{file.name}:{said.line}: $ {said.command}\n" + "\n".join(got)
    if os.environ.get("BEADWORK_WRITE_TRANSCRIPTS"):
        file.write_text("\n".join(written) + "\n")
